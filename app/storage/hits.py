"""What a search found, and the piece of a text that shows it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.storage.query import Term, find_spans

_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)
_LENGTH, _CONTEXT = 160, 60  # characters of an excerpt, and of it before the first find
_NEAR = 500  # characters on either side of a find that are freed of their marks
_SEARCHED = 100_000  # characters in which the first find is looked for


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text and the (start, end) places of what was found in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A message, or with ``message_id`` None a title, that holds every term.

    ``model`` wrote the message; None for a person's and a title.
    """

    conversation_id: str
    message_id: str | None
    title: str
    role: str
    model: str | None
    when: datetime
    excerpt: Excerpt


def excerpt(text: str, terms: list[Term], without_marks: Callable[[str], str] = str) -> Excerpt:
    """The surroundings of the first find, on one line, with everything found there marked.

    ``without_marks`` makes plain words of Markdown; what stands only in the marks, such as a link's
    address, is shown with them.
    """
    start, end = _surroundings(text, _first_place(text, terms))
    is_in_code = len(_FENCE.findall(text[:start])) % 2 == 1
    shown = without_marks("```\n" * is_in_code + text[start:end])
    if not find_spans(shown, terms):
        shown = text[start:end]
    return _cut(shown, terms, is_begun=start > 0, goes_on=end < len(text))


def _first_place(text: str, terms: list[Term]) -> int:
    first = find_spans(text[:_SEARCHED], terms)[:1]
    return first[0][0] if first else 0


def _surroundings(text: str, place: int) -> tuple[int, int]:
    """From the start of a paragraph or line to the end of a line, where they are near."""
    before, after = max(0, place - _NEAR), min(len(text), place + _NEAR)
    breaks = (text.rfind(mark, before, max(0, place - _CONTEXT)) for mark in ("\n\n", "\n"))
    start = next((at + 1 for at in breaks if at >= 0), before) if before else 0
    line_end = text.find("\n", place + _LENGTH, after)
    return start, after if line_end < 0 else line_end


def _cut(text: str, terms: list[Term], *, is_begun: bool, goes_on: bool) -> Excerpt:
    start = max(0, _first_place(text, terms) - _CONTEXT)
    if start:
        start = text.find(" ", start, start + 20) + 1 or start  # a whole word where one is near
    piece = " ".join(text[start : start + _LENGTH].split())
    before = "… " if start or is_begun else ""
    after = " …" if goes_on or start + _LENGTH < len(text) else ""
    shown = before + piece + after
    return Excerpt(shown, tuple(find_spans(shown, terms)))
