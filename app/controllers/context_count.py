"""Has a prompt's tokens counted in slices, so that the window stays alive between them."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from app.controllers.context_meter import ContextMeter
from engine import ChatMessage

_SLICE_SECONDS = 0.008  # half the time between two pictures on the screen


class ContextCount(QObject):
    """The newest wish wins; what was counted for an older one is not counted again."""

    counted = Signal(object)  # ContextUse

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: tuple[ContextMeter, Sequence[ChatMessage], str] | None = None
        self._next = QTimer(self, interval=1, singleShot=True)
        self._next.timeout.connect(self._go_on)

    def ask(self, meter: ContextMeter, messages: Sequence[ChatMessage], typed: str) -> None:
        """Count what ``messages`` and a message ``typed`` after them would take."""
        self._wish = meter, messages, typed
        self._go_on()

    def stop(self) -> None:
        """Nobody wishes to know any more."""
        self._wish = None
        self._next.stop()

    def _go_on(self) -> None:
        if self._wish is None:
            return
        meter, messages, typed = self._wish
        if meter.count_some(messages, _SLICE_SECONDS):
            self.stop()
            self.counted.emit(meter.measure(messages, typed))
        else:
            self._next.start()
