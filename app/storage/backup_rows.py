"""Single rows out of backups, to fill what damage took from the database."""

import sqlite3
from collections.abc import Collection, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType

from app.storage.backup import Backup
from app.storage.connecting import read_text
from app.storage.salvage import Row

_OWNERS = ("id", "conversation_id", "message_id")


class BackupRows:
    """Looks into sound backups, the newest first. A context manager that closes them.

    Nothing comes out of them that was ``forgotten``, as ids: it was deleted for good.
    """

    def __init__(self, backups: Sequence[Backup], forgotten: Collection[str] = ()) -> None:
        self._files = ExitStack()
        self._connections = {
            backup: self._files.enter_context(closing(_opened(backup.path))) for backup in backups
        }
        self.forgotten = frozenset(forgotten)
        self.used: set[Backup] = set()

    def __enter__(self) -> "BackupRows":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.close()

    def newest(self, table: str) -> list[Row]:
        """All rows of the newest backup, in the order of saving."""
        for backup in self._connections:
            return self._rows(backup, f"SELECT * FROM {table} ORDER BY rowid")
        return []

    def row(self, table: str, row_id: object) -> Row | None:
        """The newest state of a row; a backup of an older schema gives fewer columns."""
        return next(iter(self._first(f"SELECT * FROM {table} WHERE id = ?", row_id)), None)

    def blocks(self, message_id: object) -> list[Row]:
        """The blocks of a message, from the newest backup that has any."""
        return self._first("SELECT * FROM blocks WHERE message_id = ?", message_id)

    def _first(self, sql: str, key: object) -> list[Row]:
        found = (self._rows(backup, sql, key) for backup in self._connections)
        return next(filter(None, found), [])

    def _rows(self, backup: Backup, sql: str, *keys: object) -> list[Row]:
        try:
            read = [dict(row) for row in self._connections[backup].execute(sql, keys)]
        except sqlite3.Error:
            return []  # that table came with a later schema
        found = self._without_forgotten(read)
        if found:
            self.used.add(backup)
        return found

    def _without_forgotten(self, rows: list[Row]) -> list[Row]:
        """What followed a forgotten message follows the one before it."""
        gone = {row["id"]: row.get("parent_id") for row in rows if row.get("id") in self.forgotten}
        kept = [row for row in rows if self.forgotten.isdisjoint(map(row.get, _OWNERS))]
        for row in kept:
            while (parent := row.get("parent_id")) in gone:
                row["parent_id"] = gone[parent]
        return kept


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory, connection.text_factory = sqlite3.Row, read_text
    return connection
