"""Canvases to train on: noise of three kinds, and one step of the sampler on."""

import pytest
import torch

VOCABULARY, PLACES, ANSWER = 500, 40, 30


@pytest.fixture
def canvas() -> torch.Tensor:
    torch.manual_seed(5)
    return torch.randint(VOCABULARY, (400, PLACES))


def kept_in(canvas: torch.Tensor) -> torch.Tensor:
    """Which places stay what they were, [rows, places]; noise hits the right token now and then."""
    from corruption import corrupted

    answers = torch.full((len(canvas),), ANSWER)
    return corrupted(canvas, answers, VOCABULARY) == canvas


def test_some_rows_are_noise_as_a_whole(canvas: torch.Tensor) -> None:
    shares = kept_in(canvas).float().mean(1)
    assert 0.2 < (shares < 0.1).float().mean() < 0.5


def test_some_rows_are_clean_up_to_a_place_of_their_answer_and_noise_from_there(
    canvas: torch.Tensor,
) -> None:
    kept = kept_in(canvas)
    assert kept[:, ANSWER:].float().mean() < kept[:, :10].float().mean() - 0.15
    is_begun = kept[:, :8].sum(1) >= 7
    is_noise_later = kept[:, 20:].float().mean(1) < 0.15
    assert (is_begun & is_noise_later).float().mean() > 0.05


def test_a_step_keeps_what_is_sure_and_renoises_the_rest(canvas: torch.Tensor) -> None:
    from corruption import stepped

    believed = torch.zeros(*canvas.shape, VOCABULARY)
    sure = torch.arange(PLACES) < 10
    believed[:, sure] = 40 * torch.nn.functional.one_hot(canvas[:, sure], VOCABULARY).float()
    noise = torch.randint(VOCABULARY, canvas.shape)
    after = stepped(noise, believed, share=1.0)
    assert (after[:, sure] == canvas[:, sure]).all()
    assert (after[:, ~sure] != noise[:, ~sure]).float().mean() > 0.9


def test_only_a_share_of_the_rows_takes_the_step(canvas: torch.Tensor) -> None:
    from corruption import stepped

    after = stepped(canvas, torch.zeros(*canvas.shape, VOCABULARY), share=0.5)
    same = (after == canvas).all(1).float().mean()
    assert 0.35 < same < 0.65
    assert torch.equal(stepped(canvas, torch.zeros(*canvas.shape, VOCABULARY), share=0.0), canvas)
