"""One SQLite file: opening, checking, migrating, and transactions whose errors are sentences."""

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc

from app.storage.errors import (
    DISK_FULL,
    DamagedDatabase,
    DatabaseError,
    NewerDatabase,
    ReadOnlyFolder,
    StorageFull,
    as_database_error,
    damaged,
)
from app.storage.schema import APPLICATION_ID, REVISION, REVISIONS, SEARCH_INDEXES

__all__ = [
    "DamagedDatabase",
    "Database",
    "DatabaseError",
    "NewerDatabase",
    "ReadOnlyFolder",
    "StorageFull",
]

_MIGRATIONS = Path(__file__).parent / "migrations"
# Not trusted_schema=OFF: before SQLite 3.41 it forbids the triggers that keep the search index.
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
)
# Fails where the file cannot be written; BEGIN IMMEDIATE alone makes do with reading there.
_WRITE_NOTHING = "UPDATE alembic_version SET version_num = version_num WHERE 0"


class Database:
    """An open, migrated database.

    Use it, and the stores on it, on the thread that opened it only: in Sfumato the GUI thread.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._thread = threading.get_ident()

    @classmethod
    def open(cls, path: Path) -> "Database":
        """Open or create the file and bring it to the present schema.

        Raises NewerDatabase (the file is not touched), DamagedDatabase, ReadOnlyFolder,
        StorageFull or DatabaseError.
        """
        revision = _revision_found(path)
        if revision is None:
            _create_private(path)
        database = cls(path, _engine(path))
        try:
            with database.transaction() as connection:
                if revision != REVISION:
                    _migrate(connection)
                connection.exec_driver_sql(_WRITE_NOTHING)
        except DatabaseError:
            database.close()
            raise
        return database

    @classmethod
    def reader(cls, path: Path) -> "Database":
        """A second, reading access to a file that is open already, for another thread."""
        return cls(path, _engine(path, "query_only=ON"))

    @classmethod
    def writer(cls, path: Path) -> "Database":
        """A second access that also writes, to a file that is open already, for another thread.

        Keep its transactions short: whoever else wants to save waits for their end.
        """
        return cls(path, _engine(path))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing: commits at the end, rolls back on any error.

        Takes the right to write at once: waiting for another program then works, while a read
        that becomes a write after the other one wrote would fail without waiting.
        """
        with self._begin("IMMEDIATE") as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent picture of the data; needs no right to write."""
        try:
            with self._begin("DEFERRED") as connection:
                yield connection
        except ValueError as error:  # a date, state or list that we never write
            raise damaged(self.path.name) from error

    def erase_leftovers(self) -> None:
        """Take what was deleted out of the search index and the write-ahead log as well."""
        with self.transaction() as connection:
            for index in SEARCH_INDEXES:
                connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        with self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")  # not in a transaction

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        self._engine.dispose()

    @contextmanager
    def _begin(self, mode: str) -> Iterator[Connection]:
        assert threading.get_ident() == self._thread, "storage belongs to the thread that opened it"
        try:
            with self._engine.connect() as connection:
                connection.execution_options(begin_mode=mode)
                with connection.begin():
                    yield connection
        except exc.SQLAlchemyError as error:
            cause = error.orig if isinstance(error, exc.DBAPIError) else error
            raise as_database_error(cause, self.path.name) from error


def _migrate(connection: Connection) -> None:
    """Bring the file to the newest revision; all of it or nothing, in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    command.upgrade(config, "head")


def _revision_found(path: Path) -> str | None:
    """The revision of an existing file, None for a new one. Reads only, and checks the file."""
    try:
        if not path.exists() or path.stat().st_size == 0:
            return None
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            return _checked_revision(connection, path.name)
    except sqlite3.Error as error:
        raise as_database_error(error, path.name) from error
    except OSError as error:
        raise _unusable(path, error) from error


def _checked_revision(connection: sqlite3.Connection, name: str) -> str | None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    if not tables:
        return None  # made, but the first migration never came through
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    if application_id != APPLICATION_ID:
        raise DamagedDatabase(f"{name} is a database of another program. It was left as it is.")
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged(name)
    if "alembic_version" not in tables:
        raise damaged(name)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None:
        raise damaged(name)
    revision = str(row[0])
    if revision not in REVISIONS:
        raise NewerDatabase(
            f"{name} was written by a newer version of Sfumato. "
            "It was left as it is: please install that version to read it."
        )
    return revision


def _create_private(path: Path) -> None:
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
        f"Sfumato cannot use the folder {path.parent}: {error.strerror}. "
        "Choose another one with --data-dir."
    )


def _engine(path: Path, *pragmas: str) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)))  # any character may be in it

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would leave DDL outside
        for pragma in (*_PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if mode := connection.get_execution_options().get("begin_mode"):
            connection.exec_driver_sql(f"BEGIN {mode}")

    return engine
