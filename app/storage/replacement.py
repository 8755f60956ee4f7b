"""Another database in the place of the present one: a crash at any moment leaves one or the other.

The new one is made whole under the name ``….next``; from then on it counts, and what remains to be
done is done at the next start if it is cut short.
"""

import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from app.storage.files import publish, sync_folder

SUFFIXES = ("", "-wal", "-shm", "-journal")  # a database and what belongs to it


def set_aside(path: Path) -> Path:
    """Keep a database, its log and the log's index together in a folder of their own.

    The originals stay as well, until ``install``. Returns the folder. Raises OSError.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    folder = path.parent / "damaged" / stamp
    folder.mkdir(mode=0o700, parents=True)
    folder.parent.chmod(0o700)
    for present in _files(path):
        _link_or_copy(present, folder / present.name)
    sync_folder(folder)
    return folder


def install(path: Path, new: Path) -> None:
    """Put ``new``, a whole database that nobody uses, in the place of ``path``. Raises OSError."""
    publish(new, _next(path))
    finish_install(path)


def finish_install(path: Path) -> None:
    """Do what is left of an installation that was cut short. Raises OSError."""
    following = _next(path)
    if not following.exists():
        return
    for present in _files(path)[1:] if path.exists() else _files(path):
        present.unlink(missing_ok=True)  # the old one's log must not be taken for the new one's
    sync_folder(path.parent)
    following.replace(path)
    sync_folder(path.parent)


def remove_database(path: Path) -> None:
    """Delete a database file with all that belongs to it. Raises OSError."""
    for present in _files(path):
        present.unlink(missing_ok=True)


def _files(path: Path) -> list[Path]:
    return [f for s in SUFFIXES if (f := path.with_name(path.name + s)).exists()]


def _next(path: Path) -> Path:
    return path.with_name(f"{path.name}.next")


def _link_or_copy(source: Path, target: Path) -> None:
    with suppress(OSError):
        os.link(source, target)  # takes no room, also on a full disk
    if not target.exists():
        shutil.copyfile(source, target)
        target.chmod(0o600)
