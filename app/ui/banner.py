"""A sentence about something that went wrong, with buttons that lead out of it."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class WayOut(StrEnum):
    """What a button of a banner offers; its value is the button's text."""

    RETRY = "Retry"
    CONTINUE = "Continue"
    ANSWER = "Answer now"
    CHOOSE_MODEL = "Choose another model"
    BUILT_IN_MODEL = "Use the built-in model"
    SAVE_AS = "Save as…"
    SAVE_AGAIN = "Try to save again"
    COPY_DETAILS = "Copy details"
    DISMISS = "Dismiss"


class Banner(QFrame):
    """Hidden until ``show_problem``. Emits the chosen way out; goes away only when told to."""

    chosen = Signal(object)  # WayOut

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._label = QLabel(self)
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._details = self._topic = ""
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addWidget(self._label)
        layout.addLayout(self._buttons)
        self.hide()

    @property
    def sentence(self) -> str:
        """The sentence on display."""
        return self._label.text()

    @property
    def report(self) -> str:
        """What Copy details copies: the sentence and the details behind it."""
        return f"{self.sentence}\n\n{self._details}"

    def withdraw(self, topic: str) -> None:
        """Hide if the problem on display is of this topic: it is solved."""
        if self._topic == topic:
            self._topic = ""
            self.hide()

    def show_problem(
        self, sentence: str, ways_out: Sequence[WayOut], details: str = "", topic: str = ""
    ) -> None:
        """Show ``sentence``, which may be empty, and a button for each way out."""
        self._details, self._topic = details, topic
        self._label.setText(sentence)
        self._label.setVisible(bool(sentence))
        self._label.setAccessibleName(sentence)
        while item := self._buttons.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for way in ways_out:
            self._buttons.addWidget(self._button(way))
        self._buttons.addStretch(1)
        self.show()

    def _button(self, way: WayOut) -> QPushButton:
        button = QPushButton(way.value, self)
        button.setAccessibleName(way.value)
        button.clicked.connect(lambda: self.chosen.emit(way))
        return button
