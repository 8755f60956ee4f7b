"""Text that could not be saved comes back to where it belongs, once and whole."""

from pathlib import Path

import pytest

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.emergency import EmergencyFiles
from app.storage.errors import DatabaseError
from app.storage.organising import OrganisingStore
from app.storage.put_back import put_back
from app.storage.records import Block, Message
from tests.fakes.full_disk import fill_disk, make_room


@pytest.fixture
def reply(store: ConversationStore) -> Message:
    """A reply of which one block is saved."""
    conversation = store.create("Talk")
    question = store.append_user(conversation.id, "why?")
    begun = store.begin_reply(conversation.id, question.id, "m")
    store.append_block(begun.id, Block(0, "Because ", "", (1,), 1, 0.1))
    return begun


def file_of(folder: Path, key: str, text: str) -> Path:
    path = EmergencyFiles((folder,)).write(key, text)
    assert path is not None
    return path


def test_a_reply_is_completed_where_it_stands(
    tmp_path: Path, database: Database, store: ConversationStore, reply: Message
) -> None:
    path = file_of(tmp_path, reply.id, "Because of\r\nthis.")
    assert put_back(database, path) == reply.conversation_id
    assert store.messages(reply.conversation_id)[-1].text == "Because of\r\nthis."
    assert [block.text for block in store.blocks(reply.id)] == ["Because ", "of\r\nthis."]
    assert not path.exists()


@pytest.mark.parametrize("text", ["Because ", "Beca"])
def test_what_is_saved_already_is_not_added_again(
    tmp_path: Path, database: Database, store: ConversationStore, reply: Message, text: str
) -> None:
    put_back(database, file_of(tmp_path, reply.id, text))
    assert store.messages(reply.conversation_id)[-1].text == "Because "
    assert len(store.newest_first()) == 1


def test_other_text_becomes_a_draft_of_its_own(
    tmp_path: Path, database: Database, store: ConversationStore, reply: Message
) -> None:
    text = "Something else"
    conversation = store.get(put_back(database, file_of(tmp_path, "f" * 32, text)))
    assert conversation.draft == text
    other = store.get(put_back(database, file_of(tmp_path, reply.id, text)))
    assert (other.id != reply.conversation_id, other.draft) == (True, text)
    assert store.messages(reply.conversation_id)[-1].text == "Because "


def test_nothing_is_written_into_the_trash(
    tmp_path: Path, database: Database, store: ConversationStore, reply: Message
) -> None:
    OrganisingStore(database).trash([reply.conversation_id])
    conversation = store.get(put_back(database, file_of(tmp_path, reply.id, "Because of this.")))
    assert conversation.draft == "Because of this."


def test_what_the_disk_refuses_stays_in_its_file(
    tmp_path: Path, database: Database, reply: Message
) -> None:
    path = file_of(tmp_path, reply.id, "Because " + "of this. " * 20_000)
    fill_disk(database)
    with pytest.raises(DatabaseError):
        put_back(database, path)
    assert path.exists()
    make_room(database)
    put_back(database, path)
    assert not path.exists()
