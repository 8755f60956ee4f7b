"""Every tensor a format should have is there, as it should be, and none besides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor

from engine.errors import ModelFilesError
from engine.layers.quantized import PackedWeight
from engine.weights.checkpoint import Checkpoint, Inventory, TensorEntry

FLOATS = frozenset({"F32", "BF16", "F16"})
Shapes = Mapping[str, tuple[int, ...]]  # the model's parameters


class WeightSource(Protocol):
    """A model's weights in some format; opening one has accounted for every tensor.

    ``notes`` are sentences about what was left out.
    """

    @property
    def notes(self) -> tuple[str, ...]: ...

    @property
    def inventory(self) -> Inventory: ...

    def read(self, parameter: str) -> Tensor | PackedWeight:
        """One parameter on the CPU, as floats of any dtype or packed as the file has it."""
        ...


@dataclass(frozen=True, slots=True)
class Expected:
    """What a stored tensor must look like; ``dtypes`` as safetensors spells them."""

    shape: tuple[int, ...]
    dtypes: frozenset[str] = FLOATS


def account_for(
    checkpoint: Checkpoint,
    expected: Mapping[str, Expected],
    is_left_out: Callable[[str], bool],
) -> tuple[str, ...]:
    """The names left out. Raises ModelFilesError naming the first tensor that is not right."""
    left_out = []
    for name, entry in checkpoint.items():
        if name in expected:
            require(name, entry, expected[name])
        elif is_left_out(name):
            left_out.append(name)
        else:
            raise ModelFilesError(f"The model files hold an unexpected tensor: {name}.")
    for name in expected:
        if name not in checkpoint:
            raise ModelFilesError(f"The model files lack the tensor {name}.")
    return tuple(left_out)


def require(name: str, entry: TensorEntry, expected: Expected) -> None:
    """Raises ModelFilesError unless shape and dtype are as expected."""
    if entry.shape != expected.shape:
        raise ModelFilesError(
            f"The tensor {name} has the shape {list(entry.shape)}, "
            f"but the model's description asks for {list(expected.shape)}."
        )
    if entry.dtype not in expected.dtypes:
        raise ModelFilesError(
            f"The tensor {name} is stored as {entry.dtype}, which is not a supported format."
        )


def vision_note(left_out: tuple[str, ...]) -> tuple[str, ...]:
    """A sentence about image tensors that were left out, if any were."""
    if not left_out:
        return ()
    return (f"Images are not supported: {len(left_out)} vision tensors were left out.",)
