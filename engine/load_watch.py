"""How far the loading of a model is, and whether it is to go on. Knows no files and no threads."""

import threading
from collections.abc import Callable

from engine.errors import LoadStopped
from engine.said import said


class LoadWatch:
    """Counts what is taken in, in whatever unit ``begin`` names the total.

    ``tell`` gets the share that is done, from 0 to 1, after each tensor. Setting ``stop``, from any
    thread, ends the loading at the next one.
    """

    def __init__(
        self,
        tell: Callable[[float], None] | None = None,
        stop: threading.Event | None = None,
    ) -> None:
        self._tell = tell or (lambda share: None)
        self._stop = stop or threading.Event()
        self._done = self._total = 0

    def begin(self, total: int) -> None:
        """So much is to come; a second loading begins from the start. Raises LoadStopped."""
        self._done, self._total = 0, max(total, 1)
        self.took(0)

    def took(self, count: int) -> None:
        """So much more is in its place. Raises LoadStopped."""
        self.check()
        self._done += count
        self._tell(self._done / self._total)

    def check(self) -> None:
        """Raises LoadStopped if nobody wants the model any more."""
        if self._stop.is_set():
            raise LoadStopped(said("Loading the model was stopped."))
