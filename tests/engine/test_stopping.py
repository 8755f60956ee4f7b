"""A block is done when its argmax canvas is stable and the model is sure."""

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from transformers.models.diffusion_gemma.generation_diffusion_gemma import (
    StableAndConfidentStoppingCriteria,
)

from engine.stopping import StableAndConfident
from tests.fakes.believed import believed

SURE, UNSURE = torch.full((4,), 0.001), torch.full((4,), 0.5)


def canvas(last: int) -> Tensor:
    return torch.tensor([1, 2, 3, last])


def test_never_on_the_first_step_when_stability_is_asked_for() -> None:
    assert not StableAndConfident(1, 0.005).reached(canvas(1), SURE)


def test_stable_but_unsure_goes_on() -> None:
    rule = StableAndConfident(1, 0.005)
    assert [rule.reached(canvas(1), UNSURE) for _ in range(3)] == [False] * 3


def test_sure_but_changing_goes_on() -> None:
    rule = StableAndConfident(1, 0.005)
    assert [rule.reached(canvas(last), SURE) for last in range(3)] == [False] * 3


def test_a_change_starts_the_count_anew() -> None:
    rule = StableAndConfident(2, 0.005)
    lasts = [1, 1, 2, 2, 2, 2]
    found = [rule.reached(canvas(last), SURE) for last in lasts]
    assert found == [False, False, False, False, True, True]


@given(st.lists(st.integers(0, 1), min_size=1, max_size=12), st.integers(0, 3), st.integers(0, 9))
@settings(max_examples=50, deadline=None)
def test_decides_as_the_reference_does(changes: list[int], stability: int, seed: int) -> None:
    ours = StableAndConfident(stability, 0.3)
    theirs = StableAndConfidentStoppingCriteria(stability, 0.3)
    generator = torch.Generator().manual_seed(seed)
    winner = 0
    for change in changes:
        winner += change
        logits = torch.randn(3, 8, generator=generator)
        logits[:, winner % 8] += float(torch.rand(1, generator=generator)) * 12
        argmax = logits.argmax(-1)
        expected = bool(theirs(argmax[None], logits[None]))
        assert ours.reached(argmax, believed(logits).entropy) == expected
