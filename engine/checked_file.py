"""A file that grows as its bytes come and is hashed on the way. Knows no network."""

import hashlib
import os
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from types import TracebackType
from typing import Self

from engine.disk import put_in_place
from engine.download_events import RemoteFile

_BLOCK = 4 * 1024 * 1024  # bytes


class GrowingFile:
    """What came of ``file`` so far, at ``path``. A context; every method may raise OSError.

    Bytes of an earlier time are trusted only after ``read_again``.
    """

    def __init__(self, path: Path, file: RemoteFile) -> None:
        self._path, self._expected = path, file
        path.parent.mkdir(parents=True, exist_ok=True)
        self._raw = FileIO(path, "a+")
        self.size = self._raw.seek(0, os.SEEK_END)
        if self.size > file.bytes:
            self._raw.truncate(0)
            self.size = 0
        self._hash = self._new_hash()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._raw.close()

    def read_again(self) -> Iterator[None]:
        """Hash what an earlier attempt left; yields often, and is of no use unless exhausted."""
        self._hash = self._new_hash()
        self._raw.seek(0)
        while block := self._raw.read(_BLOCK):
            self._hash.update(block)
            yield

    def append(self, chunk: bytes) -> None:
        """Write and hash."""
        rest = memoryview(chunk)
        while rest:
            rest = rest[self._raw.write(rest) :]
        self._hash.update(chunk)
        self.size += len(chunk)

    def start_over(self) -> None:
        """Forget every byte."""
        self._raw.truncate(0)
        self.size = 0
        self._hash = self._new_hash()

    def is_right(self) -> bool:
        """Whether size and hash are those expected; only the size where no hash is known."""
        if self.size != self._expected.bytes:
            return False
        wanted = self._expected.sha256 or self._expected.git_sha1
        return wanted is None or self._hash.hexdigest() == wanted.lower()

    def finish(self, target: Path) -> None:
        """Put the file under its own name."""
        self._raw.close()
        put_in_place(self._path, target)

    def _new_hash(self) -> "hashlib._Hash":
        if self._expected.sha256 or not self._expected.git_sha1:
            return hashlib.sha256()
        # Git names a file by the SHA-1 of a short header and its bytes.
        return hashlib.sha1(b"blob %d\0" % self._expected.bytes, usedforsecurity=False)
