"""Import of a file, step by step: our own JSON or a ChatGPT export, also in a zip."""

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, insert, select

from app.storage import schema
from app.storage.database import Database
from app.storage.text import one_line
from app.storage.transfer.archive import read_texts
from app.storage.transfer.chatgpt import is_chatgpt, read_chatgpt
from app.storage.transfer.fields import Field, read_fields
from app.storage.transfer.json_reader import Outline, elements, outlined
from app.storage.transfer.placing import Placed, Placing, add, begin, finish, planned
from app.storage.transfer.problems import ImportProblem, Unreadable
from app.storage.transfer.sfumato_format import FOLDER, PERSONA, check_header, read_conversation
from app.storage.transfer.text_values import as_object, as_text
from app.storage.transfer.tree import ConversationTree, Values
from engine.said import joined, said

_T = TypeVar("_T")
_BATCH = 100  # messages of one transaction: whoever else wants to save waits for its end
_MOMENT = 0.02  # seconds between two, or those who wait would never find the database free


@dataclass(slots=True)
class ImportReport:
    """What was done so far; ``unreadable`` are a few words each, ``changed`` ids of here."""

    placed: Counter[Placed] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    changed: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """How many conversations are done, and of how many; 0 of 0 while the file is read."""

    done: int = 0
    total: int = 0
    part: float = 0.0  # of the one that is being saved, 0 to 1


def import_file(
    database: Database, path: Path, report: ImportReport
) -> Generator[ImportProgress, None, None]:
    """Import a file; ``report`` grows with each transaction, and stays true if the caller stops.

    Raises ImportProblem before anything is saved, and DatabaseError.
    """
    texts = yield from _paused(read_texts(path))
    outlines = []
    for text in texts:
        outlines.append((yield from _paused(outlined(text))))
        _check(text, outlines[-1])
    total = sum(outline.count for outline in outlines)
    done = 0
    for text, outline in zip(texts, outlines, strict=True):
        _import_header(database, outline.header, report)
        for read in _batches(_trees(text, outline, report)):
            num_changed = len(report.changed)
            for part in _save(database, read, report):
                yield ImportProgress(done, total, part)
                time.sleep(_MOMENT)
            done += len(read)
            yield ImportProgress(done, total)
            if len(report.changed) > num_changed:
                time.sleep(_MOMENT)


def _paused(reading: Generator[None, None, _T]) -> Generator[ImportProgress, None, _T]:
    """Pauses of reading as progress that is not known yet."""
    while True:
        try:
            next(reading)
        except StopIteration as end:
            read: _T = end.value
            return read
        yield ImportProgress()


def _check(text: str, outline: Outline) -> None:
    if outline.start is None or outline.header:
        check_header(outline.header)
    if outline.start is None:
        raise ImportProblem(said("This export holds no list of conversations."))
    first = next(elements(text, outline.start), None)
    if not outline.header and first is not None and not is_chatgpt(first[0]):
        check_header({})


Read = ConversationTree | None  # None: it could not be read, and is told


def _trees(text: str, outline: Outline, report: ImportReport) -> Iterator[Read]:
    assert outline.start is not None
    for number, (element, _) in enumerate(elements(text, outline.start), 1):
        try:
            yield (read_conversation if outline.header else read_chatgpt)(element)
        except Unreadable as error:
            report.unreadable.append(joined([_title(element, number), error.sentence], ": "))
            yield None


def _title(element: object, number: int) -> str:
    words = one_line(as_text(as_object(element).get("title")))[:60]
    return said("“{title}”", title=words) if words else said("Conversation {number}", number=number)


def _batches(trees: Iterator[Read]) -> Iterator[list[Read]]:
    batch: list[Read] = []
    size = 0
    for tree in trees:
        batch.append(tree)
        size += 1 + len(tree.messages) if tree else 1
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _save(
    database: Database, batch: Sequence[Read], report: ImportReport
) -> Generator[float, None, None]:
    """Save some conversations: small ones in one go, the messages of a large one in parts."""
    placings: list[Placing] = []
    with database.transaction() as connection:
        for tree in batch:
            if tree is not None:
                placing = planned(connection, _with_known_places(connection, tree))
                begin(connection, placing)
                placings.append(placing)
                add(connection, placing, placing.missing[:_BATCH])
                if len(placing.missing) <= _BATCH:
                    finish(connection, placing)
    for placing in placings:
        if len(placing.missing) > _BATCH:
            yield from _save_rest(database, placing)
    report.placed.update(placing.placed for placing in placings)
    changed = (each for each in placings if each.placed is not Placed.UNCHANGED)
    report.changed |= {placing.tree.values["id"] for placing in changed}


def _save_rest(database: Database, placing: Placing) -> Generator[float, None, None]:
    """What is cut short here is completed by the next import: it finds messages missing."""
    for start in range(_BATCH, len(placing.missing), _BATCH):
        yield start / len(placing.missing)
        with database.transaction() as connection:
            add(connection, placing, placing.missing[start : start + _BATCH])
    with database.transaction() as connection:
        finish(connection, placing)


def _with_known_places(connection: Connection, tree: ConversationTree) -> ConversationTree:
    values = dict(tree.values)
    for name, table in (("folder_id", schema.folders), ("persona_id", schema.personas)):
        if not _is_here(connection, table, values[name]):
            values[name] = None
    return replace(tree, values=values)


def _import_header(database: Database, header: dict[str, object], report: ImportReport) -> None:
    folders = _read_all(FOLDER, header.get("folders"), _folder, report)
    personas = _read_all(PERSONA, header.get("personas"), _persona, report)
    if not folders and not personas:
        return
    with database.transaction() as connection:
        for folder in folders:
            _add_unknown(connection, schema.folders, folder)
        for persona in personas:
            default = select(schema.personas.c.id).where(schema.personas.c.is_default)
            if connection.execute(default).first() is not None:
                persona["is_default"] = False
            _add_unknown(connection, schema.personas, persona)


def _folder(number: int) -> str:
    return said("Folder {number}", number=number)


def _persona(number: int) -> str:
    return said("Persona {number}", number=number)


def _read_all(
    fields: Sequence[Field], listed: object, what: Callable[[int], str], report: ImportReport
) -> list[Values]:
    read: list[Values] = []
    for number, each in enumerate(listed if isinstance(listed, list) else [], 1):
        try:
            read.append(read_fields(fields, each))
        except Unreadable as error:
            report.unreadable.append(joined([what(number), error.sentence], ": "))
    return read


def _add_unknown(connection: Connection, table: Table, values: Values) -> None:
    if not _is_here(connection, table, values["id"]):
        connection.execute(insert(table).values(values))


def _is_here(connection: Connection, table: Table, row_id: Any) -> bool:
    return connection.execute(select(table.c.id).where(table.c.id == row_id)).first() is not None
