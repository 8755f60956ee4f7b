"""Opening a database: made private, migrated, and refused untouched where it is not ours to use."""

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DamagedDatabase, NewerDatabase, ReadOnlyFolder, StorageFull
from app.storage.schema import REVISION, metadata


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with one conversation, closed again."""
    path = tmp_path / "data" / "sfumato.db"
    database = Database.open(path)
    ConversationStore(database).create("Kept")
    database.close()
    return path


def titles(path: Path) -> list[str]:
    database = Database.open(path)
    found = [c.title for c in ConversationStore(database).newest_first()]
    database.close()
    return found


def test_what_was_saved_is_found_when_opened_again(path: Path) -> None:
    assert titles(path) == ["Kept"]


def test_file_and_folder_are_the_owners_alone(path: Path) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_every_connection_is_safe(path: Path) -> None:
    database = Database.open(path)
    with database.transaction() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema")
        }
    database.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
    }


def test_migrations_make_exactly_the_schema(path: Path) -> None:
    database = Database.open(path)
    with database.transaction() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    database.close()


def test_the_newest_migration_is_the_one_the_schema_names() -> None:
    import app.storage.migrations as migrations

    folder = Path(str(migrations.__file__)).parent
    assert ScriptDirectory(str(folder)).get_current_head() == REVISION


def test_a_newer_database_is_refused_and_not_touched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="newer version of Sfumato"):
        Database.open(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(DamagedDatabase, match="another program"):
        Database.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("garbage", [b"not a database at all" * 100, b"SQLite format 3\0" * 300])
def test_a_file_of_garbage_is_refused_and_not_touched(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "bad.db"
    path.write_bytes(garbage)
    with pytest.raises(DamagedDatabase, match="damaged"):
        Database.open(path)
    assert path.read_bytes() == garbage


def test_an_overwritten_page_is_noticed(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:8192] = os.urandom(4096)
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        Database.open(path)


def test_a_first_start_cut_short_is_made_up_for(tmp_path: Path) -> None:
    path = tmp_path / "sfumato.db"
    path.touch()
    assert titles(path) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ReadOnlyFolder, match="--data-dir"):
        Database.open(tmp_path / "file" / "data" / "sfumato.db")


def test_a_connection_that_may_not_write_is_told(path: Path) -> None:
    database = Database.open(path)
    with database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")  # holds for the pooled connection
    with pytest.raises(ReadOnlyFolder):
        ConversationStore(database).create()
    database.close()


def test_a_full_disk_is_told_and_what_was_saved_stays(path: Path) -> None:
    database = Database.open(path)
    store = ConversationStore(database)
    conversation = store.newest_first()[0]
    with database.transaction() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StorageFull, match="disk is full"):
        store.append_user(conversation.id, "x" * 100_000)
    assert store.messages(conversation.id) == []
    database.close()
    assert titles(path) == ["Kept"]
