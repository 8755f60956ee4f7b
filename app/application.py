"""Puts the pieces together, and takes them apart in order. The only place that knows them all."""

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLockFile, QObject, Signal

from app.controllers.chat_controller import ChatController
from app.controllers.data_controller import DataController
from app.controllers.engine_worker import DeviceLoader, EngineLoader, plan_wishes
from app.controllers.message_controller import MessageController
from app.controllers.model_controller import ModelController
from app.controllers.models_controller import ModelsController
from app.controllers.organise_controller import OrganiseController
from app.controllers.persona_controller import PersonaController
from app.controllers.queue_controller import QueueController
from app.controllers.reply_runner import ReplyRunner
from app.controllers.reply_saver import ReplySaver
from app.controllers.sampling import options_for
from app.controllers.search_controller import SearchController
from app.controllers.settings_controller import SettingsController
from app.controllers.transfer_controller import TransferController
from app.logs import start_logging, stop_logging
from app.paths import DataFolder, built_in_model
from app.rendering import prepare_lexers
from app.settings import SettingsFile
from app.single_instance import InstanceServer
from app.storage.branches import BranchStore
from app.storage.conversations import ConversationStore
from app.storage.emergency import EmergencyFiles
from app.storage.errors import DatabaseError
from app.storage.organising import OrganisingStore
from app.storage.personas import PersonaStore
from app.storage.purge import purge_trash
from app.storage.queue import QueueStore
from app.storage.start import open_safely
from app.translation import use_language
from app.ui.data_actions import DATA_WAYS
from app.ui.main_window import MainWindow
from app.ui.window_controllers import Controllers
from app.wording import own_error, own_reason


class StartupError(Exception):
    """Why the program cannot start, as a sentence for the person."""


class AlreadyRunning(StartupError):
    """Another program uses the data folder; ``folder`` is where."""

    def __init__(self, folder: Path) -> None:
        super().__init__(_tr("Sfumato is already running with these conversations."))
        self.folder = folder


