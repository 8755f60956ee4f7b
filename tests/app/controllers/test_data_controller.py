"""Backups come by themselves; restoring and deleting wait for the end of the run."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.data_controller import DataController, local_time
from app.paths import DataFolder
from app.storage.backup import Backups
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.emergency import EmergencyFiles
from app.storage.start import Outcome, Start, open_safely
from tests.fakes.saved_chats import save_chats


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder.at(tmp_path / "data")


def say(start: Start, words: str) -> None:
    store = ConversationStore(start.database)
    store.append_user(store.create(words).id, words)


def titles(folder: DataFolder) -> list[str]:
    database = Database.open(folder.database)
    found = sorted(c.title for c in ConversationStore(database).newest_first())
    database.close()
    return found


def test_a_backup_is_made_only_after_a_change(qtbot: QtBot, folder: DataFolder) -> None:
    start = open_safely(folder.database)
    data = DataController(folder, start)
    say(start, "one")
    data.back_up()
    qtbot.waitUntil(lambda: len(data.backups()) == 1, timeout=5000)
    start.database.close()
    data.close()
    kept = [backup.path for backup in data.backups()]
    data.close()
    assert [backup.path for backup in data.backups()] == kept


def test_restoring_goes_back_and_keeps_the_present(qtbot: QtBot, folder: DataFolder) -> None:
    start = open_safely(folder.database)
    data = DataController(folder, start)
    say(start, "one")
    data.back_up()
    qtbot.waitUntil(lambda: len(data.backups()) == 1, timeout=5000)
    say(start, "two")
    (backup,) = data.backups()
    with qtbot.waitSignal(data.restart_wanted, timeout=1000):
        data.restore(backup)
    start.database.close()
    data.close()  # its copy, and the one before the restore, push the chosen one out
    assert titles(folder) == ["one", "two"]
    assert data.before_restart is not None
    data.before_restart()
    assert not backup.path.exists()
    assert titles(folder) == ["one"]
    present = next(b for b in data.backups() if b.before == "restore")
    data.restore(present)
    data.before_restart()
    assert titles(folder) == ["one", "two"]


def test_deleting_all_takes_what_this_run_had_to_write_elsewhere(
    qtbot: QtBot, folder: DataFolder, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    start, emergency = open_safely(folder.database), EmergencyFiles((home,))
    data = DataController(folder, start, emergency)
    emergency.write("reply", "secret")
    data.delete_all()
    assert data.before_restart is not None
    start.database.close()
    data.close()
    data.before_restart()
    assert list(home.iterdir()) == []


def test_deleting_all_leaves_models_and_nothing_else(qtbot: QtBot, folder: DataFolder) -> None:
    start = open_safely(folder.database)
    data = DataController(folder, start)
    say(start, "secret")
    (folder.models / "a-model").mkdir(parents=True)
    folder.settings.write_text("{}", encoding="utf-8")
    folder.lock.touch()
    data.delete_all()
    start.database.close()
    data.close()
    assert data.before_restart is not None
    data.before_restart()
    assert {p.name for p in folder.root.iterdir()} == {"models", folder.lock.name}


def test_what_happened_is_told_in_sentences(qtbot: QtBot, folder: DataFolder) -> None:
    start = open_safely(folder.database)
    say(start, "kept")
    start.database.close()
    DataController(folder, start).close()
    folder.database.write_bytes(b"\0" * 4096)
    again = open_safely(folder.database)
    told = DataController(folder, again).what_happened()
    assert again.outcome is Outcome.FROM_BACKUP
    assert "the backup of" in told
    assert "damaged" in told
    assert told.endswith(".")
    again.database.close()
    assert titles(folder) == ["kept"]


def test_what_came_from_a_backup_and_what_is_not_known_is_told(
    qtbot: QtBot, folder: DataFolder
) -> None:
    save_chats(folder.database)
    Backups.beside(folder.database).take(folder.database)
    folder.database.write_bytes(folder.database.read_bytes()[: 40 * 4096])
    again = open_safely(folder.database)
    told = DataController(folder, again).what_happened()
    assert again.outcome is Outcome.RESCUED
    assert f"Of these, {again.num_from_backup} came from a backup." in told
    assert "Whether others are lost cannot be told." in told
    again.database.close()


def test_a_backup_of_a_newer_version_is_not_restored(qtbot: QtBot, folder: DataFolder) -> None:
    start = open_safely(folder.database)
    data = DataController(folder, start)
    backup = Backups.beside(folder.database).take(folder.database)
    with closing(sqlite3.connect(backup.path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with qtbot.waitSignal(data.failed) as told:
        data.restore(backup)
    assert "newer version" in told.args[0]
    assert data.before_restart is None
    start.database.close()
    data.close()


def test_a_synced_folder_is_warned_about(qtbot: QtBot, tmp_path: Path) -> None:
    folder = DataFolder.at(tmp_path / "Dropbox" / "chats")
    start = open_safely(folder.database)
    assert "Dropbox" in DataController(folder, start).warning_of_place()
    start.database.close()


def test_a_backup_asked_for_is_told_of_even_if_nothing_changed(
    qtbot: QtBot, folder: DataFolder
) -> None:
    start = open_safely(folder.database)
    data = DataController(folder, start)
    say(start, "one")
    for _ in range(2):
        with qtbot.waitSignal(data.backed_up, timeout=5000) as told:
            data.back_up_now()
        assert local_time(data.backups()[0]) in told.args[0]
    assert len(data.backups()) == 1
    start.database.close()


def test_a_backup_that_fails_is_told(qtbot: QtBot, folder: DataFolder) -> None:
    start = open_safely(folder.database)
    data = DataController(folder, start)
    folder.backups.write_text("not a folder")
    with qtbot.waitSignal(data.failed, timeout=5000) as told:
        data.back_up_now()
    assert "could not be written" in told.args[0]
    start.database.close()
