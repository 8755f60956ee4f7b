"""A large JSON text read one conversation at a time. Knows JSON; nothing of what is in it."""

import json
import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from app.storage.transfer.problems import ImportProblem
from engine.said import said

LIST = "conversations"
_SPACE = re.compile(r"[ \t\n\r]*")


@dataclass(slots=True)
class Outline:
    """What stands beside the list of conversations, where that list begins, and its length.

    ``start`` is None if there is no such list. ``header`` is empty for a text that is only a list.
    """

    header: dict[str, object] = field(default_factory=dict)
    start: int | None = None
    count: int = 0


Outlining = Generator[None, None, Outline]  # pauses after each conversation


def outlined(text: str) -> Outlining:
    """Read through the whole text, so that what comes after knows it is sound JSON.

    Raises ImportProblem.
    """
    outline = Outline()
    at = _skip(text, 0)
    if text.startswith("[", at):
        at = yield from _through_list(text, at, outline)
    elif text.startswith("{", at):
        at = yield from _through_object(text, at, outline)
    else:
        _fail()
    if _skip(text, at) != len(text):
        _fail()
    return outline


def elements(text: str, start: int) -> Iterator[tuple[object, int]]:
    """Each element of the list that begins at ``start``, and where it ends."""
    at = _skip(text, start + 1)
    if text.startswith("]", at):
        return
    while True:
        value, at = _value(text, at)
        yield value, at
        at = _skip(text, at)
        if text.startswith("]", at):
            return
        at = _skip(text, _expect(text, at, ","))


def _through_list(text: str, start: int, outline: Outline) -> Generator[None, None, int]:
    outline.start, outline.count, at = start, 0, start + 1
    for _, end in elements(text, start):
        outline.count, at = outline.count + 1, end
        yield
    return _expect(text, _skip(text, at), "]")


def _through_object(text: str, start: int, outline: Outline) -> Generator[None, None, int]:
    at = _skip(text, start + 1)
    if text.startswith("}", at):
        return at + 1
    while True:
        name, at = _value(text, at)
        if not isinstance(name, str):
            _fail()
        at = _skip(text, _expect(text, _skip(text, at), ":"))
        if name == LIST and text.startswith("[", at):
            at = yield from _through_list(text, at, outline)
        else:
            outline.header[name], at = _value(text, at)
        at = _skip(text, at)
        if text.startswith("}", at):
            return at + 1
        at = _skip(text, _expect(text, at, ","))


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    assert found is not None
    return found.end()


def _expect(text: str, at: int, sign: str) -> int:
    if not text.startswith(sign, at):
        _fail()
    return at + 1


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _value(text: str, at: int) -> tuple[object, int]:
    try:
        value, end = _DECODER.raw_decode(text, at)
    except RecursionError:
        raise ImportProblem(said("This JSON file is nested too deeply to be an export.")) from None
    except ValueError:
        _fail()
    return value, end


def _fail() -> NoReturn:
    raise ImportProblem(
        said("This file is not whole JSON, so nothing was imported from it.")
    ) from None


_DECODER = json.JSONDecoder(parse_constant=_refuse)  # no NaN, no Infinity
