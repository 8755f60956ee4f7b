"""A queued message is saved, can be changed, and is sent exactly once."""

import pytest

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.errors import DatabaseError, NoLongerThere
from app.storage.queue import QueueStore


@pytest.fixture
def queue(database: Database) -> QueueStore:
    return QueueStore(database)


def test_queue_keeps_its_order_and_stays_out_of_the_branch(
    store: ConversationStore, queue: QueueStore
) -> None:
    conversation = store.create()
    for text in ("one", "two"):
        queue.add(conversation.id, text)
    assert [q.text for q in queue.waiting(conversation.id)] == ["one", "two"]
    assert store.messages(conversation.id) == []


def test_sent_message_is_in_the_branch_and_in_the_queue_no_more(
    store: ConversationStore, queue: QueueStore
) -> None:
    conversation = store.create()
    first = store.append_user(conversation.id, "first")
    queued = queue.add(conversation.id, "one")
    queue.change(queued.id, "uno")
    sent = queue.send(queued)
    assert (sent.text, sent.parent_id) == ("uno", first.id)
    assert store.messages(conversation.id) == [first, sent]
    assert queue.waiting(conversation.id) == []
    for late in (lambda: queue.send(queued), lambda: queue.change(queued.id, "x")):
        with pytest.raises(NoLongerThere):
            late()
    assert len(store.messages(conversation.id)) == 2


def test_queue_goes_with_its_conversation(store: ConversationStore, queue: QueueStore) -> None:
    conversation = store.create()
    queue.add(conversation.id, "one")
    store.delete(conversation.id)
    assert queue.waiting(conversation.id) == []
    with pytest.raises(DatabaseError):
        queue.add(conversation.id, "two")
