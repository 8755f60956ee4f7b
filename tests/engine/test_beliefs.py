"""What a step believes is the softmax of its logits, worked out in place."""

import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.testing import assert_close

from engine.beliefs import Workspace, believe
from tests.fakes.believed import believed

# A vocabulary of many blocks, one that powers of two do not divide, and the tests' own.
VOCABULARIES = (160, 4096, 1021)
seeds = st.integers(0, 50)


def random_logits(seed: int, vocab: int = 160, scale: float = 6.0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(12, vocab, generator=generator) * scale


@pytest.mark.parametrize("vocab", VOCABULARIES)
@given(seeds, st.floats(0.2, 2.0))
@settings(max_examples=15, deadline=None)
def test_weights_are_the_softmax_but_for_their_sum(vocab: int, seed: int, heat: float) -> None:
    logits = random_logits(seed, vocab)
    beliefs = believed(logits, heat)
    expected = (logits / heat).softmax(-1)
    assert_close(beliefs.weights / beliefs.weights.sum(-1, keepdim=True), expected)
    assert_close(beliefs.partial_sums.sum(-1), beliefs.weights.sum(-1))
    assert torch.equal(beliefs.argmax, (logits / heat).argmax(-1))


@pytest.mark.parametrize("vocab", VOCABULARIES)
@given(seeds)
@settings(max_examples=15, deadline=None)
def test_entropy_is_that_of_the_categorical_distribution(vocab: int, seed: int) -> None:
    logits = random_logits(seed, vocab)
    beliefs = believed(logits)
    expected = torch.distributions.Categorical(logits=logits.double()).entropy()
    assert_close(beliefs.entropy.double(), expected, atol=2e-6, rtol=1e-5)
    assert (beliefs.entropy >= 0).all()
    assert (beliefs.entropy <= math.log(vocab) + 1e-5).all()


def test_first_of_equal_logits_wins() -> None:
    logits = torch.zeros(4, 1024)
    logits[1, [700, 300, 1000]] = 5.0
    logits[2, [1023, 512, 511]] = 5.0
    assert believed(logits).argmax.tolist() == [0, 300, 511, 0]


def test_many_rows_are_as_one_by_one() -> None:
    """Rows are worked through in groups that depend on the vocabulary's size."""
    logits = random_logits(1, vocab=2**16)
    together = believed(logits)
    for row in range(len(logits)):
        alone = believed(logits[row : row + 1])
        assert torch.equal(together.weights[row], alone.weights[0])
        assert together.argmax[row] == alone.argmax[0]
        assert_close(together.entropy[row], alone.entropy[0])


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_soft_weights_are_those_of_logits_stored_in_the_embeddings_dtype(
    dtype: torch.dtype,
) -> None:
    logits = random_logits(3)
    beliefs = believed(logits, 0.7, dtype)
    expected = (logits / 0.7).to(dtype).softmax(-1, dtype=torch.float32)
    assert beliefs.soft.dtype == dtype
    got = beliefs.soft.float() / beliefs.soft_totals[:, None]
    assert_close(got, expected, rtol=1e-2 if dtype == torch.bfloat16 else 1e-5, atol=1e-7)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_workspace_is_where_everything_happens(dtype: torch.dtype) -> None:
    workspace = Workspace(12, 160, dtype, torch.device("cpu"))
    addresses = workspace.logits.data_ptr(), workspace.soft.data_ptr()
    for seed in range(2):
        workspace.logits.copy_(random_logits(seed))
        beliefs = believe(workspace, 0.5)
        assert (beliefs.weights.data_ptr(), beliefs.soft.data_ptr()) == addresses
