"""A kernel that multiplies tiles of rows by 4-bit experts without ever unpacking them in memory.

Written in Triton for CUDA and ROCm. The portable pass unpacks an expert's weights in several sweeps
over the card's memory, 23 bytes a number; this one reads the half byte that a number takes, once a
tile, and unpacks it in registers. Nobody has measured it on a card yet: it is proven equal in
Triton's interpreter, tried against the portable pass before it is used, and off unless asked for.
"""

import torch
import triton  # only where a person asked for it: ``fast_kernels`` imports this module
import triton.language as tl
from torch import Tensor

from engine.layers.grouped_weight import Code, GroupedWeight, Scheme
from engine.layers.quantized import PackedWeight

_ROWS = 32  # of a tile: an expert of the released model gets 16 on average, seldom over 32
_OUTPUTS, _BYTES = 64, 32  # of a program's result, and of the codes that it takes at a time


class TritonFourBitWeight(GroupedWeight):
    """A stack of UINT4 matrices [experts, rows, columns], in the same buffers as any other."""

    tile_rows = _ROWS

    def __init__(self, weight: GroupedWeight) -> None:
        super().__init__(weight.scheme, weight.codes, weight.scales, weight.offsets)

    def multiply_tiles(self, tiles: Tensor, experts: Tensor) -> Tensor:
        """Tiles [tiles, rows, columns] times their expert's matrix, transposed."""
        count, rows, columns = tiles.shape
        outputs = self.shape[-2]
        result = tiles.new_empty((count, rows, outputs))
        offsets = self.scales if self.offsets is None else self.offsets
        _multiply[(count, triton.cdiv(outputs, _OUTPUTS))](
            tiles.contiguous(),
            self.codes,
            self.scales,
            offsets,
            experts,
            result,
            outputs,
            columns // 2,
            columns // self.scheme.group,
            ZERO=self.scheme.zero,
            HALF_GROUP=self.scheme.group // 2,
            HAS_OFFSETS=self.offsets is not None,
            ROWS=rows,
            OUTPUTS=_OUTPUTS,
            BYTES=_BYTES,
            WIDENS=is_widened(tiles.dtype),
        )
        return result


def taken(weight: PackedWeight) -> TritonFourBitWeight | None:
    """The same weight for this kernel; None if it cannot multiply by it."""
    if not isinstance(weight, GroupedWeight) or len(weight.shape) != 3:
        return None
    is_plain = weight.row_factors is None and weight.scales.dtype != torch.uint8
    is_served = weight.scheme.code == Code.UINT4 and weight.scheme.group % 2 == 0 and is_plain
    return TritonFourBitWeight(weight) if is_served else None


def is_widened(dtype: torch.dtype) -> bool:
    """Whether products are taken in float32: the interpreter knows none of bfloat16."""
    return bool(triton.knobs.runtime.interpret) and dtype == torch.bfloat16


def relative_error(got: Tensor, expected: Tensor) -> float:
    """The largest difference, as a share of what is expected's spread."""
    return float((got.float() - expected.float()).abs().max() / expected.float().std())


def largest_error(device: torch.device, dtype: torch.dtype) -> float:
    """How far a small product is from the portable one, as a share of its spread.

    Raises whatever the compiler or the driver raises where the kernel does not work at all.
    """
    generator = torch.Generator().manual_seed(1)
    codes = torch.randint(256, (3, 80, 64), generator=generator, dtype=torch.uint8)
    scales = torch.rand((3, 80, 4), generator=generator) + 0.5
    offsets = torch.randn((3, 80, 4), generator=generator)
    parts = (codes.to(device), scales.to(device, dtype), offsets.to(device, dtype))
    portable = GroupedWeight(Scheme(Code.UINT4, 32, zero=8), *parts)
    tiles = torch.randn((4, _ROWS, 128), generator=generator).to(device, dtype)
    experts = torch.tensor([0, 2, 2, 1], device=device)
    fast = TritonFourBitWeight(portable)
    return relative_error(
        fast.multiply_tiles(tiles, experts), portable.multiply_tiles(tiles, experts)
    )


@triton.jit
def _multiply(
    tiles,
    codes,
    scales,
    offsets,
    experts,
    result,
    outputs,
    row_bytes,
    groups,
    ZERO: tl.constexpr,
    HALF_GROUP: tl.constexpr,
    HAS_OFFSETS: tl.constexpr,
    ROWS: tl.constexpr,
    OUTPUTS: tl.constexpr,
    BYTES: tl.constexpr,
    WIDENS: tl.constexpr,
) -> None:
    """One tile times ``OUTPUTS`` rows of its expert's matrix.

    A byte holds an even column low and the odd one after it high, so the even columns of the tile
    meet the low halves and the odd ones the high halves; both are of one group.
    """
    tile = tl.program_id(0)
    row = tl.arange(0, ROWS)
    output = tl.program_id(1) * OUTPUTS + tl.arange(0, OUTPUTS)
    is_output = output < outputs
    expert = tl.load(experts + tile).to(tl.int64)
    line = expert * outputs + output
    total = tl.zeros((ROWS, OUTPUTS), tl.float32)
    for start in range(0, row_bytes, BYTES):
        byte = start + tl.arange(0, BYTES)
        is_byte = byte < row_bytes
        place = tiles + (tile * ROWS + row)[:, None] * (2 * row_bytes) + 2 * byte[None, :]
        even = tl.load(place, mask=is_byte[None, :], other=0.0)
        odd = tl.load(place + 1, mask=is_byte[None, :], other=0.0)
        is_code = is_byte[:, None] & is_output[None, :]
        packed = tl.load(codes + line[None, :] * row_bytes + byte[:, None], mask=is_code, other=0)
        group = line[None, :] * groups + (byte // HALF_GROUP)[:, None]
        scale = tl.load(scales + group, mask=is_code, other=0.0).to(tl.float32)
        low = ((packed & 15).to(tl.float32) - ZERO) * scale
        high = ((packed >> 4).to(tl.float32) - ZERO) * scale
        if HAS_OFFSETS:
            offset = tl.load(offsets + group, mask=is_code, other=0.0).to(tl.float32)
            low += offset
            high += offset
        low = low.to(even.dtype)
        high = high.to(odd.dtype)
        if WIDENS:
            even, odd = even.to(tl.float32), odd.to(tl.float32)
            low, high = low.to(tl.float32), high.to(tl.float32)
        total = tl.dot(even, low, total, input_precision="ieee")
        total = tl.dot(odd, high, total, input_precision="ieee")
    place = result + (tile * ROWS + row)[:, None] * outputs + output[None, :]
    tl.store(place, total.to(result.dtype.element_ty), mask=is_output[None, :])
