"""A database, controllers and a window around the scripted engine, taken apart after each test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.chat_controller import ChatController
from app.controllers.message_controller import MessageController
from app.controllers.model_controller import ModelController, ModelState
from app.controllers.queue_controller import QueueController
from app.controllers.reply_runner import ReplyRunner
from app.storage.branches import BranchStore
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.personas import PersonaStore
from app.storage.queue import QueueStore
from tests.fakes.scripted_engine import ScriptedEngine


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """English at first; the program installs its own in the process: not for the tests after."""
    before = QLocale()
    QLocale.setDefault(QLocale("en"))
    yield
    QLocale.setDefault(before)
    if program := QCoreApplication.instance():
        for translator in program.findChildren(QTranslator):
            program.removeTranslator(translator)
            translator.deleteLater()


@pytest.fixture(autouse=True)
def no_windows_left() -> Iterator[None]:
    """What a test leaves open would be styled anew in each of those after it."""
    yield
    if not isinstance(program := QCoreApplication.instance(), QApplication):
        return
    for window in program.topLevelWidgets():
        if window.parent() is None:
            window.hide()
            window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """An empty database in a folder of its own."""
    database = Database.open(tmp_path / "store.db")
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> ConversationStore:
    """The conversations of the database."""
    return ConversationStore(database)


@pytest.fixture
def personas(database: Database) -> PersonaStore:
    """The personas of the database."""
    return PersonaStore(database)


@pytest.fixture
def scripted() -> ScriptedEngine:
    """The engine of this test; change its script before it is asked."""
    return ScriptedEngine()


@pytest.fixture
def model(qtbot: QtBot, scripted: ScriptedEngine) -> Iterator[ModelController]:
    """A model controller whose thread ends with the test; not loaded yet."""
    controller = ModelController(scripted.load)
    yield controller
    if scripted.hold is not None:
        scripted.hold.set()
    controller.shutdown()


@pytest.fixture
def replies(
    store: ConversationStore, personas: PersonaStore, model: ModelController
) -> ReplyRunner:
    """What has messages answered by the model."""
    return ReplyRunner(store, personas, model)


@pytest.fixture
def chat(store: ConversationStore, replies: ReplyRunner) -> ChatController:
    """A chat controller on the store and the model."""
    return ChatController(store, replies)


@pytest.fixture
def messages(database: Database, chat: ChatController, replies: ReplyRunner) -> MessageController:
    """What is done with single messages of the open conversation."""
    return MessageController(chat, BranchStore(database), replies)


@pytest.fixture
def load(qtbot: QtBot, model: ModelController) -> Callable[[], None]:
    """Load the scripted engine and wait until it is ready."""

    def wait() -> None:
        model.load(Path("scripted"))
        qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)

    return wait


@pytest.fixture
def application(qtbot: QtBot, scripted: ScriptedEngine, tmp_path: Path) -> Iterator[Application]:
    """The whole program on the scripted engine, its window not shown yet."""
    whole = Application(tmp_path / "data", None, scripted.load)
    yield whole
    if scripted.hold is not None:
        scripted.hold.set()
    whole.window.close()
    whole.close()
    whole.window.deleteLater()


@pytest.fixture
def queue(database: Database, chat: ChatController, replies: ReplyRunner) -> QueueController:
    """The messages that wait behind a reply."""
    return QueueController(chat, QueueStore(database), replies)
