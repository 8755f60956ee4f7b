"""What a database file is before it is opened for use: ours, sound, of which revision."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from app.storage.errors import (
    DISK_FULL,
    DatabaseError,
    ForeignDatabase,
    NewerDatabase,
    ReadOnlyFolder,
    StorageFull,
    damaged,
    error_at,
)
from app.storage.schema import APPLICATION_ID, REVISIONS, metadata
from engine.said import said
from engine.system_reasons import system_reason

_OURS = {"conversations", "messages"}


def revision_found(path: Path) -> str | None:
    """The revision of an existing file, None for a new one. Reads only, and checks the file."""
    try:
        if not path.exists() or path.stat().st_size == 0:
            return None
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = bytes.decode
            return _checked_revision(connection, path.name)
    except sqlite3.Error as error:
        raise error_at(path, error) from error
    except UnicodeDecodeError as error:  # in the names of tables and indexes
        raise damaged(path.name) from error
    except OSError as error:
        raise _unusable(path, error) from error


def _checked_revision(connection: sqlite3.Connection, name: str) -> str | None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    if not tables:
        return None  # made, but the first migration never came through
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    if application_id != APPLICATION_ID and not tables >= _OURS:
        raise ForeignDatabase(
            said("{file} is a database of another program. It was left as it is.", file=name)
        )
    if application_id != APPLICATION_ID:
        raise damaged(name)
    if not passes_quick_check(connection):
        raise damaged(name)
    if "alembic_version" not in tables:
        raise damaged(name)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise damaged(name)
    revision = str(row[0])
    if revision not in REVISIONS:
        raise NewerDatabase(
            said(
                "{file} was written by a newer version of Sfumato. It was left as it is: please "
                "install that version to use it.",
                file=name,
            )
        )
    return revision


def passes_quick_check(connection: sqlite3.Connection) -> bool:
    """Whether tables and indexes are sound, but for those of the search, which are made anew.

    Raises sqlite3.Error.
    """
    found = (row[0] for row in connection.execute("PRAGMA quick_check"))
    return all(told == "ok" or "FTS5 table" in told for told in found)  # SQLite 3.44 and later


def create_private(path: Path) -> None:
    """An empty file that only its owner may read; the write-ahead log takes over its mode."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise _unusable(path, error) from error


def _unusable(path: Path, error: OSError) -> DatabaseError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageFull(DISK_FULL)
    return ReadOnlyFolder(
        said(
            "Sfumato cannot use the folder {folder}: {reason}. Choose another one with --data-dir.",
            folder=str(path.parent),
            reason=system_reason(error),
        )
    )


def can_be_read(connection: Connection) -> bool:
    """Whether every table and column of ours is there, though a later version added others."""
    for table in metadata.tables.values():
        found = {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table.name})")}
        if not found >= {column.name for column in table.columns}:
            return False
    return True
