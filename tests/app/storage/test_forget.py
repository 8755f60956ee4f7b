"""What is deleted for good is in no file any more, the backups included; nothing else is harmed."""

import random
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.backup import Backups, is_sound
from app.storage.branches import BranchStore
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.forget import Forgetting, give_room_back, vacuum
from app.storage.search import SearchIndex
from tests.fakes.old_database import database_at
from tests.fakes.saved_chats import read_chats, save_chats

SECRET = "xyzzyprivate "
TIME = "2026-01-01 00:00:00.000000"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "sfumato.db"
    save_chats(path, conversations=2, exchanges=2)
    return path


def files_with(folder: Path, words: str) -> list[str]:
    """Every file below that holds these words, in any case."""
    found = words.strip().encode()
    return [p.name for p in sorted(folder.rglob("*")) if p.is_file() and found in p.read_bytes()]


def say_secret(database: Database) -> str:
    """Save a secret as a question, a long reply's title and text; returns the conversation's id."""
    store = ConversationStore(database)
    conversation = store.create(SECRET)
    store.append_user(conversation.id, SECRET * 2000)
    return conversation.id


def test_a_conversation_deleted_for_good_is_in_no_file(path: Path, tmp_path: Path) -> None:
    database = Database.open(path)
    secret = say_secret(database)
    backups = Backups.beside(path)
    first = backups.take(path)
    ConversationStore(database).create("Later")
    backups.take(path, before="restore")
    assert len(files_with(tmp_path, SECRET)) >= 3
    times = {b.path: b.path.stat().st_mtime_ns for b in backups.listed()}
    ConversationStore(database).delete(secret)
    forgetting = Forgetting(path)
    forgetting.note([secret])
    forgetting.work()
    assert files_with(tmp_path, SECRET) == []
    assert {b.path: b.path.stat().st_mtime_ns for b in backups.listed()} == times
    assert all(is_sound(b.path) for b in backups.listed())
    kept = read_chats(database)
    database.close()
    del kept["Later"]
    copy = Database.open(first.path)
    assert read_chats(copy) == kept
    copy.close()


def test_a_message_deleted_for_good_leaves_those_that_followed_it(path: Path) -> None:
    database = Database.open(path)
    store = ConversationStore(database)
    conversation = store.create("talk")
    first = store.append_user(conversation.id, "first")
    secret = store.append_user(conversation.id, SECRET, parent_id=first.id)
    last = store.append_user(conversation.id, "last", parent_id=secret.id)
    BranchStore(database).delete_message(secret.id)
    backup = Backups.beside(path).take(path)
    database.close()
    forgetting = Forgetting(path)
    forgetting.note([secret.id])
    forgetting.work()
    assert SECRET.encode() not in backup.path.read_bytes()
    copy = Database.open(backup.path)
    assert [m.id for m in ConversationStore(copy).messages(conversation.id)] == [first.id, last.id]
    copy.close()


def test_backups_of_older_schemas_forget_as_well(path: Path, tmp_path: Path) -> None:
    backups = Backups.beside(path)
    backups.folder.mkdir()
    old = backups.folder / "sfumato-20260101T000000000000Z.db"
    database_at(old, "0001")
    with closing(sqlite3.connect(old)) as connection, connection:
        for key, title, leaf in (("secret", SECRET, None), ("kept", "Kept", "said")):
            connection.execute(
                "INSERT INTO conversations (id, title, created_at, updated_at, active_leaf_id)"
                " VALUES (?, ?, ?, ?, ?)",
                (key, title, TIME, TIME, leaf),
            )
        for message, parent in (("first", None), ("said", "first"), ("last", "said")):
            connection.execute(
                "INSERT INTO messages (id, conversation_id, parent_id, role, text, thought, state,"
                " created_at) VALUES (?, 'kept', ?, 'user', ?, '', 'complete', ?)",
                (message, parent, SECRET if message == "said" else message, TIME),
            )
    forgetting = Forgetting(path)
    forgetting.note(["secret", "said"])
    forgetting.work()
    assert files_with(tmp_path, SECRET) == []
    assert is_sound(old)
    with closing(sqlite3.connect(old)) as connection:
        tree = connection.execute("SELECT id, parent_id FROM messages ORDER BY rowid").fetchall()
        leaf = connection.execute("SELECT active_leaf_id FROM conversations").fetchall()
    assert tree == [("first", None), ("last", "first")]
    assert leaf == [("first",)]


def test_a_backup_remembers_no_message_that_was_removed(path: Path) -> None:
    database = Database.open(path)
    store = ConversationStore(database)
    conversation = store.create("talk")
    first = store.append_user(conversation.id, "first")
    shown = store.append_user(conversation.id, "shown", parent_id=first.id)
    with database.transaction() as connection:
        sql = "UPDATE messages SET shown_child_id = ? WHERE id = ?"
        connection.exec_driver_sql(sql, (shown.id, first.id))
    backup = Backups.beside(path).take(path)
    database.close()
    forgetting = Forgetting(path)
    forgetting.note([shown.id])
    forgetting.work()
    with closing(sqlite3.connect(backup.path)) as connection:
        sql = "SELECT shown_child_id FROM messages WHERE id = ?"
        assert connection.execute(sql, (first.id,)).fetchall() == [(None,)]


