"""Properties of the entropy-bound rule."""

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from engine.requests import Drawing
from engine.sampler import EntropyBoundSampler, accept
from tests.fakes.believed import believed

VOCAB, CANVAS = 20, 12
entropies = st.lists(st.floats(0, 5, width=32), min_size=1, max_size=40).map(torch.tensor)
# Sums of these are exact in float32. The reference's rule, and so ours, takes a position that is
# too unsure where 1.0 and 1e-45 add up to 1.0.
_parts = st.integers(0, 5 * 4096).map(lambda parts: parts / 4096)
exact_entropies = st.lists(_parts, min_size=1, max_size=40).map(torch.tensor)
bounds = st.floats(0, 30)


def random_logits(seed: int, scale: float = 6.0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(CANVAS, VOCAB, generator=generator) * scale


def sampler(bound: float, seed: int = 1) -> EntropyBoundSampler:
    return EntropyBoundSampler(bound, VOCAB, CANVAS, torch.Generator().manual_seed(seed))


@given(entropies, bounds, bounds)
def test_higher_bound_accepts_at_least_as_many(entropy: Tensor, one: float, two: float) -> None:
    low, high = accept(entropy, min(one, two)), accept(entropy, max(one, two))
    assert not (low & ~high).any()


@given(entropies, bounds)
def test_at_least_one_position_is_accepted(entropy: Tensor, bound: float) -> None:
    assert accept(entropy, bound).any()


@given(exact_entropies, bounds)
def test_surer_positions_are_accepted_first(entropy: Tensor, bound: float) -> None:
    accepted = accept(entropy, bound)
    if not accepted.all():
        assert entropy[accepted].max() <= entropy[~accepted].min()


@given(entropies, bounds)
def test_all_but_the_last_accepted_stay_within_the_bound(entropy: Tensor, bound: float) -> None:
    taken = entropy[accept(entropy, bound)].sort().values
    assert taken[:-1].double().sum() <= bound + 1e-4


def test_new_canvas_draws_ids_of_the_vocabulary() -> None:
    canvas = sampler(0.1).new_canvas()
    assert canvas.shape == (CANVAS,)
    assert canvas.dtype == torch.int64
    assert 0 <= int(canvas.min()) <= int(canvas.max()) < VOCAB


def test_accepted_positions_hold_candidates_and_the_rest_is_renoised() -> None:
    logits = torch.full((CANVAS, VOCAB), 0.0)
    logits[:4, 7] = 1000.0  # four sure rows, eight that know nothing
    step = sampler(0.0).step(believed(logits))
    assert step.accepted[:4].all()
    assert step.accepted.sum() == 5  # the first unsure one has nothing unsure before it
    assert step.canvas[:4].tolist() == [7] * 4
    redrawn = [sampler(0.0, seed).step(believed(logits)).canvas[5:].tolist() for seed in range(3)]
    assert len({tuple(canvas) for canvas in redrawn}) == 3


@given(st.integers(0, 50), bounds)
@settings(max_examples=20, deadline=None)
def test_same_seed_gives_the_same_step(seed: int, bound: float) -> None:
    logits = random_logits(seed)
    one, two = (
        sampler(bound, seed).step(believed(logits)),
        sampler(bound, seed).step(believed(logits)),
    )
    assert torch.equal(one.canvas, two.canvas)
    assert torch.equal(one.accepted, two.accepted)


def test_random_numbers_are_drawn_in_the_references_order() -> None:
    logits = random_logits(3)
    torch.manual_seed(5)
    expected_canvas = torch.randint(VOCAB, (1, CANVAS))[0]
    candidates = torch.multinomial(logits.softmax(-1), 1)[:, 0]
    noise = torch.randint(VOCAB, (1, CANVAS))[0]
    ours = sampler(1.0, 5)
    assert torch.equal(ours.new_canvas(), expected_canvas)
    step = ours.step(believed(logits))
    assert torch.equal(step.canvas, torch.where(step.accepted, candidates, noise))


def test_other_ways_of_drawing_accept_the_same() -> None:
    logits = random_logits(4)
    steps = [
        EntropyBoundSampler(
            2.0, VOCAB, CANVAS, torch.Generator().manual_seed(1), drawing=drawing
        ).step(believed(logits))
        for drawing in Drawing
    ]
    assert torch.equal(steps[0].accepted, steps[1].accepted)
    assert 0 < steps[0].accepted.sum() < CANVAS
