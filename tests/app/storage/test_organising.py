"""Folders, pins, archive, trash and drafts: each kept, none of them disturbs the order."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.organising import OrganisingStore
from app.storage.personas import PersonaStore


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "sfumato.db")
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> ConversationStore:
    return ConversationStore(database)


@pytest.fixture
def organising(database: Database) -> OrganisingStore:
    return OrganisingStore(database)


def test_folder_takes_conversations_and_gives_them_back(
    store: ConversationStore, organising: OrganisingStore
) -> None:
    work = organising.create_folder("work")
    organising.create_folder("Art")
    assert [f.name for f in organising.folders()] == ["Art", "work"]
    first, second = store.create("first"), store.create("second")
    organising.move([first.id, second.id], work.id)
    assert {c.folder_id for c in store.newest_first()} == {work.id}
    organising.rename_folder(work.id, "Work")
    organising.trash([second.id])
    assert set(organising.delete_folder(work.id)) == {first.id, second.id}
    assert [f.name for f in organising.folders()] == ["Art"]
    assert {c.folder_id for c in store.newest_first()} == {None}
    with pytest.raises(DatabaseError, match="no longer exists"):
        organising.rename_folder(work.id, "x")


def test_nothing_moves_in_the_list_when_it_is_organised(
    store: ConversationStore, organising: OrganisingStore
) -> None:
    old, new = store.create("old"), store.create("new")
    organising.pin([old.id], pinned=True)
    organising.archive([old.id], archived=True)
    organising.save_draft(old.id, "half a \ud800 thought")
    organising.set_preset(old.id, "fast")
    listed = store.newest_first()
    assert [c.id for c in listed] == [new.id, old.id]
    assert listed[1].pinned_at is not None
    assert listed[1].archived_at is not None
    assert (listed[1].draft, listed[1].preset) == ("half a � thought", "fast")
    organising.pin([old.id], pinned=False)
    organising.archive([old.id], archived=False)
    organising.set_preset(old.id, None)
    again = store.get(old.id)
    assert (again.pinned_at, again.archived_at, again.preset) == (None, None, None)


def test_trash_hides_and_gives_back_where_it_was(
    store: ConversationStore, organising: OrganisingStore
) -> None:
    folder = organising.create_folder("work")
    one, two = store.create("one"), store.create("two")
    organising.move([one.id], folder.id)
    organising.trash([one.id])
    organising.trash([two.id])
    assert store.newest_first() == []
    assert [c.id for c in organising.trashed()] == [two.id, one.id]
    organising.restore([one.id])
    assert [(c.id, c.folder_id) for c in store.newest_first()] == [(one.id, folder.id)]


def test_at_most_one_persona_is_the_default(database: Database, store: ConversationStore) -> None:
    personas = PersonaStore(database)
    lawyer, poet = personas.create("Lawyer", "Be exact."), personas.create("poet", "Be free.")
    assert personas.default() is None
    personas.set_default(lawyer.id)
    personas.set_default(poet.id)
    assert [(p.name, p.is_default) for p in personas.by_name()] == [
        ("Lawyer", False),
        ("poet", True),
    ]
    conversation = store.create(persona_id=poet.id)
    personas.change(poet.id, "Poet", "Rhyme.")
    assert [p.prompt for p in personas.by_name()] == ["Be exact.", "Rhyme."]
    personas.delete(poet.id)
    assert store.get(conversation.id).persona_id is None
    personas.give_to(conversation.id, lawyer.id)
    assert store.get(conversation.id).persona_id == lawyer.id
    with pytest.raises(DatabaseError, match="no longer exists"):
        personas.change(poet.id, "x", "y")
