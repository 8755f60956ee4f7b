"""New versions destroy nothing; every branch can be come back to; deleting can be undone."""

from collections.abc import Sequence

import pytest

from app.storage.branches import BranchStore
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DatabaseError
from app.storage.records import Block, Message, MessageState
from app.storage.rows import has_branches


@pytest.fixture
def branches(database: Database) -> BranchStore:
    return BranchStore(database)


def exchange(store: ConversationStore, conversation_id: str, words: Sequence[str]) -> list[Message]:
    """Questions and replies by turns, each after the one before."""
    made: list[Message] = []
    for place, text in enumerate(words):
        if place % 2 == 0:
            made.append(store.append_user(conversation_id, text))
        else:
            reply = store.begin_reply(conversation_id, made[-1].id, "m")
            store.append_block(reply.id, Block(0, text, "hm", (1, 2), 4, 0.5))
            made.append(store.finish_reply(reply.id, MessageState.COMPLETE))
    return made


def shown(store: ConversationStore, conversation_id: str) -> list[str]:
    return [message.text for message in store.messages(conversation_id)]


def test_edited_message_is_a_new_branch_and_the_old_one_stays(
    store: ConversationStore, branches: BranchStore
) -> None:
    conversation = store.create()
    made = exchange(store, conversation.id, ["one", "1", "two", "2"])
    edited = branches.add_version(made[2].id, "two, please")
    assert shown(store, conversation.id) == ["one", "1", "two, please"]
    assert branches.versions(conversation.id) == {edited.id: (made[2].id, edited.id)}
    store.show_message(conversation.id, made[2].id)
    assert shown(store, conversation.id) == ["one", "1", "two", "2"]


def test_first_message_can_be_edited_too(store: ConversationStore, branches: BranchStore) -> None:
    conversation = store.create()
    (first,) = exchange(store, conversation.id, ["one"])
    edited = branches.add_version(first.id, "uno")
    assert edited.parent_id is None
    assert branches.versions(conversation.id) == {edited.id: (first.id, edited.id)}


def test_whole_subtree_follows_and_the_leaf_shown_last_is_remembered(
    store: ConversationStore, branches: BranchStore
) -> None:
    conversation = store.create()
    question, first, *_ = exchange(store, conversation.id, ["one", "1", "two", "2"])
    older = store.messages(conversation.id)[-1]
    store.begin_reply(conversation.id, older.parent_id or "", "m")  # a newer version of "2"
    store.show_message(conversation.id, older.id)
    second = store.begin_reply(conversation.id, question.id, "m")
    assert shown(store, conversation.id) == ["one", ""]
    store.show_message(conversation.id, first.id)
    assert [m.id for m in store.messages(conversation.id)][-1] == older.id
    store.show_message(conversation.id, second.id)
    assert [m.id for m in store.messages(conversation.id)] == [question.id, second.id]


def test_showing_a_message_on_display_changes_nothing(store: ConversationStore) -> None:
    conversation, later = store.create(), store.create()
    made = exchange(store, conversation.id, ["one", "1", "two"])
    store.append_user(later.id, "newer")
    store.show_message(conversation.id, made[0].id)
    assert shown(store, conversation.id) == ["one", "1", "two"]
    assert [c.id for c in store.newest_first()] == [later.id, conversation.id]


def test_deleted_message_leaves_the_path_and_comes_back(
    store: ConversationStore, branches: BranchStore
) -> None:
    conversation = store.create()
    made = exchange(store, conversation.id, ["one", "1", "two", "2"])
    for message in made:
        branches.delete_message(message.id)
        rest = [m.text for m in made if m.id != message.id]
        assert shown(store, conversation.id) == rest
        branches.restore_message(message.id)
        assert shown(store, conversation.id) == ["one", "1", "two", "2"]


def test_deleting_the_last_version_shows_another_one(
    store: ConversationStore, branches: BranchStore
) -> None:
    conversation = store.create()
    question, _ = exchange(store, conversation.id, ["one", "1"])
    again = store.begin_reply(conversation.id, question.id, "m")
    branches.delete_message(again.id)
    assert shown(store, conversation.id) == ["one", "1"]
    assert branches.versions(conversation.id) == {}
    branches.restore_message(again.id)
    assert [m.id for m in store.messages(conversation.id)] == [question.id, again.id]


def test_everything_deleted_leaves_an_empty_conversation_that_can_be_written_to(
    store: ConversationStore, branches: BranchStore
) -> None:
    conversation = store.create()
    made = exchange(store, conversation.id, ["one", "1"])
    for message in reversed(made):
        branches.delete_message(message.id)
    assert shown(store, conversation.id) == []
    store.append_user(conversation.id, "again")
    assert shown(store, conversation.id) == ["again"]
    branches.restore_message(made[1].id)
    assert shown(store, conversation.id) == ["1"]


def test_fork_copies_the_branch_with_its_blocks_and_shares_nothing(
    store: ConversationStore, branches: BranchStore
) -> None:
    conversation = store.create("Talk")
    made = exchange(store, conversation.id, ["one", "1", "two", "2"])
    fork = branches.fork(made[1].id)
    assert (fork.title, branches.fork(made[1].id).title) == ("Talk (2)", "Talk (3)")
    assert shown(store, fork.id) == ["one", "1"]
    copied = store.messages(fork.id)[1]
    assert store.blocks(copied.id) == store.blocks(made[1].id)
    assert (copied.thought, copied.model) == ("hm", "m")
    store.append_user(fork.id, "three")
    assert shown(store, conversation.id) == ["one", "1", "two", "2"]
    store.delete(conversation.id)
    assert shown(store, fork.id) == ["one", "1", "three"]


def test_fork_leaves_deleted_messages_out_and_forms_nothing(
    store: ConversationStore, branches: BranchStore
) -> None:
    conversation = store.create()
    made = exchange(store, conversation.id, ["one", "1", "two"])
    branches.delete_message(made[1].id)
    forming = store.begin_reply(conversation.id, made[2].id, "m")
    fork = branches.fork(forming.id)
    assert shown(store, fork.id) == ["one", "two", ""]
    assert store.messages(fork.id)[-1].state is MessageState.STOPPED


def test_no_branch_of_another_conversation_is_shown(
    store: ConversationStore, branches: BranchStore
) -> None:
    mine, other = store.create(), store.create()
    theirs = store.append_user(other.id, "theirs")
    with pytest.raises(DatabaseError, match="another conversation"):
        store.show_message(mine.id, theirs.id)
    with pytest.raises(DatabaseError, match="no longer"):
        branches.delete_message("gone")


def test_messages_whose_parents_are_lost_are_versions_of_each_other(
    database: Database, store: ConversationStore, branches: BranchStore
) -> None:
    conversation = store.create()
    exchange(store, conversation.id, ["one", "1", "two"])
    assert branches.versions(conversation.id) == {}
    with database.transaction() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("UPDATE messages SET parent_id = 'lost' WHERE text = 'two'")
        assert has_branches(connection, conversation.id)
        connection.exec_driver_sql("UPDATE messages SET parent_id = NULL WHERE text = 'two'")
    shown_now = branches.versions(conversation.id)
    assert [len(versions) for versions in shown_now.values()] == [2]
