"""The released layout: every tensor as floats."""

from torch import Tensor

from engine.weights.checkpoint import Checkpoint
from engine.weights.formats.accounting import Expected, Shapes, account_for, vision_note
from engine.weights.names import is_vision, tensor_name


class PlainWeights:
    """float32, bfloat16 or float16 tensors under the released names."""

    def __init__(self, checkpoint: Checkpoint, shapes: Shapes) -> None:
        expected = {tensor_name(name): Expected(shape) for name, shape in shapes.items()}
        self.notes = vision_note(account_for(checkpoint, expected, is_vision))
        self.inventory = checkpoint.inventory()
        self._checkpoint = checkpoint

    def read(self, parameter: str) -> Tensor:
        return self._checkpoint.read(tensor_name(parameter))
