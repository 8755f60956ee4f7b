"""Databases as each released schema leaves them, as SQL text.

A new migration gets its fixture by ``python -m tests.fakes.released_schema``, which writes the
missing files of ``tests/app/storage/released/``; one that is there is never written again.
"""

import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

from app.storage.schema import APPLICATION_ID, REVISIONS
from tests.fakes.old_database import database_at

FOLDER = Path(__file__).parents[1] / "app" / "storage" / "released"
_TIME = "2026-01-02 03:04:05.000006"
_REPLY = {
    "model": "A model",
    "tokens": 5,
    "seconds": 2.5,
    "tokens_per_second": 2.0,
    "steps_per_block": "[3, 4]",
    "seconds_to_first_frame": 0.25,
}
_BLOCK = {"thought": "", "tokens": "[1, 2]", "steps": 3, "seconds": 1.25}
# table -> rows; what a schema does not know yet is left out
_ROWS: dict[str, list[dict[str, object]]] = {
    "folders": [{"id": "folder", "name": "Work", "created_at": _TIME}],
    "personas": [
        {"id": "persona", "name": "Poet", "prompt": "Rhyme.", "is_default": 1, "created_at": _TIME}
    ],
    "conversations": [
        {
            "id": "talk",
            "title": "Grüße",
            "created_at": _TIME,
            "updated_at": _TIME,
            "active_leaf_id": "reply",
            "title_is_edited": 1,
            "folder_id": "folder",
            "pinned_at": _TIME,
            "draft": "half a th",
            "persona_id": "persona",
            "sampling": '{"preset": "fast"}',
        },
        {"id": "unnamed", "title": None, "created_at": _TIME, "updated_at": _TIME},
    ],
    "messages": [
        {"id": "asked", "parent_id": None, "role": "user", "text": "It's “quoted” 雪"},
        {"id": "other", "parent_id": "asked", "role": "assistant", "text": "", "error": "No."},
        {"id": "reply", "parent_id": "asked", "role": "assistant", "text": "Once more"} | _REPLY,
    ],
    "blocks": [
        {"message_id": "reply", "number": 0, "text": "Once "} | _BLOCK,
        {"message_id": "reply", "number": 1, "text": "more"} | _BLOCK,
    ],
    "queued_messages": [
        {"id": "queued", "conversation_id": "talk", "text": "And then?", "created_at": _TIME}
    ],
}
_STATES = {"asked": "complete", "other": "failed", "reply": "complete"}
for _message in _ROWS["messages"]:
    _message |= {
        "conversation_id": "talk",
        "thought": "Hm." if _message["id"] == "reply" else "",
        "state": _STATES[str(_message["id"])],
        "created_at": _TIME,
    }


def load(revision: str, path: Path) -> None:
    """Make the database of a fixture."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((FOLDER / f"{revision}.sql").read_text(encoding="utf-8"))


def _dump(path: Path) -> str:
    """All of a database as SQL; a search index is filled by its triggers."""
    with closing(sqlite3.connect(path)) as connection:
        schema = connection.execute(
            "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
        parts = [f"PRAGMA application_id={APPLICATION_ID};", "PRAGMA foreign_keys=OFF;"]
        indexes = tuple(name for _, name, sql in schema if "USING fts5" in sql)
        inside = tuple(f"{index}_" for index in indexes)  # tables that an index makes for itself
        made = [row for row in schema if row[0] != "table" or not row[1].startswith(inside)]
        parts += [f"{sql};" for _, _, sql in made]
        for kind, name, _ in made:
            if kind == "table" and name not in indexes:
                parts += _inserts(connection, name)
    return "\n".join(parts) + "\n"


def _inserts(connection: sqlite3.Connection, table: str) -> list[str]:
    names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    values = " || ', ' || ".join(f"quote({name})" for name in names)
    rows = connection.execute(f"SELECT {values} FROM {table} ORDER BY rowid").fetchall()
    return [f"INSERT INTO {table} ({', '.join(names)}) VALUES ({row[0]});" for row in rows]


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for table, rows in _ROWS.items():
            known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
            for row in rows if known else []:
                kept = {name: value for name, value in row.items() if name in known}
                places = ", ".join("?" for _ in kept)
                sql = f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({places})"
                connection.execute(sql, tuple(kept.values()))


def _main() -> None:
    for revision in REVISIONS:
        fixture = FOLDER / f"{revision}.sql"
        if not fixture.exists():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "sfumato.db"
                database_at(path, revision)
                _fill(path)
                fixture.write_text(_dump(path), encoding="utf-8")


if __name__ == "__main__":
    _main()
