"""Opening a database: made private, migrated, and refused untouched where it is not ours to use."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from setuptools import find_namespace_packages

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import (
    DamagedDatabase,
    DatabaseError,
    ForeignDatabase,
    NewerDatabase,
    ReadOnlyFolder,
    StorageFull,
)
from app.storage.schema import APPLICATION_ID, REVISION, REVISIONS, metadata

_NOBODY = 65534


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
            for name in (
                "journal_mode",
                "synchronous",
                "foreign_keys",
                "busy_timeout",
                "secure_delete",
                "application_id",
            )
        }
    database.close()
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "secure_delete": 1,
        "application_id": APPLICATION_ID,
    }


def test_migrations_make_exactly_the_schema(path: Path) -> None:
    database = Database.open(path)
    with database.transaction() as connection:
        options = {"include_name": lambda name, kind, parents: "_search" not in (name or "")}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, metadata)
        # SQLAlchemy reads no ON DELETE of a key added with its column: SQLite is asked below.
        assert [d for d in differences if d[0] not in ("add_fk", "remove_fk")] == []
        for table in metadata.tables.values():
            rows = connection.exec_driver_sql(f"PRAGMA foreign_key_list({table.name})")
            found = {(row[3], row[2], row[4], row[6]) for row in rows}
            assert found == {
                (key.parent.name, key.column.table.name, key.column.name, key.ondelete)
                for key in table.foreign_keys
            }
    database.close()


def test_the_schema_names_every_migration() -> None:
    import app.storage.migrations as migrations

    folder = Path(str(migrations.__file__)).parent
    scripts = ScriptDirectory(str(folder))
    assert tuple(s.revision for s in scripts.walk_revisions())[::-1] == REVISIONS
    assert scripts.get_current_head() == REVISION


def test_the_migrations_would_be_packaged() -> None:
    root = Path(__file__).parents[3]
    find = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    found = find_namespace_packages(str(root), include=find["find"]["include"])
    assert "app.storage.migrations.versions" in found


@pytest.mark.parametrize("revision", ["9999", "0000", "4f1c0de"])
def test_a_newer_database_is_refused_and_not_touched(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
    before = path.read_bytes()
    with pytest.raises(NewerDatabase, match="newer version of Sfumato"):
        Database.open(path)
    assert path.read_bytes() == before


def test_a_newer_database_with_a_log_of_its_own_is_not_touched(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "crashed" / path.name
    copy.parent.mkdir()
    log, copied_log = (p.with_name(f"{p.name}-wal") for p in (path, copy))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        copy.write_bytes(path.read_bytes())  # as a crash leaves it: the change is in the log only
        copied_log.write_bytes(log.read_bytes())
    before = copy.read_bytes(), copied_log.read_bytes()
    assert before[1]
    with pytest.raises(NewerDatabase):
        Database.open(copy)
    assert (copy.read_bytes(), copied_log.read_bytes()) == before


@pytest.mark.parametrize("harm", ["DELETE FROM alembic_version", "DROP TABLE alembic_version"])
def test_a_database_without_a_revision_is_refused(path: Path, harm: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(harm)
    with pytest.raises(DamagedDatabase):
        Database.open(path)


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(ForeignDatabase, match="another program"):
        Database.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("year", ["0001", "1812", "9999"])
def test_every_stored_time_can_be_told_by_the_local_clock(path: Path, year: str) -> None:
    database = Database.open(path)
    store = ConversationStore(database)
    conversation = store.create("Old")
    with database.transaction() as connection:
        time = f"{year}-01-01 00:00:00.000000"
        connection.exec_driver_sql("UPDATE conversations SET updated_at = ?", (time,))
    assert store.get(conversation.id).updated_at.astimezone().year in (1969, 1970, 2999, 2998, 3000)
    database.close()


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


@pytest.fixture
def as_a_plain_person() -> Iterator[Path]:
    """A folder that this process, root or not, is held to the modes of while the test runs."""
    if not hasattr(os, "geteuid"):
        pytest.skip("this system has no modes")
    folder = Path(tempfile.mkdtemp(prefix="sfumato-test-"))
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, _NOBODY, -1)
        os.seteuid(_NOBODY)  # root would be let in anywhere
    try:
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def test_a_new_database_in_a_read_only_folder_is_told(as_a_plain_person: Path) -> None:
    as_a_plain_person.chmod(0o500)
    with pytest.raises(ReadOnlyFolder, match="--data-dir"):
        Database.open(as_a_plain_person / "sfumato.db")


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o500, 0o600), (0o700, 0o400), (0, 0)])
def test_an_old_database_that_cannot_be_written_is_told_at_once(
    as_a_plain_person: Path, folder_mode: int, file_mode: int
) -> None:
    path = as_a_plain_person / "sfumato.db"
    assert titles(path) == []
    before = path.read_bytes()
    path.chmod(file_mode)
    as_a_plain_person.chmod(folder_mode)
    with pytest.raises(ReadOnlyFolder, match="--data-dir"):
        Database.open(path)
    as_a_plain_person.chmod(0o700)
    path.chmod(0o600)
    assert path.read_bytes() == before


def test_a_database_in_use_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.storage.database._PRAGMAS", ("busy_timeout=50",))
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="another program"):
            Database.open(path)
    assert titles(path) == ["Kept"]


def test_two_programs_can_write_side_by_side(path: Path) -> None:
    one, two = Database.open(path), Database.open(path)
    stores = ConversationStore(one), ConversationStore(two)
    (conversation,) = stores[0].newest_first()
    for number in range(6):
        stores[number % 2].append_user(conversation.id, str(number))
    assert [m.text for m in stores[0].messages(conversation.id)] == list("012345")
    one.close()
    two.close()


def test_what_a_transaction_has_read_stays_true_until_it_writes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.database._PRAGMAS", ("journal_mode=WAL", "busy_timeout=50"))
    one, two = Database.open(path), Database.open(path)
    with one.transaction() as connection:
        assert connection.exec_driver_sql("SELECT title FROM conversations").scalar() == "Kept"
        with pytest.raises(DatabaseError, match="another program"):
            ConversationStore(two).create("In between")
        assert len(ConversationStore(two).newest_first()) == 1  # reading never waits
        connection.exec_driver_sql("UPDATE conversations SET title = 'Changed'")
    one.close()
    two.close()
    assert titles(path) == ["Changed"]


def test_two_first_starts_at_once_both_work(tmp_path: Path) -> None:
    path = tmp_path / "sfumato.db"
    open_it = "import sys; from pathlib import Path; from app.storage.database import Database; "
    command = [sys.executable, "-c", open_it + "Database.open(Path(sys.argv[1])).close()", path]
    starts = [subprocess.Popen(command) for _ in range(2)]
    assert [start.wait() for start in starts] == [0, 0]
    assert titles(path) == []


def test_a_full_disk_at_the_first_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.storage.database._PRAGMAS", ("max_page_count=2",))
    with pytest.raises(StorageFull):
        Database.open(tmp_path / "sfumato.db")
    monkeypatch.undo()
    assert titles(tmp_path / "sfumato.db") == []


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
