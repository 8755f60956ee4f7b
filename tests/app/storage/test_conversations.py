"""Trees of messages: nothing saved is lost, nothing is destroyed but by deleting."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from app.storage import schema
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.records import DEFAULT_TITLE, RESCUED_TITLE, Block, MessageState, ReplyStatistics
from engine.said import Sentence

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


def test_no_message_of_another_conversation_is_taken_in(store: ConversationStore) -> None:
    mine, other = store.create(), store.create()
    theirs = store.append_user(other.id, "theirs")
    for wrong in (
        lambda: store.append_user(mine.id, "mine", theirs.id),
        lambda: store.begin_reply(mine.id, theirs.id, None),
    ):
        with pytest.raises(DatabaseError, match="another conversation"):
            wrong()
    assert store.messages(mine.id) == []
    assert store.children(theirs.id) == []


def test_versions_keep_their_order_when_the_clock_is_set_back(
    store: ConversationStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    conversation = store.create()
    asked = store.append_user(conversation.id, "Hello")
    first = store.begin_reply(conversation.id, asked.id, None)
    monkeypatch.setattr("app.storage.rows.now", lambda: datetime(2000, 1, 1, tzinfo=UTC))
    second = store.begin_reply(conversation.id, asked.id, None)
    assert second.created_at < first.created_at
    assert [m.id for m in store.children(asked.id)] == [first.id, second.id]


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
    store.set_automatic_title(conversation.id, "From the first message")
    store.set_automatic_title(conversation.id, "From its edited form")
    assert store.get(conversation.id).title == "From its edited form"
    store.rename(conversation.id, "Mine")
    store.set_automatic_title(conversation.id, "Again")
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


def test_a_conversation_of_any_length_can_be_deleted(store: ConversationStore) -> None:
    conversation = store.create("Long")
    rows = [
        {
            "id": str(number),
            "conversation_id": conversation.id,
            "parent_id": str(number - 1) if number else None,
            "role": "user",
            "text": "",
            "thought": "",
            "state": "complete",
            "created_at": conversation.created_at,
        }
        for number in range(1500)
    ]
    with store._database.transaction() as connection:
        connection.execute(insert(schema.messages), rows)
    store.delete(conversation.id)
    assert store.newest_first() == []
    assert store.children("0") == []


def test_a_block_that_cannot_be_saved_changes_nothing(store: ConversationStore) -> None:
    conversation = store.create()
    asked = store.append_user(conversation.id, "Hello")
    reply = store.begin_reply(conversation.id, asked.id, None)
    store.append_block(reply.id, block(0, "once"))
    with pytest.raises(DatabaseError):
        store.append_block(reply.id, block(0, "twice"))
    assert store.messages(conversation.id)[-1].text == "once"


@pytest.mark.parametrize("column", ["state", "created_at", "steps_per_block", "tokens", "text"])
@pytest.mark.parametrize(
    "harm", ["'[no'", "x'ff00fe'", "CAST(x'f0ff41' AS TEXT)", "'" + "[" * 9999 + "'"]
)
def test_a_damaged_value_hides_no_message(store: ConversationStore, column: str, harm: str) -> None:
    conversation = store.create()
    asked = store.append_user(conversation.id, "Hello")
    reply = store.begin_reply(conversation.id, asked.id, None)
    store.finish_reply(reply.id, MessageState.COMPLETE, FIGURES)
    with store._database.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE messages SET {column} = {harm} WHERE id = '{reply.id}'")
    shown = store.messages(conversation.id)
    assert [m.id for m in shown] == [asked.id, reply.id]
    assert shown[0] == asked
    assert store.newest_first() == [store.get(conversation.id)]


def test_a_message_whose_state_is_damaged_says_so(store: ConversationStore) -> None:
    asked = store.append_user(store.create().id, "Hello")
    with store._database.transaction() as connection:
        connection.exec_driver_sql("UPDATE messages SET state = 'nonsense'")
    (shown,) = store.messages(asked.conversation_id)
    assert (shown.state, shown.error) == (MessageState.FAILED, "Part of this message is damaged.")
    assert shown.text == "Hello"


@pytest.mark.parametrize("column", ["created_at", "updated_at", "pinned_at", "sampling", "title"])
@pytest.mark.parametrize("harm", ["'[no'", "x'ff00fe'", "CAST(x'f0ff41' AS TEXT)"])
def test_a_damaged_conversation_hides_no_other(
    store: ConversationStore, column: str, harm: str
) -> None:
    sound, bad = store.create("Sound"), store.create("Bad")
    with store._database.transaction() as connection:
        connection.exec_driver_sql(
            f"UPDATE conversations SET {column} = {harm} WHERE id = '{bad.id}'"
        )
    assert {c.id for c in store.newest_first()} == {sound.id, bad.id}


def test_another_thread_is_turned_away(store: ConversationStore) -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(AssertionError, match="thread"):
        pool.submit(store.newest_first).result()


def test_what_no_longer_exists_is_told(store: ConversationStore) -> None:
    with pytest.raises(DatabaseError, match="no longer exists"):
        store.get("gone")
    with pytest.raises(DatabaseError):
        store.append_user("gone", "Hello")
    asked = store.append_user(store.create().id, "Hello")
    for late in (
        lambda: store.append_user("gone", "Hello", asked.id),
        lambda: store.begin_reply("gone", asked.id, None),
        lambda: store.append_block("gone", block(0, "text")),
        lambda: store.finish_reply("gone", MessageState.STOPPED),
        lambda: store.rename("gone", "Name"),
    ):
        with pytest.raises(DatabaseError, match=r"no longer exists|another conversation"):
            late()


ANY_TEXT = st.text(st.characters(codec="utf-8"), max_size=200)  # all of Unicode, NUL included
any_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@given(text=ANY_TEXT)
@example(text="a\0b\r\n\u2028\ufeff\U0010ffff👩‍🚀")
@any_database
def test_any_text_comes_back_as_it_was(store: ConversationStore, text: str) -> None:
    conversation = store.create(text)
    message = store.append_user(conversation.id, text)
    assert store.messages(conversation.id) == [message]
    assert message.text == text
    assert store.get(conversation.id).title == conversation.title == (text or DEFAULT_TITLE)


@given(texts=st.lists(st.tuples(ANY_TEXT, ANY_TEXT), max_size=4), model=ANY_TEXT, error=ANY_TEXT)
@any_database
def test_any_reply_comes_back_as_it_was(
    store: ConversationStore, texts: list[tuple[str, str]], model: str, error: str
) -> None:
    conversation = store.create()
    asked = store.append_user(conversation.id, "Hello")
    reply = store.begin_reply(conversation.id, asked.id, model)
    blocks = [block(number, *both) for number, both in enumerate(texts)]
    for each in blocks:
        store.append_block(reply.id, each)
    done = store.finish_reply(reply.id, MessageState.FAILED, error=error)
    assert store.blocks(reply.id) == blocks
    assert done.text == "".join(text for text, _ in texts)
    assert done.thought == "".join(thought for _, thought in texts)
    assert (done.model, done.error) == (model, error)


def test_half_a_surrogate_becomes_a_replacement_character(store: ConversationStore) -> None:
    half, whole = "a\ud800b", "a\ufffdb"
    conversation = store.create(half)
    asked = store.append_user(conversation.id, half)
    reply = store.begin_reply(conversation.id, asked.id, half)
    store.append_block(reply.id, block(0, half, half))
    done = store.finish_reply(reply.id, MessageState.FAILED, error=half)
    found = (conversation.title, asked.text, done.text, done.thought, done.model, done.error)
    assert found == (whole,) * 6
    assert store.get(conversation.id).title == whole


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


def test_a_rescued_title_is_told_in_any_language_unless_a_person_wrote_it(
    store: ConversationStore,
) -> None:
    conversation = store.create()
    store.set_automatic_title(conversation.id, str(RESCUED_TITLE))
    assert isinstance(store.get(conversation.id).title, Sentence)
    store.rename(conversation.id, str(RESCUED_TITLE))
    assert not isinstance(store.get(conversation.id).title, Sentence)
