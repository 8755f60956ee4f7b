"""Weights in GGUF's own blocks, decoded a slice at a time and never packed anew.

A block holds 32 or 256 columns of a row with its scales; the layouts are those of ggml, as the
``gguf`` package decodes them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.layers.quantized import PackedWeight

Q4_K_GROUP = 32  # columns of a Q4_K block that share a scale


@dataclass(frozen=True, slots=True)
class Blocks:
    """One kind of block: its columns, its bytes, and how blocks [n, bytes] become [n, columns]."""

    columns: int
    bytes: int
    decode: Callable[[Tensor], Tensor]

    def row_bytes(self, columns: int) -> int:
        """Bytes that a row of ``columns`` numbers takes."""
        return columns // self.columns * self.bytes


class BlockWeight(PackedWeight):
    """Blocks [..., rows, bytes] of uint8, of the kind that ``BLOCKS`` has under ``kind``."""

    blocks: Tensor

    def __init__(self, kind: str, blocks: Tensor) -> None:
        super().__init__()
        self.kind = kind
        self.shape = (
            *blocks.shape[:-1],
            blocks.shape[-1] // BLOCKS[kind].bytes * BLOCKS[kind].columns,
        )
        self.register_buffer("blocks", blocks)

    def dense(self, dtype: torch.dtype, matrix: int | None, start: int, stop: int) -> Tensor:
        whole = self.blocks if matrix is None else self.blocks[matrix]
        kind = BLOCKS[self.kind]
        numbers = kind.decode(whole[start:stop].reshape(-1, kind.bytes))
        return numbers.view(stop - start, -1).to(dtype)


def _halves(part: Tensor) -> Tensor:
    """Two bytes each [n, 2] as a float32 [n, 1]."""
    return part.contiguous().view(torch.float16).float()


def _nibbles(part: Tensor, run: int) -> Tensor:
    """Bytes [n, m] as [n, groups, run]: of each run first the low halves, then the high ones."""
    runs = part.contiguous().view(len(part), -1, run)  # what lies apart is slow to shift
    return torch.stack((runs & 15, runs >> 4), dim=2).flatten(1, 2)


def _sixteens(part: Tensor) -> Tensor:
    """Sixteen bytes [n, 16] as [n, 32]: the low halves, then the high ones."""
    packed = part.contiguous()
    return torch.cat((packed & 15, packed >> 4), dim=1)


def _signed(codes: Tensor, zero: int, blocks: Tensor) -> Tensor:
    """Codes less ``zero``, times the half at a block's beginning."""
    return codes.float().sub_(zero).mul_(_halves(blocks[:, :2]))


def _from_least(codes: Tensor, blocks: Tensor) -> Tensor:
    """Codes times the half at a block's beginning, more than the half after it."""
    return codes.float().mul_(_halves(blocks[:, :2])).add_(_halves(blocks[:, 2:4]))


def _bits(part: Tensor, width: int) -> Tensor:
    """Bytes [n, m] as [n, 8 / width, m]: their lowest ``width`` bits, then the next ones."""
    mask = (1 << width) - 1
    return torch.stack([(part >> shift) & mask for shift in range(0, 8, width)], dim=1)


def _q8_0(blocks: Tensor) -> Tensor:
    return blocks[:, 2:].view(torch.int8).float().mul_(_halves(blocks[:, :2]))


def _q4_0(blocks: Tensor) -> Tensor:
    return _signed(_sixteens(blocks[:, 2:]), 8, blocks)


def _q4_1(blocks: Tensor) -> Tensor:
    return _from_least(_sixteens(blocks[:, 4:]), blocks)


def _q5_0(blocks: Tensor) -> Tensor:
    return _signed(_sixteens(blocks[:, 6:]) | _fifth_bits(blocks[:, 2:6]), 16, blocks)


def _q5_1(blocks: Tensor) -> Tensor:
    return _from_least(_sixteens(blocks[:, 8:]) | _fifth_bits(blocks[:, 4:8]), blocks)


def _fifth_bits(part: Tensor) -> Tensor:
    """Four bytes [n, 4] as [n, 32], each bit where a code's fifth belongs."""
    word = part.contiguous().view(torch.int32)
    shifts = torch.arange(32, dtype=torch.int32, device=part.device)
    return ((word >> shifts) & 1).to(torch.uint8) << 4


def _q4_k(blocks: Tensor) -> Tensor:
    return _with_minima(blocks, _nibbles(blocks[:, 16:], run=32))


def q4_k_parts(blocks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """A Q4_K matrix [rows, bytes] as codes [rows, columns], scales and minima [rows, groups]."""
    flat = blocks.reshape(-1, BLOCKS["Q4_K"].bytes)
    scales, minima = _scales_and_minima(flat)
    parts = (_nibbles(flat[:, 16:], run=32), scales, minima)
    codes, scales, minima = (part.reshape(len(blocks), -1) for part in parts)
    return codes, scales, minima


def _q5_k(blocks: Tensor) -> Tensor:
    high = _bits(blocks[:, 16:48], width=1)
    return _with_minima(blocks, _nibbles(blocks[:, 48:], run=32) | (high << 4))


def _with_minima(blocks: Tensor, codes: Tensor) -> Tensor:
    """Codes [n, 8, 32] times their scale less their minimum."""
    scales, minima = _scales_and_minima(blocks)
    return codes.float().mul_(scales[..., None]).sub_(minima[..., None]).flatten(1)


def _scales_and_minima(blocks: Tensor) -> tuple[Tensor, Tensor]:
    """Both [n, 8]: 6 bits a group, times a half."""
    low, mid, high = blocks[:, 4:16].reshape(-1, 3, 4).unbind(1)
    scales = torch.cat((low & 63, (high & 15) | ((low >> 2) & 48)), dim=1)
    minima = torch.cat((mid & 63, (high >> 4) | ((mid >> 2) & 48)), dim=1)
    return _halves(blocks[:, 0:2]) * scales, _halves(blocks[:, 2:4]) * minima


def _q6_k(blocks: Tensor) -> Tensor:
    low = _nibbles(blocks[:, :128], run=64).reshape(-1, 8, 32)
    halves = blocks[:, 128:192].reshape(-1, 32)  # the high bits of 128 columns each
    high = _bits(halves, width=2).reshape(-1, 8, 32)
    scales = blocks[:, 192:208].view(torch.int8) * _halves(blocks[:, 208:])
    codes = (low | (high << 4)).float().sub_(32).view(-1, 16, 16)
    return codes.mul_(scales[..., None]).flatten(1)


BLOCKS = {
    "Q4_0": Blocks(32, 18, _q4_0),
    "Q4_1": Blocks(32, 20, _q4_1),
    "Q5_0": Blocks(32, 22, _q5_0),
    "Q5_1": Blocks(32, 24, _q5_1),
    "Q8_0": Blocks(32, 34, _q8_0),
    "Q4_K": Blocks(256, 144, _q4_k),
    "Q5_K": Blocks(256, 176, _q5_k),
    "Q6_K": Blocks(256, 210, _q6_k),
}
