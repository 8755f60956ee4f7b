"""The tables as they are now. How older files get here is told by the migrations."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
    text,
)

from app.storage.column_types import Json, UtcDateTime

# Every migration, oldest first; any other comes from a newer Sfumato.
REVISIONS = ("0001", "0002", "0003", "0004")
REVISION = REVISIONS[-1]  # what the tables below are
SEARCH_INDEXES = ("message_search", "title_search")  # full text, kept by triggers
APPLICATION_ID = 0x53464D54  # "SFMT" in the file's header


metadata = MetaData()

folders = Table(
    "folders",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

personas = Table(
    "personas",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("is_default", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
    Index("one_default_persona", "is_default", unique=True, sqlite_where=text("is_default")),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("title", Text),  # NULL until named
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("active_leaf_id", String),
    Column("title_is_edited", Boolean, nullable=False, server_default=false()),
    Column("folder_id", ForeignKey("folders.id", ondelete="SET NULL")),
    Column("pinned_at", UtcDateTime),
    Column("archived_at", UtcDateTime),
    Column("trashed_at", UtcDateTime),
    Column("draft", Text, nullable=False, server_default=""),
    Column("persona_id", ForeignKey("personas.id", ondelete="SET NULL")),
    Column("sampling", Json),  # NULL: the settings of the app
    Index("conversations_of_folder", "folder_id"),
)

messages = Table(
    "messages",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("parent_id", ForeignKey("messages.id", ondelete="CASCADE")),
    Column("role", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("thought", Text, nullable=False),
    Column("state", String, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("model", Text),
    Column("error", Text),
    Column("tokens", Integer),
    Column("seconds", Float),
    Column("tokens_per_second", Float),
    Column("steps_per_block", Json),
    Column("seconds_to_first_frame", Float),
    Column("deleted_at", UtcDateTime),  # left out of the path; purged with the trash
    Column("shown_child_id", String),  # the message below that was shown last
    Index("messages_of_conversation", "conversation_id"),
    Index("children_of_message", "parent_id"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("message_id", ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("thought", Text, nullable=False),
    Column("tokens", Json, nullable=False),
    Column("steps", Integer, nullable=False),
    Column("seconds", Float, nullable=False),
)

queued_messages = Table(
    "queued_messages",
    metadata,
    Column("id", String, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Index("queue_of_conversation", "conversation_id"),
)
