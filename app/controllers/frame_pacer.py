"""The newest frame wins: frames that come faster than the display are left out."""

from PySide6.QtCore import QObject, QTimer, Signal

from engine import Frame

_INTERVAL_MS = 16


class FramePacer(QObject):
    """Passes on at most one frame per display interval, always the newest."""

    frame_due = Signal(object)  # Frame

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: Frame | None = None
        self._timer = QTimer(self, interval=_INTERVAL_MS, singleShot=True)
        self._timer.timeout.connect(self._pass_on)

    def offer(self, frame: Frame) -> None:
        """Take a frame in place of one that still waits."""
        self._newest = frame
        if not self._timer.isActive():
            self._timer.start()

    def drop(self) -> None:
        """Forget the waiting frame: its block is committed or its reply has ended."""
        self._newest = None
        self._timer.stop()

    def _pass_on(self) -> None:
        frame, self._newest = self._newest, None
        if frame is not None:
            self.frame_due.emit(frame)
