"""Puts the pieces together, and takes them apart in order. The only place that knows them all."""

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal

from app.controllers.chat_controller import ChatController
from app.controllers.data_controller import DataController
from app.controllers.engine_worker import DeviceLoader, EngineLoader, plan_wishes
from app.controllers.left_texts import LeftTexts
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
from app.logs import stop_logging
from app.opening import data_folder, opened
from app.paths import built_in_model
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
from app.translation import use_language
from app.ui.main_window import MainWindow
from app.ui.window_controllers import Controllers
from app.wording import own_error


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
        self, wished_folder: Path | None, model: Path | None, load_engine: DeviceLoader
    ) -> None:
        self._model_override = model
        self.failure = ""  # of a change made at the end of the run, as a sentence
        self._refused = ""  # what the database refused at the start, as a sentence
        self._errors = UnexpectedErrors()
        self.folder = data_folder(wished_folder)
        emergency = EmergencyFiles.beside(self.folder.root)
        opening = opened(self.folder, emergency)
        self._lock, self._log, self.database = opening.lock, opening.log, opening.start.database
        self.data = DataController(self.folder, opening.start, emergency)
        self._tidy(emergency)
        self.settings = SettingsController(SettingsFile(self.folder.settings))
        use_language(self.settings.current.language)
        self.model = ModelController(self._loader(load_engine))
        self._make_controllers(emergency)
        self.window = MainWindow(self._controllers())
        self.instance = InstanceServer(self.folder.root)
        self._connect()

    def _tidy(self, emergency: EmergencyFiles) -> None:
        """What an earlier run left to be done; what the disk refuses now is done at the next."""
        if not self.database.is_read_only:
            try:
                ConversationStore(self.database).recover_interrupted()
                self.data.forget(purge_trash(self.database))
            except DatabaseError as error:
                self._refused = own_error(error)
            emergency.reserve()
        self.folder.make_private()

    def _make_controllers(self, emergency: EmergencyFiles) -> None:
        store, personas = ConversationStore(self.database), PersonaStore(self.database)
        organising = OrganisingStore(self.database)
        saver = ReplySaver(store, emergency)
        self.replies = ReplyRunner(store, personas, self.model, saver)
        self.replies.options_of = lambda c: options_for(self.settings.current, c.preset)
        self.chat = ChatController(store, self.replies)
        self.queue = QueueController(self.chat, QueueStore(self.database), self.replies)
        self.messages = MessageController(self.chat, BranchStore(self.database), self.replies)
        self.organise = OrganiseController(organising, self.chat)
        self.personas = PersonaController(personas, organising, self.chat)
        self.models = ModelsController(self.model, self.settings, self.folder.models)
        self.search = SearchController(self.folder.database)
        self.transfer = TransferController(
            self.folder.database, self.chat, self.organise, self.personas
        )
        self.left = LeftTexts(self.data.left, self.database, self.chat)

    def _controllers(self) -> Controllers:
        return Controllers(
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
            self.left,
        )

    def _connect(self) -> None:
        self.organise.deleted_for_good.connect(self.data.forget)
        self._errors.happened.connect(self.window.show_problem)
        self.data.restart_wanted.connect(self.window.close)
        self.instance.raise_wanted.connect(self.window.come_forward)
        self.window.first_painted.connect(self.load_model)
        self.window.first_painted.connect(_prepare_rendering)
        self.window.first_painted.connect(self.data.check_search)
        self.search.failed.connect(self.data.check_search)

    def _loader(self, load_engine: DeviceLoader) -> EngineLoader:
        """``load_engine`` with what is chosen at that moment."""
        return lambda folder, watch: load_engine(
            folder, wishes=plan_wishes(self.settings.current), watch=watch
        )

    def show(self) -> None:
        """Show the window with the newest conversation, or the new one that words wait in.

        The model follows after the first paint.
        """
        newest = self.chat.conversations()[:1]
        if newest and not self.settings.current.new_draft:
            self.chat.open(newest[0].id)
        self.window.show()
        self._tell_of_data()

    def _tell_of_data(self) -> None:
        """What was found at the start; of the folder's place it is told once."""
        told = [self.data.what_happened(), self._refused, self.left.sentence()]
        place, root = self.data.warning_of_place(), str(self.folder.root)
        if place and self.settings.current.warned_folder != root:
            told.append(place)
            self.settings.change(warned_folder=root)
        if sentences := [sentence for sentence in told if sentence]:
            self.window.show_data_problem("\n\n".join(sentences))

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


def _tr(text: str) -> str:
    return QCoreApplication.translate("Application", text)
