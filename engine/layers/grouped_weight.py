"""Weights as small codes with a scale for each group of columns: int4, int8, FP8, FP4 and kin.

A number is ``(code - zero) * scale * row_factor + offset``. Codes of less than a byte lie side by
side from the lowest bit up, which is also how MLX, compressed-tensors and ModelOpt lay them.
"""

from dataclasses import dataclass
from enum import StrEnum

import torch
from torch import Tensor
from torch.nn import functional

from engine.layers.quantized import PackedWeight


class Code(StrEnum):
    """What a code means; FLOAT4 is E2M1, FLOAT8 is E4M3."""

    UINT4 = "uint4"
    UINT6 = "uint6"
    UINT8 = "uint8"
    INT8 = "int8"
    FLOAT4 = "float4"
    FLOAT8 = "float8"

    @property
    def bits(self) -> int:
        return int(self[-1])


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a weight is packed; ``group`` columns share a scale, ``zero`` is the code of no value."""

    code: Code
    group: int
    zero: int = 0

    def code_columns(self, columns: int) -> int:
        """Bytes of codes that a row of ``columns`` numbers takes."""
        return columns * self.code.bits // 8

    def fits(self, columns: int) -> bool:
        """Whether rows of ``columns`` numbers divide into groups and whole bytes."""
        return columns % self.group == 0 and columns * self.code.bits % 8 == 0


class GroupedWeight(PackedWeight):
    """Codes [..., rows, bytes] (uint8, or int8), scales and offsets [..., rows, groups].

    ``scales`` of dtype uint8 are E4M3 numbers, as in NVFP4; ``row_factors`` [..., rows, 1] are
    float32 and multiply a whole row.
    """

    codes: Tensor
    scales: Tensor
    offsets: Tensor | None
    row_factors: Tensor | None

    def __init__(
        self,
        scheme: Scheme,
        codes: Tensor,
        scales: Tensor,
        offsets: Tensor | None = None,
        row_factors: Tensor | None = None,
    ) -> None:
        super().__init__()
        self.scheme = scheme
        self.shape = (*codes.shape[:-1], codes.shape[-1] * 8 // scheme.code.bits)
        self.register_buffer("codes", codes)
        self.register_buffer("scales", scales)
        self.register_buffer("offsets", offsets)
        self.register_buffer("row_factors", row_factors)

    def dense(self, dtype: torch.dtype, matrix: int | None, start: int, stop: int) -> Tensor:
        codes, scales, offsets, factors = (
            _part(buffer, matrix, start, stop)
            for buffer in (self.codes, self.scales, self.offsets, self.row_factors)
        )
        assert codes is not None
        assert scales is not None
        # Scales of another dtype must lose nothing before the product, and CPUs are twice as fast
        # in float32 at this.
        is_exact = scales.dtype == dtype and factors is None and codes.device.type != "cpu"
        wide = dtype if is_exact else torch.float32
        numbers = unpack(codes, self.scheme.code).to(wide)
        if self.scheme.zero:
            numbers -= self.scheme.zero
        grouped = numbers.view(len(numbers), -1, self.scheme.group)
        scales = scales_as(scales, wide) if factors is None else scales_as(scales, wide) * factors
        if offsets is None:
            grouped *= scales[..., None]
        else:
            grouped = torch.addcmul(offsets.to(wide)[..., None], grouped, scales[..., None])
        return grouped.view(len(numbers), -1).to(dtype)

    def matmul(self, hidden: Tensor, matrix: int | None = None) -> Tensor:
        if self.scheme.code != Code.INT8 or self.scheme.group != self.shape[-1] or self.scheme.zero:
            return super().matmul(hidden, matrix)
        parts = [self._int8_rows(hidden, matrix, start, stop) for start, stop in self.slices()]
        return parts[0] if len(parts) == 1 else torch.cat(parts, dim=-1)

    def _int8_rows(self, hidden: Tensor, matrix: int | None, start: int, stop: int) -> Tensor:
        """With one scale a row, the product takes it as well as the weight, and is smaller."""
        codes = _part(self.codes, matrix, start, stop)
        scales = _part(self.scales, matrix, start, stop)
        assert codes is not None
        assert scales is not None
        return functional.linear(hidden, codes.to(hidden.dtype)) * scales[:, 0].to(hidden.dtype)


def _part(buffer: Tensor | None, matrix: int | None, start: int, stop: int) -> Tensor | None:
    if buffer is None:
        return None
    return buffer[start:stop] if matrix is None else buffer[matrix, start:stop]


def unpack(codes: Tensor, code: Code) -> Tensor:
    """Codes [..., bytes] as numbers [..., columns], not yet scaled; integers or float16."""
    if code.bits == 8:
        return decode_float8(codes) if code == Code.FLOAT8 else codes
    if code == Code.UINT6:
        return _six_bits(codes)
    nibbles = torch.stack((codes & 15, codes >> 4), dim=-1).flatten(-2)
    return decode_float4(nibbles) if code == Code.FLOAT4 else nibbles


def pack_nibbles(codes: Tensor) -> Tensor:
    """Codes 0 to 15 [..., columns] two a byte, the even column low."""
    return codes[..., 0::2] | (codes[..., 1::2] << 4)


def _six_bits(codes: Tensor) -> Tensor:
    """Four codes lie in three bytes."""
    first, second, third = codes.view(*codes.shape[:-1], -1, 3).unbind(-1)
    return torch.stack(
        (
            first & 63,
            (first >> 6) | ((second & 15) << 2),
            (second >> 4) | ((third & 3) << 4),
            third >> 2,
        ),
        dim=-1,
    ).flatten(-2)


def scales_as(scales: Tensor, dtype: torch.dtype) -> Tensor:
    """Scales as floats of ``dtype``; bytes are E4M3."""
    return (decode_float8(scales) if scales.dtype == torch.uint8 else scales).to(dtype)


def decode_float8(codes: Tensor) -> Tensor:
    """E4M3 bytes as float16, exactly: the bits moved into place, the exponent's bias made up for.

    Written in shifts because not every device knows the type. NaN (0x7F, 0xFF) must not occur.
    """
    wide = codes.to(torch.int16)
    bits = ((wide & 0x7F) << 7) | ((wide & 0x80) << 8)
    return bits.view(torch.float16) * 2.0**8


def decode_float4(nibbles: Tensor) -> Tensor:
    """E2M1 codes as float16, exactly: 0, 0.5, 1, 1.5, 2, 3, 4, 6 and their negatives."""
    wide = nibbles.to(torch.int16)
    bits = ((wide & 7) << 9) | ((wide & 8) << 12)
    return bits.view(torch.float16) * 2.0**14
