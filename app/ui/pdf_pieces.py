"""The pieces of a printed conversation: text laid out for the width of a page. Needs no window."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QRectF
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QImage,
    QPainter,
    QPalette,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from app.rendering import (
    PageColors,
    PageMessage,
    PlainPart,
    TextPart,
    highlight_code,
    markdown_stylesheet,
    split_markdown,
)
from app.ui.page_cuts import Line
from app.ui.part_indent import code_indent, list_indent

PIXELS_PER_INCH = 96  # layout pixels
MAX_PIECE = 4_000  # characters of plain text laid out at once
_PIXELS_PER_METRE = round(PIXELS_PER_INCH / 0.0254)
_INDENT, _PADDING, _GAP, _RADIUS, _RULE = 64.0, 10.0, 8.0, 8.0, 2.0
_SMALL, _HEADING = 0.86, 1.6


@dataclass(frozen=True, slots=True)
class Piece:
    """A laid-out text: lengths in layout pixels, ``gap`` is left free below it.

    ``ground`` colours what it stands on; ``rule`` draws a line of that colour at its left.
    """

    document: QTextDocument
    color: QColor
    left: float
    gap: float
    padding: float = 0.0
    ground: QColor | None = None
    rule: QColor | None = None

    @property
    def height(self) -> float:
        return float(self.document.size().height()) + 2 * self.padding

    @property
    def width(self) -> float:
        return float(self.document.textWidth()) + 2 * self.padding

    def lines(self) -> list[Line]:
        """Where each line of text stands, from the top of the piece."""
        found: list[Line] = []
        layout, block = self.document.documentLayout(), self.document.begin()
        while block.isValid():
            top = layout.blockBoundingRect(block).top() + self.padding
            for number in range(block.layout().lineCount()):
                line = block.layout().lineAt(number)
                found.append((top + line.y(), top + line.y() + line.height()))
            block = block.next()
        return found

    def draw(self, painter: QPainter, top: float, start: float, end: float) -> None:
        """Draw what lies between two heights of the piece, at ``top`` of the page."""
        room = QRectF(self.left, top, self.width, end - start)
        painter.save()
        if self.ground is not None:
            painter.setPen(QColor(0, 0, 0, 0))
            painter.setBrush(self.ground)
            painter.drawRoundedRect(room, _RADIUS, _RADIUS)
        if self.rule is not None:
            painter.fillRect(QRectF(self.left - 10, top, _RULE, end - start), self.rule)
        painter.setClipRect(room)
        painter.translate(self.left + self.padding, top + self.padding - start)
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette(context.palette)
        palette.setColor(QPalette.ColorRole.Text, self.color)
        context.palette = palette
        context.clip = QRectF(0, start - self.padding, self.width, end - start)
        self.document.documentLayout().draw(painter, context)
        painter.restore()


class Typesetter:
    """Lays out for a page ``width`` layout pixels wide; ``font`` is that of the text."""

    def __init__(self, colors: PageColors, font: QFont, width: float) -> None:
        self._colors, self._font, self._width = colors, font, width
        self._device = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._device.setDotsPerMeterX(_PIXELS_PER_METRE)
        self._device.setDotsPerMeterY(_PIXELS_PER_METRE)

    def title(self, title: str, subtitle: str) -> Iterator[Piece]:
        """The head of the first page."""
        yield self._plain(title, scale=_HEADING, gap=2, is_bold=True)
        yield self._plain(subtitle, scale=_SMALL, gap=20, is_quiet=True)

    def message(self, message: PageMessage) -> Iterator[Piece]:
        """All of one message."""
        if message.thought:
            yield self._plain(message.thought_label, scale=_SMALL, gap=2, is_quiet=True)
            for part in chunks(message.thought):
                yield self._plain(part, scale=_SMALL, is_quiet=True, is_ruled=True)
        if message.is_reply:
            yield from self._reply(message.text)
        else:
            for part in chunks(message.text):
                yield self._bubble(part)
        for line in (message.note, message.footer):
            if line:
                yield self._plain(line, scale=_SMALL, gap=4, is_quiet=True)
        yield self._plain("", scale=0.5)

    def _reply(self, text: str) -> Iterator[Piece]:
        for part in split_markdown(text):
            if isinstance(part, PlainPart):
                yield from (self._plain(piece) for piece in chunks(part.text))
            elif isinstance(part, TextPart):
                yield self._text(part)
            else:
                language = "" if len(part.code) > MAX_PIECE else part.language
                left = code_indent(part.num_lists, part.num_quotes)
                for code in chunks(part.code):
                    yield self._code(code, language, left)

    def _bubble(self, text: str) -> Piece:
        most = self._width - _INDENT - 2 * _PADDING
        document = self._document(_as_html(text), self._font, most)
        document.setTextWidth(min(most, document.idealWidth() + 1))
        left = self._width - document.textWidth() - 2 * _PADDING
        ground = QColor(self._colors.bubble)
        return Piece(document, self._text_color, left, _GAP, _PADDING, ground)

    def _code(self, code: str, language: str, left: float) -> Piece:
        html = f"<pre>{highlight_code(code, language, self._colors.code)}</pre>"
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * 0.9)
        document = self._document(html, font, self._width - left - 2 * _PADDING)
        ground = QColor(self._colors.markdown.code_background)
        return Piece(document, self._text_color, left, _GAP, _PADDING, ground)

    def _plain(
        self,
        text: str,
        scale: float = 1.0,
        gap: float = _GAP,
        is_quiet: bool = False,
        is_bold: bool = False,
        is_ruled: bool = False,
    ) -> Piece:
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * scale)
        font.setBold(is_bold)
        left = 12.0 if is_ruled else 0.0
        document = self._document(_as_html(text), font, self._width - left)
        color = QColor(self._colors.quiet) if is_quiet else self._text_color
        rule = QColor(self._colors.markdown.rule) if is_ruled else None
        return Piece(document, color, left, gap, rule=rule)

    def _text(self, part: TextPart) -> Piece:
        left = list_indent(part.num_lists)
        document = self._document(part.html, self._font, self._width - left)
        return Piece(document, self._text_color, left, _GAP)

    @property
    def _text_color(self) -> QColor:
        return QColor(self._colors.markdown.text)

    def _document(self, html: str, font: QFont, width: float) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(self._device)
        document.setUseDesignMetrics(True)
        document.setDocumentMargin(0)
        document.setDefaultFont(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        sheet = markdown_stylesheet(self._colors.markdown, self._colors.code.families)
        document.setDefaultStyleSheet(
            f"{sheet}\npre {{ background-color: transparent; }}\n{_SHEET}"
        )
        document.setHtml(html)
        _drop_last_margin(document)
        document.setTextWidth(width)
        return document


_SHEET = "div { white-space: pre-wrap; }"


def _as_html(text: str) -> str:
    return f"<div>{escape(text, quote=False)}</div>"


def _drop_last_margin(document: QTextDocument) -> None:
    block = document.lastBlock()
    form = block.blockFormat()
    form.setBottomMargin(0)
    cursor = QTextCursor(block)
    cursor.setBlockFormat(form)


def chunks(text: str) -> Iterator[str]:
    """The text in pieces of at most MAX_PIECE characters, cut at ends of lines where there are."""
    start = 0
    while start < len(text):
        end = start + MAX_PIECE
        if end < len(text):
            line_end = text.rfind("\n", start + 1, end)
            end = line_end if line_end > 0 else end
        yield text[start:end]
        start = end + (text[end : end + 1] == "\n")
