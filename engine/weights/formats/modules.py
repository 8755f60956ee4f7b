"""What formats share that pack module by module: experts apart, each matrix with its own parts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.errors import ModelFilesError
from engine.layers.grouped_weight import Code, GroupedWeight, Scheme
from engine.layers.quantized import PackedWeight
from engine.said import said
from engine.weights.checkpoint import Checkpoint
from engine.weights.formats.accounting import Expected, Shapes, account_for, vision_note
from engine.weights.names import is_vision, tensor_name

# Scales for activations and the cache; weights do not need them, and nothing here uses them.
_ACTIVATION_PARTS = (
    ".input_scale",
    ".input_global_scale",
    ".output_scale",
    ".k_scale",
    ".v_scale",
)


@dataclass(frozen=True, slots=True)
class Packing:
    """How one packed matrix lies in the files: its tensors, and what makes a weight of them."""

    expected: Mapping[str, Expected]
    unite: Callable[[list[Tensor]], GroupedWeight]  # takes them in the order of ``expected``


# The files, a module's name and its weight's shape to its packing; None if it lies as floats.
FindPacking = Callable[[Checkpoint, str, tuple[int, ...]], Packing | None]


@dataclass(frozen=True, slots=True)
class _Matrix:
    """One module that holds a parameter or a part of it; ``floats`` names it if not packed."""

    module: str
    floats: str
    shape: tuple[int, ...]


class ModuleWeights:
    """Weights under the released module names; stacked experts may lie as modules of their own.

    Experts that lie apart are ``experts.E.gate_proj``, ``up_proj`` and ``down_proj``, as the
    tools call them that unstack them for quantisation.
    """

    def __init__(self, checkpoint: Checkpoint, shapes: Shapes, find: FindPacking) -> None:
        self.inventory = checkpoint.inventory()
        self._checkpoint, self._find = checkpoint, find
        self._matrices = {
            parameter: _matrices(checkpoint, parameter, shape)
            for parameter, shape in shapes.items()
        }
        self._shapes = shapes
        expected: dict[str, Expected] = {}
        for matrices in self._matrices.values():
            for matrix in matrices:
                packing = find(checkpoint, matrix.module, matrix.shape)
                expected |= packing.expected if packing else {matrix.floats: Expected(matrix.shape)}
        left_out = account_for(checkpoint, expected, _is_left_out)
        self.notes = vision_note(tuple(filter(is_vision, left_out)))

    def read(self, parameter: str) -> Tensor | PackedWeight:
        """Float or packed; experts that lie apart are copied into one stack."""
        matrices, shape = self._matrices[parameter], self._shapes[parameter]
        if matrices[0].shape == shape:
            return self._read(matrices[0])
        return _stacked(map(self._read, matrices), shape, len(matrices) // shape[0])

    def _read(self, matrix: _Matrix) -> Tensor | GroupedWeight:
        packing = self._find(self._checkpoint, matrix.module, matrix.shape)
        if packing is None:
            return self._checkpoint.read(matrix.floats)
        return packing.unite([self._checkpoint.read(name) for name in packing.expected])


def _matrices(checkpoint: Checkpoint, parameter: str, shape: tuple[int, ...]) -> list[_Matrix]:
    """The modules that hold a parameter, in the order of its rows."""
    name = tensor_name(parameter)
    stem, _, projection = name.rpartition(".")
    if not stem.endswith(".experts"):
        return [_Matrix(name.removesuffix(".weight"), name, shape)]
    for stacked in (name, f"{name}.weight"):
        if stacked in checkpoint:
            return [_Matrix(name, stacked, shape)]
    names = ("gate_proj", "up_proj") if projection == "gate_up_proj" else (projection,)
    modules = [f"{stem}.{expert}.{each}" for expert in range(shape[0]) for each in names]
    part = (shape[1] // len(names), shape[2])
    return [_Matrix(module, f"{module}.weight", part) for module in modules]


def scheme_of(module: str, code: Code, columns: int, groups: int, zero: int = 0) -> Scheme:
    """The scheme of a module with so many scales a row; ModelFilesError if they do not fit."""
    scheme = Scheme(code, columns // max(groups, 1), zero)
    if columns % max(groups, 1) or groups < 1 or not scheme.fits(columns):
        raise ModelFilesError(
            said(
                "The {groups} scales of {module} do not divide its rows of {columns} "
                "columns evenly.",
                groups=groups,
                module=module,
                columns=columns,
            )
        )
    return scheme


def _is_left_out(name: str) -> bool:
    return is_vision(name) or name.endswith(_ACTIVATION_PARTS)


def _stacked(
    parts: Iterable[Tensor | GroupedWeight], shape: tuple[int, ...], each: int
) -> Tensor | PackedWeight:
    """One weight [experts, rows, columns] of parts that are ``each`` to an expert."""
    stack: dict[str, Tensor] = {}
    scheme: Scheme | None = None
    for number, part in enumerate(parts):
        tensors = {"": part} if isinstance(part, Tensor) else dict(part.named_buffers())
        found = None if isinstance(part, Tensor) else part.scheme
        if number == 0:
            scheme = found
            for name, tensor in tensors.items():
                size = (shape[0], len(tensor) * each, *tensor.shape[1:])
                stack[name] = torch.empty(size, dtype=tensor.dtype)
        if found != scheme or tensors.keys() != stack.keys():
            raise ModelFilesError(said("The experts of a layer are packed in different ways."))
        for name, tensor in tensors.items():
            first = number % each * len(tensor)
            stack[name][number // each, first : first + len(tensor)] = tensor
    return stack[""] if scheme is None else GroupedWeight(scheme, **stack)
