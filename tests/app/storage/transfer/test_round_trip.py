"""Our JSON out and in again, into an empty database and into one that has some of it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as sql

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import NewerDatabase
from app.storage.organising import OrganisingStore
from app.storage.personas import PersonaStore
from app.storage.queue import QueueStore
from app.storage.records import MessageState
from app.storage.schema import metadata
from app.storage.transfer import sfumato_format
from app.storage.transfer.exporting import ExportReport, export_json
from app.storage.transfer.fields import Field
from app.storage.transfer.importing import ImportProgress, ImportReport, import_file
from app.storage.transfer.placing import Placed
from tests.fakes.transfer_files import exported, fill, imported, talk


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """A second, empty database."""
    database = Database.open(tmp_path / "other.db")
    yield database
    database.close()


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that holds a person's data."""
    names = ("folders", "personas", "conversations", "messages", "blocks", "queued_messages")
    with database.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(sql(f"SELECT * FROM {name}"))]
            for name in names
        }


def test_export_import_export_is_the_same_to_the_byte(
    database: Database, other: Database, tmp_path: Path
) -> None:
    fill(database)
    first = exported(database, tmp_path / "first.json")
    report = imported(other, tmp_path / "first.json")
    assert report.placed == {Placed.ADDED: 2}
    assert report.unreadable == []
    assert exported(other, tmp_path / "second.json") == first
    assert dump(other) == dump(database)


def test_importing_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    fill(database)
    exported(database, tmp_path / "all.json")
    before = dump(database)
    assert imported(database, tmp_path / "all.json").placed == {Placed.UNCHANGED: 2}
    assert dump(database) == before


def test_export_is_complete(database: Database, tmp_path: Path) -> None:
    first, _ = fill(database)
    whole = json.loads(exported(database, tmp_path / "all.json"))
    assert (whole["format"], whole["version"]) == ("sfumato-conversations", 1)
    assert [folder["name"] for folder in whole["folders"]] == ["School", "Empty"]
    assert [persona["is_default"] for persona in whole["personas"]] == [True, False]
    sums, second = whole["conversations"]
    assert sums["id"] == first
    assert sums["title_is_edited"]
    assert not second["title_is_edited"]
    assert sums["pinned_at"]
    assert second["archived_at"]
    assert (second["draft"], second["sampling"]) == ("not sent", {"preset": "fast"})
    assert [queued["text"] for queued in second["queued"]] == ["waits", "waits too"]
    question, *versions = sums["messages"]
    assert [version["parent_id"] for version in versions] == [question["id"]] * 2
    assert sums["active_leaf_id"] == versions[0]["id"]
    assert question["shown_child_id"] == versions[1]["id"]  # shown before that
    assert versions[0]["thought"] == "Hm."
    assert versions[0]["blocks"][0]["tokens"] == [5, 6]
    assert versions[0]["statistics"]["steps_per_block"] == [3]


def test_every_column_is_exported_or_left_out_on_purpose() -> None:
    left_out = {
        "conversations": {"trashed_at"},
        "messages": {"conversation_id", "deleted_at"},
        "blocks": {"message_id"},
        "queued_messages": {"conversation_id"},
    }
    known: dict[str, tuple[Field, ...]] = {
        "folders": sfumato_format.FOLDER,
        "personas": sfumato_format.PERSONA,
        "conversations": sfumato_format._CONVERSATION,
        "messages": sfumato_format._MESSAGE + sfumato_format._STATISTICS,
        "blocks": sfumato_format._BLOCK,
        "queued_messages": sfumato_format._QUEUED,
    }
    tables = {t.name: {column.name for column in t.columns} for t in metadata.sorted_tables}
    assert tables == {
        name: {field.name for field in fields} | left_out.get(name, set())
        for name, fields in known.items()
    }


