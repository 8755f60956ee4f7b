"""Sentences for people that remember how they were made, so that a window can translate them."""

from collections.abc import Iterable, Mapping
from typing import Self

Value = str | int | float


class Sentence(str):
    """English text made of ``template`` and named ``values``, which may be sentences themselves.

    A string like any other to a terminal or a log. Text operations give plain strings, which
    nobody can translate any more: make a larger sentence with ``said`` or ``joined`` instead.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, Value]

    def __new__(cls, template: str, values: Mapping[str, Value]) -> Self:
        made = super().__new__(cls, template.format(**values))
        made.template, made.values = template, values
        return made

    def __reduce__(self) -> tuple[type[Self], tuple[str, Mapping[str, Value]]]:
        return type(self), (self.template, self.values)


class SaidError(Exception):
    """An expected failure; ``str(error)`` is English, and ``sentence`` can be translated."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


def said(template: str, **values: object) -> Sentence:
    """A sentence. ``packaging/translate.py`` collects the template, so it must be a literal.

    Of an error among the values its sentence is taken, of other things what ``str`` says.
    """
    return Sentence(template, {name: _value(given) for name, given in values.items()})


def joined(parts: Iterable[str], between: str = " ") -> Sentence:
    """Several sentences as one."""
    values = {f"part{place}": part for place, part in enumerate(parts)}
    return Sentence(between.join(f"{{{name}}}" for name in values), values)


def _value(given: object) -> Value:
    if isinstance(given, SaidError):
        return given.sentence
    return given if isinstance(given, str | int | float) else str(given)


def to_plain(text: str) -> object:
    """What JSON can hold of a text; ``from_plain`` makes it a sentence again."""
    if not isinstance(text, Sentence):
        return text
    values = {
        name: to_plain(value) if isinstance(value, str) else value
        for name, value in text.values.items()
    }
    return {"template": text.template, "values": values}


def from_plain(plain: object) -> str:
    """The text of ``to_plain``; raises TypeError, KeyError or ValueError for anything else."""
    if isinstance(plain, str):
        return plain
    if not isinstance(plain, dict):
        raise TypeError(f"not a text: {plain!r}")
    values = {
        name: value if isinstance(value, int | float) else from_plain(value)
        for name, value in plain["values"].items()
    }
    return Sentence(plain["template"], values)
