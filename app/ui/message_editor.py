"""A message of the person while it is changed, in its own place."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.ui.composer import ComposerEdit
from app.ui.escape import is_escape


class MessageEditor(QFrame):
    """Enter or the button finishes, Esc or Cancel leaves everything as it was."""

    finished = Signal(str)
    changed = Signal(str)
    cancelled = Signal()

    def __init__(self, text: str, words: str, parent: QWidget | None = None) -> None:
        """``words`` stand on the button that finishes."""
        super().__init__(parent)
        self.setObjectName("messageEditor")
        self.edit = ComposerEdit(self)
        self.edit.setObjectName("editField")
        self.edit.setAccessibleName(self.tr("Edit the message"))
        self.edit.long_text_pasted.connect(self.edit.insertPlainText)
        self.edit.setPlainText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.send_requested.connect(self._finish)
        self.edit.textChanged.connect(lambda: self.changed.emit(self.text))
        self._done = self._button("finishEdit", words)
        self._done.clicked.connect(self._finish)
        cancel = self._button("cancelEdit", self.tr("Cancel"))
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 10, 8)
        column.addWidget(self.edit)
        column.addLayout(row)
        self.setFocusProxy(self.edit)

    @property
    def text(self) -> str:
        """The message as it is now."""
        return self.edit.toPlainText()

    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window's shortcuts: it would stop a reply."""
        if is_escape(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        if self.text.strip():
            self.finished.emit(self.text)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        return button
