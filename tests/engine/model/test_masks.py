"""Who sees whom while encoding."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from engine.model.masks import causal_mask

CPU = torch.device("cpu")


@given(st.integers(1, 20), st.integers(0, 30), st.none() | st.integers(1, 12))
def test_a_row_sees_itself_and_the_window_before_it(
    queries: int, cached: int, window: int | None
) -> None:
    keys = cached + queries
    mask = causal_mask(queries, keys, CPU, window)
    for row in range(queries):
        place = cached + row
        first = 0 if window is None else max(0, place - window + 1)
        expected = [first <= column <= place for column in range(keys)]
        assert (expected if mask is None else mask[row].tolist()) == expected
