"""After thirty days the trash goes for good, and no younger thing with it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.storage.branches import BranchStore
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.organising import OrganisingStore
from app.storage.purge import purge_trash


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database.open(tmp_path / "sfumato.db")
    yield database
    database.close()


def age(database: Database, table: str, column: str, days: int) -> None:
    with database.transaction() as connection:
        connection.exec_driver_sql(
            f"UPDATE {table} SET {column} = datetime('now', '-{days} days') || '.000000' "
            f"WHERE {column} IS NOT NULL"
        )


def test_only_what_lay_in_the_trash_for_thirty_days_goes(database: Database) -> None:
    store, organising = ConversationStore(database), OrganisingStore(database)
    old = store.create("old")
    organising.trash([old.id])
    age(database, "conversations", "trashed_at", 31)
    young, kept = store.create("young"), store.create("kept")
    organising.trash([young.id])
    assert purge_trash(database) == [old.id]
    assert [c.id for c in organising.trashed()] == [young.id]
    assert [c.id for c in store.newest_first()] == [kept.id]
    assert purge_trash(database, timedelta(seconds=-1)) == [young.id]
    assert organising.trashed() == []


def test_a_deleted_message_goes_and_what_followed_it_stays(
    database: Database, tmp_path: Path
) -> None:
    store = ConversationStore(database)
    conversation = store.create("talk")
    first = store.append_user(conversation.id, "first")
    secret = store.append_user(conversation.id, "a private middle", parent_id=first.id)
    last = store.append_user(conversation.id, "last", parent_id=secret.id)
    BranchStore(database).delete_message(secret.id)
    assert purge_trash(database) == []
    age(database, "messages", "deleted_at", 31)
    assert purge_trash(database) == [secret.id]
    assert [m.id for m in store.messages(conversation.id)] == [first.id, last.id]
    assert b"private middle" not in (tmp_path / "sfumato.db").read_bytes()
