"""The whole window on the scripted engine."""

import threading
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.model_controller import ModelState
from app.controllers.organise_controller import Place, PlaceKind
from app.controllers.run_status import RunPhase
from app.storage.conversations import ConversationStore
from app.storage.records import MessageState
from app.ui.banner import WayOut, way_out_words
from engine import EngineError, ModelDoesNotFit
from engine.load_watch import LoadWatch
from engine.memory_plan import PlanWishes
from tests.fakes.full_disk import fill_disk, make_room
from tests.fakes.scripted_engine import ScriptedEngine


def opened(qtbot: QtBot, application: Application) -> Application:
    with qtbot.waitExposed(application.window):
        application.show()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    return application


def type_and_send(qtbot: QtBot, application: Application, text: str) -> None:
    edit = application.window.findChild(QPlainTextEdit, "composer")
    button = application.window.findChild(QPushButton, "send")
    qtbot.keyClicks(edit, text)
    button.click()


def test_model_is_loaded_only_after_the_first_paint(qtbot: QtBot, application: Application) -> None:
    assert application.model.status.state is ModelState.NONE
    with qtbot.waitSignal(application.window.first_painted, timeout=5000):
        application.window.show()
    assert application.model.status.state is not ModelState.NONE


def test_message_typed_is_answered_and_saved(qtbot: QtBot, application: Application) -> None:
    opened(qtbot, application)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        type_and_send(qtbot, application, "Hello")
    window = application.window
    assert window.composer.text == ""
    assert window.windowTitle() == "Hello · Sfumato"
    assert "Ready" in window.status.text


def test_example_prompt_is_sent_by_a_click(qtbot: QtBot, application: Application) -> None:
    opened(qtbot, application)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        application.window.empty.findChild(QPushButton, "examplePrompt").click()
    assert application.chat.conversations()[0].title == "Who are you?"


def test_every_button_has_an_accessible_name(qtbot: QtBot, application: Application) -> None:
    opened(qtbot, application)
    application.window.show_problem("Something.", "details")
    buttons = application.window.findChildren(QAbstractButton)
    named = [b for b in buttons if b.accessibleName() or b.text() or b.toolTip()]
    assert len(named) == len([b for b in buttons if not b.objectName().startswith("qt_")])


def test_model_that_its_card_cannot_hold_runs_on_the_processor_when_a_person_says_so(
    qtbot: QtBot, tmp_path: Path, scripted: ScriptedEngine
) -> None:
    def load(folder: Path, *, wishes: PlanWishes, watch: LoadWatch) -> ScriptedEngine:
        if wishes.device != "cpu":
            raise ModelDoesNotFit("The card is too small.", offers_cpu=True)
        return scripted

    application = Application(tmp_path / "data", tmp_path / "large", load)
    qtbot.addWidget(application.window)
    with qtbot.waitExposed(application.window):
        application.show()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.FAILED, timeout=5000)
    words = way_out_words(WayOut.RUN_ON_CPU)
    buttons = application.window.banner.findChildren(QPushButton)
    next(button for button in buttons if button.text() == words).click()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    assert application.settings.current.device == "cpu"
    assert not application.window.banner.isVisible()
    application.close()


def test_failed_model_is_told_with_ways_out_and_mended_by_choosing_another(
    qtbot: QtBot, tmp_path: Path, scripted: ScriptedEngine
) -> None:
    def load(folder: Path, *, wishes: PlanWishes, watch: LoadWatch) -> ScriptedEngine:
        if folder.name != "good":
            raise EngineError(f"The folder {folder.name} is no model.")
        return scripted.load(folder)

    whole = Application(tmp_path / "data", tmp_path / "bad", load)
    whole.show()
    banner = whole.window.banner
    qtbot.waitUntil(banner.isVisible, timeout=5000)
    assert banner.sentence == "The folder bad is no model."
    banner.chosen.emit(WayOut.COPY_DETAILS)
    assert "EngineError" in QGuiApplication.clipboard().text()
    assert whole.chat.send("Hello")
    with qtbot.waitSignal(whole.chat.reply_ended, timeout=5000):
        whole.window.model_actions.use(tmp_path / "good")
    assert not banner.isVisible()
    assert whole.settings.current.model_folder == str(tmp_path / "good")
    whole.window.close()
    assert whole.close()


def test_narrow_window_shows_one_thing_at_a_time(qtbot: QtBot, application: Application) -> None:
    opened(qtbot, application)
    window = application.window
    window.resize(480, 700)
    qtbot.waitUntil(lambda: not window.sidebar.isVisible(), timeout=2000)
    assert window.width() == 480
    assert window.composer.isVisible()
    window.findChild(QPushButton, "toggleSidebar").click()
    qtbot.waitUntil(window.sidebar.isVisible, timeout=2000)
    window.sidebar.close_button.click()
    qtbot.waitUntil(window.composer.isVisible, timeout=2000)


