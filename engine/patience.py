"""How often and how long to wait for a hub that does not answer."""

import threading
from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from engine.download_events import Waiting
from engine.errors import DownloadFailed, HubUnavailable
from engine.said import said

RETRY_WAITS = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)  # seconds
_LONGEST = 600.0  # seconds a hub may ask us to wait

T = TypeVar("T")


class Patience:
    """Waits longer after each failure; ``stop`` ends a wait at once."""

    def __init__(self, stop: threading.Event, waits: Sequence[float] = RETRY_WAITS) -> None:
        self.stop = stop
        self._waits = waits

    def after(self, error: HubUnavailable, failures: int) -> Generator[Waiting]:
        """Tell of the failure and wait; raises DownloadFailed when there were too many."""
        if failures > len(self._waits):
            raise DownloadFailed(
                said(
                    "{problem} This happened {failures} times in a row. What came so far is kept: "
                    "resume the download later.",
                    problem=error,
                    failures=failures,
                )
            ) from error
        seconds = max(self._waits[failures - 1], error.seconds or 0.0)
        if seconds > _LONGEST:
            raise DownloadFailed(
                said(
                    "{problem} It asks to wait {minutes:.0f} minutes. What came so far is kept: "
                    "resume the download then.",
                    problem=error,
                    minutes=seconds / 60,
                )
            ) from error
        yield Waiting(error.sentence, seconds)
        self.stop.wait(seconds)

    def until_answered(self, ask: Callable[[], T]) -> Generator[Waiting, None, T | None]:
        """The answer of ``ask``, asked again while the hub is unavailable; None if stopped."""
        failures = 0
        while not self.stop.is_set():
            try:
                return ask()
            except HubUnavailable as error:
                failures += 1
                yield from self.after(error, failures)
        return None
