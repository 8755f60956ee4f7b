"""Copies of the database: whole, checked, and thinned out to the last days and weeks."""

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.storage.checks import passes_quick_check
from app.storage.errors import (
    DamagedDatabase,
    DatabaseError,
    as_database_error,
    damaged,
    damaged_backup,
)
from app.storage.files import publish, sync_folder
from app.storage.schema import APPLICATION_ID
from engine.said import said
from engine.system_reasons import system_reason

DAILY, WEEKLY = 7, 4
KEPT_BEFORE = timedelta(days=28)  # copies made before a migration or a restore
RESCUE = "rescue"  # what a copy was made before from which a damaged database was made whole
_STAMP = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True)
class Backup:
    """A whole copy of the database. ``made_at`` is in UTC.

    ``before`` tells what it was made before: "restore", "rescue", "0003" (that migration), or ""
    for none.
    """

    path: Path
    made_at: datetime
    before: str = ""

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size


class Backups:
    """The copies in one folder. Uses connections of its own: any thread may call it, one at a time.

    Methods raise DatabaseError.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, database: Path) -> "Backups":
        """Where the copies of this database are kept."""
        return cls(database.parent / "backups")

    def listed(self) -> list[Backup]:
        """All copies, the newest first."""
        found = (_as_backup(path) for path in self.folder.glob("sfumato-*.db"))
        return sorted((b for b in found if b), key=lambda b: b.made_at, reverse=True)

    def is_due(self, database: Path) -> bool:
        """Whether the database was written to since the newest copy began."""
        newest = self.listed()[:1]
        return not newest or newest[0].path.stat().st_mtime_ns != last_written(database)

    def take(self, database: Path, before: str = "") -> Backup:
        """Copy a database that may be in use, check the copy, and thin out the older ones."""
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            for cut_short in self.folder.glob(".copy-*"):
                cut_short.unlink(missing_ok=True)
            backup = self._named(datetime.now(UTC), before)
            stamp = last_written(database)  # first: a change during the copy makes the next one due
            copy_database(database, backup.path, stamp)
            self.thin_out()
        except OSError as error:
            raise _not_written(error) from error
        return backup

    def thin_out(self) -> None:
        """Keep 7 days, 4 weeks and the copies before great changes; delete the others."""
        kept = to_keep(self.listed(), datetime.now(UTC))
        for backup in self.listed():
            if backup not in kept:
                backup.path.unlink(missing_ok=True)

    def sound(self) -> Iterator[Backup]:
        """The copies that can be read, the newest first; each is checked when its turn comes."""
        return (backup for backup in self.listed() if is_sound(backup.path))

    def keep(self, backup: Backup) -> None:
        """Never thin out a copy that a damaged database was made whole from. Raises OSError.

        Should the rescue have missed something, it is still in there.
        """
        if backup.before != RESCUE:
            backup.path.replace(self._named(backup.made_at, RESCUE).path)
            sync_folder(self.folder)

    def _named(self, now: datetime, before: str) -> Backup:
        name = f"sfumato-{now.strftime(_STAMP)}" + (f"-before-{before}" if before else "")
        return Backup(self.folder / f"{name}.db", now, before)


def to_keep(backups: Iterable[Backup], now: datetime) -> set[Backup]:
    """The newest copy of each of the last 7 days and 4 weeks that have one, and recent "before"s.

    Days and weeks without a copy do not count: a long pause costs no copy. The last two copies
    are always kept, should one of them be bad, and those that a rescue took from.
    """
    newest_first = sorted(backups, key=lambda b: b.made_at, reverse=True)
    days: dict[object, Backup] = {}
    weeks: dict[object, Backup] = {}
    for backup in newest_first:
        local = backup.made_at.astimezone()
        days.setdefault(local.date(), backup)
        weeks.setdefault(local.isocalendar()[:2], backup)
    recent = {b for b in newest_first if b.before and now - b.made_at < KEPT_BEFORE}
    rescuers = {b for b in newest_first if b.before == RESCUE}
    return {
        *newest_first[:2],
        *list(days.values())[:DAILY],
        *list(weeks.values())[:WEEKLY],
        *recent,
        *rescuers,
    }


def last_written(database: Path) -> int:
    """When the database or its log last changed, in nanoseconds."""
    log = database.with_name(f"{database.name}-wal")
    found = [path.stat() for path in (database, log) if path.exists()]
    return max((state.st_mtime_ns for state in found if state.st_size), default=0)


def copy_database(
    source: Path,
    target: Path,
    stamp: int | None = None,
    change: Callable[[sqlite3.Connection], None] | None = None,
) -> None:
    """A checked copy under the name ``target``, or none. Raises DatabaseError or OSError.

    ``source`` may be in use, its log is taken in. ``stamp`` becomes the file's time (nanoseconds).
    ``change`` is made to the copy before it is checked.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".copy-", suffix=".part")
    os.close(handle)
    temporary = Path(name)
    try:
        _copy(source, temporary, change)
        if not is_sound(temporary):
            raise _damaged(source)
        if stamp is not None:
            os.utime(temporary, ns=(stamp, stamp))
        publish(temporary, target)
    except sqlite3.Error as error:
        found = as_database_error(error, source.name)
        raise (_damaged(source) if isinstance(found, DamagedDatabase) else found) from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            temporary.with_name(temporary.name + suffix).unlink(missing_ok=True)


def _damaged(source: Path) -> DamagedDatabase:
    return damaged_backup(source.name) if _as_backup(source) else damaged(source.name)


def is_sound(path: Path) -> bool:
    """Whether a file that nobody uses is a whole database of ours."""
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = bytes.decode
            (ours,) = connection.execute("PRAGMA application_id").fetchone()
            is_whole = passes_quick_check(connection)
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    except (sqlite3.Error, OSError, UnicodeDecodeError):
        return False
    is_ours = ours == APPLICATION_ID and {"conversations", "messages"} <= tables
    return is_ours and is_whole


def _copy(source: Path, target: Path, change: Callable[[sqlite3.Connection], None] | None) -> None:
    uri = f"{source.resolve().as_uri()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as old, closing(sqlite3.connect(target)) as new:
        old.execute("PRAGMA busy_timeout=5000")
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, that is opened without a log
        if change is not None:
            change(new)


def _as_backup(path: Path) -> Backup | None:
    stamp, _, before = path.stem.removeprefix("sfumato-").partition("-before-")
    try:
        return Backup(path, datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC), before)
    except ValueError:
        return None


def _not_written(error: OSError) -> DatabaseError:
    return DatabaseError(
        said("A backup could not be written: {reason}.", reason=system_reason(error))
    )
