"""Where a message is typed. Emits the text; keeps it until it is told to clear."""

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCursor,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.controllers.run_status import ReplyActivity
from app.wording import number

MAX_LINES = 8
LONG_PASTE = 20_000  # characters; laying out a megabyte without spaces takes minutes
_AFTER_COMPOSING_MS = 80  # faster than anybody presses Enter twice
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ComposerEdit(QPlainTextEdit):
    """Plain text that grows to MAX_LINES lines; Enter asks to send, Shift+Enter breaks the line."""

    send_requested = Signal()
    focus_changed = Signal(bool)
    long_text_pasted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composer")
        self.setAccessibleName(self.tr("Message"))
        self.setPlaceholderText(self.tr("Message Sfumato"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self._is_composing = False
        # Some input methods hand over the composed words first and the Enter that chose them after.
        self._has_just_composed = QTimer(self, interval=_AFTER_COMPOSING_MS, singleShot=True)
        self.textChanged.connect(self._fit)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Where there is nothing to redo, the keys for it are the window's, as for its undo."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride
        is_redo = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Redo)
        if is_asked and is_redo and not self.document().isRedoAvailable():
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_plain_enter = event.key() in _ENTER and not (
            event.modifiers()
            & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier)
        )
        if not is_plain_enter:
            super().keyPressEvent(event)
        elif not self._is_composing and not self._has_just_composed.isActive():
            self.send_requested.emit()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._is_composing and event.commitString():
            self._has_just_composed.start()
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
        text = source.text() if source.hasFormat("text/plain") else _words_of(source.html())
        text = text.replace("\r\n", "\n").replace("\0", "")
        if len(text) > LONG_PASTE:
            self.long_text_pasted.emit(text)
            return
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


def _words_of(html: str) -> str:
    return QTextDocumentFragment.fromHtml(html).toPlainText()


class Composer(QFrame):
    """The text field, places for the status and more, and one button that is Send or Stop.

    ``submitted`` comes while a reply forms too: the message is then queued.
    """

    submitted = Signal(str)
    stop_requested = Signal()
    text_changed = Signal()  # what was typed, or a long paste

    def __init__(self, status: QWidget, *beside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("composerFrame")
        self._activity = ReplyActivity.IDLE
        self.edit = ComposerEdit(self)
        self._held = ""  # a long paste, sent after what was typed
        self._held_label = QLabel(self)
        self._drop_held = QPushButton(self.tr("Remove"), self)
        self._drop_held.setObjectName("removePaste")
        self._drop_held.setAccessibleName(self.tr("Remove the pasted text"))
        self._drop_held.clicked.connect(lambda: self._hold(""))
        self.button = QPushButton(self)
        self.button.setObjectName("send")
        self.button.setMinimumWidth(84)
        self.queue_button = QPushButton(self.tr("Queue"), self)
        self.queue_button.setObjectName("queue")
        self.queue_button.setAccessibleName(self.tr("Queue the message"))
        self.queue_button.setToolTip(self.tr("Send when the reply is complete (Enter)"))
        self.queue_button.clicked.connect(self._submit)
        self.edit.send_requested.connect(self._submit)
        self.edit.textChanged.connect(self._refresh)
        self.edit.textChanged.connect(self.text_changed)
        self.edit.focus_changed.connect(self._show_focus)
        self.edit.long_text_pasted.connect(self._hold_also)
        self.button.clicked.connect(self._on_clicked)
        held = QHBoxLayout()
        held.addWidget(self._held_label, 1)
        held.addWidget(self._drop_held)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(status, 1)
        for widget in beside:
            bottom.addWidget(widget)
        bottom.addWidget(self.queue_button)
        bottom.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 10, 10)
        layout.setSpacing(8)
        layout.addWidget(self.edit)
        layout.addLayout(held)
        layout.addLayout(bottom)
        self.setFocusProxy(self.edit)
        self._hold("")

    @property
    def text(self) -> str:
        """What was typed, and a long paste after it."""
        typed = self.edit.toPlainText()
        return f"{typed}\n\n{self._held}" if typed.strip() and self._held else typed + self._held

    def set_text(self, text: str) -> None:
        """Replace the text and put the cursor behind it; a very long one is held whole."""
        is_long = len(text) > LONG_PASTE
        self.edit.setPlainText("" if is_long else text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self._hold(text if is_long else "")

    def clear(self) -> None:
        """Empty the field: the message was taken."""
        self.edit.clear()
        self._hold("")

    def _hold_also(self, text: str) -> None:
        self._hold(f"{self._held}\n\n{text}" if self._held else text)

    def _hold(self, text: str) -> None:
        self._held = text
        words = self.tr("Pasted text of {count} characters").format(count=number(len(text)))
        self._held_label.setText(words)
        self._held_label.setVisible(bool(text))
        self._drop_held.setVisible(bool(text))
        self._refresh()
        self.text_changed.emit()

    def show_activity(self, activity: ReplyActivity) -> None:
        """Be Send when idle, Stop while a reply forms."""
        self._activity = activity
        self._refresh()

    def _submit(self) -> None:
        if self.text.strip():
            self.submitted.emit(self.text)

    def _on_clicked(self) -> None:
        if self._activity is ReplyActivity.IDLE:
            self._submit()
        else:
            self.stop_requested.emit()

    def _refresh(self) -> None:
        is_idle = self._activity is ReplyActivity.IDLE
        words = self.tr("Send") if is_idle else self.tr("Stop")
        if self.button.text() != words:
            self.button.setText(words)
            self.button.setAccessibleName(words)
            stop = self.tr("Stop the reply (Esc)")
            self.button.setToolTip(self.tr("Send (Enter)") if is_idle else stop)
            self.button.setProperty("stops", not is_idle)
            self.button.style().unpolish(self.button)
            self.button.style().polish(self.button)
        has_words = bool(self._held.strip() or self.edit.toPlainText().strip())
        self.button.setEnabled(has_words if is_idle else self._activity is ReplyActivity.ACTIVE)
        self.queue_button.setVisible(has_words and not is_idle)

    def _show_focus(self, has_focus: bool) -> None:
        self.setProperty("focused", has_focus)
        self.style().unpolish(self)
        self.style().polish(self)
