"""Two ways through a layer's experts, for rows that are sorted by expert.

``by_expert`` takes one expert after the other and has to know how many rows each got. ``by_tile``
knows only how many there can be at most: it pads each expert's rows to whole tiles, so that no
shape depends on the numbers and nothing is read back from the device.
"""

import torch
from torch import Tensor

from engine.layers.feed_forward import gated_gelu
from engine.layers.quantized import TILE, PackedWeight, in_runs

Weight = Tensor | PackedWeight


def by_expert(rows: Tensor, experts: Tensor, gate_up: Weight, down: Weight) -> Tensor:
    """[rows, hidden], the row's expert [rows] in order: each row through its expert."""
    counts = torch.bincount(experts, minlength=gate_up.shape[0]).tolist()
    gate, up = _multiplied(rows, counts, gate_up).chunk(2, dim=-1)
    return _multiplied(gated_gelu(gate, up), counts, down)


def _multiplied(rows: Tensor, counts: list[int], weight: Weight) -> Tensor:
    """Each run of rows times the transposed matrix of its expert."""
    results = rows.new_empty((len(rows), weight.shape[1]))
    runs = zip(torch.split(rows, counts), torch.split(results, counts), strict=True)
    for expert, (run, result) in enumerate(runs):
        if not len(run):
            continue
        if isinstance(weight, PackedWeight):
            result.copy_(weight.matmul(run, expert))
        else:
            torch.mm(run, weight[expert].T, out=result)
    return results


def by_tile(rows: Tensor, experts: Tensor, gate_up: Weight, down: Weight) -> Tensor:
    """The same as ``by_expert`` up to rounding."""
    tile_rows = gate_up.tile_rows if isinstance(gate_up, PackedWeight) else TILE
    slots, expert_of_tile = _tiles(experts, gate_up.shape[0], tile_rows)
    padded = rows.new_zeros((len(expert_of_tile) * tile_rows, rows.shape[-1]))
    tiles = padded.index_copy_(0, slots, rows).view(len(expert_of_tile), tile_rows, -1)
    gate, up = _multiplied_tiles(tiles, expert_of_tile, gate_up).chunk(2, dim=-1)
    outputs = _multiplied_tiles(gated_gelu(gate, up), expert_of_tile, down)
    return outputs.flatten(0, 1).index_select(0, slots)


def _tiles(experts: Tensor, num_experts: int, tile_rows: int) -> tuple[Tensor, Tensor]:
    """The slot [rows] of each row among the tiles' rows, and each tile's expert [tiles].

    There are as many tiles as any routing can need; those left over belong to the last expert.
    """
    device = experts.device
    count = (len(experts) + num_experts * (tile_rows - 1)) // tile_rows
    numbers = torch.zeros(num_experts, dtype=torch.int64, device=device)
    numbers = numbers.scatter_add(0, experts, torch.ones_like(experts))
    tiles = (numbers + tile_rows - 1) // tile_rows
    ends = tiles.cumsum(0)
    rank = torch.arange(len(experts), device=device) - (numbers.cumsum(0) - numbers).index_select(
        0, experts
    )
    slots = (ends - tiles).index_select(0, experts) * tile_rows + rank
    expert_of_tile = torch.searchsorted(ends, torch.arange(count, device=device), right=True)
    return slots, expert_of_tile.clamp(max=num_experts - 1)


def _multiplied_tiles(tiles: Tensor, experts: Tensor, weight: Weight) -> Tensor:
    """Tiles [tiles, rows, columns] times their expert's matrix, transposed."""
    if isinstance(weight, PackedWeight):
        return weight.multiply_tiles(tiles, experts)
    return in_runs(tiles, experts, weight, lambda chosen: weight.index_select(0, chosen))