def test_deleting_can_be_undone_and_only_the_trash_asks(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, application)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        type_and_send(qtbot, application, "Hello")
    window, chat = application.window, application.chat
    (conversation,) = chat.conversations()
    window.window_actions["delete"].trigger()
    assert chat.conversations() == []
    assert window.empty.isVisible()
    assert window.undo_bar.sentence == "“Hello” is in the trash."
    window.undo_bar.button.click()
    assert [c.id for c in chat.conversations()] == [conversation.id]
    assert chat.conversation is not None
    window.sidebar.delete_requested.emit([conversation.id])
    window.window_actions["show_trash"].trigger()
    assert [c.id for c in window.sidebar.model.conversations()] == [conversation.id]
    answers = [False, True]
    wishes = window.organise_actions
    monkeypatch.setattr(wishes, "confirms_deletion", lambda _count: answers.pop(0))
    window.sidebar.delete_requested.emit([conversation.id])
    assert len(window.sidebar.model.conversations()) == 1
    window.sidebar.delete_requested.emit([conversation.id])
    assert window.sidebar.model.conversations() == []


def test_undo_can_be_chosen_only_while_there_is_something_to_undo(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, application)
    window, chat = application.window, application.chat
    undo = window.window_actions["undo"]
    assert not undo.isEnabled()
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        type_and_send(qtbot, application, "Hello")
    (conversation,) = chat.conversations()
    window.window_actions["delete"].trigger()
    window.undo_bar.hide()  # as after some seconds: the menu still takes it back
    assert undo.isEnabled()
    undo.trigger()
    assert not undo.isEnabled()
    window.sidebar.delete_requested.emit([conversation.id])
    assert undo.isEnabled()
    monkeypatch.setattr(window.organise_actions, "confirms_deletion", lambda _count: True)
    window.window_actions["show_trash"].trigger()
    window.sidebar.delete_requested.emit([conversation.id])
    assert not undo.isEnabled()
    assert window.undo_bar.isHidden()


