"""Every tensor a format should have is there, as it should be, and none besides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from torch import Tensor

from engine.errors import ModelFilesError
from engine.layers.quantized import PackedWeight
from engine.said import said
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
            raise ModelFilesError(
                said("The model files hold an unexpected tensor: {name}.", name=name)
            )
    for name in expected:
        if name not in checkpoint:
            raise ModelFilesError(said("The model files lack the tensor {name}.", name=name))
    return tuple(left_out)


def require(name: str, entry: TensorEntry, expected: Expected) -> None:
    """Raises ModelFilesError unless shape and dtype are as expected."""
    if entry.shape != expected.shape:
        raise ModelFilesError(
            said(
                "The tensor {name} has the shape {shape}, but the model's "
                "description asks for {expected}.",
                name=name,
                shape=list(entry.shape),
                expected=list(expected.shape),
            )
        )
    if entry.dtype not in expected.dtypes:
        raise ModelFilesError(
            said(
                "The tensor {name} is stored as {kind}, which is not a supported format.",
                name=name,
                kind=entry.dtype,
            )
        )


def vision_note(left_out: tuple[str, ...]) -> tuple[str, ...]:
    """A sentence about image tensors that were left out, if any were."""
    if not left_out:
        return ()
    count = len(left_out)
    return (said("Images are not supported: {count} vision tensors were left out.", count=count),)
