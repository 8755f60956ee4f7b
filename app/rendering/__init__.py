"""Text to HTML that a window can show: Markdown and highlighted code. No Qt, no torch."""

from app.rendering.code import highlight_code, prepare_lexers
from app.rendering.markdown import is_too_long, render_markdown
from app.rendering.page import Page, PageColors, PageMessage, html_page
from app.rendering.parts import CodePart, Part, PlainPart, TextPart, split_markdown
from app.rendering.plain import plain_text
from app.rendering.stylesheet import CodeStyle, MarkdownColors, markdown_stylesheet

__all__ = [
    "CodePart",
    "CodeStyle",
    "MarkdownColors",
    "Page",
    "PageColors",
    "PageMessage",
    "Part",
    "PlainPart",
    "TextPart",
    "highlight_code",
    "html_page",
    "is_too_long",
    "markdown_stylesheet",
    "plain_text",
    "prepare_lexers",
    "render_markdown",
    "split_markdown",
]
