"""Restoring and deleting ask first and then close the window; the page of places is true."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.application import Application
from app.ui.stored_dialog import StoredDialog


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
    qtbot: QtBot, tmp_path: Path, scripted: object
) -> None:
    from tests.fakes.scripted_engine import ScriptedEngine

    assert isinstance(scripted, ScriptedEngine)
    data = tmp_path / "data"
    data.mkdir()
    (data / "sfumato.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    whole = Application(data, None, scripted.load)
    whole.show()
    assert "could not be read" in whole.window.banner.sentence
    assert str(data / "damaged") in whole.window.banner.sentence
    whole.window.close()
    whole.close()
