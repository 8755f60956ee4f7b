"""Markdown to HTML for a reader that must load nothing. Knows no widgets.

Raw HTML stays text, images become their alt text, links lead to http, https and mailto only.
"""

from collections.abc import Sequence
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from app.rendering.code import highlight_code
from app.rendering.stylesheet import CodeStyle

MAX_MARKDOWN = 60_000  # characters; longer text is shown as it is
MAX_LINE = 5_000  # characters of one line; emphasis and brackets take quadratic time
_SCHEMES = ("http://", "https://", "mailto:")


def is_safe_link(address: str) -> bool:
    """Whether a link may be offered at all (opening it is asked for elsewhere)."""
    return address.strip().lower().startswith(_SCHEMES)


def render_markdown(text: str, style: CodeStyle) -> str:
    """HTML for ``text``; raw HTML in it is shown as text.

    Text beyond MAX_MARKDOWN or with a line beyond MAX_LINE characters is not parsed but escaped,
    so that no input takes long.
    """
    if is_too_long(text):
        return _plain(text)
    html: str = _MARKDOWN.render(_normalised(text), {"code_style": style})
    return html


def parse_markdown(text: str) -> list[Token]:
    """The tokens of a text, pictures and unsafe links turned into words."""
    return _MARKDOWN.parse(_normalised(text), {})


def render_tokens(tokens: Sequence[Token]) -> str:
    """HTML for tokens of ``parse_markdown`` among which is no code block."""
    html: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    return html


def is_too_long(text: str) -> bool:
    """Whether text is shown as it is because parsing it would take long."""
    return len(text) > MAX_MARKDOWN or any(len(line) > MAX_LINE for line in text.split("\n"))


def _normalised(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")


def _plain(text: str) -> str:
    return f"<p>{escape(_normalised(text), quote=False).replace(chr(10), '<br>')}</p>\n"


def language_of(token: Token) -> str:
    """The language named on a fence, or ""."""
    words = token.info.split()
    return words[0] if words else ""


def _tame(state: StateCore) -> None:
    """Turn images into their alt text and links that lead elsewhere than the web into text."""
    for token in state.tokens:
        if token.type == "table_open":
            token.attrs.update({"border": "1", "cellspacing": "0"})  # or Qt draws no lines
        if token.children:
            token.children = _tamed(token.children)


def _tamed(children: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    is_dropping = False
    for child in children:
        if child.type == "link_open":
            is_dropping = not is_safe_link(str(child.attrGet("href") or ""))
        if child.type == "image":
            kept.append(Token("text", "", 0, content=_words_of(child.children or []) or "image"))
        elif not (is_dropping and child.type in ("link_open", "link_close")):
            kept.append(child)
        if child.type == "link_close":
            is_dropping = False
    return kept


def _words_of(tokens: Sequence[Token]) -> str:
    words = [
        _words_of(token.children) if token.children else token.content or " " for token in tokens
    ]
    return " ".join("".join(words).split())


def _code_block(
    self: RendererHTML, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
) -> str:
    token, style = tokens[index], env["code_style"]
    assert isinstance(style, CodeStyle)
    code = highlight_code(token.content.rstrip("\n"), language_of(token), style)
    return f"<pre>{code}</pre>\n"


def _accept(url: str) -> bool:
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    parser.enable(["table", "strikethrough"])
    # Addresses are judged in _tame, so that a refused one leaves its words and not its brackets.
    parser.validateLink = _accept  # type: ignore[method-assign]
    parser.core.ruler.push("tame", _tame)
    parser.add_render_rule("fence", _code_block)
    parser.add_render_rule("code_block", _code_block)
    return parser


_MARKDOWN = _parser()
