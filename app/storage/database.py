"""One SQLite file: opening, checking, migrating, and transactions whose errors are sentences."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc

from app.storage.errors import (
    DamagedDatabase,
    DatabaseError,
    NewerDatabase,
    ReadOnlyFolder,
    as_database_error,
)
from app.storage.schema import APPLICATION_ID, REVISION

__all__ = ["DamagedDatabase", "Database", "DatabaseError", "NewerDatabase", "ReadOnlyFolder"]

_MIGRATIONS = Path(__file__).parent / "migrations"
_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "secure_delete=ON",
)


class Database:
    """An open, migrated database. Use it on the thread that opened it."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

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
            if revision != REVISION:
                database._migrate()
        except DatabaseError:
            database.close()
            raise
        return database

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """All or nothing: commits at the end, rolls back on any error."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except exc.DBAPIError as error:
            raise as_database_error(error.orig, self.path.name) from error

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        self._engine.dispose()

    def _migrate(self) -> None:
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        with self.transaction() as connection:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            config.attributes["connection"] = connection
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
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if tables == 0:
        return None  # made, but the first migration never came through
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    if application_id != APPLICATION_ID:
        raise DamagedDatabase(f"{name} is a database of another program. It was left as it is.")
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise DamagedDatabase(
            f"The database {name} is damaged. It was left as it is; nothing was deleted."
        )
    revision = str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    if revision > REVISION:
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


def _unusable(path: Path, error: OSError) -> ReadOnlyFolder:
    return ReadOnlyFolder(
        f"Sfumato cannot use the folder {path.parent}: {error.strerror}. "
        "Choose another one with --data-dir."
    )


def _engine(path: Path) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)))  # any character may be in it

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would leave DDL outside
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
