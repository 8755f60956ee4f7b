"""Rows read from the leaf pages of an SQLite file one by one, whatever became of the rest.

Source: https://www.sqlite.org/fileformat2.html
"""

import struct
from collections.abc import Iterator, Sequence

from app.storage.raw_pages import RawPages

Value = None | int | float | str | bytes
_TABLE_LEAF = 0x0D
_FILE_HEADER = 100  # on page 1, before the page's own
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)  # by serial type


class _Unreadable(Exception):
    """Not a row."""


def raw_rows(pages: RawPages) -> Iterator[tuple[int, Sequence[Value]]]:
    """The rowid and the values of every row of every table that can be read."""
    for number in pages.numbers():
        page = pages[number]
        start = _FILE_HEADER if number == 1 else 0
        if page[start] == _TABLE_LEAF:
            for cell in _cells(page, start):
                try:
                    yield _row(pages, page, cell)
                except (_Unreadable, IndexError, struct.error, OverflowError):
                    continue


def _cells(page: bytes, start: int) -> list[int]:
    """Where the rows of a leaf begin; places outside the page are left out."""
    (count,) = struct.unpack_from(">H", page, start + 3)
    count = min(count, (len(page) - start - 8) // 2)
    places = struct.unpack_from(f">{count}H", page, start + 8)
    return [place for place in places if start + 8 <= place < len(page)]


def _row(pages: RawPages, page: bytes, cell: int) -> tuple[int, Sequence[Value]]:
    size, place = _varint(page, cell)
    rowid, place = _varint(page, place)
    if size > pages.count * pages.size:
        raise _Unreadable
    local = _local_size(size, pages.size)
    payload = page[place : place + local]
    if local < size:
        (following,) = struct.unpack_from(">I", page, place + local)
        payload += _overflow(pages, following, size - local)
    if len(payload) < size:
        raise _Unreadable
    return rowid, _values(payload)


def _local_size(size: int, usable: int) -> int:
    """How many bytes of a payload of ``size`` lie on the leaf itself."""
    most, least = usable - 35, (usable - 12) * 32 // 255 - 23
    if size <= most:
        return size
    local = least + (size - least) % (usable - 4)
    return local if local <= most else least


def _overflow(pages: RawPages, number: int, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0:
        page = pages[number]
        parts.append(page[4 : 4 + size])
        size -= len(parts[-1])
        (number,) = struct.unpack_from(">I", page)
    if number != 0:
        raise _Unreadable  # the chain should end here: a page of it was overwritten
    return b"".join(parts)


def _values(payload: bytes) -> list[Value]:
    header_size, place = _varint(payload, 0)
    types: list[int] = []
    while place < header_size:
        kind, place = _varint(payload, place)
        types.append(kind)
    values: list[Value] = []
    for kind in types:
        value, place = _value(payload, place, kind)
        values.append(value)
    if place != len(payload):
        raise _Unreadable
    return values


def _value(payload: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, place
    if kind in (8, 9):
        return kind - 8, place
    if kind == 7:
        return struct.unpack_from(">d", payload, place)[0], place + 8
    end = place + (_INTEGER_BYTES[kind] if kind < 7 else (kind - 12) // 2)
    if kind in (10, 11) or end > len(payload):
        raise _Unreadable
    data = payload[place:end]
    if kind < 7:
        return int.from_bytes(data, "big", signed=True), end
    return (data.decode("utf-8", "replace") if kind % 2 else data), end


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends. Raises IndexError."""
    value = 0
    for length in range(8):
        byte = data[place + length]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + length + 1
    return value << 8 | data[place + 8], place + 9
