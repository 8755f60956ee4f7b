"""Which branch was shown last below each message, and messages queued behind a reply."""

from alembic import op

revision = "0004"
down_revision = "0003"

_STATEMENTS = (
    "ALTER TABLE messages ADD COLUMN shown_child_id VARCHAR",
    """CREATE TABLE queued_messages (
        id VARCHAR NOT NULL PRIMARY KEY,
        conversation_id VARCHAR NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
        text TEXT NOT NULL,
        created_at DATETIME NOT NULL
    )""",
    "CREATE INDEX queue_of_conversation ON queued_messages (conversation_id)",
)


def upgrade() -> None:
    """Add a column to the messages, and the queue."""
    for statement in _STATEMENTS:
        op.execute(statement)
