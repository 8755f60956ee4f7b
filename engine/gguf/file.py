"""A GGUF file's metadata and where its tensors lie. Knows no model.

The ``gguf`` package's reader takes twenty seconds to open a file with a vocabulary of 262,144
pieces and brings a network library along; the layout (versions 2 and 3, little-endian) is simple.
"""

import mmap
import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from engine.errors import ModelFilesError
from engine.said import said
from engine.system_reasons import system_reason

# type -> name, columns of a block, bytes of a block; ggml's numbers
_KINDS = {
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", 32, 18),
    3: ("Q4_1", 32, 20),
    6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34),
    12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176),
    14: ("Q6_K", 256, 210),
    30: ("BF16", 1, 2),
}
_SCALARS = {
    0: "B",
    1: "b",
    2: "H",
    3: "h",
    4: "I",
    5: "i",
    6: "f",
    7: "?",
    10: "Q",
    11: "q",
    12: "d",
}
_STRING, _ARRAY = 8, 9
_DAMAGES = (struct.error, ValueError, TypeError, OverflowError, MemoryError, RecursionError)


@dataclass(frozen=True, slots=True)
class GGUFTensor:
    """``shape`` is torch's (rows before columns); ``kind`` as ggml spells it; bytes of the file."""

    kind: str
    shape: tuple[int, ...]
    start: int
    stop: int


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class GGUFFile:
    """What a file says of itself and where its tensors lie."""

    path: Path
    metadata: dict[str, Any]
    tensors: dict[str, GGUFTensor]

    def bytes_of(self, name: str) -> bytes:
        """A small tensor's data. Raises ModelFilesError if the file went away."""
        tensor = self.tensors[name]
        try:
            with self.path.open("rb") as file:
                file.seek(tensor.start)
                return file.read(tensor.stop - tensor.start)
        except OSError as error:
            raise _unreadable(self.path, error) from error


_kept: WeakValueDictionary[tuple[Path, int, int], GGUFFile] = WeakValueDictionary()


def read_gguf(path: Path, whole_size: int | None = None) -> GGUFFile:
    """Raises ModelFilesError for a missing, damaged or truncated file and unknown tensor types.

    ``whole_size`` is the size in bytes of a file of which only the beginning is there. Of a whole
    file the same object comes again as long as somebody keeps it and the file stays as it is: half
    a million merges take half a second to read.
    """
    if whole_size is not None:
        return _read(path, whole_size)
    try:
        found = path.stat()
    except OSError as error:
        raise _unreadable(path, error) from error
    key = (path.absolute(), found.st_size, found.st_mtime_ns)
    file = _kept.get(key)
    if file is None:
        file = _kept[key] = _read(path, None)
    return file


def _read(path: Path, whole_size: int | None) -> GGUFFile:
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _Header(data, path, whole_size or len(data)).read()
    except OSError as error:
        raise _unreadable(path, error) from error
    except _DAMAGES as error:
        raise ModelFilesError(
            said(
                "The model file {file} is damaged or incomplete ({problem}).",
                file=path.name,
                problem=error,
            )
        ) from error


def _unreadable(path: Path, error: OSError) -> ModelFilesError:
    return ModelFilesError(
        said(
            "The model file {file} cannot be read: {reason}.",
            file=path.name,
            reason=system_reason(error),
        )
    )


class _Header:
    """Walks over the header; ``_at`` is the next byte."""

    def __init__(self, data: mmap.mmap, path: Path, size: int) -> None:
        self._data, self._path, self._size, self._at = data, path, size, 0

    def read(self) -> GGUFFile:
        if self._data[:4] != b"GGUF":
            raise ModelFilesError(said("{file} is not a GGUF file.", file=self._path.name))
        self._at = 4
        if self._take("I") not in (2, 3):
            raise ModelFilesError(
                said("{file} is a GGUF file of an unknown version.", file=self._path.name)
            )
        num_tensors, num_entries = self._take("Q"), self._take("Q")
        metadata: dict[str, Any] = {}
        for _ in range(num_entries):
            key = self._string()
            metadata[key] = self._value(self._take("I"))
        described = [self._tensor() for _ in range(num_tensors)]
        alignment = int(metadata.get("general.alignment", 32))
        if alignment < 8 or alignment % 8:
            raise ValueError(f"alignment {alignment}")
        base = -(-self._at // alignment) * alignment
        tensors: dict[str, GGUFTensor] = {}
        for name, shape, kind, offset in described:
            if offset % alignment:
                raise ValueError(f"{name} lies at a place where it cannot be read")
            if name in tensors:
                raise ModelFilesError(said("The tensor {name} is stored twice.", name=name))
            tensors[name] = _placed(name, shape, kind, base + offset, self._size)
        return GGUFFile(self._path, metadata, tensors)

    def _take(self, code: str) -> Any:
        (value,) = struct.unpack_from(f"<{code}", self._data, self._at)
        self._at += struct.calcsize(f"<{code}")
        return value

    def _string(self) -> str:
        start = self._at + 8
        (length,) = struct.unpack_from("<Q", self._data, self._at)
        self._at = start + length
        if self._at > len(self._data):
            raise ValueError("a text reaches beyond the end")
        return self._data[start : self._at].decode("utf-8", errors="replace")

    def _value(self, kind: int) -> Any:
        if kind == _STRING:
            return self._string()
        if kind == _ARRAY:
            return self._array(self._take("I"), self._take("Q"))
        if kind not in _SCALARS:
            raise ValueError(f"metadata of type {kind}")
        return self._take(_SCALARS[kind])

    def _array(self, kind: int, count: int) -> list[Any]:
        if kind in _SCALARS:
            layout = f"<{count}{_SCALARS[kind]}"
            values = struct.unpack_from(layout, self._data, self._at)
            self._at += struct.calcsize(layout)
            return list(values)
        return [self._value(kind) for _ in range(count)]

    def _tensor(self) -> tuple[str, tuple[int, ...], int, int]:
        name = self._string()
        dims = tuple(self._take("Q") for _ in range(self._take("I")))
        return name, dims[::-1], self._take("I"), self._take("Q")


def _placed(name: str, shape: tuple[int, ...], kind: int, start: int, size: int) -> GGUFTensor:
    if kind not in _KINDS:
        raise ModelFilesError(
            said(
                "The tensor {name} is stored in ggml's type {kind}, which Sfumato does "
                "not read. Choose a Q4_K_M or Q8_0 version of the model.",
                name=name,
                kind=kind,
            )
        )
    label, columns, block_bytes = _KINDS[kind]
    if not shape or shape[-1] % columns:
        raise ModelFilesError(
            said("The tensor {name} has rows that are no whole number of blocks.", name=name)
        )
    stop = start + prod(shape) // columns * block_bytes
    if stop > size:
        raise ValueError(f"{name} reaches beyond the end")
    return GGUFTensor(label, shape, start, stop)
