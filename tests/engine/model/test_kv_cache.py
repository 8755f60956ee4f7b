"""Growing and rewinding the cache."""

import weakref

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.testing import assert_close

from engine.model.kv_cache import KVCache

WINDOWS = [4, None]


def grow(cache: KVCache, first: int, count: int) -> None:
    """Append ``count`` tokens whose keys are their places."""
    rows = torch.arange(first, first + count, dtype=torch.float32)[None, :, None]
    for index in range(len(WINDOWS)):
        cache.extend(index, rows, -rows)
    cache.advance(count)


def held(cache: KVCache, index: int) -> list[int]:
    nothing = torch.empty(1, 0, 1)
    keys, values = cache.joined(index, nothing, nothing)
    assert_close(keys, -values)
    return [int(key) for key in keys.flatten()]


def filled(*counts: int) -> KVCache:
    cache = KVCache(list(WINDOWS))
    grow_all(cache, counts)
    return cache


def grow_all(cache: KVCache, counts: tuple[int, ...] | list[int]) -> None:
    for count in counts:
        grow(cache, cache.length, count)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=8))
def test_sliding_layers_keep_the_last_tokens_and_full_ones_all(counts: list[int]) -> None:
    cache = filled(*counts)
    everything = list(range(sum(counts)))
    assert cache.length == sum(counts)
    assert held(cache, 0) == everything[-3:]
    assert held(cache, 1) == everything


def test_rows_being_encoded_see_what_their_window_needs() -> None:
    cache = filled(10)
    rows = torch.zeros(1, 6, 1)
    keys, _ = cache.extend(0, rows, rows)
    assert keys.shape[1] == 3 + 6


def test_joined_stores_nothing() -> None:
    cache = filled(5)
    cache.joined(1, torch.zeros(1, 3, 1), torch.zeros(1, 3, 1))
    assert held(cache, 1) == [0, 1, 2, 3, 4]
    assert cache.length == 5


@given(
    before=st.lists(st.integers(1, 6), min_size=1, max_size=4),
    after=st.lists(st.integers(1, 6), max_size=4),
    asked=st.integers(0, 50),
    has_checkpoint=st.booleans(),
    again=st.lists(st.integers(1, 6), max_size=3),
)
@settings(max_examples=200)
def test_a_rewound_cache_is_as_if_freshly_filled(
    before: list[int], after: list[int], asked: int, has_checkpoint: bool, again: list[int]
) -> None:
    cache = filled(*before)
    if has_checkpoint:
        cache.set_checkpoint()
    grow_all(cache, after)
    total = cache.length
    left = cache.rewind(asked)
    assert left == cache.length <= max(min(asked, total), 0)
    if has_checkpoint and sum(before) <= asked:
        assert left >= min(sum(before), total)
    for index in range(2):
        kept = held(cache, index)
        assert kept == list(range(left))[-len(kept) :] if kept else left == 0
    grow_all(cache, again)
    assert held(cache, 0)[-3:] == list(range(cache.length))[-3:]
    assert held(cache, 1) == list(range(cache.length))


@given(st.integers(1, 30), st.integers(1, 30), st.integers(1, 30))
def test_the_checkpoint_can_be_returned_to_many_times(one: int, two: int, three: int) -> None:
    cache = filled(one)
    cache.set_checkpoint()
    for count in (two, three):
        grow(cache, cache.length, count)
        assert cache.rewind(one) == one
        assert held(cache, 0)[-3:] == list(range(one))[-3:]


def test_checkpoint_holds_no_second_copy_of_full_layers() -> None:
    cache, rows = KVCache([None]), torch.zeros(1, 6, 1)
    keys = weakref.ref(cache.extend(0, rows, rows)[0])
    cache.advance(6)
    cache.set_checkpoint()
    del rows
    grown = torch.ones(1, 2, 1)
    cache.extend(0, grown, grown)
    cache.advance(2)
    assert keys() is None
    assert cache.rewind(6) == 6


def test_rewinding_past_the_checkpoint_forgets_all() -> None:
    cache = filled(20)
    cache.set_checkpoint()
    grow(cache, 20, 5)
    assert cache.rewind(10) == 0
    assert held(cache, 1) == []
    grow(cache, 0, 6)
    assert cache.rewind(0) == 0
