"""The search indexes hold nothing of their own: damaged ones are made anew from their tables.

``PRAGMA quick_check`` does not look into them, yet a damaged one can refuse every save.
"""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import wraps
from inspect import isfunction
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import create_engine

from app.storage.connecting import prepare
from app.storage.errors import IndexMended, as_database_error
from app.storage.migrating import migrate
from app.storage.schema import SEARCH_INDEXES

# What FTS5 reports of a damaged index; a full disk, say, tells nothing about it.
_SIGNS = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_CONSTRAINT)
_OF_SEARCH = " OR ".join(f"name = '{name}' OR name GLOB '{name}_*'" for name in SEARCH_INDEXES)
_Store = TypeVar("_Store")


def may_be_of_index(error: BaseException | None) -> bool:
    """Whether sqlite3 may have raised this for a damaged index."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _SIGNS


def is_index_sound(connection: sqlite3.Connection) -> bool:
    """Whether the indexes hold what is in their tables; needs the right to write, writes nothing.

    Takes 0.7 s for 23,500 messages. Raises sqlite3.Error for what tells nothing about it.
    """
    try:
        for index in SEARCH_INDEXES:
            check = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"
            connection.execute(check)
    except sqlite3.Error as error:
        if may_be_of_index(error):
            return False
        raise
    return True


def mend(connection: sqlite3.Connection) -> bool:
    """Make damaged indexes anew, in a transaction; whether they were damaged. Raises sqlite3.Error.

    Takes 4 s for 23,500 messages.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        is_damaged = not is_index_sound(connection)
        if is_damaged:
            make_anew(connection)
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return is_damaged


def mend_file(path: Path) -> bool:
    """The same for a database that may be in use; looks at a copy in memory, as others may save.

    Raises DatabaseError.
    """
    try:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as live, _copy_in_memory(live) as copy:
            if is_index_sound(copy):
                return False
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA busy_timeout=5000")
            connection.execute("PRAGMA secure_delete=ON")
            return mend(connection)
    except sqlite3.Error as error:
        raise as_database_error(error, path.name) from error


def make_anew(connection: sqlite3.Connection) -> None:
    """Drop the indexes, however damaged, and fill new ones, in the caller's transaction."""
    connection.execute("PRAGMA writable_schema=ON")  # DROP TABLE would look into them
    of_fts = " OR ".join(f"name = '{name}'" for name in SEARCH_INDEXES)
    connection.execute(f"DELETE FROM sqlite_schema WHERE {of_fts}")
    connection.execute("PRAGMA writable_schema=RESET")
    parts = f"SELECT type, name FROM sqlite_schema WHERE type != 'index' AND ({_OF_SEARCH})"
    for kind, name in connection.execute(parts).fetchall():
        connection.execute(f"DROP {kind} {name}")
    for statement in _statements():
        connection.execute(statement)
    for index in SEARCH_INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def again_once_mended(store: type[_Store]) -> type[_Store]:
    """Let a store do a thing once more, when the index that refused it was made anew."""
    for name, method in list(vars(store).items()):
        if isfunction(method) and not name.startswith("_"):
            setattr(store, name, _twice(method))
    return store


def _twice(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def do(*arguments: Any, **more: Any) -> Any:
        try:
            return method(*arguments, **more)
        except IndexMended:
            return method(*arguments, **more)

    return do


def _copy_in_memory(live: sqlite3.Connection) -> closing[sqlite3.Connection]:
    copy = sqlite3.connect(":memory:")
    live.backup(copy)
    return closing(copy)


def _statements() -> list[str]:
    """How the migrations make the indexes and what keeps them."""
    engine = create_engine("sqlite://")
    prepare(engine, ())
    wanted = f"sql LIKE 'CREATE VIRTUAL %' OR type = 'trigger' AND ({_OF_SEARCH})"
    try:
        with engine.begin() as connection:
            migrate(connection)
            found = connection.exec_driver_sql(f"SELECT sql FROM sqlite_schema WHERE {wanted}")
            return [row[0] for row in found]
    finally:
        engine.dispose()
