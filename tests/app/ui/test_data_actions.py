"""Restoring and deleting ask first and then close the window; the page of places is true."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QInputDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.paths import DataFolder
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.emergency import EmergencyFiles
from app.ui.banner import WayOut, way_out_words
from app.ui.stored_dialog import StoredDialog
from tests.fakes.full_disk import fill_disk, make_room
from tests.fakes.scripted_engine import ScriptedEngine


def test_restoring_asks_and_closes_the_window(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    application.show()
    assert application.chat.send("Hello")
    window = application.window
    window.window_actions["back_up"].trigger()
    qtbot.waitUntil(lambda: len(application.data.backups()) == 1, timeout=5000)
    answers = [False, True]
    monkeypatch.setattr(window.data_actions, "chooses", lambda words: words[0])
    monkeypatch.setattr(window.data_actions, "confirms", lambda *_words: answers.pop(0))
    window.window_actions["restore"].trigger()
    assert window.isVisible()
    assert application.data.before_restart is None
    window.window_actions["restore"].trigger()
    assert not window.isVisible()
    assert application.data.before_restart is not None


def test_the_choice_of_a_backup_says_what_its_button_does(
    qtbot: QtBot, application: Application
) -> None:
    application.show()
    said: list[str] = []

    def answer() -> None:
        dialog = application.window.findChild(QInputDialog)
        said.extend(button.text() for button in dialog.findChildren(QPushButton))
        dialog.findChild(QComboBox).setCurrentIndex(1)
        dialog.accept()

    QTimer.singleShot(100, answer)
    assert application.window.data_actions.chooses(["new", "old"]) == "old"
    assert "Restore…" in said


def test_the_page_names_every_place(qtbot: QtBot, application: Application) -> None:
    application.window.window_actions["stored"].trigger()
    dialog = application.window.findChild(StoredDialog)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    folder = application.folder
    for place in (folder.database, folder.settings, folder.log, folder.models):
        assert str(place) in said
    assert "Nothing you write is sent anywhere." in said
    dialog.accept()


def test_what_happened_at_the_start_is_shown(
    qtbot: QtBot, tmp_path: Path, scripted: ScriptedEngine
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "sfumato.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    whole = Application(data, None, scripted.load)
    whole.show()
    assert "could not be read" in whole.window.banner.sentence
    assert str(data / "damaged") in whole.window.banner.sentence
    whole.window.close()
    whole.close()


@pytest.fixture
def talk(tmp_path: Path) -> str:
    """A conversation with a reply that was not saved, and other text, before the program begins."""
    data = tmp_path / "data"
    database = Database.open(DataFolder.at(data).database)
    store = ConversationStore(database)
    conversation = store.create("Talk")
    question = store.append_user(conversation.id, "why?")
    reply = store.begin_reply(conversation.id, question.id, None)
    database.close()
    files = EmergencyFiles((data,))
    files.write(reply.id, "Because of this.")
    files.write("f" * 32, "a thought " * 20_000)
    return conversation.id


def test_text_of_an_earlier_run_is_put_back_from_the_banner(
    qtbot: QtBot, talk: str, application: Application
) -> None:
    application.show()
    banner, store = application.window.banner, ConversationStore(application.database)
    assert "could not be saved in an earlier run" in banner.sentence
    words = way_out_words(WayOut.PUT_BACK)
    next(b for b in banner.findChildren(QPushButton) if b.text() == words).click()
    assert banner.sentence.startswith("The text is back")
    assert EmergencyFiles((application.folder.root,)).left() == []
    assert [m.text for m in store.messages(talk)] == ["why?", "Because of this."]
    assert "a thought " * 20_000 in {c.draft for c in store.newest_first()}


def test_text_that_cannot_be_put_back_yet_is_offered_again(
    qtbot: QtBot, talk: str, application: Application
) -> None:
    application.show()
    fill_disk(application.database)
    application.left.put_all_back()
    assert "full" in application.window.banner.sentence
    assert application.left.can_be_put_back
    make_room(application.database)
    application.left.put_all_back()
    assert not application.left.can_be_put_back
