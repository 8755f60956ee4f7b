"""Every database that a released Sfumato may have left is opened, with all that is in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.storage.backup import Backups
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.organising import OrganisingStore
from app.storage.personas import PersonaStore
from app.storage.queue import QueueStore
from app.storage.records import MessageState
from app.storage.schema import REVISION, REVISIONS
from app.storage.search import SearchIndex
from tests.fakes.released_schema import FOLDER, load

Shape = dict[str, object]


def test_every_schema_has_its_fixture() -> None:
    """``python -m tests.fakes.released_schema`` writes that of a new migration."""
    assert sorted(path.stem for path in FOLDER.glob("*.sql")) == list(REVISIONS)


@pytest.fixture(params=REVISIONS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The database of each schema in turn."""
    path = tmp_path / "sfumato.db"
    load(request.param, path)
    return path


def shape(path: Path) -> Shape:
    """Tables, columns, keys, indexes and triggers, as SQLite understands them."""
    with closing(sqlite3.connect(path)) as connection:
        named = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
        found: Shape = {}
        for kind, name, sql in named:
            if kind != "table" or "VIRTUAL" in (sql or ""):
                found[name] = " ".join((sql or "").split())
                continue
            # Not by position: a column that was added later stands at the end.
            columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
            keys = connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
            found[name] = {row[1:] for row in columns}, {row[2:] for row in keys}
        return found


def test_migrating_gives_the_schema_of_a_new_database(path: Path, tmp_path: Path) -> None:
    Database.open(path).close()
    new = tmp_path / "new" / "sfumato.db"
    Database.open(new).close()
    assert shape(path) == shape(new)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_migrating_keeps_every_message(path: Path) -> None:
    database = Database.open(path)
    store = ConversationStore(database)
    talk = store.get("talk")
    assert (talk.title, store.get("unnamed").title) == ("Grüße", "New conversation")
    asked, reply = store.messages("talk")
    assert (asked.text, asked.role) == ("It's “quoted” 雪", "user")
    assert (reply.text, reply.thought, reply.model) == ("Once more", "Hm.", "A model")
    assert reply.statistics is not None
    assert (reply.statistics.seconds, reply.statistics.steps_per_block) == (2.5, (3, 4))
    assert reply.created_at.isoformat() == "2026-01-02T03:04:05.000006+00:00"
    (other,) = (m for m in store.children("asked") if m.id == "other")
    assert (other.state, other.error) == (MessageState.FAILED, "No.")
    assert [(b.index, b.text, b.tokens) for b in store.blocks("reply")] == [
        (0, "Once ", (1, 2)),
        (1, "more", (1, 2)),
    ]
    database.close()


def test_migrating_keeps_what_that_schema_knew(path: Path) -> None:
    revision = path_revision(path)
    database = Database.open(path)
    talk = ConversationStore(database).get("talk")
    if revision >= "0002":
        assert [f.name for f in OrganisingStore(database).folders()] == ["Work"]
        assert [p.name for p in PersonaStore(database).by_name()] == ["Poet"]
        assert (talk.folder_id, talk.persona_id, talk.preset) == ("folder", "persona", "fast")
        assert (talk.draft, talk.title_is_edited) == ("half a th", True)
    else:
        assert (talk.folder_id, talk.draft, talk.title_is_edited) == (None, "", False)
    waiting = [q.text for q in QueueStore(database).waiting("talk")]
    assert waiting == (["And then?"] if revision >= "0004" else [])
    database.close()


def path_revision(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def test_migrated_conversations_are_found(path: Path) -> None:
    database = Database.open(path)
    index = SearchIndex(path)
    assert {hit.message_id for hit in index.find("quoted")} == {"asked"}
    assert [hit.title for hit in index.find("Grüße")] == ["Grüße"]
    index.close()
    database.close()


def test_only_an_older_database_is_copied_before(path: Path) -> None:
    is_old = path_revision(path) != REVISION
    Database.open(path).close()
    assert [b.before for b in Backups.beside(path).listed()] == ([REVISION] if is_old else [])