def test_some_conversations_take_along_only_what_they_use(
    database: Database, tmp_path: Path
) -> None:
    first, second = fill(database)
    one = json.loads(exported(database, tmp_path / "one.json", [first]))
    assert [folder["name"] for folder in one["folders"]] == ["School"]
    assert [persona["name"] for persona in one["personas"]] == ["Teacher"]
    assert json.loads(exported(database, tmp_path / "b.json", [second]))["folders"] == []


def test_trash_and_deleted_messages_stay_out(
    database: Database, other: Database, tmp_path: Path
) -> None:
    first, second = fill(database)
    OrganisingStore(database).trash([second])
    asked = ConversationStore(database).messages(first)[0].id
    with database.transaction() as connection:
        connection.execute(
            sql("UPDATE messages SET deleted_at = created_at WHERE id = :id"), {"id": asked}
        )
    whole = json.loads(exported(database, tmp_path / "all.json"))
    assert [conversation["id"] for conversation in whole["conversations"]] == [first]
    messages = whole["conversations"][0]["messages"]
    assert [(m["role"], m["parent_id"]) for m in messages] == [("assistant", None)] * 2
    assert whole["conversations"][0]["active_leaf_id"] == messages[0]["id"]
    assert "not sent" not in json.dumps(whole)
    assert imported(other, tmp_path / "all.json").placed == {Placed.ADDED: 1}


def test_import_brings_back_what_was_deleted(database: Database, tmp_path: Path) -> None:
    first, second = fill(database)
    exported(database, tmp_path / "all.json")
    before = dump(database)
    OrganisingStore(database).trash([second])
    with database.transaction() as connection:
        connection.execute(sql("UPDATE messages SET deleted_at = created_at"))
    report = imported(database, tmp_path / "all.json")
    assert report.placed == {Placed.RESTORED: 2}
    assert report.changed == {first, second}
    assert dump(database) == before


def test_forming_reply_is_exported_as_interrupted(
    database: Database, other: Database, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "Hello")
    asked = store.messages(conversation_id)[0]
    store.begin_reply(conversation_id, asked.id, "starter")
    first = exported(database, tmp_path / "all.json")
    assert json.loads(first)["conversations"][0]["messages"][1]["state"] == "interrupted"
    imported(other, tmp_path / "all.json")
    assert exported(other, tmp_path / "again.json") == first


def test_what_went_on_elsewhere_is_added_as_branches(
    database: Database, other: Database, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "Hello", "Hi")
    exported(database, tmp_path / "start.json")
    imported(other, tmp_path / "start.json")
    store.append_user(conversation_id, "Here")
    theirs = ConversationStore(other)
    there = theirs.append_user(conversation_id, "There")
    exported(other, tmp_path / "there.json")
    report = imported(database, tmp_path / "there.json")
    assert report.placed == {Placed.EXTENDED: 1}
    answered = store.messages(conversation_id)[1]
    assert [m.text for m in store.children(answered.id)] == ["Here", "There"]
    assert store.get(conversation_id).active_leaf_id == there.id  # the newer branch is shown
    before = dump(database)
    assert imported(database, tmp_path / "there.json").placed == {Placed.UNCHANGED: 1}
    assert dump(database) == before


def test_older_file_changes_neither_title_nor_branch(
    database: Database, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "Hello", "Hi")
    exported(database, tmp_path / "old.json")
    newest = store.append_user(conversation_id, "Later")
    store.rename(conversation_id, "Better")
    before = dump(database)
    assert imported(database, tmp_path / "old.json").placed == {Placed.UNCHANGED: 1}
    assert dump(database) == before
    assert store.get(conversation_id).active_leaf_id == newest.id


def test_reply_that_went_on_since_the_export_is_kept(
    database: Database, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "Count", "One")
    exported(database, tmp_path / "old.json")
    with database.transaction() as connection:
        connection.execute(sql("UPDATE messages SET text = text || ' two' WHERE text = 'One'"))
    assert imported(database, tmp_path / "old.json").placed == {Placed.UNCHANGED: 1}
    assert store.messages(conversation_id)[-1].text == "One two"


