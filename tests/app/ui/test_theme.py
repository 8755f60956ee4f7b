"""Colours come from the palette and are readable in light and dark."""

import pytest
from PySide6.QtGui import QColor

from app.ui.palettes import Look, palette_of
from app.ui.theme import code_style, markdown_colors, mixed, with_alpha

LOOKS = tuple(Look)


def luminance(name: str) -> float:
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(name)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def channels(name: str) -> tuple[float, float, float]:
    color = QColor(name)
    return color.redF(), color.greenF(), color.blueF()


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", LOOKS)
def test_code_colours_are_readable_on_their_ground(look: Look) -> None:
    style = code_style(palette_of(look))
    for name in ("text", "comment", "keyword", "string", "number", "name"):
        assert contrast(getattr(style, name), style.background) >= 3.5, name


@pytest.mark.parametrize("look", LOOKS)
def test_markdown_text_is_readable(look: Look) -> None:
    colors = markdown_colors(palette_of(look))
    for ground in (colors.code_background, colors.header_background):
        assert contrast(colors.text, ground) >= 7


def test_mixing_ends_at_its_ends() -> None:
    red, blue = QColor("#ff0000"), QColor("#0000ff")
    assert mixed(red, blue, 0.0).name() == red.name()
    assert mixed(red, blue, 1.0).name() == blue.name()
    assert with_alpha(red, 3.0).alpha() == 255
