"""Our JSON from the database, conversation by conversation."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, select

from app.storage import schema
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.files import write_atomically
from app.storage.records import Conversation, Message, MessageState
from app.storage.transfer.sfumato_format import closing, conversation_text, opening
from app.storage.transfer.tree import ConversationTree, MessageNode, kept_ids, read_rows, read_tree


@dataclass(slots=True)
class ExportReport:
    """What was written so far, of how many; in ``forming`` of them a reply was still forming.

    ``part`` is the share, 0 to 1, of the one that is being written.
    """

    done: int = 0
    total: int = 0
    part: float = 0.0
    forming: int = 0


def export_json(
    database: Database,
    path: Path,
    conversation_ids: Sequence[str] | None,
    unsaved: Mapping[str, Message],
    report: ExportReport,
) -> Generator[ExportReport, None, None]:
    """Write one file of these conversations, or with None of everything outside the trash.

    Yields the growing report after each; the file is there when the generator ends. Some
    conversations take along the folders and personas that they use. ``unsaved`` are messages by id
    that the database refused. Raises OSError and DatabaseError.
    """
    with database.reading() as connection, write_atomically(path) as file:
        ids = kept_ids(connection)
        if conversation_ids is not None:
            wanted = set(conversation_ids)
            ids = [each for each in ids if each in wanted]
        trees = (tree for each in ids if (tree := read_tree(connection, each)) is not None)
        used = None if conversation_ids is None else _used(connection, ids)
        folders = read_rows(connection, schema.folders, used)
        file.write(opening(folders, read_rows(connection, schema.personas, used)))
        report.total = len(ids)
        for tree in trees:
            text = conversation_text(_completed(tree, unsaved))
            file.write((",\n" if report.done else "\n") + text)
            report.done += 1
            report.forming += any(map(_is_forming, tree.messages))
            yield report
        file.write(closing())


def _is_forming(node: MessageNode) -> bool:
    return bool(node.values["state"] == MessageState.GENERATING.value)


def _used(connection: Connection, conversation_ids: Sequence[str]) -> set[str]:
    """The ids of the folders and personas of some conversations."""
    own, wanted = schema.conversations.c, set(conversation_ids)
    rows = connection.execute(select(own.id, own.folder_id, own.persona_id))
    return {place for row in rows if row.id in wanted for place in row[1:] if place is not None}


def _completed(tree: ConversationTree, unsaved: Mapping[str, Message]) -> ConversationTree:
    nodes = [_completed_node(node, unsaved.get(node.values["id"])) for node in tree.messages]
    return replace(tree, messages=nodes)


def _completed_node(node: MessageNode, whole: Message | None) -> MessageNode:
    if whole is None:
        return node
    known = {"text": whole.text, "thought": whole.thought, "state": whole.state.value}
    return MessageNode({**node.values, **known}, node.blocks)


def export_each(
    database: Database,
    conversation_ids: Sequence[str] | None,
    write: Callable[[Conversation, Sequence[Message]], Generator[float, None, None]],
    unsaved: Mapping[str, Message],
    report: ExportReport,
) -> Generator[ExportReport, None, None]:
    """Give the shown branch of each conversation to ``write``, the newest conversation first.

    Pauses, by yielding the report, wherever ``write`` does to tell the share it has written. Raises
    what it raises, and DatabaseError.
    """
    store = ConversationStore(database)
    chosen = store.newest_first()
    if conversation_ids is not None:
        wanted = set(conversation_ids)
        chosen = [conversation for conversation in chosen if conversation.id in wanted]
    report.total = len(chosen)
    for conversation in chosen:
        messages = [unsaved.get(m.id, m) for m in store.messages(conversation.id)]
        for report.part in write(conversation, messages):
            yield report
        report.done, report.part = report.done + 1, 0.0
        report.forming += any(m.state is MessageState.GENERATING for m in messages)
        yield report
