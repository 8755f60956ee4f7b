"""How much of a text is laid out at once: very long ones would freeze the window. Pure."""

import re
from collections.abc import Iterator

from app.rendering import Part, PlainPart, is_too_long, split_markdown

LAID_OUT = 20_000  # characters
_LOOK_BACK = 2_000  # characters before the limit, where a line's end makes a better cut
_WORD = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\\w+")


def first_piece(text: str) -> str:
    """The beginning of a text, cut at the end of a line where there is one."""
    if len(text) <= LAID_OUT:
        return text
    line_end = text.rfind("\n", LAID_OUT - _LOOK_BACK, LAID_OUT)
    return text[:LAID_OUT] if line_end < 0 else text[: line_end + 1]


def pieces(text: str) -> Iterator[str]:
    """The whole text, piece by piece."""
    while text:
        piece = first_piece(text)
        yield piece
        text = text[len(piece) :]


def parts_of(text: str, *, is_markdown: bool) -> list[Part]:
    """What a message's widgets are made of; text that is too long to parse comes in pieces."""
    if is_markdown and not is_too_long(text):
        return split_markdown(text)
    return [PlainPart(piece) for piece in pieces(text)]


def count_words(text: str) -> int:
    """Words, where a Chinese, Japanese or Korean sign at a word's start counts as one."""
    return sum(1 for _ in _WORD.finditer(text))
