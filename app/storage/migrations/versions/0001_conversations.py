"""Conversations, their trees of messages and the blocks of each reply."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "conversations",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("title", sa.Text),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("updated_at", sa.DateTime, nullable=False),
        sa.Column("active_leaf_id", sa.String),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column(
            "conversation_id",
            sa.String,
            sa.ForeignKey("conversations.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("parent_id", sa.String, sa.ForeignKey("messages.id", ondelete="CASCADE")),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("thought", sa.Text, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("model", sa.Text),
        sa.Column("error", sa.Text),
        sa.Column("tokens", sa.Integer),
        sa.Column("seconds", sa.Float),
        sa.Column("tokens_per_second", sa.Float),
        sa.Column("steps_per_block", sa.JSON),
        sa.Column("seconds_to_first_frame", sa.Float),
    )
    op.create_index("messages_of_conversation", "messages", ["conversation_id"])
    op.create_index("children_of_message", "messages", ["parent_id"])
    op.create_table(
        "blocks",
        sa.Column(
            "message_id",
            sa.String,
            sa.ForeignKey("messages.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("thought", sa.Text, nullable=False),
        sa.Column("tokens", sa.JSON, nullable=False),
        sa.Column("steps", sa.Integer, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
    )
