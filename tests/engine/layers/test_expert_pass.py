"""Both passes over the experts give what each row's own expert gives."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.testing import assert_close

from engine.layers import quantized
from engine.layers.block_weight import BLOCKS, BlockWeight
from engine.layers.expert_pass import TILE, Weight, by_expert, by_tile
from engine.layers.experts import Experts
from engine.layers.feed_forward import gated_gelu
from engine.layers.grouped_weight import Code
from engine.weights.quantize import pack, scheme_for

EXPERTS, HIDDEN, INNER = 5, 64, 32


def weights(seed: int = 1) -> tuple[Tensor, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    gate_up = torch.randn(EXPERTS, 2 * INNER, HIDDEN, generator=generator) / HIDDEN**0.5
    return gate_up, torch.randn(EXPERTS, HIDDEN, INNER, generator=generator) / INNER**0.5


def row_by_row(rows: Tensor, experts: Tensor, gate_up: Tensor, down: Tensor) -> Tensor:
    results = []
    for row, expert in zip(rows, experts, strict=True):
        gate, up = (gate_up[expert] @ row).chunk(2)
        results.append(down[expert] @ gated_gelu(gate, up))
    return torch.stack(results)


# How many rows each expert gets: none, one, a tile, a little more.
counts = st.lists(
    st.sampled_from([0, 1, 3, TILE - 1, TILE, TILE + 1, 2 * TILE]),
    min_size=EXPERTS,
    max_size=EXPERTS,
).filter(any)


@pytest.mark.parametrize("grouped_pass", [by_expert, by_tile])
@given(counts)
@settings(max_examples=25, deadline=None)
def test_each_row_goes_through_its_expert(grouped_pass, counts: list[int]) -> None:  # type: ignore[no-untyped-def]
    experts = torch.arange(EXPERTS).repeat_interleave(torch.tensor(counts))
    rows = torch.randn(len(experts), HIDDEN, generator=torch.Generator().manual_seed(2))
    expected = row_by_row(rows, experts, *weights())
    assert_close(grouped_pass(rows, experts, *weights()), expected, atol=1e-5, rtol=1e-5)


def packed(name: str) -> tuple[Weight, Weight]:
    if name == Code.UINT4:
        scheme = [scheme_for("layers.0.experts.x", tuple(each.shape)) for each in weights()]
        assert all(scheme)
        return tuple(pack(each, one) for each, one in zip(weights(), scheme, strict=True))  # type: ignore[arg-type, return-value]
    rows = [(2 * INNER, HIDDEN), (HIDDEN, INNER)]
    generator = torch.Generator().manual_seed(3)

    def blocks(shape: tuple[int, int]) -> BlockWeight:
        codes = (EXPERTS, shape[0], BLOCKS[name].row_bytes(shape[1]))
        values = torch.randint(0, 256, codes, dtype=torch.uint8, generator=generator)
        values.view(*codes[:2], -1, BLOCKS[name].bytes)[..., 1] = 0x20  # a small, finite scale
        return BlockWeight(name, values)

    return blocks(rows[0]), blocks(rows[1])


@pytest.mark.parametrize("name", [Code.UINT4, "Q8_0", "Q5_0"])
def test_packed_weights_give_the_same_in_both_passes(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quantized, "TILE_NUMBERS", 3 * HIDDEN * INNER)  # several slices
    experts = torch.arange(EXPERTS).repeat_interleave(torch.tensor([2, 0, TILE + 3, 1, 7]))
    rows = torch.randn(len(experts), HIDDEN, generator=torch.Generator().manual_seed(2))
    one, other = (each(rows, experts, *packed(name)) for each in (by_expert, by_tile))
    assert_close(one, other, atol=1e-4 * float(one.std()), rtol=1e-4)


def test_experts_outputs_are_weighed_and_added() -> None:
    layer = Experts(HIDDEN, INNER, EXPERTS)
    layer.gate_up_proj.data, layer.down_proj.data = weights()
    hidden = torch.randn(9, HIDDEN, generator=torch.Generator().manual_seed(4))
    picks = [torch.randperm(EXPERTS, generator=torch.Generator().manual_seed(i)) for i in range(9)]
    chosen, shares = torch.stack(picks)[:, :3], torch.rand(9, 3)
    expected = torch.zeros_like(hidden)
    for place in range(3):
        one = row_by_row(hidden, chosen[:, place], *weights())
        expected += shares[:, place, None] * one
    with torch.no_grad():
        assert_close(layer(hidden, shares, chosen), expected, atol=1e-5, rtol=1e-5)
