"""The pages of an SQLite file that SQLite itself may refuse, with its write-ahead log laid over.

Source: https://www.sqlite.org/fileformat2.html
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_DEFAULT_SIZE = 4096  # what every database of ours has
_SIZES = tuple(2**power for power in range(9, 17))
_WAL_HEADER, _FRAME_HEADER = 32, 24
_WAL_MAGIC = (0x377F0682, 0x377F0683)  # the last bit: checksums of big-endian words


class RawPages:
    """Reads ``path`` and the log beside it, one of which may be missing. Raises OSError.

    Only whole transactions of the log count, as they do for SQLite.
    """

    def __init__(self, path: Path) -> None:
        self._content = path.read_bytes() if path.exists() else b""
        self.size = _page_size(self._content)
        log = path.with_name(f"{path.name}-wal")
        self._newer = _committed(log.read_bytes(), self.size) if log.exists() else {}
        self.count = max([len(self._content) // self.size, *self._newer])

    def __getitem__(self, number: int) -> bytes:
        """A page by its number, from 1. Raises IndexError."""
        if number in self._newer:
            return self._newer[number]
        start = (number - 1) * self.size
        if number < 1 or start + self.size > len(self._content):
            raise IndexError(number)
        return self._content[start : start + self.size]

    def numbers(self) -> Iterator[int]:
        """All page numbers that can be read."""
        whole = len(self._content) // self.size
        return (n for n in range(1, self.count + 1) if n <= whole or n in self._newer)


def _page_size(content: bytes) -> int:
    if content[:16] == b"SQLite format 3\0":
        (size,) = struct.unpack_from(">H", content, 16)
        size = 65536 if size == 1 else size
        if size in _SIZES:
            return size
    return _DEFAULT_SIZE


def _committed(log: bytes, page_size: int) -> dict[int, bytes]:
    """The newest page of each number up to the last commit whose checksums hold."""
    if len(log) < _WAL_HEADER or struct.unpack_from(">I", log)[0] not in _WAL_MAGIC:
        return {}
    words = ">" if log[3] & 1 else "<"
    salts, sums = log[16:24], _checksum(log[:24], (0, 0), words)
    if sums != struct.unpack_from(">II", log, 24):
        return {}
    committed: dict[int, bytes] = {}
    pending: dict[int, bytes] = {}
    step = _FRAME_HEADER + page_size
    for start in range(_WAL_HEADER, len(log) - step + 1, step):
        head, page = log[start : start + _FRAME_HEADER], log[start + _FRAME_HEADER : start + step]
        sums = _checksum(page, _checksum(head[:8], sums, words), words)
        if head[8:16] != salts or sums != struct.unpack_from(">II", head, 16):
            break
        number, size_after_commit = struct.unpack_from(">II", head)
        pending[number] = page
        if size_after_commit:
            committed |= pending
            pending = {}
    return committed


def _checksum(data: bytes, sums: tuple[int, int], words: str) -> tuple[int, int]:
    one, two = sums
    values = struct.unpack(f"{words}{len(data) // 4}I", data)
    for first, second in zip(values[::2], values[1::2], strict=True):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return one, two
