"""Weights kept packed: what every packing promises, and a linear layer over one."""

from collections.abc import Callable, Iterator
from copy import copy

import torch
from torch import Tensor, nn
from torch.nn import functional

# Numbers of a weight that may exist as floats at one time; 8 MiB in bfloat16.
SLICE_NUMBERS = 1 << 22
# Numbers of the tiles' weights that may exist as floats at one time; 64 MiB in bfloat16.
TILE_NUMBERS = 1 << 25
# Rows of one expert that are multiplied together. Each tile unpacks its expert's weights, so small
# ones unpack many experts twice; large ones are mostly padding.
TILE = 64


class PackedWeight(nn.Module):
    """A matrix [rows, columns] or a stack [matrices, rows, columns], never whole as floats.

    The packed data are buffers, so that whoever moves a module's tensors moves them too. A packing
    says how ``dense`` unpacks a slice of rows; ``matmul`` may be replaced where it is faster.
    """

    shape: tuple[int, ...]
    tile_rows: int = TILE

    def dense(self, dtype: torch.dtype, matrix: int | None, start: int, stop: int) -> Tensor:
        """Rows ``start`` to ``stop`` of one matrix (None: the only one) as floats."""
        raise NotImplementedError

    def matmul(self, hidden: Tensor, matrix: int | None = None) -> Tensor:
        """[tokens, columns] times the matrix transposed: [tokens, rows], in ``hidden``'s dtype."""
        parts = [
            functional.linear(hidden, self.dense(hidden.dtype, matrix, start, stop))
            for start, stop in self.slices()
        ]
        return parts[0] if len(parts) == 1 else torch.cat(parts, dim=-1)

    def matrices(self, dtype: torch.dtype, chosen: Tensor) -> Tensor:
        """Matrices of a stack as floats, [chosen, rows, columns]; ``chosen`` stays on its device.

        Needs every buffer to be a stack itself, and ``dense`` to look at nothing else.
        """
        rows, columns = self.shape[-2:]
        flat = copy(self)
        flat._buffers = {
            name: buffer if buffer is None else buffer.index_select(0, chosen).flatten(0, 1)
            for name, buffer in self._buffers.items()
        }
        flat.shape = (len(chosen) * rows, columns)
        return flat.dense(dtype, None, 0, len(chosen) * rows).view(len(chosen), rows, columns)

    def multiply_tiles(self, tiles: Tensor, experts: Tensor) -> Tensor:
        """Tiles [tiles, rows, columns] times the transposed matrix of each one's expert [tiles]."""
        return in_runs(tiles, experts, self, lambda chosen: self.matrices(tiles.dtype, chosen))

    def unpacked(self, dtype: torch.dtype) -> Tensor:
        """The whole weight as floats, for the few tensors that the model keeps so."""
        whole = torch.empty(self.shape, dtype=dtype, device=next(self.buffers()).device)
        for matrix in range(self.shape[0]) if len(self.shape) == 3 else (None,):
            target = whole if matrix is None else whole[matrix]
            for start, stop in self.slices():
                target[start:stop] = self.dense(dtype, matrix, start, stop)
        return whole

    def slices(self) -> Iterator[tuple[int, int]]:
        """Row ranges of one matrix, each of at most ``SLICE_NUMBERS`` numbers."""
        rows, columns = self.shape[-2:]
        step = max(1, SLICE_NUMBERS // columns)
        for start in range(0, rows, step):
            yield start, min(start + step, rows)


class QuantizedLinear(nn.Module):
    """Takes the place of a bias-free ``nn.Linear``; its weight stays packed."""

    def __init__(self, weight: PackedWeight) -> None:
        super().__init__()
        self.weight = weight

    def forward(self, hidden: Tensor) -> Tensor:
        """[tokens, columns] to [tokens, rows]."""
        return self.weight.matmul(hidden)


def put_packed(model: nn.Module, parameter: str, weight: PackedWeight) -> None:
    """Swap a float parameter for a packed weight: a linear layer whole, in experts the tensor."""
    owner_name, _, name = parameter.rpartition(".")
    owner = model.get_submodule(owner_name)
    if isinstance(owner, nn.Linear):
        model.set_submodule(owner_name, QuantizedLinear(weight))
    else:
        delattr(owner, name)
        owner.add_module(name, weight)


def in_runs(
    tiles: Tensor,
    experts: Tensor,
    weight: Tensor | PackedWeight,
    matrices: Callable[[Tensor], Tensor],
) -> Tensor:
    """``multiply_tiles`` with so many ``matrices`` as floats at a time as there is room for."""
    step = max(1, TILE_NUMBERS // (weight.shape[1] * weight.shape[2]))
    parts = [
        torch.bmm(part, matrices(chosen).transpose(1, 2))
        for part, chosen in zip(torch.split(tiles, step), torch.split(experts, step), strict=True)
    ]
    return torch.cat(parts)
