"""A database with one of everything that can be exported, and ChatGPT exports made by hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.organising import OrganisingStore
from app.storage.personas import PersonaStore
from app.storage.queue import QueueStore
from app.storage.records import Block, MessageState, ReplyStatistics
from app.storage.transfer.exporting import ExportReport, export_json
from app.storage.transfer.importing import ImportReport, import_file


def exported(database: Database, path: Path, ids: Sequence[str] | None = None) -> str:
    """The text of an export."""
    for _ in export_json(database, path, ids, {}, ExportReport()):
        pass
    return path.read_text(encoding="utf-8")


def imported(database: Database, path: Path) -> ImportReport:
    """Import a whole file."""
    report = ImportReport()
    for _ in import_file(database, path, report):
        pass
    return report


def talk(store: ConversationStore, question: str, *answers: str, title: str = "Talk") -> str:
    """A conversation with one question and as many versions of its answer; gives its id."""
    conversation = store.create(title)
    asked = store.append_user(conversation.id, question)
    for answer in answers:
        reply = store.begin_reply(conversation.id, asked.id, "starter")
        store.append_block(reply.id, Block(0, answer, "Hm.", (5, 6), 3, 0.25))
        statistics = ReplyStatistics(2, 0.5, 4.0, (3,), 0.125)
        store.finish_reply(reply.id, MessageState.COMPLETE, statistics)
    return conversation.id


def fill(database: Database) -> list[str]:
    """Two conversations with all that one can have; gives their ids."""
    store, organising = ConversationStore(database), OrganisingStore(database)
    personas = PersonaStore(database)
    first = talk(store, "What is 2 + 2?\u2028“é” 😀", "4", "Four\n\n```\n4\n```")
    second = talk(store, "<script>", "No.", title="Second")
    store.rename(first, "Sums")
    teacher = personas.create("Teacher", "Explain it.")
    personas.set_default(teacher.id)
    personas.create("Unused", "Say nothing.")
    personas.give_to(first, teacher.id)
    organising.move([first], organising.create_folder("School").id)
    organising.create_folder("Empty")
    organising.pin([first], pinned=True)
    organising.archive([second], archived=True)
    organising.save_draft(second, "not sent")
    organising.set_preset(second, "fast")
    QueueStore(database).add(second, "waits")
    QueueStore(database).add(second, "waits too")
    store.show_message(first, store.children(store.messages(first)[0].id)[0].id)
    return [first, second]


def node(
    node_id: str, parent: str | None, role: str = "user", *parts: Any, **more: Any
) -> dict[str, Any]:
    """A node of a ChatGPT mapping; ``more`` overrides fields of its message."""
    content = {"content_type": "text", "parts": list(parts)}
    message = {"id": node_id, "author": {"role": role}, "create_time": 1.7e9, "content": content}
    message |= {"status": "finished_successfully", "metadata": {}, "recipient": "all"} | more
    return {"id": node_id, "parent": parent, "message": message, "children": []}


def chatgpt(*nodes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A conversation of a ChatGPT export."""
    mapping = {each["id"]: each for each in nodes}
    for each in nodes:
        if each["parent"] in mapping:
            mapping[each["parent"]]["children"].append(each["id"])
    times = {"create_time": 1.7e9, "update_time": 1.7e9 + 60}
    return {"title": "From there", "id": "abc", "mapping": mapping, **times} | more
