"""Cuts Markdown at its code blocks, also in lists and quotes, so that each can be shown by itself.

A list that is cut goes on with its next number; what belongs to a cut item is told to be indented.
"""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import takewhile

from markdown_it.token import Token

from app.rendering.markdown import is_too_long, language_of, parse_markdown, render_tokens

_CODE = ("fence", "code_block")
_NOTHING = Token("text", "", 0, content="\N{NO-BREAK SPACE}")  # an empty item would lose its mark
_LISTS = ("bullet_list_open", "ordered_list_open")


@dataclass(frozen=True, slots=True)
class PlainPart:
    """Text that is shown as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class TextPart:
    """Text between code blocks as HTML; ``num_lists`` are those that it stands in, cut before."""

    html: str
    num_lists: int = 0


@dataclass(frozen=True, slots=True)
class CodePart:
    """A code block: its text without the fences, and the language named on the fence or "".

    ``num_lists`` and ``num_quotes`` are those that it stands in.
    """

    code: str
    language: str
    num_lists: int = 0
    num_quotes: int = 0


Part = PlainPart | TextPart | CodePart


def split_markdown(text: str) -> list[Part]:
    """The parts of a text from first to last; one that is too long to parse is a single part."""
    return [PlainPart(text)] if is_too_long(text) else list(_cut(parse_markdown(text), 0, 0))


def _cut(tokens: Sequence[Token], num_lists: int, num_quotes: int) -> Iterator[Part]:
    text: list[Token] = []  # since the code block before
    for block in _siblings(tokens):
        if not _holds_code(block):
            text += block
            continue
        yield from _text(text, num_lists, num_quotes)
        text = []
        if block[0].type in _CODE:
            code = block[0].content.rstrip("\n")
            yield CodePart(code, language_of(block[0]), num_lists, num_quotes)
        elif block[0].type in _LISTS:
            yield from _cut_list(block, num_lists, num_quotes)
        else:
            yield from _cut(block[1:-1], num_lists, num_quotes + 1)
    yield from _text(text, num_lists, num_quotes)


def _cut_list(tokens: Sequence[Token], num_lists: int, num_quotes: int) -> Iterator[Part]:
    """Items up to the first code block stay a list; what follows it in its item comes after."""
    first = int(tokens[0].attrs.get("start", 1))
    whole: list[Token] = []  # items since the code block before
    for number, item in enumerate(_siblings(tokens[1:-1]), first + 1):
        blocks = list(_siblings(item[1:-1]))
        before = list(takewhile(lambda block: not _holds_code(block), blocks))
        whole += [item[0], *(_joined(before) or [_NOTHING]), item[-1]]
        if len(before) < len(blocks):
            yield from _text([_from(first, tokens[0]), *whole, tokens[-1]], num_lists, num_quotes)
            yield from _cut(_joined(blocks[len(before) :]), num_lists + 1, num_quotes)
            first, whole = number, []
    if whole:
        yield from _text([_from(first, tokens[0]), *whole, tokens[-1]], num_lists, num_quotes)


def _text(tokens: Sequence[Token], num_lists: int, num_quotes: int) -> Iterator[TextPart]:
    if tokens:
        html = render_tokens(tokens).strip()
        yield TextPart("<blockquote>" * num_quotes + html + "</blockquote>" * num_quotes, num_lists)


def _siblings(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Each outermost block, from its opening to its closing token."""
    start = depth = 0
    for number, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0:
            yield tokens[start : number + 1]
            start = number + 1


def _holds_code(block: Sequence[Token]) -> bool:
    return any(token.type in _CODE for token in block)


def _joined(blocks: Sequence[Sequence[Token]]) -> list[Token]:
    return [token for block in blocks for token in block]


def _from(number: int, opening: Token) -> Token:
    """The beginning of a list that goes on with this number."""
    if opening.type != "ordered_list_open":
        return opening
    going_on = copy(opening)
    going_on.attrs = {"start": number}
    return going_on
