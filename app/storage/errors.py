"""What can go wrong with the database, each as a sentence for the person."""

import sqlite3


class DatabaseError(Exception):
    """Base of every expected failure; ``str(error)`` is shown as it stands."""


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


DISK_FULL = "The disk is full, so this could not be saved. Free some space first."
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_READ_ONLY = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


def damaged(file_name: str) -> DamagedDatabase:
    """For a file that is in use; at a start nobody sees it, as the rescue begins at once."""
    return DamagedDatabase(
        f"The database {file_name} is damaged, so this could not be done. Close Sfumato and open "
        "it again: it then rescues what can be read and keeps the damaged file."
    )


def damaged_backup(file_name: str) -> DamagedDatabase:
    """For a copy that was to be read."""
    return DamagedDatabase(
        f"The backup {file_name} is damaged and was left as it is. Please choose another one."
    )


def as_database_error(error: BaseException | None, file_name: str) -> DatabaseError:
    """The named error for what sqlite3 raised."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    if code in _DAMAGED:
        return damaged(file_name)
    if code in _READ_ONLY:
        return ReadOnlyFolder(
            f"Sfumato cannot write {file_name}. Check the permissions of its folder, "
            "or start with --data-dir and another folder."
        )
    if code == sqlite3.SQLITE_FULL:
        return StorageFull(DISK_FULL)
    if code == sqlite3.SQLITE_IOERR:
        return DatabaseError(
            f"The disk reports an error, so {file_name} could not be read or written. "
            "Check that the disk is connected and healthy."
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseError(f"Another program holds {file_name}. Close it and try again.")
    return DatabaseError(f"The database {file_name} reports a problem: {error}.")
