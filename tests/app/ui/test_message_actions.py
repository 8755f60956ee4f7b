"""The menu Message on the whole window: every action does what it says to the current message."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.model_controller import ModelState
from app.storage.records import MessageState
from engine import FinishReason
from tests.fakes.scripted_engine import ScriptedEngine


@pytest.fixture
def talked(qtbot: QtBot, application: Application, scripted: ScriptedEngine) -> Application:
    """A window with two questions and their replies."""
    scripted.blocks = ("Some **words**.",)
    with qtbot.waitExposed(application.window):
        application.show()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    for text in ("one", "two"):
        with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
            application.chat.send(text)
    return application


def do(application: Application, name: str) -> None:
    action = application.window.window_actions[name]
    assert action.isEnabled(), name
    action.trigger()


def texts(application: Application) -> list[str]:
    return [message.text for message in application.chat.shown]


def test_edit_in_place_makes_a_version_and_the_arrows_go_back(
    qtbot: QtBot, talked: Application
) -> None:
    window = talked.window
    do(talked, "first_message")
    do(talked, "edit_message")
    field = window.findChild(QPlainTextEdit, "editField")
    assert field.toPlainText() == "one"
    field.setPlainText("uno")
    with qtbot.waitSignal(talked.chat.reply_ended, timeout=5000):
        window.findChild(QPushButton, "finishEdit").click()
    assert texts(talked) == ["uno", "Some **words**."]
    do(talked, "first_message")
    assert not window.window_actions["next_version"].isEnabled()
    do(talked, "previous_version")
    assert texts(talked)[0] == "one"
    assert len(texts(talked)) == 4
    assert window.transcript.current.message == talked.chat.shown[0]
    do(talked, "next_version")
    assert texts(talked)[0] == "uno"


def test_delete_offers_undo(qtbot: QtBot, talked: Application) -> None:
    do(talked, "first_message")
    do(talked, "delete_message")
    assert texts(talked) == ["Some **words**.", "two", "Some **words**."]
    assert talked.window.undo_bar.sentence == "Deleted: “one”"
    do(talked, "undo")
    assert texts(talked)[0] == "one"


def test_deleting_a_reply_without_words_quotes_nothing(
    qtbot: QtBot, application: Application, scripted: ScriptedEngine
) -> None:
    scripted.blocks = ("",)
    application.show()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        application.chat.send("one")
    do(application, "last_message")
    do(application, "delete_message")
    assert application.window.undo_bar.sentence == "The empty message is deleted."


def test_copies(talked: Application) -> None:
    clipboard = QGuiApplication.clipboard()
    do(talked, "last_message")
    do(talked, "copy_message")
    assert clipboard.text() == "Some **words**."
    do(talked, "copy_plain")
    assert clipboard.text() == "Some words."
    do(talked, "copy_conversation")
    assert clipboard.text().startswith("**You:**\n\none\n\n**Reply:**\n\nSome **words**.")
    do(talked, "select_text")
    do(talked, "copy_selected")
    assert clipboard.text() == "one\n\nSome words.\n\ntwo\n\nSome words."


def test_regenerate_and_fork(qtbot: QtBot, talked: Application) -> None:
    with qtbot.waitSignal(talked.chat.reply_ended, timeout=5000):
        do(talked, "regenerate")
    assert len(talked.messages.versions[talked.chat.shown[-1].id]) == 2
    do(talked, "first_message")
    do(talked, "fork")
    assert texts(talked) == ["one"]
    assert len(talked.chat.conversations()) == 2


def test_reply_that_was_cut_is_continued_from_its_button(
    qtbot: QtBot, talked: Application, scripted: ScriptedEngine
) -> None:
    assert not talked.window.window_actions["continue_reply"].isEnabled()
    scripted.reason = FinishReason.LENGTH
    with qtbot.waitSignal(talked.chat.reply_ended, timeout=5000):
        talked.chat.send("three")
    assert talked.chat.shown[-1].state is MessageState.CUT
    scripted.reason, scripted.blocks = FinishReason.END_OF_TURN, (" More.",)
    with qtbot.waitSignal(talked.chat.reply_ended, timeout=5000):
        do(talked, "continue_reply")
    assert texts(talked)[-1] == "Some **words**. More."
    assert not talked.window.window_actions["continue_reply"].isEnabled()


def test_what_changes_the_conversation_waits_for_the_reply(
    qtbot: QtBot, talked: Application, scripted: ScriptedEngine
) -> None:
    scripted.hold = threading.Event()
    with qtbot.waitSignal(talked.chat.frame_due, timeout=5000):
        talked.chat.send("three")
    actions = talked.window.window_actions
    for name in ("edit_message", "regenerate", "delete_message", "continue_reply"):
        assert not actions[name].isEnabled()
    assert actions["copy_message"].isEnabled()
    scripted.hold.set()
    qtbot.waitUntil(actions["regenerate"].isEnabled, timeout=5000)


def test_message_typed_while_a_reply_forms_is_queued_and_can_be_taken_back(
    qtbot: QtBot, talked: Application, scripted: ScriptedEngine
) -> None:
    window = talked.window
    scripted.hold = threading.Event()
    with qtbot.waitSignal(talked.chat.frame_due, timeout=5000):
        talked.chat.send("three")
    assert not window.queue_bar.isVisible()
    qtbot.keyClicks(window.composer.edit, "four")
    window.composer.queue_button.click()
    assert window.composer.text == ""
    assert window.queue_bar.isVisible()
    window.queue_bar.findChild(QPushButton, "editQueued").click()
    window.queue_bar.findChild(QPlainTextEdit, "editField").setPlainText("fourth")
    window.queue_bar.findChild(QPushButton, "finishEdit").click()
    assert [q.text for q in talked.queue.waiting] == ["fourth"]
    qtbot.keyClicks(window.composer.edit, "later")
    do(talked, "take_back")
    assert window.composer.text == "fourth\n\nlater"
    assert not window.queue_bar.isVisible()


def test_reader_hears_of_beginning_blocks_and_end_and_nothing_else(
    qtbot: QtBot, talked: Application, scripted: ScriptedEngine
) -> None:
    heard: list[str] = []
    talked.chat.announced.connect(heard.append)
    scripted.blocks = ("First **part**.", "Second.")
    with qtbot.waitSignal(talked.chat.reply_ended, timeout=5000):
        talked.chat.send("three")
    assert heard == ["A reply begins.", "First part.", "Second.", "The reply is complete."]


def test_each_message_is_one_named_item_and_every_button_has_a_name(talked: Application) -> None:
    names = [view.accessibleName() for _, view in talked.window.transcript.column.in_order()]
    assert names == ["You: one", "Reply: Some words.", "You: two", "Reply: Some words."]
    for message in talked.chat.shown:
        talked.window.transcript.current.focus_on(message.id)
    buttons = talked.window.transcript.findChildren(QPushButton)
    assert all(button.accessibleName() for button in buttons if button.isVisible())
    assert any(button.objectName() == "bar_edit_message" for button in buttons)


def begin_to_change(qtbot: QtBot, talked: Application, scripted: ScriptedEngine) -> None:
    """While a reply forms, a queued message is being written in other words."""
    window = talked.window
    scripted.hold = threading.Event()
    with qtbot.waitSignal(talked.chat.frame_due, timeout=5000):
        talked.chat.send("three")
    talked.queue.submit("old words")
    window.queue_bar.findChild(QPushButton, "editQueued").click()
    window.queue_bar.findChild(QPlainTextEdit, "editField").setPlainText("better words")


def test_words_typed_for_a_queued_message_are_what_is_sent(
    qtbot: QtBot, talked: Application, scripted: ScriptedEngine
) -> None:
    begin_to_change(qtbot, talked, scripted)
    window = talked.window
    field = window.queue_bar.findChild(QPlainTextEdit, "editField")
    first = talked.chat.conversation
    talked.chat.new_conversation()
    assert first is not None
    talked.chat.open(first.id)
    assert window.queue_bar.findChild(QPlainTextEdit, "editField") is field
    scripted.hold.set()
    qtbot.waitUntil(window.window_actions["regenerate"].isEnabled, timeout=5000)
    assert field.toPlainText() == "better words"
    assert not window.window_actions["send_queued"].isEnabled()
    window.queue_bar.findChild(QPushButton, "finishEdit").click()
    qtbot.waitUntil(lambda: "better words" in texts(talked), timeout=5000)
    assert "old words" not in texts(talked)


def test_taking_back_a_message_that_is_being_changed_takes_the_new_words(
    qtbot: QtBot, talked: Application, scripted: ScriptedEngine
) -> None:
    begin_to_change(qtbot, talked, scripted)
    window = talked.window
    do(talked, "take_back")
    assert window.composer.text == "better words"
    assert not window.queue_bar.isVisible()


def test_words_for_a_queued_message_that_is_gone_go_into_the_composer(
    qtbot: QtBot, talked: Application, scripted: ScriptedEngine
) -> None:
    begin_to_change(qtbot, talked, scripted)
    window = talked.window
    talked.queue._store.remove(talked.queue.waiting[0].id)
    window.queue_bar.findChild(QPushButton, "finishEdit").click()
    assert window.composer.text == "better words"


def test_reply_without_a_question_is_neither_answered_again_nor_a_version_of_one(
    qtbot: QtBot, talked: Application
) -> None:
    actions = talked.window.window_actions
    with qtbot.waitSignal(talked.chat.reply_ended, timeout=5000):
        talked.messages.edit(talked.chat.shown[0].id, "uno")
    talked.messages.step(talked.chat.shown[0].id, -1)
    talked.messages.delete(talked.chat.shown[0].id)
    do(talked, "first_message")
    assert talked.window.transcript.current.message == talked.chat.shown[0]
    assert talked.chat.shown[0].role == "assistant"
    names = ("regenerate", "edit_message", "previous_version", "next_version")
    assert [name for name in names if actions[name].isEnabled()] == []


def test_place_is_kept_when_a_message_in_the_middle_is_deleted(
    qtbot: QtBot, talked: Application
) -> None:
    transcript = talked.window.transcript
    for number in range(8):
        with qtbot.waitSignal(talked.chat.reply_ended, timeout=5000):
            talked.chat.send(f"{number}\n" * 10)
    above, middle = talked.chat.shown[7:9]
    transcript.go_to(above.id, 20)
    talked.messages.delete(middle.id)
    qtbot.wait(50)
    assert transcript._offset_of(transcript.column.views[above.id]) == 20


def test_keys_of_undo_work_in_the_composer_where_there_is_nothing_to_redo(
    qtbot: QtBot, talked: Application
) -> None:
    window, edit = talked.window, talked.window.composer.edit
    window.activateWindow()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    talked.messages.delete(talked.chat.shown[-1].id)
    qtbot.waitUntil(edit.hasFocus, timeout=2000)
    qtbot.keyClicks(edit, "words")
    edit.undo()
    qtbot.keyClick(edit, Qt.Key.Key_Z, keys)
    assert (edit.toPlainText(), len(talked.chat.shown)) == ("words", 3)
    qtbot.keyClick(edit, Qt.Key.Key_Z, keys)
    assert len(talked.chat.shown) == 4


def test_what_has_to_wait_for_a_reply_says_so_and_can_be_done_after_it(
    qtbot: QtBot, talked: Application, scripted: ScriptedEngine
) -> None:
    window, shown = talked.window, talked.chat.shown
    last, first = shown[-1], shown[0]
    talked.messages.delete(last.id)
    do(talked, "first_message")
    do(talked, "edit_message")
    field = window.transcript.findChild(QPlainTextEdit, "editField")
    field.setPlainText("changed")
    scripted.hold = threading.Event()
    with qtbot.waitSignal(talked.chat.frame_due, timeout=5000):
        talked.chat.send("three")
    window.transcript.edited.emit(first.id, "changed")
    assert window.banner.sentence == "A reply forms: send your change when it is complete."
    do(talked, "undo")
    assert window.undo_bar.sentence.startswith("A reply forms")
    assert last not in talked.chat.shown
    with qtbot.waitSignal(talked.chat.reply_ended, timeout=5000):
        scripted.hold.set()
    do(talked, "undo")
    assert last in talked.chat.shown
    window.transcript.current.walk(-1000)
    field = window.transcript.findChild(QPlainTextEdit, "editField")
    assert field.toPlainText() == "changed"
    window.transcript.end_edit(first.id)
