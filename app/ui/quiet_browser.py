"""A text browser for a part of a message: it loads nothing and leaves much to its parents."""

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from app.storage.query import Term
from app.ui.finds import Find, finds_in
from app.ui.theme import with_alpha


class QuietBrowser(QTextBrowser):
    """A text browser that loads no resource, follows no link and leaves the wheel to its parent.

    So it does with copying and selecting all: what is selected may go on in other browsers.
    """

    pressed = Signal()
    dragged = Signal(QPoint)  # on the screen, with the left button down
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finds: list[Find] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # the message has one

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Nothing, whatever is asked for."""
        return None

    def mark(self, terms: list[Term], current: int | None) -> None:
        """Mark what is looked for, and the find of this number most of all."""
        self._finds = finds_in(self.document().toPlainText(), terms)
        self.setExtraSelections(
            [
                self._marked(start, end, is_current=number == current)
                for number, find in enumerate(self._finds)
                for start, end in find
            ]
        )

    @property
    def num_finds(self) -> int:
        """How many finds are marked."""
        return len(self._finds)

    def top_of_find(self, number: int) -> int:
        """Pixels from the top to the find of this number."""
        return self.cursorRect(self._cursor(*self._finds[number][0])).top()

    def _marked(self, start: int, end: int, *, is_current: bool) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        found.cursor = self._cursor(start, end)
        if is_current:
            found.format.setBackground(self.palette().highlight())
            found.format.setForeground(self.palette().highlightedText())
        else:
            found.format.setBackground(with_alpha(self.palette().highlight().color(), 0.35))
        return found

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def select(self, start: int, end: int) -> None:
        """Select from the character ``start`` up to ``end``, whichever comes first."""
        self.setTextCursor(self._cursor(start, end))

    @property
    def length(self) -> int:
        """How many positions a cursor can move on from the first one."""
        return max(self.document().characterCount() - 1, 0)

    @property
    def selected_text(self) -> str:
        """What is selected in here, as plain text."""
        return self.textCursor().selection().toPlainText()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and self.textCursor().hasSelection():
            self.select(0, 0)  # or the press would drag the words away
        super().mousePressEvent(event)
        if is_left:
            self.pressed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(
            QKeySequence.StandardKey.SelectAll
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll sideways where that is possible; up and down belongs to the transcript."""
        sideways = abs(event.angleDelta().x()) > abs(event.angleDelta().y())
        if sideways and self.horizontalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()
