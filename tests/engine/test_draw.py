"""Both ways of drawing follow the probabilities; one of them is the reference's to the token."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from engine.beliefs import Beliefs
from engine.draw import by_sums, race
from tests.fakes.believed import believed


def generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def random_logits(rows: int, vocab: int, scale: float, seed: int = 1) -> Tensor:
    return torch.randn(rows, vocab, generator=generator(seed)) * scale


@pytest.mark.parametrize("vocab", [20, 160, 1021, 65_536])
@pytest.mark.parametrize("scale", [0.0, 1.0, 12.0])
def test_race_draws_what_multinomial_draws(vocab: int, scale: float) -> None:
    logits = random_logits(24, vocab, scale)
    expected = torch.multinomial(logits.softmax(-1), 1, generator=generator(5))[:, 0]
    everywhere = torch.ones(24, dtype=torch.bool)
    assert torch.equal(race(believed(logits), everywhere, generator(5)), expected)


@given(st.lists(st.booleans(), min_size=12, max_size=12))
@settings(max_examples=20, deadline=None)
def test_rows_that_nobody_wants_change_neither_the_others_nor_the_stream(
    wanted: list[bool],
) -> None:
    beliefs, mask = believed(random_logits(12, 40_000, 3.0)), torch.tensor(wanted)
    whole, part = generator(7), generator(7)
    everything = race(beliefs, torch.ones(12, dtype=torch.bool), whole)
    some = race(beliefs, mask, part)
    assert torch.equal(some[mask], everything[mask])
    assert torch.equal(whole.get_state(), part.get_state())


def frequencies(beliefs: Beliefs, draws: int) -> Tensor:
    stream, counts = generator(3), torch.zeros_like(beliefs.weights)
    rows = torch.arange(len(counts))
    for _ in range(draws):
        counts[rows, by_sums(beliefs, stream)] += 1
    return counts / draws


@pytest.mark.parametrize("vocab", [7, 64, 1536])
def test_tokens_come_as_often_as_they_should(vocab: int) -> None:
    """Chi-square over 64 equal rows against probabilities; its mean is the degrees of freedom."""
    row = random_logits(1, vocab, 1.5)
    probabilities = row.softmax(-1)[0].double()
    draws, rows = 400, 64
    found = frequencies(believed(row.expand(rows, -1)), draws).double().mean(0)
    spread = (found - probabilities).square() / probabilities * draws * rows
    freedom = vocab - 1
    assert abs(float(spread.sum()) - freedom) < 5 * (2 * freedom) ** 0.5


def test_one_number_a_row_is_taken_from_the_stream() -> None:
    stream, expected = generator(3), generator(3)
    by_sums(believed(random_logits(12, 160, 3.0)), stream)
    torch.rand(12, 1, dtype=torch.float64, generator=expected)
    assert torch.equal(stream.get_state(), expected.get_state())


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 1 - 2**-53])
def test_impossible_tokens_are_never_drawn(share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also not by the smallest and the largest of random numbers, or one between two blocks."""
    logits = torch.full((3, 2048), -200.0)
    logits[0, 1000] = 0.0
    logits[1, [600, 2047]] = 0.0
    logits[2, [0, 511, 512]] = 0.0
    beliefs = believed(logits)
    monkeypatch.setattr(
        torch, "rand", lambda shape, **_: torch.full(shape, share, dtype=torch.float64)
    )
    drawn = by_sums(beliefs, None)
    assert (beliefs.weights[torch.arange(3), drawn] == 1).all()
