"""A full disk never keeps a person from what is there, nor is anything else blamed for it.

By hand, on a small file system (as root): mount -t tmpfs -o size=4m tmpfs DIR, fill it up to a few
KiB, then start with --data-dir DIR/data, once with the reserve in there and once without.
"""

import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app import application, opening
from app.application import Application
from app.opening import StartupError, opened
from app.paths import DataFolder
from app.storage import errors
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.emergency import EmergencyFiles
from app.storage.errors import DISK_FULL, StorageFull, error_at
from app.storage.start import Outcome, Start, open_safely
from tests.fakes.scripted_engine import ScriptedEngine


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    folder = DataFolder.at(tmp_path / "data")
    database = Database.open(folder.database)
    store = ConversationStore(database)
    store.append_user(store.create("Kept").id, "A question")
    database.close()
    EmergencyFiles.beside(folder.root).reserve()
    return folder


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk has hardly any room."""
    monkeypatch.setattr(opening, "has_little_room", lambda folder: True)


def refuses(
    monkeypatch: pytest.MonkeyPatch, error: Exception, until: Callable[[], bool] = lambda: False
) -> None:
    def attempt(path: Path) -> Start:
        if until():
            return open_safely(path)
        raise error

    monkeypatch.setattr(opening, "open_safely", attempt)


def let_go(run: opening.Opened) -> None:
    run.start.database.close()
    opening.stop_logging(run.log)
    run.lock.unlock()


@pytest.mark.usefixtures("full")
@pytest.mark.parametrize("error", [StorageFull(DISK_FULL), OSError(5, "no")])
def test_the_reserve_is_given_up_so_that_it_can_start(
    qtbot: QtBot, folder: DataFolder, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    reserve = folder.root / "emergency-room"
    refuses(monkeypatch, error, until=lambda: not reserve.exists())
    run = opened(folder, EmergencyFiles.beside(folder.root))
    assert run.start.outcome is Outcome.SOUND
    let_go(run)


@pytest.mark.usefixtures("full")
def test_a_full_disk_still_lets_everything_be_read(
    qtbot: QtBot, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(monkeypatch, StorageFull(DISK_FULL))
    running = Application(folder.root, None, ScriptedEngine().load)
    assert "The disk is full" in running.data.what_happened()
    assert [c.title for c in running.chat.conversations()] == ["Kept"]
    with pytest.raises(StorageFull, match="disk is full"):
        ConversationStore(running.database).create("No room")
    running.close()
    assert not any((folder.root / "backups").glob("*")), "nothing is copied"


@pytest.mark.usefixtures("full")
def test_a_full_disk_is_named_and_no_permissions(
    qtbot: QtBot, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in folder.root.iterdir():
        file.unlink()
    refuses(monkeypatch, StorageFull(DISK_FULL))
    with pytest.raises(StartupError, match="is full, so Sfumato cannot start"):
        opened(folder, EmergencyFiles.beside(folder.root))


def test_with_room_enough_the_reason_stays_and_so_does_the_reserve(
    qtbot: QtBot, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuses(monkeypatch, errors.ReadOnlyFolder("Check its permissions."))
    with pytest.raises(StartupError, match="Check its permissions"):
        opened(folder, EmergencyFiles.beside(folder.root))
    assert (folder.root / "emergency-room").exists()
    logs = [getattr(h, "baseFilename", "") for h in logging.getLogger().handlers]
    assert str(folder.log) not in logs


def test_what_cannot_be_tidied_now_is_told_and_the_program_starts(
    qtbot: QtBot, folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Database) -> list[str]:
        raise StorageFull(DISK_FULL)

    monkeypatch.setattr(application, "purge_trash", refuse)
    running = Application(folder.root, None, ScriptedEngine().load)
    running.show()
    assert "The disk is full" in running.window.banner.sentence
    running.window.close()
    running.close()


@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN])
def test_the_disk_is_not_called_broken_if_it_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    assert not isinstance(error_at(tmp_path / "a.db", error), StorageFull)
    monkeypatch.setattr(errors, "has_little_room", lambda folder: True)
    assert isinstance(error_at(tmp_path / "a.db", error), StorageFull)


def test_the_last_room_is_not_taken_as_a_reserve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.emergency.has_little_room", lambda *_: True)
    EmergencyFiles.beside(tmp_path).reserve()
    assert list(tmp_path.iterdir()) == []
