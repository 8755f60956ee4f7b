"""Packed weights compute where they lie: traced for devices that this machine need not have."""

from collections.abc import Callable
from functools import partial

import pytest
import torch

from engine.layers.block_weight import BLOCKS, BlockWeight
from engine.layers.grouped_weight import Code, GroupedWeight, Scheme
from engine.layers.quantized import PackedWeight
from tests.fakes.pretended_device import Make, pretended


def grouped(code: Code, make: Make) -> GroupedWeight:
    scheme = Scheme(code, group=64, zero=8)
    dtype = torch.int8 if code == Code.INT8 else torch.uint8
    codes = make(2, 32, scheme.code_columns(256), dtype=dtype)
    scales, offsets = (make(2, 32, 4, dtype=torch.bfloat16) for _ in range(2))
    return GroupedWeight(scheme, codes, scales, offsets)


def by_row(make: Make) -> GroupedWeight:
    codes, scales = make(2, 32, 256, dtype=torch.int8), make(2, 32, 1, dtype=torch.bfloat16)
    return GroupedWeight(Scheme(Code.INT8, 256), codes, scales)


def nvfp4(make: Make) -> GroupedWeight:
    codes, scales = make(2, 32, 128, dtype=torch.uint8), make(2, 32, 16, dtype=torch.uint8)
    factors = make(2, 32, 1, dtype=torch.float32)
    return GroupedWeight(Scheme(Code.FLOAT4, 16), codes, scales, row_factors=factors)


def blocks(kind: str, make: Make) -> BlockWeight:
    return BlockWeight(kind, make(2, 32, BLOCKS[kind].row_bytes(256), dtype=torch.uint8))


WEIGHTS: dict[str, Callable[[Make], PackedWeight]] = {
    **{code: partial(grouped, code) for code in Code},
    "one scale a row": by_row,
    "nvfp4": nvfp4,
    **{kind: partial(blocks, kind) for kind in BLOCKS},
}


@pytest.mark.parametrize("device", ["cuda:0", "mps:0"])
@pytest.mark.parametrize("name", list(WEIGHTS))
def test_a_product_stays_on_its_device_and_reads_nothing_back(name: str, device: str) -> None:
    """A fake tensor refuses what would need its numbers, and a mix of devices."""
    with pretended(device) as make:
        weight = WEIGHTS[name](make)
        product = weight.matmul(make(5, 256, dtype=torch.bfloat16), 1)
        assert str(product.device) == device
        assert (product.shape, product.dtype) == ((5, 32), torch.bfloat16)
