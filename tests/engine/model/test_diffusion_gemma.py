"""Encoding in parts, rewinding and the two passes' side effects, on random tiny models."""

from collections.abc import Callable

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.testing import assert_close

from engine.memory_plan import cache_bytes
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model.kv_cache import KVCache
from tests.fakes.tiny_checkpoints import RECIPES

LENGTH = 60


@pytest.fixture(scope="module")
def model(load_tiny: Callable[[str], DiffusionGemma]) -> DiffusionGemma:
    return load_tiny("plain")


def ids(count: int, seed: int = 1) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(RECIPES["plain"].vocab_size, (count,), generator=generator)


def encoded(model: DiffusionGemma, *parts: Tensor) -> KVCache:
    cache = model.new_cache()
    for part in parts:
        model.encode(part, cache)
    return cache


def logits(model: DiffusionGemma, cache: KVCache) -> Tensor:
    return model.denoise(ids(8, seed=2), cache, None)


@given(st.lists(st.integers(1, LENGTH - 1), max_size=6, unique=True))
@settings(max_examples=15, deadline=None)
def test_encoding_in_chunks_equals_one_pass(model: DiffusionGemma, cuts: list[int]) -> None:
    parts = torch.tensor_split(ids(LENGTH), sorted(cuts))
    whole, chunked = encoded(model, ids(LENGTH)), encoded(model, *parts)
    assert chunked.length == whole.length == LENGTH
    assert_close(logits(model, chunked), logits(model, whole), atol=1e-4, rtol=0)


@given(st.integers(1, 40), st.integers(1, 20), st.integers(1, 20))
@settings(max_examples=15, deadline=None)
def test_rewinding_then_encoding_equals_a_fresh_cache(
    model: DiffusionGemma, prompt: int, dropped: int, added: int
) -> None:
    cache = encoded(model, ids(prompt))
    cache.set_checkpoint()
    model.encode(ids(dropped, seed=3), cache)
    assert cache.rewind(prompt) == prompt
    model.encode(ids(added, seed=4), cache)
    fresh = encoded(model, ids(prompt), ids(added, seed=4))
    assert_close(logits(model, cache), logits(model, fresh), atol=1e-4, rtol=0)


def test_denoising_writes_nothing(model: DiffusionGemma) -> None:
    cache = encoded(model, ids(20))
    first = logits(model, cache)
    assert cache.length == 20
    assert torch.equal(logits(model, cache), first)


def test_encoding_is_causal(model: DiffusionGemma) -> None:
    one, two = ids(30), ids(30)
    two[20:] = (two[20:] + 1) % RECIPES["plain"].vocab_size
    hidden = [model.encode(part, model.new_cache()) for part in (one, two)]
    assert_close(hidden[0][:20], hidden[1][:20], atol=1e-4, rtol=0)
    assert not torch.allclose(hidden[0][20:], hidden[1][20:], atol=1e-2)


def test_denoising_looks_both_ways(model: DiffusionGemma) -> None:
    cache, one, two = encoded(model, ids(5)), ids(8, seed=2), ids(8, seed=2)
    two[-1] = (two[-1] + 1) % RECIPES["plain"].vocab_size
    changed = model.denoise(one, cache, None) - model.denoise(two, cache, None)
    assert changed[0].abs().max() > 1e-3


def test_logits_are_float32_and_soft_capped(model: DiffusionGemma) -> None:
    found = logits(model, encoded(model, ids(5)))
    assert found.dtype == torch.float32
    assert found.shape == (8, RECIPES["plain"].vocab_size)
    assert found.abs().max() <= 30


def test_no_conditioning_means_a_zero_signal(model: DiffusionGemma) -> None:
    cache = encoded(model, ids(5))
    zero = torch.zeros(8, RECIPES["plain"].hidden_size)
    canvas = ids(8, seed=2)
    assert_close(model.denoise(canvas, cache, zero), model.denoise(canvas, cache, None))


def test_cache_with_its_checkpoint_holds_what_the_plan_reckons(
    load_tiny: Callable[[str], DiffusionGemma],
) -> None:
    model = load_tiny("plain")
    cache, tokens = model.new_cache(), torch.arange(120) % 100
    model.encode(tokens[:80], cache)
    cache.set_checkpoint()
    model.encode(tokens[80:], cache)
    layers = [layer for layer in (*cache._layers, *cache._checkpoint[1]) if layer is not None]
    parts = {part.data_ptr(): part for layer in layers for part in (layer.keys, layer.values)}
    held = sum(part.untyped_storage().nbytes() for part in parts.values())
    assert 0.8 * cache_bytes(model.config, 120, 4) < held <= cache_bytes(model.config, 120, 4)
