"""A conversation as a PDF, laid out piece by piece so that it can pause. Needs no GUI thread."""

from collections.abc import Generator, Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from app.rendering import Page, PageColors
from app.ui.page_cuts import page_cuts
from app.ui.pdf_pieces import PIXELS_PER_INCH, Piece, Typesetter

_MARGIN_MM = 18.0
_FOOTER, _FOOTER_TEXT = 30.0, 11  # layout pixels
_RESOLUTION = 1200  # dots per inch


def write_pdf(
    page: Page, colors: PageColors, font: QFont, size: QPageSize, path: Path
) -> Generator[float, None, None]:
    """Write the file; pauses after each piece to tell the share that is written. Raises OSError."""
    whole = QBuffer()  # Qt tells nothing of a full disk; Python does
    whole.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(whole)
    writer.setResolution(_RESOLUTION)
    writer.setTitle(page.title)
    writer.setCreator("Sfumato")
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM * 0.6)
    portrait = QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size, portrait, margins, QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    try:
        sheet = _Sheet(writer, painter, page.title, QColor(colors.quiet))
        for share, piece in _pieces(page, Typesetter(colors, font, sheet.width)):
            sheet.add(piece)
            yield share
        sheet.end_page()
    finally:
        painter.end()
    path.write_bytes(whole.data().data())


def _pieces(page: Page, setter: Typesetter) -> Iterator[tuple[float, Piece]]:
    """Every piece, with the share of the page that comes before it."""
    for piece in setter.title(page.title, page.subtitle):
        yield 0.0, piece
    for number, message in enumerate(page.messages):
        for piece in setter.message(message):
            yield number / len(page.messages), piece


class _Sheet:
    """The page being filled; lengths in layout pixels."""

    def __init__(self, writer: QPdfWriter, painter: QPainter, title: str, quiet: QColor) -> None:
        self._writer, self._painter, self._title, self._quiet = writer, painter, title, quiet
        scale = _RESOLUTION / PIXELS_PER_INCH
        painter.scale(scale, scale)
        self.width = writer.width() / scale
        self._height = writer.height() / scale - _FOOTER
        self._number, self._top = 1, 0.0

    def add(self, piece: Piece) -> None:
        """Draw a piece below the others, over as many pages as it needs."""
        start, height = 0.0, piece.height
        room = self._height - self._top
        for cut in [*page_cuts(piece.lines(), height, room, self._height), height]:
            if cut > start:
                piece.draw(self._painter, self._top, start, cut)
                self._top += cut - start
            if cut < height:
                self.end_page()
                self._writer.newPage()
                self._number, self._top = self._number + 1, 0.0
            start = cut
        self._top += piece.gap

    def end_page(self) -> None:
        """Title and number below the page."""
        font = QFont()
        font.setPixelSize(_FOOTER_TEXT)
        room = QRectF(0, self._height, self.width, _FOOTER)
        painter, flag = self._painter, Qt.AlignmentFlag
        painter.setFont(font)
        painter.setPen(self._quiet)
        elided = QFontMetricsF(font).elidedText(
            self._title, Qt.TextElideMode.ElideRight, self.width - 60
        )
        painter.drawText(room, flag.AlignLeft | flag.AlignBottom, elided)
        painter.drawText(room, flag.AlignRight | flag.AlignBottom, str(self._number))
