"""Folders, personas, and what a person does with conversations: pin, archive, trash, draft."""

from alembic import op

revision = "0002"
down_revision = "0001"

# Plain SQL: SQLite takes a foreign key in ADD COLUMN, which Alembic would add apart and fail.
_STATEMENTS = (
    """CREATE TABLE folders (
        id VARCHAR NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        created_at DATETIME NOT NULL
    )""",
    """CREATE TABLE personas (
        id VARCHAR NOT NULL PRIMARY KEY,
        name TEXT NOT NULL,
        prompt TEXT NOT NULL,
        is_default BOOLEAN NOT NULL DEFAULT 0,
        created_at DATETIME NOT NULL
    )""",
    "CREATE UNIQUE INDEX one_default_persona ON personas (is_default) WHERE is_default",
    "ALTER TABLE conversations ADD COLUMN title_is_edited BOOLEAN NOT NULL DEFAULT 0",
    """ALTER TABLE conversations ADD COLUMN folder_id VARCHAR
        REFERENCES folders (id) ON DELETE SET NULL""",
    "ALTER TABLE conversations ADD COLUMN pinned_at DATETIME",
    "ALTER TABLE conversations ADD COLUMN archived_at DATETIME",
    "ALTER TABLE conversations ADD COLUMN trashed_at DATETIME",
    "ALTER TABLE conversations ADD COLUMN draft TEXT NOT NULL DEFAULT ''",
    """ALTER TABLE conversations ADD COLUMN persona_id VARCHAR
        REFERENCES personas (id) ON DELETE SET NULL""",
    "ALTER TABLE conversations ADD COLUMN sampling JSON",
    "ALTER TABLE messages ADD COLUMN deleted_at DATETIME",
    "CREATE INDEX conversations_of_folder ON conversations (folder_id)",
)


def upgrade() -> None:
    """Add the tables and columns; what is there keeps its values."""
    for statement in _STATEMENTS:
        op.execute(statement)
