"""How a conversation from a file finds its place among those that are here. Nothing here is lost.

* Unknown: it is added.
* Known by its id, and the messages of both agree: what is missing here is added as branches, and
  what was put into the trash here comes back.
* Known, and one message says something else here: the file's is kept beside it, under new ids.
"""

from collections.abc import Sequence
from enum import Enum, auto
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select, update

from app.storage import schema
from app.storage.transfer.sfumato_format import conversation_text
from app.storage.transfer.tree import ConversationTree, MessageNode, Values

_conversations, _messages, _blocks = schema.conversations, schema.messages, schema.blocks
_AT_ONCE = 500  # ids of one query
_COMPARED = ("id", "conversation_id", "role", "text", "thought")


class Placed(Enum):
    """What became of a conversation of the file."""

    ADDED = auto()
    EXTENDED = auto()
    KEPT_BESIDE = auto()
    UNCHANGED = auto()
    RESTORED = auto()  # it was in the trash, or a message of it was deleted


def place(connection: Connection, tree: ConversationTree) -> Placed:
    """Save what of the conversation is not here yet; its folder and persona are here already."""
    here = _conversation_here(connection, tree.values["id"])
    known = _messages_here(connection, [node.values["id"] for node in tree.messages])
    if here is None and not known:
        return _add(connection, tree)
    if here is not None and all(_agree(known[n.values["id"]], n, here) for n in _in(tree, known)):
        return _extend(connection, tree, here, known)
    copy = _renamed(tree)
    if (copied := _conversation_here(connection, copy.values["id"])) is not None:
        return _restore(connection, copied)
    _add(connection, copy)
    return Placed.KEPT_BESIDE


def _add(connection: Connection, tree: ConversationTree) -> Placed:
    connection.execute(insert(_conversations).values(tree.values))
    _add_messages(connection, tree.values["id"], tree.messages)
    return Placed.ADDED


def _extend(
    connection: Connection, tree: ConversationTree, here: Values, known: dict[str, Values]
) -> Placed:
    missing = [node for node in tree.messages if node.values["id"] not in known]
    was_deleted = _bring_back(connection, [row for row in known.values() if row["deleted_at"]])
    if not missing:
        restored = _restore(connection, here)
        return Placed.RESTORED if was_deleted else restored
    _add_messages(connection, here["id"], missing)
    changes: Values = {"trashed_at": None}
    if tree.values["updated_at"] > here["updated_at"]:
        changes |= {name: tree.values[name] for name in ("updated_at", "active_leaf_id")}
        if tree.values["title_is_edited"] or not here["title_is_edited"]:
            changes |= {name: tree.values[name] for name in ("title", "title_is_edited")}
    _change(connection, here["id"], changes)
    return Placed.EXTENDED


def _restore(connection: Connection, here: Values) -> Placed:
    if here["trashed_at"] is None:
        return Placed.UNCHANGED
    _change(connection, here["id"], {"trashed_at": None})
    return Placed.RESTORED


def _bring_back(connection: Connection, deleted: Sequence[Values]) -> bool:
    for row in deleted:
        known = _messages.c.id == row["id"]
        connection.execute(update(_messages).where(known).values(deleted_at=None))
    return bool(deleted)


def _change(connection: Connection, conversation_id: str, values: Values) -> None:
    known = _conversations.c.id == conversation_id
    connection.execute(update(_conversations).where(known).values(values))


def _agree(ours: Values, theirs: MessageNode, here: Values) -> bool:
    """Whether ours is theirs, perhaps gone on since: a reply is only ever added to."""
    return bool(
        ours["conversation_id"] == here["id"]
        and ours["role"] == theirs.values["role"]
        and ours["text"].startswith(theirs.values["text"])
        and ours["thought"].startswith(theirs.values["thought"])
    )


def _in(tree: ConversationTree, known: dict[str, Values]) -> list[MessageNode]:
    return [node for node in tree.messages if node.values["id"] in known]


def _renamed(tree: ConversationTree) -> ConversationTree:
    """The same under ids made of its content, so that the next import knows it again."""
    seal = sha256(conversation_text(tree).encode()).hexdigest()

    def new(old: str | None) -> str | None:
        return None if old is None else sha256(f"{seal}:{old}".encode()).hexdigest()[:32]

    values = {**tree.values, "id": new(tree.values["id"])}
    values["active_leaf_id"] = new(values["active_leaf_id"])
    if values["title"]:
        values["title"] += " (2)"
    links = ("id", "parent_id", "shown_child_id")
    messages = [
        MessageNode(node.values | {name: new(node.values[name]) for name in links}, node.blocks)
        for node in tree.messages
    ]
    return ConversationTree(values, messages)


def _conversation_here(connection: Connection, conversation_id: str) -> Values | None:
    query = select(_conversations).where(_conversations.c.id == conversation_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else dict(row._mapping)


def _messages_here(connection: Connection, ids: Sequence[str]) -> dict[str, Values]:
    columns = [_messages.c[name] for name in (*_COMPARED, "deleted_at")]
    found: dict[str, Values] = {}
    for start in range(0, len(ids), _AT_ONCE):
        wanted = _messages.c.id.in_(ids[start : start + _AT_ONCE])
        rows = connection.execute(select(*columns).where(wanted))
        found |= {row.id: dict(row._mapping) for row in rows}
    return found


def _add_messages(
    connection: Connection, conversation_id: str, nodes: Sequence[MessageNode]
) -> None:
    rows = [{**node.values, "conversation_id": conversation_id} for node in nodes]
    blocks: list[dict[str, Any]] = [
        {**block, "message_id": node.values["id"]} for node in nodes for block in node.blocks
    ]
    if rows:
        connection.execute(insert(_messages), rows)
    if blocks:
        connection.execute(insert(_blocks), blocks)
