"""A sentence about something that went wrong, with buttons that lead out of it."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.flow_layout import FlowLayout


class WayOut(StrEnum):
    """What a button of a banner offers."""

    RETRY = "retry"
    LOAD_AGAIN = "load_again"
    CONTINUE = "continue"
    ANSWER = "answer"
    CHOOSE_MODEL = "choose_model"
    BUILT_IN_MODEL = "built_in_model"
    RUN_ON_CPU = "run_on_cpu"
    OPEN_FOLDER = "open_folder"
    SAVE_AS = "save_as"
    SAVE_AGAIN = "save_again"
    PUT_BACK = "put_back"
    COPY_DETAILS = "copy_details"
    DISMISS = "dismiss"


def way_out_words(way: WayOut) -> str:
    """The text of the button for a way out."""
    match way:
        case WayOut.RETRY:
            return _tr("Retry")
        case WayOut.LOAD_AGAIN:
            return _tr("Load it again")
        case WayOut.CONTINUE:
            return _tr("Continue")
        case WayOut.ANSWER:
            return _tr("Answer now")
        case WayOut.CHOOSE_MODEL:
            return _tr("Choose another model")
        case WayOut.BUILT_IN_MODEL:
            return _tr("Use the built-in model")
        case WayOut.RUN_ON_CPU:
            return _tr("Run it on the processor")
        case WayOut.OPEN_FOLDER:
            return _tr("Open the data folder")
        case WayOut.SAVE_AS:
            return _tr("Save as…")
        case WayOut.SAVE_AGAIN:
            return _tr("Try to save again")
        case WayOut.PUT_BACK:
            return _tr("Put it back")
        case WayOut.COPY_DETAILS:
            return _tr("Copy details")
        case WayOut.DISMISS:
            return _tr("Dismiss")


def _tr(text: str) -> str:
    return QCoreApplication.translate("WayOut", text)


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
        self._buttons = FlowLayout(8)
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
        self.show()

    def _button(self, way: WayOut) -> QPushButton:
        button = QPushButton(way_out_words(way), self)
        button.setAccessibleName(button.text())
        button.clicked.connect(lambda: self.chosen.emit(way))
        return button