def test_conflicting_message_keeps_both_once(
    database: Database, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "Hello", "Hi")
    changed = exported(database, tmp_path / "all.json").replace('"Hello"', '"Goodbye"')
    (tmp_path / "all.json").write_text(changed, encoding="utf-8")
    assert imported(database, tmp_path / "all.json").placed == {Placed.KEPT_BESIDE: 1}
    assert [c.title for c in store.newest_first()] == ["Talk (2)", "Talk"]
    assert store.messages(conversation_id)[0].text == "Hello"
    before = dump(database)
    assert imported(database, tmp_path / "all.json").placed == {Placed.UNCHANGED: 1}
    assert dump(database) == before


def test_message_of_another_conversation_is_never_taken_over(
    database: Database, store: ConversationStore, tmp_path: Path
) -> None:
    mine = talk(store, "Hello", "Hi")
    stolen = exported(database, tmp_path / "all.json").replace(mine, "f" * 32)
    (tmp_path / "all.json").write_text(stolen, encoding="utf-8")
    assert imported(database, tmp_path / "all.json").placed == {Placed.KEPT_BESIDE: 1}
    assert [m.text for m in store.messages(mine)] == ["Hello", "Hi"]
    both = [[m.text for m in store.messages(c.id)] for c in store.newest_first()]
    assert both == [["Hello", "Hi"], ["Hello", "Hi"]]


def test_default_persona_of_here_stays_the_default(
    database: Database, other: Database, tmp_path: Path
) -> None:
    fill(database)
    exported(database, tmp_path / "all.json")
    own = PersonaStore(other).create("Own", "Be brief.")
    PersonaStore(other).set_default(own.id)
    imported(other, tmp_path / "all.json")
    assert [p.name for p in PersonaStore(other).by_name() if p.is_default] == ["Own"]
    assert len(PersonaStore(other).by_name()) == 3


def test_cancelled_import_keeps_what_is_done_and_goes_on_next_time(
    database: Database, other: Database, store: ConversationStore, tmp_path: Path
) -> None:
    for number in range(3):
        talk(store, f"Question {number}", *["A"] * 250)
    first = exported(database, tmp_path / "all.json")
    report = ImportReport()
    running = import_file(other, tmp_path / "all.json", report)
    while next(running) != ImportProgress(1, 3):
        pass
    running.close()
    assert report.placed == {Placed.ADDED: 1}
    assert len(ConversationStore(other).newest_first()) == 1
    again = imported(other, tmp_path / "all.json")
    assert again.placed == {Placed.UNCHANGED: 1, Placed.ADDED: 2}
    assert exported(other, tmp_path / "again.json") == first


def test_cancelled_export_leaves_the_file_that_was_there(
    database: Database, tmp_path: Path
) -> None:
    fill(database)
    path = tmp_path / "out" / "all.json"
    path.parent.mkdir()
    path.write_text("before", encoding="utf-8")
    running = export_json(database, path, None, {}, ExportReport())
    next(running)
    running.close()
    assert path.read_text(encoding="utf-8") == "before"
    assert list(path.parent.iterdir()) == [path]


def test_damaged_values_hide_no_other_conversation(
    database: Database, other: Database, store: ConversationStore, tmp_path: Path
) -> None:
    first, _ = fill(database)
    hurt = talk(store, "Hurt", "A", "B")
    answer = store.messages(hurt)[-1]
    with database.transaction() as connection:
        change = "UPDATE messages SET created_at = 'x', text = X'FF', steps_per_block = '{' WHERE"
        connection.execute(sql(f"{change} id = :id"), {"id": answer.id})
        connection.execute(sql("UPDATE blocks SET tokens = '['"))
        connection.execute(
            sql("UPDATE conversations SET sampling = '(' WHERE id = :id"), {"id": first}
        )
    exported(database, tmp_path / "all.json")
    report = imported(other, tmp_path / "all.json")
    assert report.placed.total() + len(report.unreadable) == 3
    assert report.placed[Placed.ADDED] >= 2
    theirs = ConversationStore(other)
    assert [m.text for m in theirs.messages(first)] == ["What is 2 + 2?\u2028“é” 😀", "4"]


