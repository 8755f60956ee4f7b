"""From whatever lies in the data folder to an open database; what was done about it is told."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path

from app.storage.backup import Backup, Backups, copy_database
from app.storage.backup_rows import BackupRows
from app.storage.checks import revision_found
from app.storage.database import Database
from app.storage.errors import (
    DISK_FULL,
    DamagedDatabase,
    DatabaseError,
    NewerDatabase,
    ReadOnlyFolder,
    StorageFull,
)
from app.storage.forget import Forgetting
from app.storage.rebuild import make_whole, write_database
from app.storage.replacement import finish_install, install, remove_database, set_aside
from app.storage.salvage import Rows, salvage
from app.storage.unsent import add_unsent


class Outcome(Enum):
    """What became of a database at the start."""

    SOUND = auto()
    READ_ONLY = auto()  # written by a newer version
    DISK_FULL = auto()  # opened to read only
    RESCUED = auto()  # damaged: its rows were read one by one
    FROM_BACKUP = auto()  # no row could be read, or the file was gone
    EMPTY = auto()  # nothing could be saved


@dataclass(frozen=True, slots=True)
class Start:
    """An open database and what had to be done for it.

    ``aside`` is the folder with the damaged files. ``num_lost`` messages are known to be lost,
    ``num_from_backup`` of the ``num_messages`` came from backups. ``backup_time`` is that of a
    restored backup, UTC.
    """

    database: Database
    outcome: Outcome = Outcome.SOUND
    aside: Path | None = None
    num_messages: int = 0
    num_from_backup: int = 0
    num_lost: int = 0
    backup_time: datetime | None = None


def open_safely(path: Path) -> Start:
    """Open the database, or the best that can be made of it.

    Nothing is ever deleted: damaged files are kept aside. Raises DatabaseError or OSError where
    there is nothing to be done, as in a folder that cannot be written.
    """
    finish_install(path)
    if _is_gone(path) and _has_log(path):
        return _rescued(path)
    if _is_gone(path) and (backup := next(Backups.beside(path).sound(), None)):
        return _restored(path, backup, None)
    try:
        return Start(Database.open(path))
    except NewerDatabase:
        return Start(Database.open_read_only(path), Outcome.READ_ONLY)
    except DamagedDatabase:
        return _rescued(path)


def open_on_full_disk(path: Path) -> Start:
    """To read only. Raises DatabaseError, also if there is no sound file."""
    revision_found(path)
    database = Database.open_read_only(path, StorageFull(DISK_FULL))
    return Start(database, Outcome.DISK_FULL)


def _is_gone(path: Path) -> bool:
    return not path.exists() or path.stat().st_size == 0


def _has_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _rescued(path: Path) -> Start:
    """The rows that can be read, else the newest good backup, else an empty database."""
    aside = set_aside(path)
    rows = salvage(aside / path.name)
    if rows["messages"] and (start := _rebuilt(path, rows, aside)):
        return start
    if backup := next(Backups.beside(path).sound(), None):
        return _restored(path, backup, aside, rows)
    return _rebuilt(path, rows, aside) or _emptied(path, aside)


def _rebuilt(path: Path, rows: Rows, aside: Path) -> Start | None:
    """None if there is nothing to build of, or it cannot be put together."""
    if not any(rows.values()):
        return None
    backups = Backups.beside(path)
    part = path.with_name(f"{path.name}.part")
    remove_database(part)
    with BackupRows(list(backups.sound()), Forgetting(path).waiting()) as found:
        completed = make_whole(rows, found)
    try:
        write_database(rows, part)
    except (StorageFull, ReadOnlyFolder):
        raise
    except DatabaseError:
        return None
    for backup in found.used:
        backups.keep(backup)
    install(path, part)
    return Start(
        Database.open(path),
        Outcome.RESCUED,
        aside,
        num_messages=len(rows["messages"]),
        num_from_backup=completed.num_from_backup,
        num_lost=completed.num_lost,
    )


def _restored(path: Path, backup: Backup, aside: Path | None, rows: Rows | None = None) -> Start:
    """A backup, with what was typed and not sent out of the rows that could be read."""
    part = path.with_name(f"{path.name}.part")
    copy_database(backup.path, part, change=Forgetting(path).take_out)
    if rows is not None:
        add_unsent(rows, part)
    Backups.beside(path).keep(backup)
    install(path, part)
    try:
        database = Database.open(path)
    except NewerDatabase:
        return Start(Database.open_read_only(path), Outcome.READ_ONLY, aside)
    return Start(database, Outcome.FROM_BACKUP, aside, backup_time=backup.made_at)


def _emptied(path: Path, aside: Path) -> Start:
    part = path.with_name(f"{path.name}.part")
    remove_database(part)
    Database.open(part).close()
    install(path, part)
    return Start(Database.open(path), Outcome.EMPTY, aside)
