"""How a conversation from a file finds its place among those that are here. Nothing here is lost.

* Unknown: it is added.
* Known by its id, and the messages of both agree: what is missing here is added as branches, and
  what was put into the trash here comes back.
* Known, and one message says something else here: the file's is kept beside it, under new ids.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from app.storage import schema
from app.storage.transfer.sfumato_format import conversation_text
from app.storage.transfer.tree import ConversationTree, MessageNode, Values

_conversations, _messages, _blocks = schema.conversations, schema.messages, schema.blocks
_queued = schema.queued_messages
_AT_ONCE = 500  # ids of one query
_COMPARED = ("id", "conversation_id", "role", "text", "thought")


class Placed(Enum):
    """What became of a conversation of the file."""

    ADDED = auto()
    EXTENDED = auto()
    KEPT_BESIDE = auto()
    UNCHANGED = auto()
    RESTORED = auto()  # it was in the trash, or a message of it was deleted


@dataclass(frozen=True, slots=True)
class Placing:
    """What is to be done: messages to add to a conversation, and then columns to change in it."""

    placed: Placed
    tree: ConversationTree
    missing: list[MessageNode]
    deleted: list[str]  # ids of messages that are to come back
    changes: Values
    is_new: bool = False


def planned(connection: Connection, tree: ConversationTree) -> Placing:
    """How a conversation is to be placed, whose folder and persona are here; changes nothing."""
    here = _conversation_here(connection, tree.values["id"])
    known = _messages_here(connection, [node.values["id"] for node in tree.messages])
    if here is None and not known:
        return _addition(tree, Placed.ADDED)
    if here is not None and all(_agree(known[n.values["id"]], n, here) for n in _in(tree, known)):
        return _extension(tree, here, known)
    copy = _renamed(tree)
    copied = _conversation_here(connection, copy.values["id"])
    if copied is None:
        return _addition(copy, Placed.KEPT_BESIDE)
    copies = _messages_here(connection, [node.values["id"] for node in copy.messages])
    return _extension(copy, copied, copies)


def begin(connection: Connection, placing: Placing) -> None:
    """Make the conversation if it is new, with what waits to be sent."""
    if placing.is_new:
        values = placing.tree.values | {"active_leaf_id": None}
        connection.execute(insert(_conversations).values(values))
        _add_queue(connection, placing.tree)


def add(connection: Connection, placing: Placing, nodes: Sequence[MessageNode]) -> None:
    """Save some of the missing messages, in their order."""
    own = {"conversation_id": placing.tree.values["id"]}
    blocks: list[Values] = [
        block | {"message_id": node.values["id"]} for node in nodes for block in node.blocks
    ]
    if nodes:
        connection.execute(insert(_messages), [node.values | own for node in nodes])
    if blocks:
        connection.execute(insert(_blocks), blocks)


def finish(connection: Connection, placing: Placing) -> None:
    """Show the conversation as it is meant to be, after all its messages were added."""
    for message_id in placing.deleted:
        known = _messages.c.id == message_id
        connection.execute(update(_messages).where(known).values(deleted_at=None))
    if placing.changes:
        known = _conversations.c.id == placing.tree.values["id"]
        connection.execute(update(_conversations).where(known).values(placing.changes))


def _addition(tree: ConversationTree, placed: Placed) -> Placing:
    shown = {"active_leaf_id": tree.values["active_leaf_id"]}
    return Placing(placed, tree, tree.messages, [], shown, is_new=True)


def _extension(tree: ConversationTree, here: Values, known: dict[str, Values]) -> Placing:
    missing = [node for node in tree.messages if node.values["id"] not in known]
    deleted = [message_id for message_id, row in known.items() if row["deleted_at"] is not None]
    changes: Values = {} if here["trashed_at"] is None else {"trashed_at": None}
    placed = Placed.RESTORED if deleted or changes else Placed.UNCHANGED
    if missing:
        placed = Placed.EXTENDED
        changes |= _taken_over(tree, here)
    return Placing(placed, tree, missing, deleted, changes)


def _taken_over(tree: ConversationTree, here: Values) -> Values:
    """Branch and title of the newer side; a conversation without a branch gets the file's."""
    if tree.values["updated_at"] <= here["updated_at"] and here["active_leaf_id"] is not None:
        return {}
    names = ["updated_at", "active_leaf_id"]
    if tree.values["title_is_edited"] or not here["title_is_edited"]:
        names += ["title", "title_is_edited"]
    return {name: tree.values[name] for name in names}


def _add_queue(connection: Connection, tree: ConversationTree) -> None:
    ids = [each["id"] for each in tree.queued]
    known = set(connection.execute(select(_queued.c.id).where(_queued.c.id.in_(ids))).scalars())
    own = {"conversation_id": tree.values["id"]}
    rows = [each | own for each in tree.queued if each["id"] not in known]
    if rows:
        connection.execute(insert(_queued), rows)


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
    queued = [each | {"id": new(each["id"])} for each in tree.queued]
    return ConversationTree(values, messages, queued)


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
