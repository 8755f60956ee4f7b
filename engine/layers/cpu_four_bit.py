"""4-bit weights in the layout of torch's own CPU kernel, which multiplies without unpacking.

Measured on one core with AVX-512, a matrix of 1408 x 2816 in bfloat16 by 16 rows, as an expert of
the released model gets them: 1.6 ms, the bfloat16 product 1.4, unpacking first 12.2. The error is
0.16 % of the result's spread, that of a product with unpacked bfloat16 weights 0.23 %. In float32,
and where the processor has no AVX2, the kernel is slower than unpacking.
"""

import torch
from torch import Tensor

from engine.layers.grouped_weight import Code, GroupedWeight, scales_as, unpack
from engine.layers.quantized import PackedWeight

_GROUPS = (32, 64, 128, 256)
_ROWS = 16  # the kernel works on blocks of so many rows
_ZERO = 8  # the code that the kernel takes for no value


class CpuFourBitWeight(PackedWeight):
    """Codes [matrices, rows, bytes] as the kernel wants them; scales [matrices, groups, rows, 2].

    The last axis of ``scales`` holds a scale and the number that code 8 stands for.
    """

    words: Tensor
    scales: Tensor

    def __init__(self, weight: GroupedWeight) -> None:
        super().__init__()
        self.shape, self.group = weight.shape, weight.scheme.group
        stacked = weight.codes.dim() == 3
        matrices = range(weight.shape[0]) if stacked else (None,)
        words = [_words(weight.codes if i is None else weight.codes[i]) for i in matrices]
        scales = [_scales(weight, i) for i in matrices]
        self.register_buffer("words", torch.stack(words))
        self.register_buffer("scales", torch.stack(scales))

    def matmul(self, hidden: Tensor, matrix: int | None = None) -> Tensor:
        index = matrix or 0
        return torch.ops.aten._weight_int4pack_mm_for_cpu(
            hidden.contiguous(), self.words[index], self.group, self.scales[index]
        )

    def dense(self, dtype: torch.dtype, matrix: int | None, start: int, stop: int) -> Tensor:
        """Only the kernel knows its layout, so it is asked for the product with one."""
        one = torch.eye(self.shape[-1], dtype=torch.bfloat16)
        return self.matmul(one, matrix)[:, start:stop].T.to(dtype)


def serves(weight: PackedWeight, device: torch.device, dtype: torch.dtype) -> bool:
    """Whether the kernel can multiply by this weight and is the faster way."""
    if device.type != "cpu" or dtype != torch.bfloat16 or not isinstance(weight, GroupedWeight):
        return False
    return (
        torch.backends.cpu.get_cpu_capability() in ("AVX2", "AVX512")
        and weight.scheme.code == Code.UINT4
        and weight.scheme.group in _GROUPS
        and weight.shape[-2] % _ROWS == 0
        and weight.row_factors is None
    )


def _words(codes: Tensor) -> Tensor:
    wide = unpack(codes, Code.UINT4).to(torch.int32)
    return torch.ops.aten._convert_weight_to_int4pack_for_cpu(wide, 1)


def _scales(weight: GroupedWeight, matrix: int | None) -> Tensor:
    """[groups, rows, 2] of one matrix."""
    scales, offsets = (
        None if part is None else part if matrix is None else part[matrix]
        for part in (weight.scales, weight.offsets)
    )
    assert scales is not None
    wide = scales_as(scales, torch.float32)
    middle = (_ZERO - weight.scheme.zero) * wide
    if offsets is not None:
        middle = middle + offsets.float()
    return torch.stack((wide, middle), dim=-1).transpose(0, 1).contiguous().bfloat16()
