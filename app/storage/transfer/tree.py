"""A whole conversation as rows: every branch, every block, in the order they were saved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from app.storage import schema
from app.storage.rows import AS_SAVED

Values = dict[str, Any]  # of one row, by column
_conversations, _messages, _blocks = schema.conversations, schema.messages, schema.blocks
_queued = schema.queued_messages


@dataclass(frozen=True, slots=True)
class MessageNode:
    """A message's row and those of its blocks."""

    values: Values
    blocks: list[Values] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ConversationTree:
    """A conversation's row, its messages, each after its parent, and what waits to be sent."""

    values: Values
    messages: list[MessageNode]
    queued: list[Values] = field(default_factory=list)


def kept_ids(connection: Connection) -> list[str]:
    """All conversations that do not lie in the trash, in the order they were begun."""
    kept = select(_conversations.c.id).where(_conversations.c.trashed_at.is_(None))
    return list(connection.execute(kept.order_by(AS_SAVED)).scalars())


def read_tree(connection: Connection, conversation_id: str) -> ConversationTree | None:
    """A conversation without what was deleted in it; None if it is gone or in the trash.

    What followed a deleted message follows the one before it.
    """
    query = select(_conversations).where(_conversations.c.id == conversation_id)
    row = connection.execute(query.where(_conversations.c.trashed_at.is_(None))).one_or_none()
    if row is None:
        return None
    within = select(_messages).where(_messages.c.conversation_id == conversation_id)
    rows = [_values(each) for each in connection.execute(within.order_by(AS_SAVED))]
    blocks = _blocks_of(connection, conversation_id)
    nearest = _link(rows)
    messages = [
        MessageNode(each, blocks.get(each["id"], [])) for each in rows if each["deleted_at"] is None
    ]
    values = _values(row)
    values["active_leaf_id"] = nearest.get(values["active_leaf_id"])
    return ConversationTree(values, messages, _queue_of(connection, conversation_id))


def read_rows(connection: Connection, table: Any, ids: Collection[str] | None) -> list[Values]:
    """Folders or personas in the order they were made; ``ids`` None is all of them."""
    rows = [_values(row) for row in connection.execute(select(table).order_by(AS_SAVED))]
    return [row for row in rows if ids is None or row["id"] in ids]


def _link(rows: Sequence[Values]) -> dict[str | None, str | None]:
    """Let messages follow the nearest one before them that is not deleted; tells it for each id.

    In a damaged file a parent may be missing: its children become first messages.
    """
    nearest: dict[str | None, str | None] = {None: None}
    for row in rows:
        row["parent_id"] = nearest.get(row["parent_id"])
        nearest[row["id"]] = row["id"] if row["deleted_at"] is None else row["parent_id"]
    for row in rows:
        shown = row["shown_child_id"]
        row["shown_child_id"] = shown if nearest.get(shown) == shown else None
    return nearest


def _blocks_of(connection: Connection, conversation_id: str) -> dict[str, list[Values]]:
    joined = select(_blocks).join(_messages, _messages.c.id == _blocks.c.message_id)
    within = joined.where(_messages.c.conversation_id == conversation_id)
    found: dict[str, list[Values]] = {}
    for row in connection.execute(within.order_by(_blocks.c.message_id, _blocks.c.number)):
        tokens = row.tokens if row.tokens is not None else []  # None: they could not be read
        found.setdefault(row.message_id, []).append(_values(row) | {"tokens": tokens})
    return found


def _queue_of(connection: Connection, conversation_id: str) -> list[Values]:
    query = select(_queued).where(_queued.c.conversation_id == conversation_id)
    return [_values(row) for row in connection.execute(query.order_by(AS_SAVED))]


def _values(row: Any) -> Values:
    return dict(row._mapping)
