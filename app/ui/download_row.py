"""One unfinished download: how far it is, and pause, resume and cancel."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.controllers.model_library import DownloadPhase, DownloadStatus
from app.ui.model_words import download_words
from app.ui.wish_button import WishButton
from app.ui.wrapped_label import WrappedLabel

_STEPS = 1000


class DownloadRow(QFrame):
    """Shows the DownloadStatus of one folder as it changes."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, status: DownloadStatus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("downloadRow")
        self.folder: Path = status.folder
        title = QLabel(status.folder.name, self)
        title.setObjectName("modelTitle")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress: {name}").format(name=status.folder.name))
        self._words = WrappedLabel("", "modelWords", self)
        name = status.folder.name
        self._pause = WishButton(self.tr("Pause"), "pauseDownload", name, self)
        self._pause.clicked.connect(self._toggle)
        self._cancel = WishButton(self.tr("Cancel…"), "cancelDownload", name, self)
        self._cancel.clicked.connect(self.cancel_wanted)
        self.setFocusProxy(self._pause)
        self.is_running = False
        buttons = QHBoxLayout()
        buttons.addWidget(self._pause)
        buttons.addWidget(self._cancel)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(title)
        column.addWidget(self._bar)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self.show_status(status)

    def show_status(self, status: DownloadStatus) -> None:
        """Bar, words and buttons for the status."""
        is_known = status.total_bytes > 0
        self._bar.setMaximum(_STEPS if is_known or not status.is_running else 0)
        if is_known:
            self._bar.setValue(_STEPS * status.done_bytes // status.total_bytes)
        is_failure = status.phase is DownloadPhase.FAILED
        self._words.say(download_words(status), is_problem=is_failure)
        self.is_running = status.is_running
        self._pause.say(self.tr("Pause") if self.is_running else self.tr("Resume"))

    def _toggle(self) -> None:
        (self.pause_wanted if self.is_running else self.resume_wanted).emit()