class UnexpectedErrors(QObject):
    """Brings defects from any thread to the log and the window instead of a silent nothing."""

    happened = Signal(str, str)  # sentence, details

    def hook(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """For ``sys.excepthook``."""
        details = "".join(traceback.format_exception(kind, error, trace))
        logging.getLogger("sfumato").error("%s", details)
        if issubclass(kind, Exception):
            sentence = _tr("Something went wrong inside Sfumato. Your conversations are saved.")
            self.happened.emit(sentence, details)


class Application:
    """Everything of one running program on one data folder.

    ``model`` overrides the remembered model for this run. Raises StartupError.
    """

    def __init__(
        self, data_folder: Path | None, model: Path | None, load_engine: DeviceLoader
    ) -> None:
        self._model_override = model
        self.failure = ""  # of a change made at the end of the run, as a sentence
        self._errors = UnexpectedErrors()
        try:
            self.folder = DataFolder.at(data_folder)
        except OSError as error:
            raise StartupError(
                _tr("The data folder {folder} cannot be used: {reason}.").format(
                    folder=data_folder or "", reason=own_reason(error)
                )
            ) from error
        self._lock = _lock(self.folder)
        try:
            self._log = start_logging(self.folder.log)
            started = open_safely(self.folder.database)
            self.database = started.database
        except DatabaseError as error:
            stop_logging(self._log)
            self._lock.unlock()
            raise StartupError(own_error(error)) from error
        except OSError as error:
            self._lock.unlock()
            raise StartupError(
                _tr("Sfumato cannot write to its data folder {folder}: {reason}.").format(
                    folder=self.folder.root, reason=own_reason(error)
                )
            ) from error
        store = ConversationStore(self.database)
        emergency = EmergencyFiles.beside(self.folder.root)
        self.data = DataController(self.folder, started, emergency)
        if not self.database.is_read_only:
            store.recover_interrupted()
            self.data.forget(purge_trash(self.database))
            emergency.reserve()
        self.folder.make_private()
        self.settings = SettingsController(SettingsFile(self.folder.settings))
        use_language(self.settings.current.language)
        self.model = ModelController(self._loader(load_engine))
        saver, personas = ReplySaver(store, emergency), PersonaStore(self.database)
        organising = OrganisingStore(self.database)
        self.replies = ReplyRunner(store, personas, self.model, saver)
        self.replies.options_of = lambda c: options_for(self.settings.current, c.preset)
        self.chat = ChatController(store, self.replies)
        self.queue = QueueController(self.chat, QueueStore(self.database), self.replies)
        self.messages = MessageController(self.chat, BranchStore(self.database), self.replies)
        self.organise = OrganiseController(organising, self.chat)
        self.organise.deleted_for_good.connect(self.data.forget)
        self.personas = PersonaController(personas, organising, self.chat)
        self.models = ModelsController(self.model, self.settings, self.folder.models)
        self.search = SearchController(self.folder.database)
        self.transfer = TransferController(
            self.folder.database, self.chat, self.organise, self.personas
        )
        self.window = MainWindow(
            Controllers(
                self.chat,
                self.messages,
                self.queue,
                self.organise,
                self.personas,
                self.search,
                self.model,
                self.models,
                self.settings,
                self.transfer,
                self.data,
            )
        )
        self._errors.happened.connect(self.window.show_problem)
        self.data.restart_wanted.connect(self.window.close)
        self.instance = InstanceServer(self.folder.root)
        self.instance.raise_wanted.connect(self.window.come_forward)
        self.window.first_painted.connect(self.load_model)
        self.window.first_painted.connect(_prepare_rendering)
        self.window.first_painted.connect(self.data.check_search)

    def _loader(self, load_engine: DeviceLoader) -> EngineLoader:
        """``load_engine`` with what is chosen at that moment."""
        return lambda folder, watch: load_engine(
            folder, wishes=plan_wishes(self.settings.current), watch=watch
        )

    def show(self) -> None:
        """Show the window with the newest conversation; the model follows after the first paint."""
        newest = self.chat.conversations()[:1]
        if newest:
            self.chat.open(newest[0].id)
        self.window.show()
        self._tell_of_data()

    def _tell_of_data(self) -> None:
        """What was found at the start; of the folder's place it is told once."""
        told = [self.data.what_happened(), self.data.what_is_left()]
        place, root = self.data.warning_of_place(), str(self.folder.root)
        if place and self.settings.current.warned_folder != root:
            told.append(place)
            self.settings.change(warned_folder=root)
        if sentences := [sentence for sentence in told if sentence]:
            self.window.show_problem("\n\n".join(sentences), ways=DATA_WAYS)

    def load_model(self) -> None:
        """Load the model of the command line, the remembered one, or the built-in one."""
        remembered = self.settings.current.model_folder
        folder = self._model_override or (Path(remembered) if remembered else built_in_model())
        self.model.load(folder)

    def catch_unexpected_errors(self) -> None:
        """Send uncaught exceptions to the log and the window."""
        sys.excepthook = self._errors.hook

    def close(self) -> bool:
        """End the engine thread, save what is at work, close the database.

        False if the engine thread had to be left running.
        """
        self.models.shutdown()
        has_ended = self.model.shutdown()
        self.replies.close()
        self.search.close()
        self.transfer.close()
        self.database.close()
        self.data.close()
        stop_logging(self._log)
        self.failure = self._make_change()
        self.instance.close()
        self._lock.unlock()
        return has_ended

    def _make_change(self) -> str:
        """Do what waited for the end of the run, while the lock is held; why it failed, if so."""
        try:
            if self.data.before_restart is not None:
                self.data.before_restart()
        except (DatabaseError, OSError) as error:
            return own_error(error)
        return ""


def _prepare_rendering() -> None:
    """Have the first conversation with code open as fast as the next ones."""
    threading.Thread(target=prepare_lexers, name="lexers", daemon=True).start()


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
