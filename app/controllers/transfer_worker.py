"""Writes and reads whole files on a thread of its own. Knows storage; nothing of widgets."""

import threading
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot

from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.records import Conversation, Message
from app.storage.transfer.exporting import ExportReport, export_each, export_json
from app.storage.transfer.file_names import FreePaths
from app.storage.transfer.importing import ImportReport, import_file
from app.storage.transfer.problems import ImportProblem
from app.wording import own_error, own_reason, own_title

_TELL_SECONDS = 0.05  # between two words about progress
# Writes one conversation to a file, pausing now and then to tell the share that is written.
WriteOne = Callable[[Conversation, Sequence[Message], Path], Generator[float, None, None]]


class ExportFormat(StrEnum):
    """What a conversation can become; the value is the ending of its file."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    TEXT = "txt"


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What to export and where to.

    ``conversation_ids`` None is all outside the trash. ``write`` None is JSON, one file for all.
    With ``is_folder`` each conversation gets a file of its own in ``target``.
    """

    format: ExportFormat
    target: Path
    conversation_ids: tuple[str, ...] | None
    write: WriteOne | None = None
    is_folder: bool = False
    unsaved: Mapping[str, Message] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExportEnd:
    """How an export ended: ``problem`` is a sentence, or empty."""

    wish: ExportWish
    report: ExportReport
    problem: str = ""
    was_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class ImportEnd:
    """How an import ended: ``problem`` is a sentence, or empty. What the report says is saved."""

    path: Path
    report: ImportReport
    problem: str = ""
    was_cancelled: bool = False


class Step(Protocol):
    """How far something is. A total of 0 is not known yet; ``part`` is the next one's share."""

    @property
    def done(self) -> int: ...

    @property
    def total(self) -> int: ...

    @property
    def part(self) -> float: ...


class TransferWorker(QObject):
    """Lives on the transfer thread; opens an access of its own to the database for each wish."""

    progressed = Signal(int, int, float)  # conversations done, of how many (0: not known), share
    export_ended = Signal(object)  # ExportEnd
    import_ended = Signal(object)  # ImportEnd

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.cancelled = threading.Event()  # set from the GUI thread
        self._path = path
        self._told = 0.0

    @Slot(object)
    def export(self, wish: ExportWish) -> None:
        """Write the file or files."""
        report = ExportReport()
        problem, was_cancelled = self._defect(), False
        try:
            with closing(Database.reader(self._path)) as database:
                was_cancelled = self._run(_exporting(database, wish, report))
            problem = ""
        except OSError as error:
            reason = own_reason(error)
            sentence = self.tr("The file {name} could not be written: {reason}.")
            problem = sentence.format(name=wish.target.name, reason=reason)
        except DatabaseError as error:
            problem = own_error(error)
        finally:
            self.export_ended.emit(ExportEnd(wish, report, problem, was_cancelled))

    @Slot(object)
    def import_(self, path: Path) -> None:
        """Read a file into the database."""
        report = ImportReport()
        problem, was_cancelled = self._defect(), False
        try:
            with closing(Database.writer(self._path)) as database:
                was_cancelled = self._run(import_file(database, path, report))
            problem = ""
        except (ImportProblem, DatabaseError) as error:
            problem = own_error(error)
        except MemoryError:
            problem = self.tr("There is not enough memory to read {name}.").format(name=path.name)
        finally:
            self.import_ended.emit(ImportEnd(path, report, problem, was_cancelled))

    def _defect(self) -> str:
        """What is told if it ends by a defect of ours, which itself goes to the log."""
        return self.tr("Something went wrong inside Sfumato, so this was not done to the end.")

    def _run(self, steps: Generator[Step, None, None]) -> bool:
        """Take every step and tell of some; True if it was cancelled before the end."""
        with closing(steps):
            for step in steps:
                if self.cancelled.is_set():
                    return True
                if time.monotonic() - self._told >= _TELL_SECONDS:
                    self._told = time.monotonic()
                    self.progressed.emit(step.done, step.total, step.part)
        return False


def _exporting(
    database: Database, wish: ExportWish, report: ExportReport
) -> Generator[ExportReport, None, None]:
    if wish.write is None:
        return export_json(database, wish.target, wish.conversation_ids, wish.unsaved, report)
    write, paths = wish.write, FreePaths(wish.target, wish.format)
    if wish.is_folder:
        wish.target.mkdir(parents=True, exist_ok=True)

    def write_one(
        conversation: Conversation, messages: Sequence[Message]
    ) -> Generator[float, None, None]:
        path = paths.next(own_title(conversation.title)) if wish.is_folder else wish.target
        return write(conversation, messages, path)

    return export_each(database, wish.conversation_ids, write_one, wish.unsaved, report)
