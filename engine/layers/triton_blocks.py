"""A kernel that multiplies tiles of rows by experts in GGUF's own blocks, unpacked in registers.

As ``triton_four_bit``: written for CUDA and ROCm, measured by nobody yet, proven equal in Triton's
interpreter, off unless asked for. It reads the blocks' bytes as they lie in the file, once a tile.
"""

import torch
import triton  # only where a person asked for it: ``fast_kernels`` imports this module
import triton.language as tl
from torch import Tensor

from engine.layers.block_weight import BLOCKS, BlockWeight
from engine.layers.quantized import PackedWeight
from engine.layers.triton_four_bit import is_widened, relative_error

KINDS = ("Q4_K", "Q5_0", "Q8_0")  # of which the experts of Q4_K_M and Q8_0 files are made
_ROWS, _OUTPUTS = 32, 64  # of a tile, and of a program's result
_GROUP = 32  # columns that share a scale, in all three


class TritonBlockWeight(BlockWeight):
    """A stack of matrices [experts, rows, columns], in the same bytes as any other."""

    tile_rows = _ROWS

    def multiply_tiles(self, tiles: Tensor, experts: Tensor) -> Tensor:
        """Tiles [tiles, rows, columns] times their expert's matrix, transposed."""
        count, rows, columns = tiles.shape
        outputs = self.shape[-2]
        result = tiles.new_empty((count, rows, outputs))
        _multiply[(count, triton.cdiv(outputs, _OUTPUTS))](
            tiles.contiguous(),
            self.blocks,
            self.blocks.view(torch.float16),
            experts,
            result,
            outputs,
            columns,
            self.blocks.shape[-1],
            KIND=self.kind,
            GROUP=_GROUP,
            ROWS=rows,
            OUTPUTS=_OUTPUTS,
            WIDENS=is_widened(tiles.dtype),
        )
        return result


def taken(weight: PackedWeight) -> TritonBlockWeight | None:
    """The same weight for this kernel; None if it cannot multiply by it."""
    is_served = isinstance(weight, BlockWeight) and weight.kind in KINDS
    if not is_served or len(weight.shape) != 3:
        return None
    assert isinstance(weight, BlockWeight)
    return TritonBlockWeight(weight.kind, weight.blocks)


def largest_error(device: torch.device, dtype: torch.dtype) -> float:
    """How far small products are from the portable ones, as a share of their spread.

    Raises whatever the compiler or the driver raises where the kernel does not work at all.
    """
    return max(_error_of(kind, device, dtype) for kind in KINDS)


def _error_of(kind: str, device: torch.device, dtype: torch.dtype) -> float:
    generator = torch.Generator().manual_seed(1)
    columns = BLOCKS[kind].columns
    blocks = torch.randint(
        256, (3, 80, BLOCKS[kind].row_bytes(columns)), generator=generator, dtype=torch.uint8
    )
    blocks[..., 1 :: BLOCKS[kind].bytes] = 0x2C  # the halves' high bytes: scales near a sixteenth
    if kind == "Q4_K":
        blocks[..., 3 :: BLOCKS[kind].bytes] = 0x2C
    portable = BlockWeight(kind, blocks.to(device))
    fast = taken(portable)
    assert fast is not None
    tiles = torch.randn((4, _ROWS, columns), generator=generator).to(device, dtype)
    experts = torch.tensor([0, 2, 2, 1], device=device)
    return relative_error(
        fast.multiply_tiles(tiles, experts), portable.multiply_tiles(tiles, experts)
    )


@triton.jit
def _multiply(
    tiles,
    blocks,
    halves,
    experts,
    result,
    outputs,
    columns,
    row_bytes,
    KIND: tl.constexpr,
    GROUP: tl.constexpr,
    ROWS: tl.constexpr,
    OUTPUTS: tl.constexpr,
    WIDENS: tl.constexpr,
) -> None:
    """One tile times ``OUTPUTS`` rows of its expert's matrix, a group of columns at a time.

    ``halves`` are the same bytes as ``blocks``, two at a time: the scales lie among them.
    """
    tile = tl.program_id(0)
    row = tl.arange(0, ROWS)
    output = tl.program_id(1) * OUTPUTS + tl.arange(0, OUTPUTS)
    is_output = output < outputs
    column = tl.arange(0, GROUP)
    line = (tl.load(experts + tile).to(tl.int64) * outputs + output) * row_bytes
    total = tl.zeros((ROWS, OUTPUTS), tl.float32)
    for group in range(columns // GROUP):
        place = (tile * ROWS + row)[:, None] * columns + group * GROUP + column[None, :]
        part = tl.load(tiles + place)
        if KIND == "Q8_0":
            start = line + group * 34
            scale = tl.load(halves + start // 2, mask=is_output, other=0.0).to(tl.float32)
            byte = start[None, :] + 2 + column[:, None]
            code = tl.load(blocks + byte, mask=is_output[None, :], other=0).to(tl.int32)
            code = tl.where(code > 127, code - 256, code)
            weight = code.to(tl.float32) * scale[None, :]
        elif KIND == "Q5_0":
            start = line + group * 22
            scale = tl.load(halves + start // 2, mask=is_output, other=0.0).to(tl.float32)
            byte = start[None, :] + 6 + (column % 16)[:, None]
            low = tl.load(blocks + byte, mask=is_output[None, :], other=0).to(tl.int32)
            low = (low >> (column // 16 * 4)[:, None]) & 15
            byte = start[None, :] + 2 + (column // 8)[:, None]
            high = tl.load(blocks + byte, mask=is_output[None, :], other=0).to(tl.int32)
            high = (high >> (column % 8)[:, None]) & 1
            weight = (low + high * 16 - 16).to(tl.float32) * scale[None, :]
        else:
            start = line + group // 8 * 144
            part_of = group % 8
            scale = tl.load(halves + start // 2, mask=is_output, other=0.0).to(tl.float32)
            least = tl.load(halves + start // 2 + 1, mask=is_output, other=0.0).to(tl.float32)
            six = start + 4 + part_of % 4
            first = tl.load(blocks + six, mask=is_output, other=0).to(tl.int32)
            second = tl.load(blocks + six + 4, mask=is_output, other=0).to(tl.int32)
            third = tl.load(blocks + six + 8, mask=is_output, other=0).to(tl.int32)
            is_late = part_of >= 4
            factor = tl.where(is_late, (third & 15) | (first >> 6 << 4), first & 63)
            offset = tl.where(is_late, (third >> 4) | (second >> 6 << 4), second & 63)
            byte = start[None, :] + 16 + part_of // 2 * 32 + column[:, None]
            code = tl.load(blocks + byte, mask=is_output[None, :], other=0).to(tl.int32)
            code = (code >> (part_of % 2 * 4)) & 15
            weight = code.to(tl.float32) * (scale * factor.to(tl.float32))[None, :]
            weight -= (least * offset.to(tl.float32))[None, :]
        weight = weight.to(part.dtype)
        if WIDENS:
            part = part.to(tl.float32)
            weight = weight.to(tl.float32)
        total = tl.dot(part, weight, total, input_precision="ieee")
    place = (tile * ROWS + row)[:, None] * outputs + output[None, :]
    tl.store(result + place, total.to(result.dtype.element_ty), mask=is_output[None, :])
