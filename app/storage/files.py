"""Files that are whole or not there: written aside, made to last, then given their name."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO


def write_text_atomically(path: Path, text: str) -> None:
    """Write a whole file or leave the old one; raises OSError. The file is the owner's alone."""
    with write_atomically(path) as file:
        file.write(text)


@contextmanager
def write_atomically(path: Path) -> Iterator[IO[str]]:
    """A text file to fill, which takes its name when all went well and else is gone. As above."""
    with (
        name_when_whole(path) as temporary,
        temporary.open("w", encoding="utf-8", newline="\n") as f,
    ):
        yield f


@contextmanager
def name_when_whole(path: Path) -> Iterator[Path]:
    """An empty private file beside ``path``, which takes that name if nothing is raised."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".sfumato-")  # a long name stays legal
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        publish(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def publish(temporary: Path, path: Path) -> None:
    """Put a finished file in the place of ``path`` so that it lasts. Raises OSError."""
    with temporary.open("r+b") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make new names last through a power cut, where the system can sync folders at all."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
