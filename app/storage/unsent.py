"""Texts typed and not sent, out of a damaged database into the backup that takes its place."""

from pathlib import Path

from sqlalchemy import Connection

from app.storage.database import Database
from app.storage.rebuild import title_after
from app.storage.salvage import Row, Rows


def add_unsent(rows: Rows, path: Path) -> None:
    """Add salvaged drafts and queues to the database at ``path``. Raises DatabaseError.

    A conversation that is not there yet is begun for them.
    """
    queued = list(rows["queued_messages"].values())
    drafted = [row for row in rows["conversations"].values() if row.get("draft")]
    if not queued and not drafted:
        return
    database = Database.open(path)
    try:
        with database.transaction() as connection:
            for row in drafted:
                _add(connection, "conversations", _bare(row))
                sql = "UPDATE conversations SET draft = ? WHERE id = ?"
                connection.exec_driver_sql(sql, (row["draft"], row["id"]))
            for row in queued:
                _add(connection, "conversations", _home_of(row, rows))
                _add(connection, "queued_messages", row)
    finally:
        database.close()


def _home_of(queued: Row, rows: Rows) -> Row:
    if found := rows["conversations"].get(queued["conversation_id"]):
        return _bare(found)
    time = queued["created_at"]
    values = {"title": title_after(queued), "created_at": time, "updated_at": time}
    return {"id": queued["conversation_id"], **values}


def _bare(conversation: Row) -> Row:
    """Without the folder, persona and leaf, which may not be there."""
    names = ("id", "title", "created_at", "updated_at", "title_is_edited", "trashed_at")
    return {name: conversation[name] for name in names if name in conversation}


def _add(connection: Connection, table: str, row: Row) -> None:
    """What is there already stays as it is."""
    names, places = ", ".join(row), ", ".join("?" for _ in row)
    sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})"
    connection.exec_driver_sql(sql, tuple(row.values()))
