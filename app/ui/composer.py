"""Where a message is typed. Emits the text; keeps it until it is told to clear."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.controllers.run_status import ReplyActivity

MAX_LINES = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ComposerEdit(QPlainTextEdit):
    """Plain text that grows to MAX_LINES lines; Enter asks to send, Shift+Enter breaks the line."""

    send_requested = Signal()
    focus_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAccessibleName("Message")
        self.setPlaceholderText("Message Sfumato")
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self._is_composing = False
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain_enter = event.key() in _ENTER and not (
            event.modifiers()
            & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
        )
        if is_plain_enter and not self._is_composing:
            self.send_requested.emit()
            return
        super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._is_composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste words only, without the control characters some programs leave in them."""
        text = source.text().replace("\r\n", "\n").replace("\0", "")
        self.textCursor().insertText(text)
        self.ensureCursorVisible()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        lines = self.document().documentLayout().documentSize().height()  # lines, not pixels
        shown = min(max(int(lines), 1), MAX_LINES)
        margins = 2 * int(self.document().documentMargin()) + 2
        height = shown * self.fontMetrics().lineSpacing() + margins
        if height != self.height():
            self.setFixedHeight(height)
        is_long = lines > MAX_LINES
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if is_long
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )


class Composer(QFrame):
    """The text field, a place for the status, and one button that is Send or Stop."""

    submitted = Signal(str)
    stop_requested = Signal()

    def __init__(self, status: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composerFrame")
        self._activity = ReplyActivity.IDLE
        self.edit = ComposerEdit(self)
        self.button = QPushButton(self)
        self.button.setObjectName("send")
        self.button.setMinimumWidth(84)
        self.edit.send_requested.connect(self._submit)
        self.edit.textChanged.connect(self._refresh)
        self.edit.focus_changed.connect(self._show_focus)
        self.button.clicked.connect(self._on_clicked)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(status, 1)
        bottom.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.edit)
        layout.addLayout(bottom)
        self.setFocusProxy(self.edit)
        self._refresh()

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace the text and put the cursor behind it."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def clear(self) -> None:
        """Empty the field: the message was taken."""
        self.edit.clear()

    def show_activity(self, activity: ReplyActivity) -> None:
        """Be Send when idle, Stop while a reply forms."""
        self._activity = activity
        self._refresh()

    def _submit(self) -> None:
        if self._activity is ReplyActivity.IDLE and self.text.strip():
            self.submitted.emit(self.text)

    def _on_clicked(self) -> None:
        if self._activity is ReplyActivity.IDLE:
            self._submit()
        else:
            self.stop_requested.emit()

    def _refresh(self) -> None:
        is_idle = self._activity is ReplyActivity.IDLE
        words = "Send" if is_idle else "Stop"
        if self.button.text() != words:
            self.button.setText(words)
            self.button.setAccessibleName(words)
            self.button.setToolTip("Send (Enter)" if is_idle else "Stop the reply (Esc)")
            self.button.setProperty("stops", not is_idle)
            self.button.style().unpolish(self.button)
            self.button.style().polish(self.button)
        has_words = not self.edit.document().isEmpty() and bool(self.text.strip())
        self.button.setEnabled(has_words if is_idle else self._activity is ReplyActivity.ACTIVE)

    def _show_focus(self, has_focus: bool) -> None:
        self.setProperty("focused", has_focus)
        self.style().unpolish(self)
        self.style().polish(self)
