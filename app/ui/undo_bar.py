"""Says what was done just now and takes it back for a while."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

SHOWN_MS = 12_000


class UndoBar(QFrame):
    """Hidden until ``offer``; goes away by itself, or when something else is offered."""

    can_undo_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("undoBar")
        self._undo: Callable[[], object] | None = None
        self._about: frozenset[str] = frozenset()
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self.button = QPushButton(self.tr("Undo"), self)
        self.button.setObjectName("undo")
        self.button.setToolTip(self.tr("Undo (Ctrl+Shift+Z)"))
        self.button.setAutoDefault(False)
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

    @property
    def can_undo(self) -> bool:
        """Whether something was offered and not yet taken back; also when it is out of sight."""
        return self._undo is not None

    def offer(self, sentence: str, undo: Callable[[], object], about: Collection[str] = ()) -> None:
        """Show ``sentence`` and take ``undo`` as the way back.

        ``about`` are the conversations without which there is none.
        """
        self._undo, self._about = undo, frozenset(about)
        self._label.setText(sentence)
        self.button.setAccessibleName(self.tr("Undo: {what}").format(what=sentence))
        self.show()
        self._timer.start()
        self.can_undo_changed.emit(True)

    def undo(self) -> None:
        """Take back what was offered last; nothing if nothing was."""
        undo = self._undo
        self._end()
        if undo is not None:
            undo()

    def forget(self, conversation_ids: Collection[str]) -> None:
        """These are gone for good: what was about nothing else cannot be taken back."""
        if self._about and self._about <= set(conversation_ids):
            self._end()

    def _end(self) -> None:
        self._undo, self._about = None, frozenset()
        self.hide()
        self.can_undo_changed.emit(False)
