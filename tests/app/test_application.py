"""Starting on bad ground gives a sentence; a second program on one data folder is refused."""

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.__main__ import main
from app.application import Application, StartupError
from app.storage.records import MessageState
from tests.fakes.scripted_engine import ScriptedEngine


def start(folder: Path) -> Application:
    return Application(folder, None, ScriptedEngine().load)


def test_second_program_on_one_data_folder_is_refused(qtbot: QtBot, tmp_path: Path) -> None:
    first = start(tmp_path)
    with pytest.raises(StartupError, match="already running"):
        start(tmp_path)
    first.close()
    start(tmp_path).close()


def test_damaged_database_is_kept_aside_and_told(qtbot: QtBot, tmp_path: Path) -> None:
    start(tmp_path).close()
    damaged = b"no database at all " * 500
    for name in ("sfumato.db-wal", "sfumato.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    (tmp_path / "sfumato.db").write_bytes(damaged)
    again = start(tmp_path)
    assert "could not be read" in again.data.what_happened()
    (kept,) = (tmp_path / "damaged").glob("*/sfumato.db")
    assert kept.read_bytes() == damaged
    again.close()


def test_newer_database_can_be_read_and_not_changed(qtbot: QtBot, tmp_path: Path) -> None:
    first = start(tmp_path)
    first.chat.send("An old question")
    first.close()
    connection = sqlite3.connect(tmp_path / "sfumato.db")
    connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    connection.commit()
    connection.close()
    before = (tmp_path / "sfumato.db").read_bytes()
    again = start(tmp_path)
    assert "newer version" in again.data.what_happened()
    (conversation,) = again.chat.conversations()
    again.chat.open(conversation.id)
    assert [m.text for m in again.chat.shown][:1] == ["An old question"]
    with qtbot.waitSignal(again.chat.storage_failed, timeout=1000):
        assert not again.chat.send("More")
    again.window.close()
    again.close()
    assert (tmp_path / "sfumato.db").read_bytes() == before


def test_data_folder_that_is_a_file_gives_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    with pytest.raises(StartupError, match="cannot be used"):
        start(path)


def test_reply_cut_by_a_crash_is_found_interrupted(qtbot: QtBot, tmp_path: Path) -> None:
    first = start(tmp_path)
    store = first.chat._store
    conversation = store.create()
    asked = store.append_user(conversation.id, "Hello")
    store.begin_reply(conversation.id, asked.id, "scripted")
    first.close()
    second = start(tmp_path)
    assert second.chat.messages(conversation.id)[-1].state is MessageState.INTERRUPTED
    second.close()


def test_startup_error_is_shown_in_a_dialog(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("x", encoding="utf-8")
    seen: list[str] = []

    def look() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QMessageBox) and widget.isVisible():
                seen.append(widget.text())
                widget.accept()

    QTimer.singleShot(200, look)
    assert main(["--data-dir", str(path)], ScriptedEngine().load) == 1
    assert len(seen) == 1
    assert "cannot be used" in seen[0]
