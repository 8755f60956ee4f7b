"""One SQLite file: opening, checking, migrating, and transactions whose errors are sentences."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, exc

from app.storage.backup import Backups
from app.storage.checks import can_be_read, create_private, revision_found
from app.storage.connecting import memory_engine, prepare
from app.storage.errors import (
    INDEX_MENDED,
    DatabaseError,
    IndexMended,
    NewerDatabase,
    error_at,
)
from app.storage.migrating import migrate
from app.storage.schema import REVISION
from app.storage.search_upkeep import may_be_of_index, mend
from app.storage.temporary import is_temporary
from engine.said import said

# Not trusted_schema=OFF: before SQLite 3.41 it forbids the triggers that keep the search index.
_WRITING = "journal_mode=WAL"
_PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "secure_delete=ON",
)
# Fails where the file cannot be written; BEGIN IMMEDIATE alone makes do with reading there.
_WRITE_NOTHING = "UPDATE alembic_version SET version_num = version_num WHERE 0"

_WRITTEN_BY_NEWER = NewerDatabase(
    said(
        "These conversations were written by a newer version of Sfumato: "
        "they can be read and exported, but not changed."
    )
)


class Database:
    """An open, migrated database.

    Use it, and the stores on it, on the thread that opened it only: in Sfumato the GUI thread.
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._refusal: DatabaseError | None = None
        self._engine = engine
        self._memory: Engine | None = None
        self._thread = threading.get_ident()

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be saved, but for what is temporary."""
        return self._refusal is not None

    @classmethod
    def open(cls, path: Path) -> "Database":
        """Open or create the file and bring it to the present schema.

        Raises NewerDatabase (the file is not touched), DamagedDatabase, ReadOnlyFolder,
        ForeignDatabase, StorageFull or DatabaseError. No migration without a backup before it.
        """
        revision = revision_found(path)
        if revision is None:
            create_private(path)
        elif revision != REVISION:
            Backups.beside(path).take(path, before=REVISION)
        database = cls(path, _engine(path))
        try:
            with database.transaction() as connection:
                if revision != REVISION:
                    migrate(connection)
                connection.exec_driver_sql(_WRITE_NOTHING)
        except DatabaseError:
            database.close()
            raise
        return database

    @classmethod
    def reader(cls, path: Path) -> "Database":
        """A second, reading access to a file that is open already, for another thread."""
        return cls(path, _engine(path, is_read_only=True))

    @classmethod
    def open_read_only(cls, path: Path, refusal: DatabaseError = _WRITTEN_BY_NEWER) -> "Database":
        """A file to read and export; ``refusal`` says to those who want to save why not.

        Raises NewerDatabase if this version cannot read it.
        """
        database = cls.reader(path)
        database._refusal = refusal
        with database.reading() as connection:
            is_readable = can_be_read(connection)
        if not is_readable:
            database.close()
            raise NewerDatabase(
                said(
                    "{file} was written by a newer version of Sfumato, in a way that this one "
                    "cannot read. It was left as it is: please install that version.",
                    file=path.name,
                )
            )
        return database

    @classmethod
    def writer(cls, path: Path) -> "Database":
        """A second access that also writes, to a file that is open already, for another thread.

        Keep its transactions short: whoever else wants to save waits for their end. It is read only
        if a newer version wrote the file.
        """
        database = cls.reader(path)
        with database.reading() as connection:
            found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if found != REVISION:
            database._refusal = _WRITTEN_BY_NEWER
            return database
        database.close()
        return cls(path, _engine(path))

    @contextmanager
    def transaction(self, about: str = "") -> Iterator[Connection]:
        """All or nothing: commits at the end, rolls back on any error.

        ``about`` is the id of what it is about: what is temporary lies in memory, apart from the
        file. Takes the right to write at once: waiting for another program then works, while a read
        that becomes a write after the other one wrote would fail without waiting.
        """
        if self._refusal is not None and not is_temporary(about):
            raise type(self._refusal)(self._refusal.sentence)
        with self._begin("IMMEDIATE", about) as connection:
            yield connection

    @contextmanager
    def reading(self, about: str = "") -> Iterator[Connection]:
        """One consistent picture of the data; needs no right to write. ``about`` as above."""
        with self._begin("DEFERRED", about) as connection:
            yield connection

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file.

        What was temporary is gone.
        """
        self._engine.dispose()
        if self._memory is not None:
            self._memory.dispose()

    @contextmanager
    def _begin(self, mode: str, about: str) -> Iterator[Connection]:
        assert threading.get_ident() == self._thread, "storage belongs to the thread that opened it"
        try:
            with self._engine_of(about).connect() as connection:
                connection.execution_options(begin_mode=mode)
                with connection.begin():
                    yield connection
        except exc.SQLAlchemyError as error:
            cause = error.orig if isinstance(error, exc.DBAPIError) else error
            if may_be_of_index(cause) and mode == "IMMEDIATE" and not is_temporary(about):
                self._mend_index(cause)
            raise error_at(self.path, cause) from error

    def _mend_index(self, cause: BaseException | None) -> None:
        """Raise IndexMended if a damaged search index was to blame, which then is made anew."""
        with self._engine.connect() as connection:
            driven = connection.connection.driver_connection
            assert isinstance(driven, sqlite3.Connection)
            with suppress(sqlite3.Error):  # then the first failure counts
                if mend(driven):
                    raise IndexMended(INDEX_MENDED) from cause

    def _engine_of(self, about: str) -> Engine:
        if not is_temporary(about):
            return self._engine
        if self._memory is None:
            self._memory = memory_engine()
        return self._memory


def _engine(path: Path, is_read_only: bool = False) -> Engine:
    engine = create_engine(_url(path, is_read_only))
    prepare(engine, _PRAGMAS if is_read_only else (_WRITING, *_PRAGMAS))
    return engine


def _url(path: Path, is_read_only: bool) -> URL:
    if is_read_only:
        query = {"mode": "ro", "uri": "true"}
        return URL.create("sqlite", database=path.resolve().as_uri(), query=query)
    return URL.create("sqlite", database=str(path))  # any character may be in it
