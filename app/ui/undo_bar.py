"""Says what was done just now and takes it back for a while."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

SHOWN_MS = 12_000


class UndoBar(QFrame):
    """Hidden until ``offer``; goes away by itself, or when something else is offered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoBar")
        self._undo: Callable[[], object] | None = None
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self.button = QPushButton(self.tr("Undo"), self)
        self.button.setObjectName("undo")
        self.button.setToolTip(self.tr("Undo (Ctrl+Shift+Z)"))
        self.button.clicked.connect(self.undo)
        self._timer = QTimer(self, interval=SHOWN_MS, singleShot=True)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.addWidget(self._label, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def sentence(self) -> str:
        """What was done."""
        return self._label.text()

    def offer(self, sentence: str, undo: Callable[[], object]) -> None:
        """Show ``sentence`` and take ``undo`` as the way back."""
        self._undo = undo
        self._label.setText(sentence)
        self.button.setAccessibleName(self.tr("Undo: {what}").format(what=sentence))
        self.show()
        self._timer.start()

    def undo(self) -> None:
        """Take back what was offered last; nothing if nothing was."""
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
