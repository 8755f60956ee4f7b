"""How fast bytes have come of late. Pure: the clock's readings are passed in."""

from collections import deque

WINDOW = 15.0  # seconds looked back: calm to read, yet soon true after a change
_FIRST = 1.0  # seconds before a rate is worth showing


class TransferRate:
    """Bytes a second over the last WINDOW seconds. ``now`` is in seconds of any steady clock."""

    def __init__(self, now: float) -> None:
        self._marks: deque[tuple[float, int]] = deque([(now, 0)])
        self._came = 0

    def add(self, num_bytes: int, now: float) -> None:
        """Note that bytes came."""
        self._came += num_bytes
        self._marks.append((now, self._came))
        while len(self._marks) > 2 and now - self._marks[1][0] >= WINDOW:
            self._marks.popleft()

    def bytes_per_second(self, now: float) -> float | None:
        """None until there is enough to judge by."""
        began, came_before = self._marks[0]
        if now - began < _FIRST:
            return None
        return (self._came - came_before) / (now - began)
