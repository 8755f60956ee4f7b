"""Checking a person's wishes for a reply."""

import pytest

from engine.errors import InvalidRequest
from engine.requests import GenerationOptions


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("max_new_tokens", 0),
        ("max_denoising_steps", -1),
        ("entropy_bound", -0.1),
        ("t_min", -1.0),
        ("stability_threshold", -1),
        ("confidence_threshold", 0.0),
        ("seed", -1),
    ],
)
def test_values_out_of_range_are_refused_by_name(name: str, value: float) -> None:
    with pytest.raises(InvalidRequest, match=name):
        GenerationOptions(**{name: value})
