"""Single rows out of backups, to fill what damage took from the database."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from types import TracebackType

from app.storage.salvage import Row


class BackupRows:
    """Looks into sound backups, the newest first. A context manager that closes them."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._files = ExitStack()
        self._connections = [self._files.enter_context(closing(_opened(path))) for path in paths]
        self.num_found = 0

    def __enter__(self) -> "BackupRows":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.close()

    def row(self, table: str, row_id: object) -> Row | None:
        """The newest state of a row; a backup of an older schema gives fewer columns."""
        found = next(self._rows(f"SELECT * FROM {table} WHERE id = ?", row_id), None)
        self.num_found += found is not None
        return found

    def blocks(self, message_id: object) -> list[Row]:
        """The blocks of a message, from the newest backup that has any."""
        return list(self._rows("SELECT * FROM blocks WHERE message_id = ?", message_id))

    def _rows(self, sql: str, key: object) -> Iterator[Row]:
        for connection in self._connections:
            try:
                found = [dict(row) for row in connection.execute(sql, (key,))]
            except sqlite3.Error:
                continue  # that table came with a later schema
            if found:
                yield from found
                return


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    return connection
