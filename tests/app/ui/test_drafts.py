"""What was typed is saved later if the disk refused it, and never lost with the window."""

import threading

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.model_controller import ModelState
from app.storage.conversations import ConversationStore
from app.ui import closing
from tests.fakes.full_disk import fill_disk, make_room
from tests.fakes.scripted_engine import ScriptedEngine

LONG = "precious " * 3000


@pytest.fixture
def talked(qtbot: QtBot, application: Application) -> Application:
    """A window with one question and its reply."""
    with qtbot.waitExposed(application.window):
        application.show()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    with qtbot.waitSignal(application.chat.reply_ended, timeout=5000):
        application.chat.send("one")
    return application


def draft(application: Application, conversation_id: str) -> str:
    return ConversationStore(application.database).get(conversation_id).draft


def test_draft_that_was_refused_is_saved_when_the_disk_has_room_again(talked: Application) -> None:
    assert talked.chat.conversation is not None
    talked.window.composer.set_text(LONG)
    fill_disk(talked.database)
    assert not talked.window.drafts.save()
    make_room(talked.database)
    talked.window.close()
    assert draft(talked, talked.chat.conversation.id) == LONG


def test_draft_that_was_refused_comes_back_with_its_conversation(talked: Application) -> None:
    assert talked.chat.conversation is not None
    first = talked.chat.conversation.id
    talked.window.composer.set_text(LONG)
    fill_disk(talked.database)
    talked.chat.new_conversation()
    assert talked.window.composer.text == ""
    talked.chat.open(first)
    assert talked.window.composer.text == LONG
    make_room(talked.database)
    talked.chat.new_conversation()
    assert draft(talked, first) == LONG


def test_text_typed_on_a_full_disk_is_in_a_file_when_the_window_has_closed(
    talked: Application,
) -> None:
    talked.window.composer.set_text(LONG)
    fill_disk(talked.database)
    assert talked.window.close()
    (path,) = talked.folder.root.glob("sfumato-unsaved-*")
    assert path.read_text() == LONG


def test_window_asks_before_it_closes_over_text_that_no_file_takes(
    monkeypatch: pytest.MonkeyPatch, talked: Application
) -> None:
    answers = [False, True]
    monkeypatch.setattr(talked.chat.saver._emergency, "write", lambda *_: None)
    monkeypatch.setattr(closing, "confirmed", lambda *_, **__: answers.pop(0))
    talked.window.composer.set_text(LONG)
    fill_disk(talked.database)
    assert not talked.window.close()
    assert talked.window.composer.text == LONG
    assert talked.window.close()


def test_long_paste_is_saved_as_a_draft_and_counted(qtbot: QtBot, talked: Application) -> None:
    window = talked.window
    assert talked.chat.conversation is not None
    qtbot.waitUntil(window.context_label.isVisible, timeout=3000)
    before = window.context_label.toolTip()
    pasted = QMimeData()
    pasted.setText(LONG)
    window.composer.edit.insertFromMimeData(pasted)
    conversation_id = talked.chat.conversation.id
    qtbot.waitUntil(lambda: window.context_label.toolTip() != before, timeout=3000)
    qtbot.waitUntil(lambda: draft(talked, conversation_id) == LONG, timeout=5000)


def test_window_asks_before_it_closes_over_an_edit_and_does_no_restart_then(
    monkeypatch: pytest.MonkeyPatch, talked: Application
) -> None:
    answers = [False, True]
    monkeypatch.setattr(closing, "confirmed", lambda *_, **__: answers.pop(0))
    window = talked.window
    window.window_actions["edit_message"].trigger()
    assert not window.transcript.edits.has_changes
    window.transcript.findChild(QPlainTextEdit, "editField").setPlainText("other words")
    talked.chat.new_conversation()  # the editor is kept all the same
    talked.data.delete_all()
    assert window.isVisible()
    assert talked.data.before_restart is None
    assert window.close()
    assert answers == []


def test_window_asks_before_it_closes_over_a_queued_message_that_is_being_changed(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    talked: Application,
    scripted: ScriptedEngine,
) -> None:
    answers = [False, True]
    monkeypatch.setattr(closing, "confirmed", lambda *_, **__: answers.pop(0))
    scripted.hold = threading.Event()
    with qtbot.waitSignal(talked.chat.frame_due, timeout=5000):
        talked.chat.send("two")
    talked.queue.submit("old words")
    bar = talked.window.queue_bar
    bar.findChild(QPushButton, "editQueued").click()
    assert not bar.has_unsaved_edits
    bar.findChild(QPlainTextEdit, "editField").setPlainText("new words")
    assert not talked.window.close()
    assert talked.window.close()
