"""What every connection is told at its start, and the room in memory for what is temporary."""

import sqlite3
import time
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, StaticPool, create_engine, event

from app.storage.schema import metadata

_PATIENCE, _PAUSE = 5.0, 0.05  # seconds


def memory_engine() -> Engine:
    """Tables in memory, of which nothing reaches a disk; personas lie in the file, so no keys."""
    engine = create_engine("sqlite://", poolclass=StaticPool)
    prepare(engine, ("foreign_keys=OFF", "temp_store=MEMORY"))
    metadata.create_all(engine)
    return engine


def prepare(engine: Engine, pragmas: Sequence[str]) -> None:
    """Let each connection begin with these pragmas, and transactions with their wished mode."""

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # the driver's own BEGIN would leave DDL outside
        connection.text_factory = read_text
        for pragma in pragmas:
            _tell(connection, pragma)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        if mode := connection.get_execution_options().get("begin_mode"):
            connection.exec_driver_sql(f"BEGIN {mode}")


def _tell(connection: sqlite3.Connection, pragma: str) -> None:
    """Going over to WAL is refused without waiting while another program does the same."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute(f"PRAGMA {pragma}")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)
        else:
            return


# One damaged letter must not hide a whole conversation. Without a frame of its own: it is called
# for every text that is read.
read_text = partial(str, encoding="utf-8", errors="replace")
