"""A damaged search index refuses no save: it is made anew, and everything is found again."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.backup import Backups
from app.storage.checks import passes_quick_check
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.forget import Forgetting
from app.storage.search import SearchIndex
from app.storage.search_upkeep import is_index_sound, make_anew, mend_file
from app.storage.start import Outcome, open_safely

SECTOR = 512
# All of them take a while: SFUMATO_EVERY_PAGE=1 pytest tests/app/storage/test_search_upkeep.py
EVERY_PAGE = bool(os.environ.get("SFUMATO_EVERY_PAGE"))
NUM_SECTORS = 40

_DATA = "UPDATE message_search_data SET block = {content}(length(block)) WHERE id {which}"
DAMAGE = {
    "configuration": "DELETE FROM message_search_config",
    "structure of noise": _DATA.format(content="randomblob", which="= 10"),
    "structure of zeros": _DATA.format(content="zeroblob", which="= 10"),
    "averages": _DATA.format(content="randomblob", which="= 1"),
    "leaves": _DATA.format(content="randomblob", which="> 10"),
    "no leaves": "DELETE FROM message_search_data WHERE id > 10",
    "sizes": "DELETE FROM message_search_docsize WHERE id < 50",
    "no table": "DROP TABLE message_search_idx",
    "titles": "UPDATE title_search_data SET block = randomblob(length(block)) WHERE id >= 10",
    "forgotten words": "INSERT INTO message_search (message_search) VALUES ('delete-all')",
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database whose messages all say "everywhere"."""
    path = tmp_path_factory.mktemp("original") / "sfumato.db"
    database = Database.open(path)
    store, chance = ConversationStore(database), random.Random(0)
    for number in range(8):
        conversation = store.create(f"Talk {number}" if number else None)
        for _ in range(12):
            store.append_user(conversation.id, f"everywhere {chance.randbytes(150).hex(' ', 3)}")
    database.close()
    return path


@pytest.fixture
def path(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(original, tmp_path / "sfumato.db"))


def harm(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(sql)


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        return is_index_sound(connection)


def use(database: Database) -> None:
    """Everything that changes what the indexes hold."""
    store = ConversationStore(database)
    first, *others = store.newest_first()
    for number in range(12):
        store.append_user(others[0].id, f"new everywhere {number}")
    store.rename(others[1].id, "Another name")
    reply = store.begin_reply(others[2].id, store.messages(others[2].id)[-1].id, "scripted")
    store.recover_interrupted()
    assert reply.id in {m.id for m in store.messages(others[2].id)}
    store.delete(first.id)
    Forgetting(database.path).note([first.id])
    Forgetting(database.path).work()


@pytest.mark.parametrize("sql", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_refuses_no_save(path: Path, sql: str) -> None:
    harm(path, sql)
    start = open_safely(path)
    use(start.database)
    start.database.close()


@pytest.mark.parametrize("sql", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_index_is_made_anew_and_finds_everything(path: Path, sql: str) -> None:
    harm(path, sql)
    start = open_safely(path)
    assert start.outcome is Outcome.SOUND
    assert mend_file(path)
    assert not mend_file(path)
    assert len(SearchIndex(path).find("everywhere")) == 96
    assert len(SearchIndex(path).find("talk")) == 7
    use(start.database)
    start.database.close()
    assert is_sound(path)


def test_a_sound_index_is_left_alone(path: Path) -> None:
    before = path.read_bytes()
    assert not mend_file(path)
    assert path.read_bytes() == before


def test_a_new_index_is_as_the_migrations_make_it(path: Path) -> None:
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name"
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute(schema).fetchall()
        make_anew(connection)
        assert connection.execute(schema).fetchall() == before


def test_what_fails_for_another_reason_is_not_done_twice(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    harm(path, "CREATE TRIGGER no BEFORE INSERT ON messages BEGIN SELECT raise(FAIL, 'no'); END")
    database = Database.open(path)
    store = ConversationStore(database)
    with pytest.raises(DatabaseError, match="no"):
        store.append_user(store.newest_first()[0].id, "Hello")
    database.close()


def test_a_copy_whose_index_is_damaged_can_still_forget(path: Path) -> None:
    database = Database.open(path)
    gone = ConversationStore(database).newest_first()[0].id
    database.close()
    backup = Backups.beside(path).take(path)
    harm(backup.path, DAMAGE["configuration"])
    forgetting = Forgetting(path)
    forgetting.note([gone])
    forgetting.work()
    assert is_sound(backup.path)
    copy = Database.open(backup.path)
    assert gone not in {c.id for c in ConversationStore(copy).newest_first()}
    copy.close()


def test_newer_sqlite_may_tell_of_the_index_in_its_check() -> None:
    class Told:
        def execute(self, _: str) -> list[tuple[str]]:
            return [("malformed inverted index for FTS5 table main.message_search",)]

    assert passes_quick_check(Told())  # type: ignore[arg-type]


def sectors_to_damage(path: Path) -> list[int]:
    count = path.stat().st_size // SECTOR
    return list(range(count)) if EVERY_PAGE else random.Random(5).sample(range(count), NUM_SECTORS)


NOISE: dict[str, Callable[[], bytes]] = {
    "noise": lambda: random.Random(1).randbytes(SECTOR),
    "zeros": lambda: bytes(SECTOR),
}


@pytest.mark.timeout(1800 if EVERY_PAGE else 180)
@pytest.mark.parametrize("damage", NOISE)
def test_after_a_sector_was_overwritten_everything_can_be_saved_and_found(
    original: Path, tmp_path: Path, damage: str
) -> None:
    for sector in sectors_to_damage(original):
        folder = tmp_path / str(sector)
        folder.mkdir()
        path = Path(shutil.copy(original, folder / "sfumato.db"))
        with path.open("r+b") as file:
            file.seek(sector * SECTOR)
            file.write(NOISE[damage]())
        start = open_safely(path)
        mend_file(path)
        found = len(SearchIndex(path).find("everywhere"))
        harmed_texts = 2  # where the sector held text, that is noise now
        is_told = start.outcome is not Outcome.SOUND
        assert found >= 96 - harmed_texts or is_told, f"sector {sector}"
        use(start.database)
        start.database.close()
        shutil.rmtree(folder)
