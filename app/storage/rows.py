"""Rows of conversations and messages, read and written inside a caller's transaction.

Every function here that is given an id raises DatabaseError if its row is gone.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Integer, Row, func, insert, literal_column, select, update

from app.storage import schema
from app.storage.errors import DatabaseError, NoLongerThere
from app.storage.reading import as_conversation, as_message
from app.storage.records import Conversation, Message, MessageState
from app.storage.temporary import is_temporary, temporary
from app.storage.text import storable
from app.storage.tree import MessageTree, Node
from engine.said import said

AS_SAVED = literal_column("rowid", Integer)  # the order of saving, whatever the clock was set to
_conversations, _messages = schema.conversations, schema.messages
_NO_MESSAGE = said("This message no longer exists.")


def add_message(
    connection: Connection,
    conversation_id: str,
    parent_id: str | None,
    role: str,
    text: str,
    state: MessageState,
    model: str | None,
) -> Message:
    """Insert a message and make it the active leaf."""
    leaf = conversation_of(connection, conversation_id).active_leaf_id
    if parent_id is not None:
        require_member(connection, parent_id, conversation_id)
    if parent_id != leaf:
        remember(connection, tree_of(connection, conversation_id), leaf)
    message_id = new_id(like=conversation_id)
    connection.execute(
        insert(_messages).values(
            id=message_id,
            conversation_id=conversation_id,
            parent_id=parent_id,
            role=role,
            text=storable(text),
            thought="",
            state=state.value,
            created_at=now(),
            model=None if model is None else storable(model),
        )
    )
    touch(connection, conversation_id, active_leaf_id=message_id)
    return message_of(connection, message_id)


def tree_of(connection: Connection, conversation_id: str) -> MessageTree:
    """The shape of a conversation."""
    columns = _messages.c.id, _messages.c.parent_id, _messages.c.deleted_at
    query = select(*columns, _messages.c.shown_child_id, _messages.c.role)
    within = _messages.c.conversation_id == conversation_id
    return tree_from(connection.execute(query.where(within).order_by(AS_SAVED)).all())


def tree_from(rows: Iterable[Row[*tuple[Any, ...]]]) -> MessageTree:
    """The shape that rows of ``messages`` have, in the order in which they were saved."""
    return MessageTree(
        Node(row.id, row.parent_id, row.deleted_at is not None, row.shown_child_id, row.role)
        for row in rows
    )


def has_branches(connection: Connection, conversation_id: str) -> bool:
    """Whether two messages of a conversation stand in the same place, deleted ones too."""
    parents = _messages.alias()
    is_below = _messages.c.parent_id == parents.c.id
    is_here = parents.c.conversation_id == _messages.c.conversation_id
    query = select(parents.c.id).select_from(_messages.outerjoin(parents, is_below & is_here))
    query = query.where(_messages.c.conversation_id == conversation_id).group_by(parents.c.id)
    return connection.execute(query.having(func.count() > 1).limit(1)).first() is not None


def remember(connection: Connection, tree: MessageTree, leaf: str | None) -> None:
    """Keep the branch that ends in ``leaf`` as the one its messages come back to."""
    for message_id, child in tree.memory_of(leaf).items():
        change_message(connection, message_id, {"shown_child_id": child})


def show_branch(connection: Connection, conversation_id: str, message_id: str) -> None:
    """Show a branch that holds a message: the present one, else the one shown last below it."""
    require_member(connection, message_id, conversation_id)
    leaf = conversation_of(connection, conversation_id).active_leaf_id
    tree = tree_of(connection, conversation_id)
    remember(connection, tree, leaf)
    if message_id not in tree.chain(leaf):
        set_leaf(connection, conversation_id, tree.leaf_below(message_id))


def set_leaf(connection: Connection, conversation_id: str, leaf: str | None) -> None:
    """Show the branch that ends in ``leaf``."""
    change = update(_conversations).where(_conversations.c.id == conversation_id)
    connection.execute(change.values(active_leaf_id=leaf))


def touch(connection: Connection, conversation_id: str, **values: str) -> None:
    """Say that a conversation was written to just now."""
    connection.execute(
        update(_conversations)
        .where(_conversations.c.id == conversation_id)
        .values(updated_at=now(), **values)
    )


def conversation_of(connection: Connection, conversation_id: str) -> Conversation:
    """One conversation."""
    query = select(_conversations).where(_conversations.c.id == conversation_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NoLongerThere(said("This conversation no longer exists."))
    return as_conversation(row)


def change_message(connection: Connection, message_id: str, values: dict[str, object]) -> None:
    """Set columns of a message."""
    change = update(_messages).where(_messages.c.id == message_id).values(values)
    if connection.execute(change).rowcount == 0:
        raise NoLongerThere(_NO_MESSAGE)


def require_member(connection: Connection, message_id: str, conversation_id: str) -> None:
    """Raises DatabaseError for a message of another conversation."""
    if message_of(connection, message_id).conversation_id != conversation_id:
        raise DatabaseError(said("This message belongs to another conversation."))


def message_of(connection: Connection, message_id: str) -> Message:
    """One message."""
    query = select(_messages).where(_messages.c.id == message_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NoLongerThere(_NO_MESSAGE)
    return as_message(row)


def new_id(like: str = "") -> str:
    """An id that no other row has; temporary like that of what it belongs to."""
    id_ = uuid4().hex
    return temporary(id_) if is_temporary(like) else id_


def now() -> datetime:
    """This moment, aware."""
    return datetime.now(UTC)
