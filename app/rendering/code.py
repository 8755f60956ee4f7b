"""Source code to HTML with Pygments; colours as inline styles, so that no style sheet is needed."""

from html import escape

from pygments.lexer import Lexer  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.token import (  # type: ignore[import-untyped]
    Comment,
    Keyword,
    Name,
    Number,
    Operator,
    String,
    _TokenType,
)
from pygments.util import ClassNotFound  # type: ignore[import-untyped]

from app.rendering.stylesheet import CodeStyle

MAX_HIGHLIGHTED = 20_000  # characters; some lexers take quadratic time
MAX_LINE = 2_000
_COMMON = ("python", "javascript", "bash", "json", "html", "sql")


def highlight_code(code: str, language: str, style: CodeStyle) -> str:
    """Code as escaped HTML in the style's colours, without an element around it.

    An unknown language, very long code and very long lines stay in one colour.
    """
    lexer = _lexer_for(code, language)
    if lexer is None:
        return escape(code, quote=False)
    return "".join(_span(kind, value, style) for kind, value in lexer.get_tokens(code))


def prepare_lexers() -> None:
    """Compile the rules of common languages, which takes a tenth of a second each at first use."""
    for language in _COMMON:
        next(iter(get_lexer_by_name(language).get_tokens("")), None)


def _lexer_for(code: str, language: str) -> Lexer | None:
    if not language or len(code) > MAX_HIGHLIGHTED:
        return None
    if any(len(line) > MAX_LINE for line in code.split("\n")):
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


def _span(kind: _TokenType, value: str, style: CodeStyle) -> str:
    color = _color_of(kind, style)
    text = escape(value, quote=False)
    return text if color is None else f'<span style="color:{color}">{text}</span>'


def _color_of(kind: _TokenType, style: CodeStyle) -> str | None:
    if kind in Comment:
        return style.comment
    if kind in Keyword or kind in Operator.Word:
        return style.keyword
    if kind in String:
        return style.string
    if kind in Number:
        return style.number
    if any(kind in named for named in _NAMES):
        return style.name
    return None


_NAMES = (Name.Function, Name.Class, Name.Decorator, Name.Tag, Name.Builtin, Name.Attribute)
