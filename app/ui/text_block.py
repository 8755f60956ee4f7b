"""A stretch of a message's text at its full height: as typed, or rendered Markdown."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.rendering import TextPart, markdown_stylesheet
from app.ui.part_indent import list_indent
from app.ui.quiet_browser import QuietBrowser
from app.ui.theme import code_families, markdown_colors


class TextBlock(QuietBrowser):
    """Text at its full height for the width it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_plain(self, text: str) -> None:
        """Show text as it is."""
        self.setPlainText(text)
        self._fit()

    def show_part(self, part: TextPart, palette: QPalette) -> None:
        """Show Markdown in the colours of the palette (this widget's own is see-through)."""
        self.document().setDefaultStyleSheet(
            markdown_stylesheet(markdown_colors(palette), code_families())
        )
        self.setViewportMargins(list_indent(part.num_lists), 0, 0, 0)
        self.setHtml(part.html)
        if "<a " in part.html:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._drop_last_margin()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 10)

    def _drop_last_margin(self) -> None:
        block = self.document().lastBlock()
        form = block.blockFormat()
        form.setBottomMargin(0)
        cursor = self.textCursor()
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)

    def _fit(self) -> None:
        height = max(round(self.document().size().height() + 0.5), 1)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
