"""Backups while the program runs, and what a person does with all data at once."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from app.paths import DataFolder
from app.storage.backup import Backup, Backups, copy_database
from app.storage.checks import revision_found
from app.storage.emergency import EmergencyFiles
from app.storage.errors import DatabaseError
from app.storage.forget import Forgetting, give_room_back
from app.storage.location import is_on_network, synced_by
from app.storage.replacement import install
from app.storage.search_upkeep import mend_file
from app.storage.start import Outcome, Start
from app.wording import moment, own_error, own_words

BACKUP_EVERY_MS = 15 * 60 * 1000


class DataController(QObject):
    """Great changes are made between two runs: ``restart_wanted`` closes and opens the program."""

    failed = Signal(str)  # a sentence
    backed_up = Signal(str)  # a sentence about the copy that was asked for
    restart_wanted = Signal()

    def __init__(
        self,
        folder: DataFolder,
        start: Start,
        emergency: EmergencyFiles | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.before_restart: Callable[[], None] | None = None  # raises DatabaseError or OSError
        self._start = start
        self._emergency = emergency or EmergencyFiles(())
        self.left = self._emergency.left()  # texts that could not be saved
        self._backups = Backups.beside(folder.database)
        self._forgetting = Forgetting(folder.database)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # one copy at a time
        self._timer = QTimer(self, interval=BACKUP_EVERY_MS)
        self._timer.timeout.connect(self.back_up)
        if not start.database.is_read_only:
            self._timer.start()

    def back_up(self) -> None:
        """Copy the database if it changed, on another thread."""
        self._pool.start(self._copy_if_due)

    def back_up_now(self) -> None:
        """The same, and tell of it."""
        self._pool.start(self._copy_and_tell)

    def check_search(self) -> None:
        """Make the search index anew if it is damaged, on another thread."""
        if not self._start.database.is_read_only:
            self._pool.start(self._mend_search)

    def forget(self, ids: Sequence[str]) -> None:
        """Take conversations or messages that were deleted for good out of the backups, too.

        Ends what an earlier run has begun of that.
        """
        try:
            if ids:
                self._forgetting.note(ids)
        except OSError as error:
            self.failed.emit(self._not_forgotten(own_error(error)))
        self._pool.start(self._forget)

    def close(self) -> None:
        """The last copy. Call after the database was closed."""
        self._timer.stop()
        self._pool.waitForDone()
        if not self._start.database.is_read_only:
            self._give_room_back()
            self._copy_if_due()

    def backups(self) -> list[Backup]:
        """All copies, the newest first."""
        return self._backups.listed()

    def restore(self, backup: Backup) -> None:
        """Put a copy in the database's place at the restart; the present one is kept as a copy."""
        part = self.folder.database.with_name(f"{self.folder.database.name}.part")
        try:
            revision_found(backup.path)  # a newer version's could only be read
            copy_database(backup.path, part)  # now: newer copies may push this one out
        except (DatabaseError, OSError) as error:
            self.failed.emit(own_error(error))
            return
        self.before_restart = lambda: self._install(part)
        self.restart_wanted.emit()

    def delete_all(self) -> None:
        """Delete conversations, copies, settings and logs at the restart; models are kept."""
        self.before_restart = self._delete_all
        self.restart_wanted.emit()

    def stay(self) -> None:
        """The program does not end after all: forget what was to be done then."""
        self.before_restart = None

    def what_happened(self) -> str:
        """What had to be done at the start, in a sentence; empty if all was well."""
        start = self._start
        saved = start.num_messages
        aside = self.tr("The damaged files are kept in {folder}.").format(folder=start.aside)
        match start.outcome:
            case Outcome.SOUND:
                return ""
            case Outcome.READ_ONLY:
                return self.tr(
                    "These conversations were written by a newer version of Sfumato: they can be "
                    "read and exported, but not changed."
                )
            case Outcome.DISK_FULL:
                return self.tr(
                    "The disk is full: your conversations can be read and exported, but not "
                    "changed. Free some space, then start Sfumato again."
                )
            case Outcome.RESCUED:
                words = self.tr("The database was damaged. %Ln message(s) were rescued.", "", saved)
                parts = [words]
                if num := start.num_from_backup:
                    parts.append(self.tr("Of these, %Ln came from a backup.", "", num))
                if num := start.num_lost:
                    parts.append(self.tr("At least %Ln message(s) are lost.", "", num))
                else:
                    parts.append(self.tr("Whether others are lost cannot be told."))
                return " ".join([*parts, aside])
            case Outcome.FROM_BACKUP:
                words = self.tr("The database could not be read: the backup of {when} is shown.")
                told = words.format(when=moment(start.backup_time) if start.backup_time else "")
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
            return words.format(service=own_words(service))
        if is_on_network(root):
            return self.tr(
                "Your conversations lie on a network drive: other computers may read them, and a "
                "lost connection can damage them."
            )
        return ""

    def _copy_if_due(self) -> bool:
        """Whether all is well, copied or not."""
        try:
            if self.folder.database.exists() and self._backups.is_due(self.folder.database):
                self._backups.take(self.folder.database)
        except (DatabaseError, OSError) as error:
            logging.getLogger("sfumato").warning("No backup: %s", error)
            self.failed.emit(own_error(error))
            return False
        return True

    def _copy_and_tell(self) -> None:
        if self._copy_if_due() and (newest := self._backups.listed()[:1]):
            words = self.tr("Everything is in the backup of {when}.")
            self.backed_up.emit(words.format(when=local_time(newest[0])))

    def _give_room_back(self) -> None:
        try:
            if self.folder.database.exists():
                give_room_back(self.folder.database)
        except DatabaseError as error:
            logging.getLogger("sfumato").warning("The database was not made smaller: %s", error)

    def _mend_search(self) -> None:
        log = logging.getLogger("sfumato")
        try:
            if mend_file(self.folder.database):
                log.warning("The search index was damaged and has been made anew.")
        except DatabaseError as error:
            log.warning("The search index could not be checked: %s", error)

    def _forget(self) -> None:
        try:
            self._forgetting.work()
        except (DatabaseError, OSError) as error:
            logging.getLogger("sfumato").warning("Not taken out of the backups: %s", error)
            self.failed.emit(self._not_forgotten(own_error(error)))

    def _not_forgotten(self, cause: str) -> str:
        words = self.tr(
            "What you deleted could not be taken out of the backups: {cause} "
            "Sfumato tries again at its next start."
        )
        return words.format(cause=cause)

    def _delete_all(self) -> None:
        self.folder.remove_personal_files()
        for path in (*self.left, *self._emergency.written()):
            path.unlink(missing_ok=True)

    def _install(self, part: Path) -> None:
        self._backups.take(self.folder.database, before="restore")
        install(self.folder.database, part)


def local_time(backup: Backup) -> str:
    """When it was made, by the clock of this place."""
    return moment(backup.made_at, with_seconds=True)
