"""Copies that are whole or not there, of a database in use, thinned out to days and weeks."""

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.storage.backup import Backup, Backups, copy_database, is_sound, to_keep
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DamagedDatabase, DatabaseError, StorageFull
from app.storage.schema import REVISION
from tests.fakes.old_database import database_at
from tests.fakes.saved_chats import read_chats, save_chats

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "data" / "sfumato.db"
    save_chats(path, conversations=2, exchanges=2)
    return path


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        return [row[0] for row in connection.execute("SELECT title FROM conversations")]


def test_a_backup_of_a_database_in_use_holds_what_is_only_in_the_log(path: Path) -> None:
    database = Database.open(path)
    ConversationStore(database).create("Just now")
    backup = Backups.beside(path).take(path)
    assert "Just now" in titles(backup.path)
    assert is_sound(backup.path)
    database.close()


def test_a_backup_is_one_file_of_the_owner_alone(path: Path) -> None:
    backups = Backups.beside(path)
    backup = backups.take(path)
    assert [p.name for p in backups.folder.iterdir()] == [backup.path.name]
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backups.folder.stat().st_mode) == 0o700


def test_a_backup_can_be_opened_and_holds_everything(path: Path) -> None:
    backup = Backups.beside(path).take(path)
    old, new = Database.open(path), Database.open(backup.path)
    assert read_chats(old) == read_chats(new)
    old.close()
    new.close()


def test_a_backup_is_due_only_after_something_was_written(path: Path) -> None:
    backups = Backups.beside(path)
    assert backups.is_due(path)
    backups.take(path)
    assert not backups.is_due(path)
    database = Database.open(path)
    read_chats(database)
    assert not backups.is_due(path)
    ConversationStore(database).create("New")
    assert backups.is_due(path)
    backups.take(path)
    assert not backups.is_due(path)
    database.close()


def test_backups_while_another_thread_writes_are_all_sound(path: Path) -> None:
    end, saved = threading.Event(), threading.Event()

    def write() -> None:
        database = Database.open(path)
        store = ConversationStore(database)
        conversation = store.create("Busy")
        while not end.is_set():
            store.append_user(conversation.id, "word " * 2000)
            saved.set()
        database.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert saved.wait(30)
    backups = Backups.beside(path)
    try:
        assert all(is_sound(backups.take(path).path) for _ in range(10))
    finally:
        end.set()
        writer.join()


def test_a_damaged_database_gives_no_backup_and_keeps_the_old_ones(path: Path) -> None:
    backups = Backups.beside(path)
    kept = backups.take(path)
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(DamagedDatabase, match=r"sfumato\.db is damaged.*open it again"):
        backups.take(path)
    assert [p.name for p in backups.folder.iterdir()] == [kept.path.name]


@pytest.mark.parametrize("harm", [b"\xff" * 4096, b""])
def test_a_damaged_backup_is_named_as_one_and_another_is_advised(path: Path, harm: bytes) -> None:
    bad = Backups.beside(path).take(path).path
    with bad.open("r+b") as file:
        file.seek(4096)
        file.write(harm)
        file.truncate()
    before = bad.read_bytes()
    with pytest.raises(DamagedDatabase, match=r"backup sfumato-.* left as it is.*another one"):
        copy_database(bad, path.with_name("restored.part"))
    assert bad.read_bytes() == before


def test_a_full_disk_is_told_and_leaves_nothing_half_done(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def connect_to_full_disk(*arguments: object, **more: object) -> sqlite3.Connection:
        connection = connect(*arguments, **more)  # type: ignore[call-overload]
        connection.execute("PRAGMA max_page_count=3")
        return connection

    monkeypatch.setattr(sqlite3, "connect", connect_to_full_disk)
    backups = Backups.beside(path)
    with pytest.raises(StorageFull):
        backups.take(path)
    assert list(backups.folder.iterdir()) == []


def test_a_folder_in_the_way_is_told(path: Path) -> None:
    (path.parent / "backups").write_text("not a folder")
    with pytest.raises(DatabaseError, match="could not be written"):
        Backups.beside(path).take(path)


def test_what_a_killed_backup_left_is_cleared_away(path: Path) -> None:
    backups = Backups.beside(path)
    backups.folder.mkdir()
    (backups.folder / ".copy-old.part").write_text("half")
    backup = backups.take(path)
    assert list(backups.folder.iterdir()) == [backup.path]


def test_other_files_in_the_folder_are_no_backups_and_stay(path: Path) -> None:
    backups = Backups.beside(path)
    backups.folder.mkdir()
    for name in ("sfumato-mine.db", "letter.txt"):
        (backups.folder / name).write_text("x")
    backups.take(path)
    assert len(backups.listed()) == 1
    assert len(list(backups.folder.iterdir())) == 3


def at(ago: timedelta, before: str = "") -> Backup:
    made_at = NOW - ago
    return Backup(Path(f"{made_at:%Y%m%dT%H%M%S}{before}"), made_at, before)


def kept_ages(backups: list[Backup], now: datetime = NOW) -> list[timedelta]:
    return sorted(now - b.made_at for b in to_keep(backups, now))


def test_of_two_months_every_quarter_hour_seven_days_and_four_weeks_are_kept() -> None:
    backups = [at(timedelta(minutes=15 * n)) for n in range(4 * 24 * 60)]
    ages = kept_ages(backups)
    newest, before_it, *older = ages
    assert (newest, before_it) == (timedelta(0), timedelta(minutes=15))
    days = {(NOW - age).astimezone().date() for age in ages}
    weeks = {(NOW - age).astimezone().isocalendar()[:2] for age in ages}
    assert len(weeks) == 4
    assert 7 <= len(days) <= 7 + 3
    assert max(ages) >= timedelta(days=14)  # today is a Monday
    assert len(older) == len(days) - 1


def test_a_long_pause_costs_no_backup() -> None:
    backups = [at(timedelta(days=n)) for n in range(7)]
    much_later = NOW + timedelta(days=400)
    assert to_keep(backups, much_later) == to_keep(backups, NOW) == set(backups)


def test_copies_before_great_changes_are_kept_four_weeks() -> None:
    before = [at(timedelta(days=n, minutes=5), "restore") for n in (1, 20, 40)]
    others = [at(timedelta(hours=n)) for n in range(24 * 50)]
    kept = to_keep(before + others, NOW)
    assert [b in kept for b in before] == [True, True, False]


def test_the_last_two_are_kept_should_one_be_bad() -> None:
    backups = [at(timedelta(minutes=n)) for n in range(5)]
    assert to_keep(backups, NOW) == set(backups[:2])


def test_every_migration_is_preceded_by_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "old" / "sfumato.db"
    path.parent.mkdir()
    database_at(path, "0002")
    Database.open(path).close()
    (backup,) = Backups.beside(path).listed()
    assert backup.before == REVISION
    with closing(sqlite3.connect(backup.path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
    Database.open(path).close()
    assert len(Backups.beside(path).listed()) == 1
