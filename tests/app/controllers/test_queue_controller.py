"""Messages queue behind a reply, go out one by one, and stay when it is stopped."""

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.controllers.chat_controller import ChatController
from app.controllers.queue_controller import QueueController
from app.controllers.run_status import ReplyActivity
from app.storage.conversations import ConversationStore
from app.storage.records import MessageState
from engine import EngineError
from tests.fakes.scripted_engine import ScriptedEngine

Load = Callable[[], None]


def begin(qtbot: QtBot, chat: ChatController, queue: QueueController, text: str) -> None:
    """Send a message and wait until its reply forms."""
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        assert queue.submit(text)


def waiting(queue: QueueController) -> list[str]:
    return [queued.text for queued in queue.waiting]


def test_queued_messages_are_sent_one_after_another(
    qtbot: QtBot, chat: ChatController, queue: QueueController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.hold = threading.Event()
    load()
    begin(qtbot, chat, queue, "one")
    assert queue.submit("two")
    assert queue.submit("three")
    assert not queue.submit("  ")
    assert waiting(queue) == ["two", "three"]
    scripted.hold.set()
    qtbot.waitUntil(lambda: len(scripted.asked) == 3 and not queue.waiting, timeout=5000)
    qtbot.waitUntil(lambda: chat.activity is ReplyActivity.IDLE, timeout=5000)
    assert [m.text for m in chat.shown if m.role == "user"] == ["one", "two", "three"]
    assert [m.role for m in scripted.asked[-1]] == ["user", "assistant"] * 2 + ["user"]


def test_stop_stops_and_the_queue_stays_until_it_is_sent(
    qtbot: QtBot, chat: ChatController, queue: QueueController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.hold = threading.Event()
    load()
    begin(qtbot, chat, queue, "one")
    queue.submit("two")
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        chat.stop()
    qtbot.wait(30)
    assert chat.shown[-1].state is MessageState.STOPPED
    assert waiting(queue) == ["two"]
    assert chat.activity is ReplyActivity.IDLE
    scripted.hold.set()
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        queue.send_next()
    assert waiting(queue) == []
    assert chat.shown[-2].text == "two"


def test_failure_holds_the_queue_and_a_new_message_goes_behind_it(
    qtbot: QtBot, chat: ChatController, queue: QueueController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.hold = threading.Event()
    load()
    begin(qtbot, chat, queue, "one")
    queue.submit("two")
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        chat.stop()
    scripted.hold, scripted.refusal = None, EngineError("No.")
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        queue.submit("three")
    assert [m.text for m in chat.shown if m.role == "user"] == ["one", "two"]
    assert waiting(queue) == ["three"]


def test_queued_message_can_be_edited_and_taken_back(
    qtbot: QtBot, chat: ChatController, queue: QueueController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.hold = threading.Event()
    load()
    begin(qtbot, chat, queue, "one")
    queue.submit("two")
    queue.submit("three")
    first, second = queue.waiting
    assert queue.edit(first.id, "zwei")
    assert not queue.edit(first.id, "  ")
    assert queue.take_back(second.id) == "three"
    assert queue.take_back(second.id) is None
    assert waiting(queue) == ["zwei"]


def test_queue_of_another_conversation_goes_on_unseen_and_survives_a_restart(
    qtbot: QtBot,
    chat: ChatController,
    queue: QueueController,
    scripted: ScriptedEngine,
    store: ConversationStore,
    load: Load,
) -> None:
    scripted.hold = threading.Event()
    load()
    begin(qtbot, chat, queue, "one")
    queue.submit("two")
    assert chat.conversation is not None
    first = chat.conversation.id
    chat.new_conversation()
    assert queue.waiting == []
    chat.open(first)
    assert waiting(queue) == ["two"]  # read from the database
    chat.new_conversation()
    scripted.hold.set()
    qtbot.waitUntil(lambda: len(store.messages(first)) == 4, timeout=5000)
    qtbot.waitUntil(lambda: store.messages(first)[-1].state is MessageState.COMPLETE, timeout=5000)
    assert chat.shown == []


def test_message_that_is_being_changed_is_sent_when_the_change_has_ended(
    qtbot: QtBot, chat: ChatController, queue: QueueController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.hold = threading.Event()
    load()
    begin(qtbot, chat, queue, "one")
    queue.submit("two")
    (queued,) = queue.waiting
    queue.hold(queued.id)
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        scripted.hold.set()
    assert waiting(queue) == ["two"]
    assert not queue.can_send
    queue.edit(queued.id, "zwei")
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        queue.release(queued.id)
    assert [m.text for m in chat.shown if m.role == "user"] == ["one", "zwei"]


def test_end_of_a_change_sends_nothing_after_a_stop(
    qtbot: QtBot, chat: ChatController, queue: QueueController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.hold = threading.Event()
    load()
    begin(qtbot, chat, queue, "one")
    queue.submit("two")
    (queued,) = queue.waiting
    queue.hold(queued.id)
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        chat.stop()
    queue.release(queued.id)
    assert waiting(queue) == ["two"]
    assert queue.can_send
