"""Versions and branches: nothing is overwritten, and what is deleted can come back."""

from sqlalchemy import Connection, insert, select

from app.storage import schema
from app.storage.database import Database
from app.storage.records import Conversation, Message, MessageState
from app.storage.rows import (
    add_message,
    change_message,
    conversation_of,
    has_branches,
    message_of,
    new_id,
    now,
    remember,
    set_leaf,
    show_branch,
    tree_of,
)
from app.storage.search_upkeep import again_once_mended
from app.storage.titles import numbered

_conversations, _messages, _blocks = schema.conversations, schema.messages, schema.blocks
# What a copied conversation keeps of the one it was taken from.
_KEPT = "title", "title_is_edited", "folder_id", "persona_id", "sampling"


@again_once_mended
class BranchStore:
    """Every method is one transaction and can raise DatabaseError. Same thread as the others."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def versions(self, conversation_id: str) -> dict[str, tuple[str, ...]]:
        """For each shown message with versions beside it: the ids of all, itself too, by age."""
        with self._database.reading(conversation_id) as connection:
            leaf = conversation_of(connection, conversation_id).active_leaf_id
            if not has_branches(connection, conversation_id):
                return {}
            tree = tree_of(connection, conversation_id)
            return tree.versions(tree.path(leaf))

    def add_version(self, message_id: str, text: str) -> Message:
        """Save another version of a person's message beside it, and show it."""
        with self._database.transaction(message_id) as connection:
            old = message_of(connection, message_id)
            return add_message(
                connection,
                old.conversation_id,
                old.parent_id,
                "user",
                text,
                MessageState.COMPLETE,
                None,
            )

    def delete_message(self, message_id: str) -> None:
        """Leave one message out of its branch; what follows it stays.

        If nothing follows, another version takes its place, if there is one.
        """
        with self._database.transaction(message_id) as connection:
            conversation_id = message_of(connection, message_id).conversation_id
            leaf = conversation_of(connection, conversation_id).active_leaf_id
            tree = tree_of(connection, conversation_id)
            path = tree.path(leaf)
            remember(connection, tree, leaf)
            change_message(connection, message_id, {"deleted_at": now()})
            if path[-1:] == [message_id]:
                previous = path[-2] if len(path) > 1 else None
                leaf = tree_of(connection, conversation_id).leaf_below(previous)
                set_leaf(connection, conversation_id, leaf)

    def restore_message(self, message_id: str) -> None:
        """Take a deletion back and show the message."""
        with self._database.transaction(message_id) as connection:
            change_message(connection, message_id, {"deleted_at": None})
            conversation_id = message_of(connection, message_id).conversation_id
            show_branch(connection, conversation_id, message_id)

    def fork(self, message_id: str) -> Conversation:
        """A new conversation with copies of the messages up to and including this one."""
        with self._database.transaction(message_id) as connection:
            old_id = message_of(connection, message_id).conversation_id
            path = tree_of(connection, old_id).path(message_id)
            new_ids = {id_: new_id(like=id_) for id_ in path}
            fork_id = _copy_conversation(connection, old_id)
            _copy_messages(connection, old_id, fork_id, new_ids)
            _copy_blocks(connection, old_id, new_ids)
            set_leaf(connection, fork_id, new_ids[message_id])
            return conversation_of(connection, fork_id)


def _copy_conversation(connection: Connection, old_id: str) -> str:
    query = select(_conversations).where(_conversations.c.id == old_id)
    old = connection.execute(query).one()._mapping
    fork_id, made_at = new_id(like=old_id), now()
    made = {"id": fork_id, "created_at": made_at, "updated_at": made_at}
    if old["title"]:
        taken = set(connection.execute(select(_conversations.c.title)).scalars())
        made["title"] = numbered(old["title"], taken)
    connection.execute(insert(_conversations).values({name: old[name] for name in _KEPT} | made))
    return fork_id


def _copy_messages(
    connection: Connection, old_id: str, fork_id: str, new_ids: dict[str, str]
) -> None:
    """``new_ids`` is the path in order, old id to new."""
    rows = connection.execute(select(_messages).where(_messages.c.conversation_id == old_id))
    by_id = {row.id: dict(row._mapping) for row in rows}
    copies: list[dict[str, object]] = []
    parent: str | None = None
    for id_, copy_id in new_ids.items():
        own = {"id": copy_id, "conversation_id": fork_id, "parent_id": parent}
        copies.append(by_id[id_] | own | {"shown_child_id": None})
        if copies[-1]["state"] == MessageState.GENERATING.value:
            copies[-1]["state"] = MessageState.STOPPED.value  # nobody goes on writing the copy
        parent = copy_id
    connection.execute(insert(_messages), copies)


def _copy_blocks(connection: Connection, old_id: str, new_ids: dict[str, str]) -> None:
    within = select(_messages.c.id).where(_messages.c.conversation_id == old_id)
    rows = connection.execute(select(_blocks).where(_blocks.c.message_id.in_(within)))
    copies = [
        dict(row._mapping) | {"message_id": new_ids[row.message_id]}
        for row in rows
        if row.message_id in new_ids
    ]
    if copies:
        connection.execute(insert(_blocks), copies)
