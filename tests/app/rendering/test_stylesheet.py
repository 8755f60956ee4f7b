"""The style sheet is made of the given colours only."""

import re

from app.rendering import MarkdownColors, markdown_stylesheet


def test_every_colour_comes_from_the_record() -> None:
    colors = MarkdownColors("#aa0001", "#aa0002", "#aa0003", "#aa0004", "#aa0005", "#aa0006")
    found = set(re.findall(r"#[0-9a-f]{6}", markdown_stylesheet(colors)))
    assert found == {f"#aa000{n}" for n in range(1, 7)}
