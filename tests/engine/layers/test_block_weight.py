"""GGUF's blocks decode to exactly what the ``gguf`` package decodes them to."""

import gguf
import numpy as np
import pytest
import torch
from gguf import GGMLQuantizationType as Kind

from engine.layers import quantized
from engine.layers.block_weight import BLOCKS, BlockWeight
from tests.fakes.tiny_gguf import random_blocks


def test_block_sizes_are_those_of_ggml() -> None:
    for name, kind in BLOCKS.items():
        assert (kind.columns, kind.bytes) == gguf.GGML_QUANT_SIZES[Kind[name]]


@pytest.mark.parametrize("name", list(BLOCKS))
def test_random_blocks_decode_bit_for_bit(name: str) -> None:
    stored = random_blocks(Kind[name], (3, 7, 512), seed=1, scale=0.01)
    expected = torch.from_numpy(gguf.quants.dequantize(stored, Kind[name]))
    weight = BlockWeight(name, torch.from_numpy(stored))
    assert weight.shape == (3, 7, 512)
    assert torch.equal(weight.unpacked(torch.float32), expected)


@pytest.mark.parametrize("name", ["Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"])
def test_blocks_quantised_by_the_package_come_near_the_weight(name: str) -> None:
    weight = np.random.default_rng(2).normal(size=(16, 64)).astype(np.float32)
    stored = torch.from_numpy(gguf.quants.quantize(weight, Kind[name]))
    error = BlockWeight(name, stored).unpacked(torch.float32) - torch.from_numpy(weight)
    bits = int(name[1])
    assert error.abs().max() <= np.abs(weight).max() * 2.0 ** (1 - bits)


@pytest.mark.parametrize("name", list(BLOCKS))
def test_slicing_changes_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    weight = BlockWeight(name, torch.from_numpy(random_blocks(Kind[name], (2, 9, 256), 3, 0.01)))
    hidden = torch.randn(4, 256, generator=torch.Generator().manual_seed(4))
    whole = weight.matmul(hidden, 1)
    monkeypatch.setattr(quantized, "SLICE_NUMBERS", 2 * 256)
    assert len(list(weight.slices())) == 5
    torch.testing.assert_close(weight.matmul(hidden, 1), whole, rtol=1e-4, atol=1e-4)
    expected = hidden @ weight.unpacked(torch.float32)[1].T
    torch.testing.assert_close(whole, expected, rtol=1e-4, atol=1e-4)


def test_blocks_that_do_not_start_at_an_even_byte_decode_too() -> None:
    """A file's tensors start where its alignment says, a row's blocks after any of 210 bytes."""
    stored = torch.from_numpy(random_blocks(Kind.Q6_K, (5, 256), seed=5, scale=0.01))
    shifted = torch.cat((torch.zeros(1, dtype=torch.uint8), stored.flatten()))[1:].view(5, 210)
    expected = BlockWeight("Q6_K", stored).unpacked(torch.float32)
    assert torch.equal(BlockWeight("Q6_K", shifted).unpacked(torch.float32), expected)
