"""Whatever happens to the file, the program starts with all that can be read, and says so."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.storage.backup import RESCUE, Backup, Backups, to_keep
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DatabaseError, ForeignDatabase, NewerDatabase
from app.storage.forget import Forgetting
from app.storage.organising import OrganisingStore
from app.storage.queue import QueueStore
from app.storage.records import Conversation, Message
from app.storage.removal import message_removal
from app.storage.start import Outcome, Start, open_safely
from app.storage.titles import title_of
from tests.fakes.saved_chats import (
    messages_by_id,
    read_chats,
    read_unsent,
    save_chats,
    save_unsent,
)

PAGE = 4096
# All of them take a while: SFUMATO_EVERY_PAGE=1 pytest tests/app/storage/test_start.py
EVERY_PAGE = bool(os.environ.get("SFUMATO_EVERY_PAGE"))
NUM_PAGES = 20


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of a hundred pages, closed."""
    path = tmp_path_factory.mktemp("original") / "sfumato.db"
    save_chats(path)
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(original, tmp_path / "sfumato.db"))


def overwrite(path: Path, page: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek((page - 1) * PAGE)
        file.write(content)


def started(path: Path) -> Start:
    """Start; the database must be sound, migrated and ready to be written."""
    start = open_safely(path)
    with start.database.transaction() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall() == []
        connection.exec_driver_sql(
            "INSERT INTO message_search (message_search) VALUES ('integrity-check')"
        )
    store = ConversationStore(start.database)
    store.append_user(store.create("New").id, "Hello")
    return start


def noise(_: int) -> bytes:
    return random.Random(1).randbytes(PAGE)


DAMAGE: dict[str, Callable[[int], bytes]] = {
    "noise": noise,
    "zeros": lambda _: bytes(PAGE),
    "ones": lambda _: b"\xff" * PAGE,
}


def pages_to_damage(path: Path) -> list[int]:
    """Every page, or some of them, always with the first ones."""
    count = path.stat().st_size // PAGE
    if EVERY_PAGE:
        return list(range(1, count + 1))
    others = random.Random(2).sample(range(6, count + 1), NUM_PAGES - 5)
    return [1, 2, 3, 4, 5, *sorted(others)]


@pytest.mark.timeout(1800 if EVERY_PAGE else 180)
@pytest.mark.parametrize("damage", DAMAGE)
def test_any_page_overwritten_costs_no_more_than_the_rows_on_it(
    original: Path, tmp_path: Path, damage: str
) -> None:
    before = Database.open(original)
    expected = messages_by_id(before)
    before.close()
    for page in pages_to_damage(original):
        folder = tmp_path / str(page)
        folder.mkdir()
        path = Path(shutil.copy(original, folder / "sfumato.db"))
        overwrite(path, page, DAMAGE[damage](page))
        harmed = path.read_bytes()
        start = started(path)
        found = messages_by_id(start.database)
        start.database.close()
        lost = expected.keys() - found.keys()
        assert len(lost) <= 12, f"page {page}: {len(lost)} of {len(expected)} messages lost"
        assert start.num_lost <= len(lost), f"page {page}"  # nothing may refer to what is lost
        assert not lost or start.outcome is not Outcome.SOUND, f"page {page}"
        if start.outcome is not Outcome.SOUND:
            assert start.aside is not None
            assert (start.aside / "sfumato.db").read_bytes() == harmed
        shutil.rmtree(folder)


@pytest.mark.timeout(1800 if EVERY_PAGE else 180)
def test_with_a_backup_any_page_overwritten_costs_nothing(original: Path, tmp_path: Path) -> None:
    before = Database.open(original)
    expected = messages_by_id(before)
    before.close()
    outcomes = set()
    for page in pages_to_damage(original):
        folder = tmp_path / str(page)
        folder.mkdir()
        path = Path(shutil.copy(original, folder / "sfumato.db"))
        Backups.beside(path).take(path)
        overwrite(path, page, noise(page))
        start = started(path)
        outcomes.add(start.outcome)
        found = messages_by_id(start.database)
        start.database.close()
        assert {key: found[key] for key in expected} == expected, f"page {page}"
        assert start.num_lost == 0
        shutil.rmtree(folder)
    assert outcomes <= {Outcome.RESCUED, Outcome.SOUND}


def test_a_sound_database_is_opened_and_nothing_is_set_aside(path: Path) -> None:
    start = started(path)
    assert (start.outcome, start.aside) == (Outcome.SOUND, None)
    start.database.close()
    assert [p.name for p in path.parent.iterdir()] == ["sfumato.db"]


def test_a_missing_file_is_a_first_start(tmp_path: Path) -> None:
    start = started(tmp_path / "sfumato.db")
    assert start.outcome is Outcome.SOUND
    start.database.close()


def crashed(path: Path) -> Path:
    """The database as a crash leaves it: the last conversation is in the log only."""
    database = Database.open(path)
    store = ConversationStore(database)
    store.append_user(store.create("In the log").id, "Only here")
    copy = path.parent / "crashed" / path.name
    copy.parent.mkdir()
    for suffix in ("", "-wal", "-shm"):
        shutil.copy(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
    database.close()
    assert copy.with_name(f"{copy.name}-wal").stat().st_size > 0
    return copy


def test_database_log_and_index_are_set_aside_together_and_the_log_is_read(path: Path) -> None:
    copy = crashed(path)
    overwrite(copy, 60, noise(60))
    harmed = {p.name: p.read_bytes() for p in copy.parent.iterdir() if p.name != "sfumato.db-shm"}
    start = started(copy)
    assert start.outcome is Outcome.RESCUED
    assert start.aside is not None
    assert {p.name for p in start.aside.iterdir()} == {*harmed, "sfumato.db-shm"}
    assert {name: (start.aside / name).read_bytes() for name in harmed} == harmed
    assert [m.text for m in read_chats(start.database)["In the log"]] == ["Only here"]
    start.database.close()


def test_a_log_without_its_database_is_not_thrown_away(tmp_path: Path) -> None:
    path = tmp_path / "sfumato.db"
    copy = crashed(path)
    copy.unlink()
    start = started(copy)
    assert start.outcome is Outcome.RESCUED
    assert [m.text for m in read_chats(start.database)["In the log"]] == ["Only here"]
    start.database.close()


@pytest.mark.parametrize("share", [0.0, 0.001, 0.2, 0.5, 0.9, 0.999])
def test_a_log_cut_off_anywhere_gives_a_beginning_of_what_was_saved(
    tmp_path: Path, share: float
) -> None:
    path = tmp_path / "sfumato.db"
    database = Database.open(path)
    store = ConversationStore(database)
    conversation = store.create("Long")
    for number in range(40):
        store.append_user(conversation.id, str(number))
    copy = tmp_path / "cut" / path.name
    copy.parent.mkdir()
    log = path.with_name(f"{path.name}-wal").read_bytes()
    copy.write_bytes(path.read_bytes())
    copy.with_name(f"{path.name}-wal").write_bytes(log[: int(len(log) * share)])
    database.close()
    start = started(copy)
    saved = [m.text for m in read_chats(start.database).get("Long", [])]
    assert saved == [str(number) for number in range(len(saved))]
    assert len(saved) >= 40 * share - 10
    start.database.close()


def test_a_file_of_zeros_gives_the_newest_good_backup(path: Path) -> None:
    backups = Backups.beside(path)
    expected = backups.take(path)
    bad = backups.take(path)
    overwrite(bad.path, 3, noise(3))
    path.write_bytes(bytes(path.stat().st_size))
    start = started(path)
    assert (start.outcome, start.backup_time) == (Outcome.FROM_BACKUP, expected.made_at)
    assert len(messages_by_id(start.database)) == 49
    start.database.close()


def test_a_file_that_is_gone_gives_the_newest_backup(path: Path) -> None:
    Backups.beside(path).take(path)
    path.unlink()
    start = started(path)
    assert (start.outcome, start.aside) == (Outcome.FROM_BACKUP, None)
    start.database.close()


def test_without_rows_and_backups_an_empty_database_is_begun(tmp_path: Path) -> None:
    path = tmp_path / "sfumato.db"
    path.write_bytes(b"nothing at all " * 1000)
    start = started(path)
    assert start.outcome is Outcome.EMPTY
    assert start.aside is not None
    assert (start.aside / "sfumato.db").read_bytes() == b"nothing at all " * 1000
    start.database.close()


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "sfumato.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(ForeignDatabase):
        open_safely(path)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {path.name: before}


@pytest.mark.parametrize("is_waiting", [False, True])
@pytest.mark.parametrize("is_to_rescue", [False, True])
def test_what_was_deleted_for_good_since_the_backup_does_not_come_back(
    path: Path, is_waiting: bool, is_to_rescue: bool
) -> None:
    Backups.beside(path).take(path)
    database = Database.open(path)
    gone = next(c.id for c in listed(database) if c.title == "Conversation 1")
    single = store_messages(database, listed(database)[0].id)[2]
    kept = [m.id for m in store_messages(database, single.conversation_id) if m != single]
    forgetting = Forgetting(path)
    forgetting.note([gone, single.id])
    if not is_waiting:
        forgetting.work()
    database.close()
    without(path, gone, single.id)
    if is_to_rescue:
        path.write_bytes(path.read_bytes()[: 40 * PAGE])
    else:
        path.write_bytes(bytes(path.stat().st_size))
    start = started(path)
    assert start.outcome is (Outcome.RESCUED if is_to_rescue else Outcome.FROM_BACKUP)
    assert gone not in {c.id for c in listed(start.database)}
    assert [m.id for m in store_messages(start.database, single.conversation_id)] == kept
    assert start.num_lost == 0
    start.database.close()


def without(path: Path, conversation_id: str, message_id: str) -> None:
    """Delete both from a database."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM messages WHERE conversation_id = ?", (conversation_id,))
        connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
        for statement in message_removal(["shown_child_id"]):
            connection.execute(statement, (message_id,))


def test_names_that_are_no_text_are_damage(path: Path) -> None:
    harmed = path.read_bytes().replace(b"queue_of_conversation", b"queue_of_c\xffnversation")
    path.write_bytes(harmed)
    start = started(path)
    assert start.outcome is Outcome.RESCUED
    assert len(messages_by_id(start.database)) == 49
    start.database.close()


def test_a_backup_whose_names_are_no_text_is_passed_over(path: Path) -> None:
    backup = Backups.beside(path).take(path)
    harmed = path.read_bytes().replace(b"queue_of_conversation", b"queue_of_c\xffnversation")
    backup.path.write_bytes(harmed)
    path.unlink()
    start = started(path)
    assert start.outcome is Outcome.SOUND
    start.database.close()


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("is_cut", [True, False])
def test_what_only_the_backup_still_has_is_not_dropped(
    path: Path, share: float, is_cut: bool
) -> None:
    database = Database.open(path)
    expected = {c.title: store_messages(database, c.id) for c in listed(database)}
    database.close()
    Backups.beside(path).take(path)
    size, start_of_hole = path.stat().st_size, int(path.stat().st_size * share) // PAGE * PAGE
    content = path.read_bytes()[:start_of_hole]
    path.write_bytes(content if is_cut else content + bytes(size - start_of_hole))
    start = started(path)
    found = read_chats(start.database)
    assert {title: found[title] for title in expected} == expected
    if start.outcome is Outcome.RESCUED:
        assert 0 < start.num_from_backup < start.num_messages == 48
    start.database.close()


def test_the_rescued_state_counts_not_the_older_one_of_the_backup(tmp_path: Path) -> None:
    path = tmp_path / "sfumato.db"
    save_chats(path, conversations=2)
    Backups.beside(path).take(path)
    database = Database.open(path)
    store = ConversationStore(database)
    trashed, renamed = (c.id for c in listed(database))
    OrganisingStore(database).trash([trashed])
    store.rename(renamed, "By me")
    newer = store.append_user(renamed, "Since then")
    database.close()
    overwrite(path, page_of(path, "messages"), noise(0))  # all ways to the messages are lost
    harm_leaf(path, "Since then")
    start = started(path)
    assert [c.id for c in OrganisingStore(start.database).trashed()] == [trashed]
    assert ConversationStore(start.database).get(renamed).title == "By me"
    assert store_messages(start.database, renamed)[-1] == newer
    assert start.num_from_backup > 0
    start.database.close()


def harm_leaf(path: Path, spared: str) -> None:
    """Overwrite one page with texts of messages, not the one with these words."""
    content = path.read_bytes()
    for start in range(len(content) - PAGE, 0, -PAGE):
        page = content[start : start + PAGE]
        if page[0] == 0x0D and b"complete" in page and spared.encode() not in page:
            overwrite(path, start // PAGE + 1, noise(0))
            return
    raise AssertionError("no such page")


def test_a_conversation_out_of_the_backup_shows_what_was_said_since(path: Path) -> None:
    Backups.beside(path).take(path)
    database = Database.open(path)
    newest = listed(database)[0]
    said = ConversationStore(database).append_user(newest.id, "Since then")
    database.close()
    overwrite(path, page_of(path, "conversations"), noise(0))
    start = started(path)
    assert ConversationStore(start.database).get(newest.id).title == newest.title
    assert store_messages(start.database, newest.id)[-1] == said
    start.database.close()


def test_a_backup_that_a_rescue_took_from_is_never_thinned_out(path: Path) -> None:
    backups = Backups.beside(path)
    taken = backups.take(path)
    old = replace(taken, made_at=taken.made_at - timedelta(days=400))
    taken.path.rename(backups.folder / f"sfumato-{old.made_at:%Y%m%dT%H%M%S%fZ}.db")
    path.write_bytes(path.read_bytes()[: 40 * PAGE])
    start = started(path)
    for _ in range(8):
        backups.take(path)
    (kept,) = (b for b in backups.listed() if b.before == RESCUE)
    assert kept.made_at == old.made_at
    assert kept in to_keep([kept, *far_newer(kept)], kept.made_at + timedelta(days=4000))
    start.database.close()


def far_newer(backup: Backup) -> list[Backup]:
    """Ten copies of every second month since."""
    months = (timedelta(days=60 * n) for n in range(1, 11))
    return [Backup(Path(str(m)), backup.made_at + m) for m in months]


def test_a_rescue_cut_short_by_a_crash_is_finished(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harmed = crashed(path)
    overwrite(harmed, 60, noise(60))
    for step in range(1, 30):
        try:
            with cut_after(step, monkeypatch):
                started(harmed).database.close()
        except CutShort:
            start = started(harmed)
            assert len(messages_by_id(start.database)) >= 40
            assert [m.text for m in read_chats(start.database)["In the log"]] == ["Only here"]
            start.database.close()
            shutil.rmtree(harmed.parent)
            harmed = crashed(path)
            overwrite(harmed, 60, noise(60))
        else:
            break
    assert 5 < step < 29


class CutShort(BaseException):
    """The power went."""


@contextmanager
def cut_after(steps: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let only so many changes of files happen."""
    left = [steps]

    def counted(change: Callable[..., Any]) -> Callable[..., Any]:
        def do(*arguments: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] <= 0:
                raise CutShort
            return change(*arguments, **more)

        return do

    with monkeypatch.context() as patched:
        for name in ("replace", "unlink", "mkdir"):
            patched.setattr(Path, name, counted(getattr(Path, name)))
        patched.setattr(os, "link", counted(os.link))
        yield


def test_a_newer_database_is_opened_to_read_and_not_changed(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("ALTER TABLE messages ADD COLUMN mood TEXT")
    before = path.read_bytes()
    start = open_safely(path)
    assert start.outcome is Outcome.READ_ONLY
    assert len(messages_by_id(start.database)) == 48
    with pytest.raises(DatabaseError, match="read and exported, but not changed"):
        ConversationStore(start.database).create("New")
    start.database.close()
    assert path.read_bytes() == before
    assert path.with_name(f"{path.name}-wal").stat().st_size == 0


def as_newer(path: Path) -> None:
    """As a later version's backup: another revision, and no log."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def test_a_newer_database_without_a_log_is_opened_to_read_as_well(path: Path) -> None:
    as_newer(path)
    before = path.read_bytes()
    start = open_safely(path)
    assert start.outcome is Outcome.READ_ONLY
    assert len(messages_by_id(start.database)) == 48
    assert Database.writer(path).is_read_only
    start.database.close()
    assert path.read_bytes() == before


def test_a_newer_backup_in_the_place_of_a_lost_file_can_be_read(path: Path) -> None:
    as_newer(Backups.beside(path).take(path).path)
    path.unlink()
    start = open_safely(path)
    assert start.outcome is Outcome.READ_ONLY
    assert len(messages_by_id(start.database)) == 48
    start.database.close()


def test_a_newer_database_that_cannot_be_read_is_told(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.execute("ALTER TABLE messages RENAME COLUMN thought TO mind")
    with pytest.raises(NewerDatabase, match="install that version"):
        open_safely(path)


def test_conversations_whose_rows_are_lost_are_called_by_their_first_words(path: Path) -> None:
    database = Database.open(path)
    first = {c.id: store_messages(database, c.id)[0].text for c in listed(database)}
    database.close()
    page = page_of(path, "conversations")
    overwrite(path, page, noise(page))
    start = open_safely(path)
    assert {c.id: c.title for c in listed(start.database)} == {
        key: title_of([("user", text)]) for key, text in first.items()
    }
    start.database.close()


@pytest.mark.timeout(1800 if EVERY_PAGE else 180)
def test_any_page_overwritten_costs_only_the_unsent_texts_on_it(tmp_path: Path) -> None:
    original = tmp_path / "sfumato.db"
    save_chats(original)
    before = original.stat().st_size // PAGE
    unsent = save_unsent(original)
    pages = [*range(1, 6), *range(before - 2, original.stat().st_size // PAGE + 1)]
    for page in pages if EVERY_PAGE else random.Random(4).sample(pages, NUM_PAGES):
        folder = tmp_path / str(page)
        folder.mkdir()
        path = Path(shutil.copy(original, folder / "sfumato.db"))
        overwrite(path, page, noise(page))
        start = started(path)
        found = read_unsent(start.database)
        start.database.close()
        lost = [text for key in unsent for text in unsent[key][1] if text not in found[key][1]]
        drafts = [key for key in unsent if found[key][0] != unsent[key][0]]
        assert len(lost) <= 7, f"page {page}"
        assert not (lost and drafts), f"page {page}: they lie on different pages"
        assert page == page_of(original, "conversations") or len(drafts) <= 1, f"page {page}"
        for key, (_, queue) in unsent.items():
            assert found[key][1] == [text for text in queue if text not in lost], "in order"
        shutil.rmtree(folder)


def test_drafts_on_a_lost_page_come_from_the_backup(path: Path) -> None:
    unsent = save_unsent(path)
    Backups.beside(path).take(path)
    overwrite(path, page_of(path, "conversations"), noise(0))
    start = started(path)
    assert start.outcome is Outcome.RESCUED
    found = read_unsent(start.database)
    start.database.close()
    assert {key: found[key] for key in unsent} == unsent


def test_a_backup_in_the_databases_place_takes_over_what_was_not_sent(tmp_path: Path) -> None:
    """All messages of a small database lie on one page."""
    path = tmp_path / "sfumato.db"
    database = Database.open(path)
    store, queue = ConversationStore(database), QueueStore(database)
    old = store.create("Old")
    store.append_user(old.id, "Hello")
    Backups.beside(path).take(path)
    queue.add(old.id, "Next, please")
    OrganisingStore(database).save_draft(old.id, "half a thou")
    new, waiting = store.create("Begun"), store.create("Waiting")
    OrganisingStore(database).save_draft(new.id, "another")
    queue.add(waiting.id, "Last, please")
    database.close()
    overwrite(path, page_of(path, "messages"), noise(0))
    start = started(path)
    assert start.outcome is Outcome.FROM_BACKUP
    assert [m.text for m in store_messages(start.database, old.id)] == ["Hello"]
    found = read_unsent(start.database)
    assert found[old.id] == ("half a thou", ["Next, please"])
    assert found[new.id] == ("another", [])
    assert found[waiting.id] == ("", ["Last, please"])
    assert {"Old", "Begun", "Waiting"} <= {c.title for c in listed(start.database)}
    start.database.close()


def test_what_was_typed_just_before_a_crash_is_rescued_from_the_log(path: Path) -> None:
    database = Database.open(path)
    conversation = listed(database)[0]
    sent, waits = (QueueStore(database).add(conversation.id, words) for words in ("one", "two"))
    QueueStore(database).send(sent)
    OrganisingStore(database).save_draft(conversation.id, "half a thou")
    copy = path.parent / "crashed" / path.name
    copy.parent.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
    database.close()
    overwrite(copy, 60, noise(60))
    start = started(copy)
    assert start.outcome is Outcome.RESCUED
    assert read_unsent(start.database)[conversation.id] == ("half a thou", [waits.text])
    assert [m.text for m in store_messages(start.database, conversation.id)].count("one") == 1
    start.database.close()


def test_a_queue_whose_conversation_is_lost_makes_one_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "sfumato.db"
    database = Database.open(path)
    conversation = ConversationStore(database).create("Soon")
    QueueStore(database).add(conversation.id, "Next, please")
    database.close()
    overwrite(path, page_of(path, "conversations"), noise(0))
    start = started(path)
    assert start.outcome is Outcome.RESCUED
    assert read_unsent(start.database)[conversation.id] == ("", ["Next, please"])
    start.database.close()


def page_of(path: Path, table: str) -> int:
    """Where a table begins."""
    with closing(sqlite3.connect(path)) as connection:
        sql = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
        return int(connection.execute(sql, (table,)).fetchone()[0])


def listed(database: Database) -> list[Conversation]:
    return ConversationStore(database).newest_first()


def store_messages(database: Database, conversation_id: str) -> list[Message]:
    return ConversationStore(database).messages(conversation_id)
