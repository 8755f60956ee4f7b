"""Starting on bad ground gives a sentence; a second program on one data folder is refused."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from app.__main__ import main
from app.application import Application
from app.opening import StartupError
from app.storage.conversations import ConversationStore
from app.storage.errors import DISK_FULL, StorageFull
from app.storage.query import SearchFilter
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


def test_every_file_of_a_run_is_the_persons_alone(qtbot: QtBot, tmp_path: Path) -> None:
    whole = start(tmp_path / "data")
    whole.show()
    assert whole.chat.send("Hello")
    whole.data.back_up()
    whole.settings.change(noise="raw")
    whole.window.close()
    whole.close()
    modes = {p.name: p.stat().st_mode & 0o077 for p in (tmp_path / "data").rglob("*")}
    assert {"sfumato.db", "settings.json", "sfumato.log", "backups"} <= modes.keys()
    assert {name for name, open_to_others in modes.items() if open_to_others} == set()


def test_place_of_the_folder_is_warned_about_once(qtbot: QtBot, tmp_path: Path) -> None:
    told = []
    for _ in range(2):
        whole = start(tmp_path / "Dropbox" / "chats")
        whole.show()
        told.append(whole.window.banner.sentence)
        whole.window.close()
        whole.close()
    assert "Dropbox copies to other computers" in told[0]
    assert told[1] == ""


def test_text_that_an_earlier_run_could_not_save_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    left = tmp_path / "sfumato-unsaved-0123.md"
    left.write_text("half a reply")
    whole = start(tmp_path)
    whole.show()
    assert str(left) in whole.window.banner.sentence
    whole.window.close()
    whole.close()
    assert left.read_text() == "half a reply"


def test_what_is_deleted_for_good_leaves_the_backups(qtbot: QtBot, tmp_path: Path) -> None:
    whole = start(tmp_path)
    assert whole.chat.send("a xyzzyprivate question")
    whole.data.back_up()
    qtbot.waitUntil(lambda: len(whole.data.backups()) == 1, timeout=5000)
    (conversation,) = whole.chat.conversations()
    assert b"xyzzyprivate" in whole.data.backups()[0].path.read_bytes()
    whole.organise.delete_for_good([conversation.id])
    whole.window.close()
    whole.close()
    holding = [p for p in tmp_path.rglob("*") if p.is_file() and b"xyzzyprivate" in p.read_bytes()]
    assert holding == []


def test_what_could_not_be_deleted_stays_in_the_backups(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StorageFull(DISK_FULL)

    whole = start(tmp_path)
    assert whole.chat.send("a question")
    (conversation,) = whole.chat.conversations()
    monkeypatch.setattr(ConversationStore, "delete", refuse)
    with qtbot.assertNotEmitted(whole.organise.deleted_for_good):
        whole.organise.delete_for_good([conversation.id])
    whole.window.close()
    whole.close()


def test_a_search_that_meets_a_damaged_index_has_it_made_anew(qtbot: QtBot, tmp_path: Path) -> None:
    whole = start(tmp_path)
    ConversationStore(whole.database).create("A needle")
    with closing(sqlite3.connect(tmp_path / "sfumato.db")) as connection, connection:
        connection.execute("UPDATE title_search_data SET block = randomblob(50) WHERE id = 10")
    with qtbot.waitSignal(whole.search.failed, timeout=5000) as told:
        whole.search.search("needle", SearchFilter())
    assert "being made anew" in told.args[0]
    whole.data._pool.waitForDone()
    with qtbot.waitSignal(whole.search.found, timeout=5000) as found:
        whole.search.search("needle", SearchFilter())
    assert [hit.title for hit in found.args[0]] == ["A needle"]
    whole.window.close()
    whole.close()


def test_all_data_is_deleted_before_another_program_may_begin(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = start(tmp_path)
    assert whole.chat.send("Hello")
    whole.data.delete_all()
    assert whole.data.before_restart is not None
    refused = []

    def delete_and_look() -> None:
        with pytest.raises(StartupError, match="already running"):
            start(tmp_path)
        refused.append(True)
        whole.folder.remove_personal_files()

    whole.data.before_restart = delete_and_look
    whole.close()
    assert refused == [True]
    assert (whole.failure, whole.folder.personal_files()) == ("", [])
    again = start(tmp_path)
    assert again.chat.conversations() == []
    again.close()
