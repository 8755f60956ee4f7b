"""Find in the open conversation: a field, how often it stands there, and steps between them."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.ui.escape import is_escape


class FindBar(QFrame):
    """Hidden until ``open``. Emits what to look for; is told what was found."""

    typed = Signal(str)
    step_wanted = Signal(int)  # 1 is the next, -1 the one before
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.field = QLineEdit(self)
        self.field.setObjectName("findField")
        self.field.setPlaceholderText(self.tr("Find in this conversation"))
        self.field.setAccessibleName(self.tr("Find in this conversation"))
        self.field.textChanged.connect(self.typed)
        self._count = QLabel(self)
        self._count.setMinimumWidth(70)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.addWidget(self.field, 1)
        row.addWidget(self._count)
        row.addWidget(self._button("findPrevious", "↑", self.tr("Previous"), -1))
        row.addWidget(self._button("findNext", "↓", self.tr("Next"), 1))
        close = QPushButton("✕", self)
        close.setObjectName("findClose")
        close.setAccessibleName(self.tr("Close the find bar"))
        close.setToolTip(self.tr("Close (Esc)"))
        close.clicked.connect(self.close_bar)
        row.addWidget(close)
        self.hide()

    def open(self) -> None:
        """Show the bar with its text selected, ready to be typed over."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()
        self.typed.emit(self.field.text())

    def close_bar(self) -> None:
        """Hide; nothing is marked any more."""
        self.hide()
        self.closed.emit()

    def show_place(self, place: int, count: int) -> None:
        """``place`` counts from 0 among ``count`` finds."""
        if not self.field.text().strip():
            words = ""
        elif count == 0:
            words = self.tr("Not found")
        else:
            words = self.tr("{place} of {count}").format(place=place + 1, count=count)
        self._count.setText(words)
        self._count.setAccessibleName(words)

    def event(self, event: QEvent) -> bool:
        if is_escape(event):
            event.accept()  # not the shortcut of the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_wanted.emit(-1 if is_back else 1)
        else:
            super().keyPressEvent(event)

    def _button(self, name: str, sign: str, words: str, step: int) -> QPushButton:
        button = QPushButton(sign, self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(lambda: self.step_wanted.emit(step))
        return button
