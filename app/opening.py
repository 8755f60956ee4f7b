"""From a data folder to an open database that no other program uses; or why not, in a sentence."""

import logging
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLockFile

from app.logs import start_logging, stop_logging
from app.paths import DataFolder
from app.storage.emergency import EmergencyFiles
from app.storage.errors import DatabaseError
from app.storage.room import has_little_room
from app.storage.start import Start, open_on_full_disk, open_safely
from app.wording import own_error, own_reason


class StartupError(Exception):
    """Why the program cannot start, as a sentence for the person."""


class AlreadyRunning(StartupError):
    """Another program uses the data folder; ``folder`` is where."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_tr("Sfumato is already running with these conversations."))
        self.folder = folder


@dataclass(frozen=True, slots=True)
class Opened:
    """What one run holds of a data folder."""

    lock: QLockFile
    log: logging.Handler
    start: Start


def data_folder(wished: Path | None) -> DataFolder:
    """The wished folder, or the platform's; made if missing. Raises StartupError."""
    try:
        return DataFolder.at(wished)
    except OSError as error:
        raise StartupError(
            _tr("The data folder {folder} cannot be used: {reason}.").format(
                folder=wished or "", reason=own_reason(error)
            )
        ) from error


def opened(folder: DataFolder, emergency: EmergencyFiles) -> Opened:
    """Open what lies there; on a full disk at the cost of the reserve, or else only to read.

    Raises StartupError.
    """
    try:
        return _attempt(folder, open_safely)
    except AlreadyRunning:
        raise
    except StartupError:
        if not has_little_room(folder.root):
            raise
    emergency.give_up_reserve()
    try:
        return _attempt(folder, open_safely)
    except StartupError:
        return _to_read(folder)


def _to_read(folder: DataFolder) -> Opened:
    try:
        return _attempt(folder, open_on_full_disk)
    except StartupError as error:
        raise StartupError(
            _tr(
                "The disk of the data folder {folder} is full, so Sfumato cannot start. "
                "Free some space first."
            ).format(folder=folder.root)
        ) from error


def _attempt(folder: DataFolder, open_database: Callable[[Path], Start]) -> Opened:
    """All of it, or nothing is left behind. Raises StartupError."""
    with ExitStack() as undoing:
        lock = _lock(folder)
        undoing.callback(lock.unlock)
        try:
            log = start_logging(folder.log)
            undoing.callback(stop_logging, log)
            start = open_database(folder.database)
        except DatabaseError as error:
            raise StartupError(own_error(error)) from error
        except OSError as error:
            raise StartupError(
                _tr("Sfumato cannot write to its data folder {folder}: {reason}.").format(
                    folder=folder.root, reason=own_reason(error)
                )
            ) from error
        undoing.pop_all()
        return Opened(lock, log, start)


def _lock(folder: DataFolder) -> QLockFile:
    lock = QLockFile(str(folder.lock))
    lock.setStaleLockTime(0)
    if lock.tryLock(100):
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        raise AlreadyRunning(folder.root)
    raise StartupError(
        _tr(
            "Sfumato cannot write to its data folder {folder}. "
            "Check its permissions, or start with --data-dir and another folder."
        ).format(folder=folder.root)
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Application", text)
