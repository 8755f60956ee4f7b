"""How far an export or import is, and how it ended."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.ui.wish_button import WishButton
from app.ui.wrapped_label import WrappedLabel

_STEPS = 1000


class TransferBar(QFrame):
    """Hidden until something is under way; what it ends with stays until it is closed."""

    cancel_wanted = Signal()
    folder_wanted = Signal()  # the folder of what was exported

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transferBar")
        self._label = WrappedLabel("", "transferWords", self)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self.cancel_button = WishButton(self.tr("Cancel"), "cancelTransfer", parent=self)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.folder_button = WishButton(self.tr("Show the folder"), "showFolder", parent=self)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.close_button = WishButton(self.tr("Close"), "closeTransfer", parent=self)
        self.close_button.clicked.connect(self.hide)
        self._arrange()
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._label.text()

    @property
    def share(self) -> float:
        """How much of the whole is done, from 0 to 1."""
        return self._progress.value() / _STEPS

    def begin(self, sentence: str) -> None:
        """Show that something is under way."""
        self._say(sentence)
        self._progress.setRange(0, 0)
        self._show(is_running=True)

    def show_progress(self, sentence: str, share: float) -> None:
        """``share`` of the whole, from 0 to 1, is done."""
        self._say(sentence)
        self._progress.setRange(0, _STEPS)
        self._progress.setValue(round(share * _STEPS))

    def end(self, sentence: str, *, has_folder: bool = False) -> None:
        """Say how it ended."""
        self._say(sentence)
        self._show(is_running=False)
        self.folder_button.setVisible(has_folder)

    def _say(self, sentence: str) -> None:
        self._label.setText(sentence)
        self._label.setAccessibleName(sentence)

    def _show(self, *, is_running: bool) -> None:
        self._progress.setVisible(is_running)
        self.cancel_button.setVisible(is_running)
        self.close_button.setVisible(not is_running)
        self.folder_button.hide()
        self.show()

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.cancel_button, self.folder_button, self.close_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        words = QVBoxLayout()
        words.addWidget(self._label)
        words.addWidget(self._progress)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 10, 10)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addLayout(buttons)
