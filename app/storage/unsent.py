"""Texts typed and not sent, out of a damaged database into the backup that takes its place."""

from pathlib import Path

from app.storage.database import Database
from app.storage.rebuild import conversation_after, insert_row
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
                insert_row(connection, "conversations", _bare(row), ignores_known=True)
                sql = "UPDATE conversations SET draft = ? WHERE id = ?"
                connection.exec_driver_sql(sql, (row["draft"], row["id"]))
            for row in queued:
                home = _home_of(row, rows)
                insert_row(connection, "conversations", home, ignores_known=True)
                insert_row(connection, "queued_messages", row, ignores_known=True)
    finally:
        database.close()


def _home_of(queued: Row, rows: Rows) -> Row:
    found = rows["conversations"].get(queued["conversation_id"])
    return _bare(found) if found else conversation_after(queued)


def _bare(conversation: Row) -> Row:
    """Without the folder, persona and leaf, which may not be there."""
    names = ("id", "title", "created_at", "updated_at", "title_is_edited", "trashed_at")
    return {name: conversation[name] for name in names if name in conversation}
