"""4-bit weights in the layout of torch's own CPU kernel, which multiplies without unpacking.

Measured on one core with AVX-512, a matrix of 1408 x 2816 in bfloat16 by 16 rows, as an expert of
the released model gets them: 1.6 ms, the bfloat16 product 1.4, unpacking first 12.2. The error is
0.16 % of the result's spread, that of a product with unpacked bfloat16 weights 0.23 %. Given
float32 the kernel is slower than unpacking, so such rows are rounded to bfloat16 for it, which
loses far less than the four bits did; where the processor has no AVX2 it is not used at all.

It unpacks a weight anew for every four rows and multiplies in float32, so from four rows on its
time grows with them: some 80 GFLOP/s on that core, about what float32 products reach. Products in
bfloat16 use the processor's instructions for pairs of them and gain from every row: 65 GFLOP/s at
8 rows, 100 at 16, 130 at 32, 190 at 128. So in bfloat16 four bits win below 16 rows an expert, draw
there, and take 1.6 times as long at 32, as while a prompt is read; unpacking first would take
three times as long as the kernel even then. Groups of 16 columns, which no released geometry has,
double its work, because its smallest group is 32.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from engine.layers.block_weight import Q4_K_GROUP, BlockWeight, q4_k_parts
from engine.layers.grouped_weight import Code, GroupedWeight, unpack
from engine.layers.quantized import PackedWeight

_GROUPS = (16, 32, 64, 128, 256)
_SMALLEST = 32  # columns of the kernel's smallest group; a group of 16 is filled up with nothing
_ROWS = 16  # the kernel works on blocks of so many rows
_ZERO = 8  # the code that the kernel takes for no value


class CpuFourBitWeight(PackedWeight):
    """Codes [matrices, rows, bytes] as the kernel wants them; scales [matrices, groups, rows, 2].

    The last axis of ``scales`` holds a scale and the number that code 8 stands for, in bfloat16.
    """

    words: Tensor
    scales: Tensor

    def __init__(self, weight: PackedWeight) -> None:
        super().__init__()
        self.shape = weight.shape
        *lead, rows, columns = weight.shape
        self.group = weight.scheme.group if isinstance(weight, GroupedWeight) else Q4_K_GROUP
        count, groups = (lead or [1])[0], columns // self.group
        self.kernel_group = max(self.group, _SMALLEST)
        row_bytes = groups * self.kernel_group // 2
        self.register_buffer("words", torch.empty(count, rows, row_bytes, dtype=torch.uint8))
        self.register_buffer("scales", torch.empty(count, groups, rows, 2, dtype=torch.bfloat16))
        for index, matrix in enumerate(_matrices(weight)):
            self.words[index] = torch.ops.aten._convert_weight_to_int4pack_for_cpu(
                self._widened(matrix.codes.to(torch.int32)), 1
            )
            self.scales[index, ..., 0] = matrix.scales.T
            self.scales[index, ..., 1] = matrix.zero_values.T

    def matmul(self, hidden: Tensor, matrix: int | None = None) -> Tensor:
        index = matrix or 0
        rows = self._widened(hidden.bfloat16()).contiguous()
        product: Tensor = torch.ops.aten._weight_int4pack_mm_for_cpu(
            rows, self.words[index], self.kernel_group, self.scales[index]
        )
        return product.to(hidden.dtype)

    def dense(self, dtype: torch.dtype, matrix: int | None, start: int, stop: int) -> Tensor:
        """Only the kernel knows its layout, so it is asked for the product with one."""
        one = torch.eye(self.shape[-1], dtype=torch.bfloat16)
        return self.matmul(one, matrix)[:, start:stop].T.to(dtype)

    def _widened(self, columns: Tensor) -> Tensor:
        """[rows, columns] with each group filled up to the kernel's, by zeros."""
        if self.kernel_group == self.group:
            return columns
        groups = columns.reshape(len(columns), -1, self.group)
        return functional.pad(groups, (0, self.kernel_group - self.group)).flatten(-2)


def serves(weight: PackedWeight, device: torch.device, dtype: torch.dtype) -> bool:
    """Whether the kernel can multiply by this weight and is the faster way."""
    if device.type != "cpu" or dtype == torch.float16 or weight.shape[-2] % _ROWS:
        return False
    if torch.backends.cpu.get_cpu_capability() not in ("AVX2", "AVX512"):
        return False
    if isinstance(weight, GroupedWeight):
        scheme = weight.scheme
        is_plain = weight.row_factors is None and weight.scales.dtype != torch.uint8
        return scheme.code == Code.UINT4 and scheme.group in _GROUPS and is_plain
    return isinstance(weight, BlockWeight) and weight.kind == "Q4_K"


@dataclass(frozen=True, slots=True)
class _Matrix:
    """Codes [rows, columns]; scales and the zero code's values, both float32 [rows, groups]."""

    codes: Tensor
    scales: Tensor
    zero_values: Tensor


def _matrices(weight: PackedWeight) -> Iterator[_Matrix]:
    """One at a time, so that never more than one lies unpacked."""
    stacked = len(weight.shape) == 3
    for index in range(weight.shape[0]) if stacked else (slice(None),):
        if isinstance(weight, BlockWeight):
            codes, scales, minima = q4_k_parts(weight.blocks[index])
            yield _Matrix(codes, scales, _ZERO * scales - minima)
        else:
            assert isinstance(weight, GroupedWeight)
            scales = weight.scales[index].float()
            zero_values = (_ZERO - weight.scheme.zero) * scales
            if weight.offsets is not None:
                zero_values = zero_values + weight.offsets[index].float()
            yield _Matrix(unpack(weight.codes[index], Code.UINT4), scales, zero_values)
