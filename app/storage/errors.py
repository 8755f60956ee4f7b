"""What can go wrong with the database, each as a sentence for the person."""

import sqlite3
from pathlib import Path

from app.storage.room import has_little_room
from engine.said import SaidError, said


class DatabaseError(SaidError):
    """Base of every expected failure."""


class NewerDatabase(DatabaseError):
    """A later version of Sfumato wrote this file."""


class ReadOnlyFolder(DatabaseError):
    """The file or its folder cannot be written."""


class DamagedDatabase(DatabaseError):
    """The file is not a sound database of ours."""


class NoLongerThere(DatabaseError):
    """What is to be changed was deleted meanwhile."""


class ForeignDatabase(DatabaseError):
    """The file belongs to another program."""


class StorageFull(DatabaseError):
    """There is no room left on the disk."""


class IndexMended(DatabaseError):
    """The search index was damaged and has been made anew: doing the same again may work."""


INDEX_DAMAGED = said("The search index is damaged and is being made anew. Please try again soon.")
INDEX_MENDED = said("The search index was damaged and has been made anew. Please do this again.")
DISK_FULL = said("The disk is full, so this could not be saved. Free some space first.")
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_READ_ONLY = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def damaged(file_name: str) -> DamagedDatabase:
    """For a file that is in use; at a start nobody sees it, as the rescue begins at once."""
    return DamagedDatabase(
        said(
            "The database {file} is damaged, so this could not be done. Close Sfumato and open it "
            "again: it then rescues what can be read and keeps the damaged file.",
            file=file_name,
        )
    )


def damaged_backup(file_name: str) -> DamagedDatabase:
    """For a copy that was to be read."""
    return DamagedDatabase(
        said(
            "The backup {file} is damaged and was left as it is. Please choose another one.",
            file=file_name,
        )
    )


def as_database_error(error: BaseException | None, file_name: str) -> DatabaseError:
    """The named error for what sqlite3 raised."""
    extended = getattr(error, "sqlite_errorcode", 0)
    if extended == sqlite3.SQLITE_CORRUPT_VTAB:
        return DatabaseError(INDEX_DAMAGED)
    code = extended & 0xFF  # the low byte is the primary code
    if code in _DAMAGED:
        return damaged(file_name)
    if code in _READ_ONLY:
        return ReadOnlyFolder(
            said(
                "Sfumato cannot write {file}. Check the permissions of its folder, or start with "
                "--data-dir and another folder.",
                file=file_name,
            )
        )
    if code == sqlite3.SQLITE_FULL:
        return StorageFull(DISK_FULL)
    if code == sqlite3.SQLITE_IOERR:
        return DatabaseError(
            said(
                "The disk reports an error, so {file} could not be read or written. Check that "
                "the disk is connected and healthy.",
                file=file_name,
            )
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseError(
            said(
                "{file} is in use by another task of Sfumato or by another program, so this could "
                "not be done. Please try again in a moment.",
                file=file_name,
            )
        )
    return DatabaseError(
        said(
            "The database {file} reports a problem: {problem}.", file=file_name, problem=str(error)
        )
    )


def error_at(path: Path, error: BaseException | None) -> DatabaseError:
    """The same for a file in use; what a disk without room refuses, SQLite calls by many names."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and has_little_room(path.parent):
        return StorageFull(DISK_FULL)
    return as_database_error(error, path.name)
