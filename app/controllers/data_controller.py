"""Backups while the program runs, and what a person does with all data at once."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from app.paths import DataFolder
from app.storage.backup import Backup, Backups, copy_database
from app.storage.errors import DatabaseError
from app.storage.location import is_on_network, synced_by
from app.storage.replacement import install
from app.storage.start import Outcome, Start

BACKUP_EVERY_MS = 15 * 60 * 1000


class DataController(QObject):
    """Great changes are made between two runs: ``restart_wanted`` closes and opens the program."""

    failed = Signal(str)  # a sentence
    restart_wanted = Signal()

    def __init__(self, folder: DataFolder, start: Start, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder = folder
        self.before_restart: Callable[[], None] | None = None  # raises DatabaseError or OSError
        self._start = start
        self._backups = Backups.beside(folder.database)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # one copy at a time
        self._timer = QTimer(self, interval=BACKUP_EVERY_MS)
        self._timer.timeout.connect(self.back_up)
        if start.outcome is not Outcome.READ_ONLY:
            self._timer.start()

    def back_up(self) -> None:
        """Copy the database if it changed, on another thread."""
        self._pool.start(self._copy_if_due)

    def close(self) -> None:
        """The last copy. Call after the database was closed."""
        self._timer.stop()
        self._pool.waitForDone()
        if self._start.outcome is not Outcome.READ_ONLY:
            self._copy_if_due()

    def backups(self) -> list[Backup]:
        """All copies, the newest first."""
        return self._backups.listed()

    def restore(self, backup: Backup) -> None:
        """Put a copy in the database's place at the restart; the present one is kept as a copy."""
        part = self.folder.database.with_name(f"{self.folder.database.name}.part")
        try:
            copy_database(backup.path, part)  # now: newer copies may push this one out
        except (DatabaseError, OSError) as error:
            self.failed.emit(str(error))
            return
        self.before_restart = lambda: self._install(part)
        self.restart_wanted.emit()

    def delete_all(self) -> None:
        """Delete conversations, copies, settings and logs at the restart; models are kept."""
        self.before_restart = self._delete_all
        self.restart_wanted.emit()

    def what_happened(self) -> str:
        """What had to be done at the start, in a sentence; empty if all was well."""
        start = self._start
        aside = self.tr("The damaged files are kept in {folder}.").format(folder=start.aside)
        match start.outcome:
            case Outcome.SOUND:
                return ""
            case Outcome.READ_ONLY:
                return self.tr(
                    "These conversations were written by a newer version of Sfumato: they can be "
                    "read and exported, but not changed."
                )
            case Outcome.RESCUED:
                words = self.tr("The database was damaged: {count} messages were rescued.")
                lost = self.tr("At least {count} messages are lost.")
                parts = [words.format(count=start.num_messages)]
                parts += [lost.format(count=start.num_lost)] if start.num_lost else []
                return " ".join([*parts, aside])
            case Outcome.FROM_BACKUP:
                when = start.backup_time.astimezone() if start.backup_time else None
                words = self.tr("The database could not be read: the backup of {when} is shown.")
                told = words.format(when=f"{when:%Y-%m-%d %H:%M}" if when else "")
                return f"{told} {aside}" if start.aside else told
            case Outcome.EMPTY:
                told = self.tr("The database could not be read and there is no backup of it.")
                return f"{told} {aside}"

    def warning_of_place(self) -> str:
        """Why the data folder is a bad place for a database; empty if it is not."""
        root = self.folder.root
        if service := synced_by(root):
            words = self.tr(
                "Your conversations lie in a folder that {service} copies to other computers: they "
                "leave this one, and two computers writing at once can damage them."
            )
            return words.format(service=service)
        if is_on_network(root):
            return self.tr(
                "Your conversations lie on a network drive: other computers may read them, and a "
                "lost connection can damage them."
            )
        return ""

    def _copy_if_due(self) -> None:
        try:
            if self.folder.database.exists() and self._backups.is_due(self.folder.database):
                self._backups.take(self.folder.database)
        except (DatabaseError, OSError) as error:
            self.failed.emit(str(error))

    def _install(self, part: Path) -> None:
        self._backups.take(self.folder.database, before="restore")
        install(self.folder.database, part)

    def _delete_all(self) -> None:
        for path in self.folder.root.iterdir():
            if path not in (self.folder.models, self.folder.lock):
                _remove(path)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
