"""What is deleted for good goes out of the backups, too, and its room out of the database."""

import json
import sqlite3
import threading
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from app.storage.backup import Backups, copy_database, is_sound
from app.storage.errors import as_database_error
from app.storage.files import write_text_atomically
from app.storage.removal import message_removal
from app.storage.schema import SEARCH_INDEXES
from app.storage.search_upkeep import is_index_sound, make_anew, mend

_CONVERSATION = (
    "DELETE FROM blocks WHERE message_id IN (SELECT id FROM messages WHERE conversation_id = ?)",
    "DELETE FROM messages WHERE conversation_id = ?",
    "DELETE FROM conversations WHERE id = ?",
)
_PAGES_AT_ONCE = 200  # of the index: some milliseconds
_MOMENT = 0.005  # seconds between two steps, or those who wait would never find it free
_WORTH_IT = 10  # one page of so many is empty
_QUEUED = "DELETE FROM queued_messages WHERE conversation_id = ?"


class Forgetting:
    """Ids wait in a file until every backup was seen to, so that a crash only delays it.

    ``note`` is quick. ``work`` takes as long as copying all backups; it may run on another thread,
    but not while a backup is taken.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._backups = Backups.beside(database)
        self._file = self._backups.folder / "to-forget"
        self._lock = threading.Lock()  # of that file

    def note(self, ids: Sequence[str]) -> None:
        """Remember conversations and messages that were deleted for good. Raises OSError."""
        with self._lock:
            self._backups.folder.mkdir(mode=0o700, exist_ok=True)
            write_text_atomically(self._file, json.dumps([*self._ids(), *ids]))

    def waiting(self) -> list[str]:
        """Ids that backups may still hold. Raises OSError."""
        with self._lock:
            return self._ids()

    def take_out(self, copy: sqlite3.Connection) -> None:
        """Take what waits out of a copy of a backup."""
        if ids := self.waiting():
            _remove(copy, ids)

    def work(self) -> None:
        """Do what waits. Raises DatabaseError or OSError; the rest is done the next time.

        Backups that cannot be read are deleted: they may hold what is to be forgotten.
        """
        ids = self.waiting()
        if not ids:
            return
        for backup in self._backups.listed():
            if not is_sound(backup.path):
                backup.path.unlink(missing_ok=True)
            elif _holds_any(backup.path, ids):
                stamp = backup.path.stat().st_mtime_ns
                copy_database(backup.path, backup.path, stamp, lambda copy: _remove(copy, ids))
        self._leave_no_words()
        with self._lock:
            left = [id_ for id_ in self._ids() if id_ not in ids]
            write_text_atomically(self._file, json.dumps(left))

    def _ids(self) -> list[str]:
        if not self._file.exists():
            return []
        text = self._file.read_text(encoding="utf-8", errors="replace")
        try:
            found = json.loads(text)
        except ValueError:
            found = None
        # Earlier versions wrote one id a line.
        return [str(id_) for id_ in found] if isinstance(found, list) else text.split()

    def _leave_no_words(self) -> None:
        """Its rows were overwritten when they were deleted; its words go out of index and log now.

        In steps, as whoever wants to save waits for the end of each.
        """
        try:
            with closing(sqlite3.connect(self._database, isolation_level=None)) as connection:
                connection.execute("PRAGMA busy_timeout=5000")
                connection.execute("PRAGMA secure_delete=ON")
                for index in _indexes(connection):
                    try:
                        _merge(connection, index)
                    except sqlite3.DatabaseError:
                        if not mend(connection):  # a damaged one is made anew, without the words
                            raise
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise as_database_error(error, self._database.name) from error


def _merge(connection: sqlite3.Connection, index: str) -> None:
    """Make one segment of an index, in which deleted words are no more."""
    merge = f"INSERT INTO {index} ({index}, rank) VALUES ('merge', ?)"
    pages = -_PAGES_AT_ONCE  # below zero: take all segments together
    while True:
        before = connection.total_changes
        connection.execute(merge, (pages,))
        if connection.total_changes - before < 2:  # so says FTS5 that nothing is left to merge
            return
        pages = _PAGES_AT_ONCE
        time.sleep(_MOMENT)


def give_room_back(database: Path) -> None:
    """Leave the empty pages out of a database that nobody uses, if they are many.

    Takes about as long as a copy. Without room for it on the disk they stay. Raises DatabaseError.
    """
    try:
        with closing(sqlite3.connect(database, isolation_level=None)) as connection:
            (count,) = connection.execute("PRAGMA page_count").fetchone()
            (empty,) = connection.execute("PRAGMA freelist_count").fetchone()
            if empty * _WORTH_IT > count:
                with suppress(sqlite3.OperationalError):  # no room on the disk for the new file
                    vacuum(connection)
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.Error as error:
        raise as_database_error(error, database.name) from error


def vacuum(connection: sqlite3.Connection) -> None:
    """Leave out empty pages. The search index follows if rows get other numbers by it."""
    connection.execute("PRAGMA secure_delete=ON")
    before = _row_numbers(connection)
    connection.execute("VACUUM")
    if _row_numbers(connection) != before:
        for index in _indexes(connection):
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")


def _remove(copy: sqlite3.Connection, ids: Sequence[str]) -> None:
    copy.execute("PRAGMA secure_delete=ON")
    if _indexes(copy) and not is_index_sound(copy):
        make_anew(copy)  # a damaged index would refuse the deletion
    queued = (_QUEUED,) if "queued_messages" in _tables(copy) else ()  # of a later schema
    message = message_removal(_columns(copy, "messages"))
    for statement in (*queued, *_CONVERSATION, *message):
        copy.executemany(statement, [(id_,) for id_ in ids])
    for index in _indexes(copy):
        copy.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # its words go as well
    copy.commit()
    vacuum(copy)


def _holds_any(path: Path, ids: Sequence[str]) -> bool:
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as c:
        return any(
            c.execute(f"SELECT 1 FROM {table} WHERE id = ?", (id_,)).fetchone()
            for table in ("conversations", "messages")
            for id_ in ids
        )


def _row_numbers(connection: sqlite3.Connection) -> list[object]:
    sql = "SELECT count(*), max(rowid), total(rowid) FROM {table}"
    tables = ("conversations", "messages")
    return [connection.execute(sql.format(table=table)).fetchone() for table in tables]


def _indexes(connection: sqlite3.Connection) -> list[str]:
    return [index for index in SEARCH_INDEXES if index in _tables(connection)]


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
