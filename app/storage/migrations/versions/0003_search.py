"""Full-text search over messages and titles, kept up to date by triggers."""

from alembic import op

revision = "0003"
down_revision = "0002"

_INDEX = """CREATE VIRTUAL TABLE {index} USING fts5(
    {column}, content='{table}', content_rowid='rowid',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3')"""
_ADD = "INSERT INTO {index} (rowid, {column}) VALUES (new.rowid, new.{column});"
_REMOVE = (
    "INSERT INTO {index} ({index}, rowid, {column}) VALUES ('delete', old.rowid, old.{column});"
)
_TRIGGERS = (
    "CREATE TRIGGER {index}_added AFTER INSERT ON {table} BEGIN " + _ADD + " END",
    "CREATE TRIGGER {index}_removed AFTER DELETE ON {table} BEGIN " + _REMOVE + " END",
    "CREATE TRIGGER {index}_changed AFTER UPDATE OF {column} ON {table} BEGIN "
    + _REMOVE
    + _ADD
    + " END",
)
_FILL = "INSERT INTO {index} ({index}) VALUES ('rebuild')"


def upgrade() -> None:
    """Make both indexes and fill them with what is there."""
    for index, table, column in (
        ("message_search", "messages", "text"),
        ("title_search", "conversations", "title"),
    ):
        for statement in (_INDEX, *_TRIGGERS, _FILL):
            op.execute(statement.format(index=index, table=table, column=column))