def test_a_backup_that_cannot_be_read_might_hold_it_and_goes(path: Path) -> None:
    backup = Backups.beside(path).take(path)
    with backup.path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)
    forgetting = Forgetting(path)
    forgetting.work()
    assert backup.path.exists()  # nothing was to be forgotten
    forgetting.note(["anything"])
    forgetting.work()
    assert not backup.path.exists()


def test_what_a_crash_left_to_be_forgotten_is_forgotten_later(path: Path, tmp_path: Path) -> None:
    database = Database.open(path)
    secret = say_secret(database)
    Backups.beside(path).take(path)
    ConversationStore(database).delete(secret)
    database.close()
    Forgetting(path).note([secret])
    assert files_with(tmp_path, SECRET) != []
    Forgetting(path).work()  # of the next run
    assert files_with(tmp_path, SECRET) == []


def test_saving_goes_on_while_something_is_forgotten(path: Path) -> None:
    """No step holds the database for long: VACUUM of a great one takes many seconds."""
    database = Database.open(path)
    store = ConversationStore(database)
    gone, kept = store.create("Gone"), store.create("Kept")
    chance = random.Random(0)
    for _ in range(60):
        for conversation in (gone, kept):
            store.append_user(conversation.id, chance.randbytes(8_000).hex(" ", 3))
    store.delete(gone.id)
    forgetting = Forgetting(path)
    forgetting.note([gone.id])
    work = threading.Thread(target=forgetting.work)
    work.start()
    with database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=1000")
    while work.is_alive():
        store.rename(kept.id, f"Kept {chance.random()}")
    work.join()
    assert forgetting.waiting() == []
    database.close()


def test_room_is_given_back_when_nobody_uses_the_database(path: Path) -> None:
    database = Database.open(path)
    secret = say_secret(database)
    before = read_chats(database)
    ConversationStore(database).delete(secret)
    del before[SECRET]
    database.close()
    size = path.stat().st_size
    give_room_back(path)
    assert path.stat().st_size < size
    left = path.read_bytes()
    give_room_back(path)
    assert path.read_bytes() == left, "once is enough"
    database = Database.open(path)
    assert read_chats(database) == before
    database.close()


def test_words_go_out_of_a_damaged_index_as_well(path: Path, tmp_path: Path) -> None:
    database = Database.open(path)
    secret = say_secret(database)
    ConversationStore(database).delete(secret)
    database.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM message_search_config")
    forgetting = Forgetting(path)
    forgetting.note([secret])
    forgetting.work()
    assert files_with(tmp_path, SECRET) == []


def test_leaving_out_empty_pages_keeps_order_and_search_true(path: Path) -> None:
    database = Database.open(path)
    store = ConversationStore(database)
    for conversation in store.newest_first()[:1]:
        store.delete(conversation.id)
    store.append_user(store.create("Found").id, "a needle")
    before, size = read_chats(database), path.stat().st_size
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        vacuum(connection)
    assert read_chats(database) == before
    database.close()
    assert path.stat().st_size < size
    index = SearchIndex(path)
    assert [hit.title for hit in index.find("needle")] == ["Found"]
    index.close()


def test_search_is_made_anew_if_rows_get_other_numbers(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.open(path)
    ConversationStore(database).append_user(ConversationStore(database).create("F").id, "a needle")
    with database.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER message_search_added")
        connection.exec_driver_sql("UPDATE messages SET rowid = rowid + 1000")
    database.close()
    numbers = iter(["before", "after"])
    monkeypatch.setattr("app.storage.forget._row_numbers", lambda _: next(numbers))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        vacuum(connection)
    index = SearchIndex(path)
    assert [hit.title for hit in index.find("needle")] == ["F"]
    index.close()


def test_an_id_with_spaces_names_one_conversation_and_no_others(path: Path) -> None:
    database = Database.open(path)
    with database.transaction() as connection:
        for key in ("my chat", "chat", "my"):
            sql = "INSERT INTO conversations (id, created_at, updated_at) VALUES (?, ?, ?)"
            connection.exec_driver_sql(sql, (key, TIME, TIME))
    database.close()
    backup = Backups.beside(path).take(path)
    forgetting = Forgetting(path)
    forgetting.note(["my chat"])
    forgetting.work()
    with closing(sqlite3.connect(backup.path)) as connection:
        found = {row[0] for row in connection.execute("SELECT id FROM conversations")}
    assert found >= {"chat", "my"}
    assert "my chat" not in found
    assert forgetting.waiting() == []


def test_ids_that_an_earlier_version_left_to_be_forgotten_are_known(path: Path) -> None:
    backups = Backups.beside(path)
    backups.folder.mkdir()
    (backups.folder / "to-forget").write_text("12345678\nabc", encoding="utf-8")
    assert Forgetting(path).waiting() == ["12345678", "abc"]
    (backups.folder / "to-forget").write_text("12345678", encoding="utf-8")
    assert Forgetting(path).waiting() == ["12345678"]