def test_folders_pins_and_archive_work_from_the_menus(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(qtbot, application)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        type_and_send(qtbot, application, "Hello")
    window = application.window
    names = ["Work & play", "Leisure"]
    monkeypatch.setattr(window.organise_actions, "asks_for_name", lambda *_words: names.pop(0))
    menu = window.organise_actions.menu_for(window.sidebar.selected())
    folders = next(a.menu() for a in menu.actions() if a.text() == "Move to folder")
    assert [action.text() for action in folders.actions()] == ["New folder…"]
    folders.actions()[0].trigger()
    assert window.sidebar.places.currentText() == "Work & play"
    assert len(window.sidebar.model.conversations()) == 1
    window.window_actions["rename_folder"].trigger()
    assert window.sidebar.places.currentText() == "Leisure"
    window.window_actions["archive"].trigger()
    assert window.sidebar.model.conversations() == []
    window.window_actions["show_archive"].trigger()
    assert len(window.sidebar.model.conversations()) == 1
    window.window_actions["archive"].trigger()
    window.window_actions["show_all"].trigger()
    window.window_actions["pin"].trigger()
    (conversation,) = window.sidebar.model.conversations()
    assert conversation.pinned_at is not None
    window.sidebar.set_place(Place(PlaceKind.FOLDER, conversation.folder_id))
    window.window_actions["delete_folder"].trigger()
    assert application.chat.conversations()[0].folder_id is None
    window.undo_bar.button.click()
    assert application.chat.conversations()[0].folder_id is not None


def test_undone_folder_has_what_lies_in_the_trash(qtbot: QtBot, application: Application) -> None:
    opened(qtbot, application)
    store, window = ConversationStore(application.database), application.window
    kept, trashed = store.create("kept").id, store.create("trashed").id
    folder = application.organise.create_folder("Work", [kept, trashed])
    assert folder is not None
    application.organise.trash([trashed])
    window.sidebar.set_place(Place(PlaceKind.FOLDER, folder.id))
    window.window_actions["delete_folder"].trigger()
    window.undo_bar.button.click()
    application.organise.restore([trashed])
    first, second = (c.folder_id for c in application.chat.conversations())
    assert first == second is not None


def test_drafts_stay_with_their_conversation(qtbot: QtBot, application: Application) -> None:
    opened(qtbot, application)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        type_and_send(qtbot, application, "Hello")
    application.window.composer.set_text("half a thought")
    first = application.chat.conversations()[0].id
    application.chat.new_conversation()
    assert application.window.composer.text == ""
    application.chat.open(first)
    assert application.window.composer.text == "half a thought"


def test_drafts_survive_a_restart(qtbot: QtBot, tmp_path: Path, scripted: ScriptedEngine) -> None:
    first = opened(qtbot, Application(tmp_path / "data", None, scripted.load))
    with qtbot.waitSignal(first.chat.reply_ended, timeout=5000):
        type_and_send(qtbot, first, "Hello")
    first.window.composer.set_text("a second thought")
    first.chat.new_conversation()
    first.window.composer.set_text("something new")
    first.window.close()
    first.close()
    second = Application(tmp_path / "data", None, scripted.load)
    second.show()
    assert second.window.composer.text == "something new"
    second.chat.open(second.chat.conversations()[0].id)
    assert second.window.composer.text == "a second thought"
    second.chat.new_conversation()
    assert second.window.composer.text == "something new"
    with qtbot.waitSignal(second.chat.message_added, timeout=5000):
        second.window.composer.button.click()
    assert second.settings.current.new_draft == ""
    assert second.chat.conversations()[0].draft == ""
    second.window.close()
    second.close()


def test_closing_in_mid_reply_loses_nothing(
    qtbot: QtBot, tmp_path: Path, scripted: ScriptedEngine
) -> None:
    scripted.hold = threading.Event()
    whole = opened(qtbot, Application(tmp_path / "data", None, scripted.load))
    with qtbot.waitSignal(whole.chat.frame_due, timeout=5000):
        type_and_send(qtbot, whole, "Hello")
    assert whole.chat.status.phase is RunPhase.DENOISING
    whole.window.close()
    assert whole.close()
    scripted.hold.set()
    again = Application(tmp_path / "data", None, scripted.load)
    question, reply = again.chat.messages(again.chat.conversations()[0].id)
    assert question.text == "Hello"
    assert reply.state is MessageState.STOPPED
    again.close()


def test_geometry_and_choices_are_remembered(
    qtbot: QtBot, tmp_path: Path, scripted: ScriptedEngine
) -> None:
    first = opened(qtbot, Application(tmp_path / "data", None, scripted.load))
    first.window.resize(777, 555)
    first.window.window_actions["noise_raw"].trigger()
    first.window.close()
    first.close()
    second = Application(tmp_path / "data", None, scripted.load)
    assert second.settings.current.noise == "raw"
    assert (second.window.width(), second.window.height()) == (777, 555)
    second.close()


def test_a_temporary_conversation_is_called_so_where_its_list_is_out_of_sight(
    application: Application,
) -> None:
    window = application.window
    window.window_actions["new_temporary"].trigger()
    assert "(temporary)" in window.top_bar.title.toolTip()
    assert "(temporary)" in window.windowTitle()
    window.window_actions["new_conversation"].trigger()
    assert "(temporary)" not in window.windowTitle()


def test_the_first_window_fits_the_screen(application: Application) -> None:
    window = application.window
    room = window.screen().availableSize()
    assert window.width() < room.width()
    assert window.height() < room.height()


def test_full_disk_is_told_until_a_message_is_saved_again(
    qtbot: QtBot, application: Application
) -> None:
    opened(qtbot, application)
    window, long = application.window, "long " * 4000
    fill_disk(application.database)
    window.composer.edit.setPlainText(long)
    window.findChild(QPushButton, "send").click()
    assert "disk is full" in window.banner.sentence
    assert window.composer.text == long
    make_room(application.database)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        window.findChild(QPushButton, "send").click()
    assert window.banner.isHidden()
    assert window.composer.text == ""


def test_new_name_of_the_open_conversation_is_the_windows_at_once(
    qtbot: QtBot, application: Application
) -> None:
    opened(qtbot, application)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        type_and_send(qtbot, application, "Hello")
    assert application.chat.conversation is not None
    application.chat.rename(application.chat.conversation.id, "Another name")
    assert application.window.windowTitle() == "Another name · Sfumato"


def test_load_that_had_to_keep_fewer_layers_says_so(
    qtbot: QtBot, application: Application, scripted: ScriptedEngine
) -> None:
    scripted.fallen = "The card's memory ran out."
    opened(qtbot, application)
    assert application.window.banner.sentence == "The card's memory ran out."
    scripted.fallen = ""
    application.model.reload()
    qtbot.waitUntil(application.window.banner.isHidden, timeout=5000)


def test_unloaded_model_gives_its_memory_back_and_is_loaded_by_the_next_message(
    qtbot: QtBot, application: Application, scripted: ScriptedEngine
) -> None:
    opened(qtbot, application)
    window = application.window
    unload = window.window_actions["unload_model"]
    unload.trigger()
    qtbot.waitUntil(lambda: scripted.is_unloaded, timeout=5000)
    assert not unload.isEnabled()
    assert window.status.text == "No model is loaded."
    assert "What you send next loads it again." in window.banner.sentence
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000) as ended:
        type_and_send(qtbot, application, "Hello")
    assert ended.args[0].state is MessageState.COMPLETE
    assert window.banner.isHidden()
    assert unload.isEnabled()


def test_unloaded_model_is_loaded_again_by_a_button(
    qtbot: QtBot, application: Application, scripted: ScriptedEngine
) -> None:
    opened(qtbot, application)
    application.window.window_actions["unload_model"].trigger()
    application.window.banner.chosen.emit(WayOut.LOAD_AGAIN)
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    assert not scripted.is_unloaded
