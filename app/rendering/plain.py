"""Markdown to the words a reader sees, without any marks: for copying as plain text."""

from collections.abc import Sequence

from markdown_it.token import Token

from app.rendering.markdown import is_too_long, parse_markdown

_BLOCK_ENDS = {
    "paragraph_close",
    "heading_close",
    "fence",
    "code_block",
    "table_close",
    "bullet_list_close",
    "ordered_list_close",
    "blockquote_close",
}


def plain_text(markdown: str) -> str:
    """The words; list marks become "•" and numbers, cells of a table are tabs apart.

    Text that is too long to parse comes back as it is.
    """
    if is_too_long(markdown):
        return markdown
    return _Writer().write(parse_markdown(markdown))


class _Writer:
    """Walks the tokens of one text."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._lists: list[int | None] = []  # the next number, None for bullets
        self._cells: list[str] | None = None  # of the row at hand, None outside a table

    def write(self, tokens: Sequence[Token]) -> str:
        for token in tokens:
            self._take(token)
        return "".join(self._out).strip("\n")

    def _take(self, token: Token) -> None:
        match token.type:
            case "inline":
                self._inline(token)
            case "fence" | "code_block":
                self._out.append(token.content.rstrip("\n") + "\n")
            case "bullet_list_open":
                self._lists.append(None)
            case "ordered_list_open":
                self._lists.append(int(token.attrs.get("start", 1)))
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
            case "list_item_open":
                self._out.append("  " * (len(self._lists) - 1) + self._mark())
            case "tr_open":
                self._cells = []
            case "tr_close":
                self._out.append("\t".join(self._cells or ()) + "\n")
                self._cells = None
            case "paragraph_close" | "heading_close":
                self._out.append("\n")
        if token.level == 0 and token.type in _BLOCK_ENDS:
            self._out.append("\n")

    def _mark(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "• "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _inline(self, token: Token) -> None:
        words = _words(token.children or ())
        (self._out if self._cells is None else self._cells).append(words)


def _words(tokens: Sequence[Token]) -> str:
    parts: list[str] = []
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.children:
            parts.append(_words(token.children))
        else:
            parts.append(token.content)
    return "".join(parts)
