"""Our JSON from the database, conversation by conversation."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from app.storage import schema
from app.storage.database import Database
from app.storage.files import write_atomically
from app.storage.records import Message
from app.storage.transfer.sfumato_format import closing, conversation_text, opening
from app.storage.transfer.tree import ConversationTree, MessageNode, kept_ids, read_rows, read_tree


def export_json(
    database: Database,
    path: Path,
    conversation_ids: Sequence[str] | None,
    unsaved: Mapping[str, Message],
) -> Iterator[int]:
    """Write one file of these conversations, or with None of everything outside the trash.

    Yields how many conversations are written; the file is there when the generator ends. Some
    conversations take along the folders and personas that they use. ``unsaved`` are messages by id
    that the database refused. Raises OSError and DatabaseError.
    """
    with database.reading() as connection, write_atomically(path) as file:
        ids = kept_ids(connection)
        if conversation_ids is not None:
            ids = [each for each in ids if each in set(conversation_ids)]
        trees = (tree for each in ids if (tree := read_tree(connection, each)) is not None)
        used = None if conversation_ids is None else _used(connection, ids)
        folders = read_rows(connection, schema.folders, used)
        file.write(opening(folders, read_rows(connection, schema.personas, used)))
        for number, tree in enumerate(trees):
            file.write((",\n" if number else "\n") + conversation_text(_completed(tree, unsaved)))
            yield number + 1
        file.write(closing())


def _used(connection: Connection, conversation_ids: Sequence[str]) -> set[str]:
    """The ids of the folders and personas of some conversations."""
    own, wanted = schema.conversations.c, set(conversation_ids)
    rows = connection.execute(select(own.id, own.folder_id, own.persona_id))
    return {place for row in rows if row.id in wanted for place in row[1:] if place is not None}


def _completed(tree: ConversationTree, unsaved: Mapping[str, Message]) -> ConversationTree:
    nodes = [_completed_node(node, unsaved.get(node.values["id"])) for node in tree.messages]
    return ConversationTree(tree.values, nodes)


def _completed_node(node: MessageNode, whole: Message | None) -> MessageNode:
    if whole is None:
        return node
    known = {"text": whole.text, "thought": whole.thought, "state": whole.state.value}
    return MessageNode({**node.values, **known}, node.blocks)