def test_lost_parent_makes_a_first_message(
    database: Database, other: Database, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "Lost", "Kept")
    with closing(sqlite3.connect(database.path)) as raw:  # without foreign keys
        raw.execute("DELETE FROM messages WHERE parent_id IS NULL")
        raw.commit()
    exported(database, tmp_path / "all.json")
    assert imported(other, tmp_path / "all.json").placed == {Placed.ADDED: 1}
    assert [m.text for m in ConversationStore(other).messages(conversation_id)] == ["Kept"]


def test_newer_database_is_exported_and_never_written(
    database: Database, store: ConversationStore, tmp_path: Path
) -> None:
    talk(store, "Hello")
    with database.transaction() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    with closing(Database.reader(database.path)) as reader:
        exported(reader, tmp_path / "all.json")
    with closing(Database.writer(database.path)) as writer:
        assert writer.is_read_only
        (tmp_path / "new.json").write_text(
            (tmp_path / "all.json").read_text("utf-8").replace("Hello", "New"), "utf-8"
        )
        with pytest.raises(NewerDatabase):
            imported(writer, tmp_path / "new.json")
    assert len(store.newest_first()) == 1


def test_import_cut_in_the_middle_of_a_conversation_is_completed_next_time(
    database: Database, other: Database, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "Question", *["A"] * 350)
    first = exported(database, tmp_path / "all.json")
    running = import_file(other, tmp_path / "all.json", ImportReport())
    while not ConversationStore(other).newest_first():
        next(running)
    next(running)
    running.close()
    assert ConversationStore(other).get(conversation_id).active_leaf_id is None
    assert imported(other, tmp_path / "all.json").placed == {Placed.EXTENDED: 1}
    assert exported(other, tmp_path / "again.json") == first


def test_queue_of_another_conversation_is_not_taken_over(
    database: Database, other: Database, store: ConversationStore, tmp_path: Path
) -> None:
    waits = QueueStore(database).add(talk(store, "Hello"), "mine")
    text = exported(database, tmp_path / "all.json").replace(waits.conversation_id, "f" * 32)
    text = text.replace(store.messages(waits.conversation_id)[0].id, "e" * 32)
    (tmp_path / "all.json").write_text(text, encoding="utf-8")
    assert imported(database, tmp_path / "all.json").placed == {Placed.ADDED: 1}
    assert [q.id for q in QueueStore(database).waiting(waits.conversation_id)] == [waits.id]
    assert QueueStore(database).waiting("f" * 32) == []


def test_unsaved_text_of_a_refused_reply_is_in_the_export(
    database: Database, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "Hello", "Hi")
    whole = store.messages(conversation_id)[-1]
    unsaved = {whole.id: replace(whole, text="Hi there")}
    for _ in export_json(
        database, tmp_path / "all.json", [conversation_id], unsaved, ExportReport()
    ):
        pass
    saved = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert saved["conversations"][0]["messages"][1]["text"] == "Hi there"


any_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    data=st.lists(
        st.tuples(any_text, st.lists(st.tuples(any_text, st.integers(0, 9)), max_size=6)),
        max_size=4,
    )
)
def test_any_tree_of_any_text_comes_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: list[tuple[str, list[tuple[str, int]]]]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    here, there = Database.open(folder / "here.db"), Database.open(folder / "there.db")
    try:
        store = ConversationStore(here)
        for title, messages in data:
            conversation, ids = store.create(title or None), []
            for said, after in messages:
                parent = ids[after % len(ids)] if ids else None
                ids.append(store.append_user(conversation.id, said, parent).id)
        first = exported(here, folder / "a.json")
        imported(there, folder / "a.json")
        assert exported(there, folder / "b.json") == first
        assert dump(there) == dump(here)
        assert MessageState.COMPLETE.value in first or not any(m for _, m in data)
    finally:
        here.close()
        there.close()
