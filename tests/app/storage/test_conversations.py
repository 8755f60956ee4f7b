"""Trees of messages: nothing saved is lost, nothing is destroyed but by deleting."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.records import DEFAULT_TITLE, Block, MessageState, ReplyStatistics

FIGURES = ReplyStatistics(12, 1.5, 8.0, (3, 5), 0.1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ConversationStore]:
    database = Database.open(tmp_path / "sfumato.db")
    yield ConversationStore(database)
    database.close()


def block(index: int, text: str, thought: str = "") -> Block:
    return Block(index, text, thought, (7, 8, 9), 4, 0.25)


def test_a_reply_is_the_sum_of_its_blocks(store: ConversationStore) -> None:
    conversation = store.create()
    asked = store.append_user(conversation.id, "Hello")
    reply = store.begin_reply(conversation.id, asked.id, "starter")
    store.append_block(reply.id, block(0, "One ", "hm"))
    store.append_block(reply.id, block(1, "two", "m"))
    done = store.finish_reply(reply.id, MessageState.COMPLETE, FIGURES)
    assert (done.text, done.thought, done.state) == ("One two", "hmm", MessageState.COMPLETE)
    assert done.statistics == FIGURES
    assert store.blocks(reply.id) == [block(0, "One ", "hm"), block(1, "two", "m")]
    assert [m.id for m in store.messages(conversation.id)] == [asked.id, reply.id]


def test_a_second_reply_is_a_branch_and_the_first_one_stays(store: ConversationStore) -> None:
    conversation = store.create()
    asked = store.append_user(conversation.id, "Hello")
    first = store.begin_reply(conversation.id, asked.id, None)
    store.append_block(first.id, block(0, "first"))
    second = store.begin_reply(conversation.id, asked.id, None)
    assert [m.id for m in store.children(asked.id)] == [first.id, second.id]
    assert [m.id for m in store.messages(conversation.id)] == [asked.id, second.id]
    assert store.children(asked.id)[0].text == "first"


def test_a_message_can_follow_any_other(store: ConversationStore) -> None:
    conversation = store.create()
    one = store.append_user(conversation.id, "one")
    store.append_user(conversation.id, "two")
    other = store.append_user(conversation.id, "other two", one.id)
    assert [m.id for m in store.messages(conversation.id)] == [one.id, other.id]


def test_the_conversation_changed_last_comes_first(store: ConversationStore) -> None:
    old, new = store.create("old"), store.create("new")
    assert [c.id for c in store.newest_first()] == [new.id, old.id]
    store.append_user(old.id, "again")
    assert [c.id for c in store.newest_first()] == [old.id, new.id]


def test_a_given_title_is_never_overwritten(store: ConversationStore) -> None:
    conversation = store.create()
    assert conversation.title == DEFAULT_TITLE
    store.set_title_if_default(conversation.id, "From the first message")
    store.set_title_if_default(conversation.id, "Again")
    assert store.get(conversation.id).title == "From the first message"
    store.rename(conversation.id, "Mine")
    assert store.get(conversation.id).title == "Mine"


def test_deleting_takes_messages_and_blocks_along(store: ConversationStore) -> None:
    conversation, other = store.create(), store.create("other")
    asked = store.append_user(conversation.id, "Hello")
    reply = store.begin_reply(conversation.id, asked.id, None)
    store.append_block(reply.id, block(0, "text"))
    store.delete(conversation.id)
    assert [c.id for c in store.newest_first()] == [other.id]
    assert store.blocks(reply.id) == []
    assert store.children(asked.id) == []


def test_what_no_longer_exists_is_told(store: ConversationStore) -> None:
    with pytest.raises(DatabaseError, match="no longer exists"):
        store.get("gone")
    with pytest.raises(DatabaseError):
        store.append_user("gone", "Hello")


@given(text=st.text(st.characters(), max_size=200))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_text_comes_back_as_it_was(store: ConversationStore, text: str) -> None:
    conversation = store.create(text or None)
    message = store.append_user(conversation.id, text)
    assert store.messages(conversation.id) == [message]
    assert message.text == text


def test_half_a_surrogate_becomes_a_replacement_character(store: ConversationStore) -> None:
    message = store.append_user(store.create().id, "a\ud800b")
    assert message.text == "a\ufffdb"


_CHILD = """
import sys
from pathlib import Path
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.records import Block
store = ConversationStore(Database.open(Path(sys.argv[1])))
conversation = store.create("Cut")
asked = store.append_user(conversation.id, "Tell me")
reply = store.begin_reply(conversation.id, asked.id, "starter")
for number in range(10_000):
    store.append_block(reply.id, Block(number, f"[{number}]", "", (1,), 1, 0.1))
    print(number, flush=True)
assert "torch" not in sys.modules
"""


@pytest.mark.parametrize("blocks_seen", [1, 2, 5, 17, 40])
def test_a_killed_program_loses_no_committed_block(tmp_path: Path, blocks_seen: int) -> None:
    path = tmp_path / "sfumato.db"
    with subprocess.Popen(
        [sys.executable, "-c", _CHILD, str(path)], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        for _ in range(blocks_seen):
            last = int(child.stdout.readline())
        child.kill()
    database = Database.open(path)
    store = ConversationStore(database)
    assert store.recover_interrupted() == 1
    (conversation,) = store.newest_first()
    asked, reply = store.messages(conversation.id)
    assert (asked.text, reply.state) == ("Tell me", MessageState.INTERRUPTED)
    saved = store.blocks(reply.id)
    assert len(saved) > last
    assert reply.text == "".join(f"[{number}]" for number in range(len(saved)))
    assert store.recover_interrupted() == 0
    database.close()
