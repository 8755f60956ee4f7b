"""Text that the database refused, in files a person can read; with a little room kept for them."""

import os
import stat
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from app.storage.files import write_text_atomically
from app.storage.room import has_little_room
from app.storage.text import storable

_RESERVED_BYTES = 1024 * 1024
_PREFIX = "sfumato-unsaved-"


class EmergencyFiles:
    """One file a reply, in the first of ``places`` that takes it.

    ``reserve`` is a file of a mebibyte that is given up on a full disk, so that a reply still fits.
    """

    def __init__(self, places: Sequence[Path], reserve: Path | None = None) -> None:
        self._places, self._reserve = places, reserve
        self._written: dict[str, Path] = {}

    @classmethod
    def beside(cls, folder: Path) -> "EmergencyFiles":
        """In the data folder; where that fails at home, and then among the temporary files."""
        elsewhere = Path.home(), Path(tempfile.gettempdir())
        return cls((folder, *elsewhere), folder / "emergency-room")

    def reserve(self) -> None:
        """Take the room for an emergency. Without it things go on, and not the last room."""
        if self._reserve is None or self._reserve.exists():
            return
        if has_little_room(self._reserve.parent, 2 * _RESERVED_BYTES):
            return
        try:
            with os.fdopen(os.open(self._reserve, os.O_CREAT | os.O_WRONLY, 0o600), "wb") as file:
                file.write(os.urandom(_RESERVED_BYTES))  # zeros may take no room
        except OSError:
            self.give_up_reserve()

    def give_up_reserve(self) -> None:
        """Leave its room to what must be saved now."""
        if self._reserve is not None:
            with suppress(OSError):
                self._reserve.unlink(missing_ok=True)

    def write(self, key: str, text: str) -> Path | None:
        """Write the whole text; None if no place takes it."""
        self.give_up_reserve()
        for place in self._places:
            with suppress(OSError):
                path = place / f"{_PREFIX}{key[:12]}.md"
                write_text_atomically(path, storable(text))
                self._move(key, path)
                return path
        return None

    def remove(self, key: str) -> None:
        """The text is saved where it belongs."""
        if path := self._written.pop(key, None):
            with suppress(OSError):
                path.unlink(missing_ok=True)
            self.reserve()

    def written(self) -> list[Path]:
        """Files of this run whose text may be nowhere else."""
        return list(self._written.values())

    def left(self) -> list[Path]:
        """Files of an earlier run of this person whose text may be nowhere else."""
        found: list[Path] = []
        for place in dict.fromkeys(self._places):
            with suppress(OSError):
                found += filter(_is_own, sorted(place.glob(f"{_PREFIX}*.md")))
        return found

    def _move(self, key: str, path: Path) -> None:
        """The text is in ``path`` now; a shorter one in a place that is full by now goes."""
        before, self._written[key] = self._written.get(key, path), path
        if before != path:
            with suppress(OSError):
                before.unlink(missing_ok=True)


def _is_own(path: Path) -> bool:
    """Whether this person wrote it: others may write to the place of temporary files, too."""
    state = path.lstat()
    own = os.getuid() if hasattr(os, "getuid") else state.st_uid
    return stat.S_ISREG(state.st_mode) and state.st_uid == own


def key_of(path: Path) -> str:
    """The beginning of the key under which a file was written."""
    return path.stem.removeprefix(_PREFIX)
