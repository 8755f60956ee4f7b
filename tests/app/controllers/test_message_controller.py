"""Edits and new replies are branches; versions, deletions and forks of the open conversation."""

import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.controllers.chat_controller import ChatController
from app.controllers.message_controller import MessageController
from app.controllers.queue_controller import QueueController
from app.controllers.run_status import ReplyActivity
from app.storage.conversations import ConversationStore
from app.storage.records import Block, MessageState
from engine import ChatMessage, EngineError, FinishReason
from tests.fakes.scripted_engine import ScriptedEngine

Load = Callable[[], None]


def talk(qtbot: QtBot, chat: ChatController, *words: str) -> None:
    for text in words:
        with qtbot.waitSignal(chat.reply_ended, timeout=5000):
            chat.send(text)


def texts(chat: ChatController) -> list[str]:
    return [message.text for message in chat.shown]


def test_edited_message_is_answered_and_the_old_branch_can_be_stepped_to(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    load()
    scripted.blocks = ("A.",)
    talk(qtbot, chat, "one", "two")
    scripted.blocks = ("B.",)
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        assert messages.edit(chat.shown[0].id, "uno")
    assert texts(chat) == ["uno", "B."]
    assert [m.content for m in scripted.asked[-1]] == ["uno"]
    edited = chat.shown[0].id
    assert messages.versions[edited][1] == edited
    with qtbot.waitSignal(messages.branch_shown, timeout=1000):
        messages.step(edited, -1)
    assert texts(chat) == ["one", "A.", "two", "A."]
    messages.step(chat.shown[0].id, -1)  # there is none before
    assert texts(chat) == ["one", "A.", "two", "A."]


def test_regenerated_reply_in_the_middle_is_a_branch_of_its_own(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    load()
    scripted.blocks = ("A.",)
    talk(qtbot, chat, "one", "two")
    scripted.blocks = ("B.",)
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        messages.regenerate(chat.shown[1].id)
    assert texts(chat) == ["one", "B."]
    assert len(messages.versions[chat.shown[1].id]) == 2


def test_empty_edit_is_not_taken(
    qtbot: QtBot, chat: ChatController, messages: MessageController, load: Load
) -> None:
    load()
    talk(qtbot, chat, "one")
    assert not messages.edit(chat.shown[0].id, "  \0")
    assert len(chat.shown) == 2


def test_nothing_is_edited_deleted_or_switched_while_a_reply_forms(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    load()
    scripted.hold = threading.Event()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("one")
    asked = chat.shown[0].id
    assert not messages.edit(asked, "two")
    messages.delete(asked)
    assert texts(chat)[0] == "one"


def test_deleted_message_is_left_out_of_the_prompt_and_can_be_restored(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    load()
    talk(qtbot, chat, "one", "two")
    first = chat.shown[0]
    with qtbot.waitSignal(messages.deleted, timeout=1000) as waited:
        messages.delete(first.id)
    assert waited.args == [first]
    talk(qtbot, chat, "three")
    assert "one" not in [m.content for m in scripted.asked[-1]]
    messages.restore(first)
    assert texts(chat)[0] == "one"


def test_restoring_in_another_conversation_opens_it(
    qtbot: QtBot, chat: ChatController, messages: MessageController, load: Load
) -> None:
    load()
    talk(qtbot, chat, "one")
    last = chat.shown[1]
    messages.delete(last.id)
    chat.new_conversation()
    messages.restore(last)
    assert [m.id for m in chat.shown][-1] == last.id


def test_fork_opens_a_conversation_of_its_own(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    store: ConversationStore,
    load: Load,
) -> None:
    load()
    talk(qtbot, chat, "one", "two")
    old = chat.conversation
    messages.fork(chat.shown[1].id)
    assert chat.conversation is not None
    assert old is not None
    assert chat.conversation.id != old.id
    assert texts(chat)[0] == "one"
    assert len(chat.shown) == 2
    assert len(store.messages(old.id)) == 4


def test_a_fork_of_small_talk_is_named_by_its_own_subject(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    load: Load,
) -> None:
    load()
    talk(qtbot, chat, "hi")
    messages.fork(chat.shown[0].id)
    assert chat.conversation is not None
    assert chat.conversation.title == "Hi (2)"
    talk(qtbot, chat, "what is rust")
    assert chat.conversation.title == "What is rust"


def test_stopped_reply_is_gone_on_with_in_the_same_row(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    scripted: ScriptedEngine,
    store: ConversationStore,
    load: Load,
) -> None:
    scripted.blocks, scripted.seconds_per_step = ("First. ", "Second."), 0.02
    load()
    with qtbot.waitSignal(chat.block_committed, timeout=5000):
        chat.send("Hello")
    with qtbot.waitSignal(chat.reply_ended, timeout=5000) as ended:
        chat.stop()
    (stopped,) = ended.args
    scripted.blocks = ("And more.",)
    with qtbot.waitSignal(chat.reply_ended, timeout=5000) as ended:
        messages.continue_reply(stopped.id)
    (whole,) = ended.args
    assert (whole.id, whole.text) == (stopped.id, "First. And more.")
    assert whole.state is MessageState.COMPLETE
    assert scripted.asked[-1][-1] == ChatMessage("assistant", "First. ")
    assert [block.index for block in store.blocks(whole.id)] == [0, 1]
    assert whole.statistics.steps_per_block == (4, 4)
    assert whole.statistics.seconds > stopped.statistics.seconds
    assert store.messages(whole.conversation_id)[-1] == whole
    assert texts(chat) == ["Hello", "First. And more."]


def test_interrupted_reply_counts_its_saved_blocks(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    scripted: ScriptedEngine,
    store: ConversationStore,
    load: Load,
) -> None:
    conversation = store.create()
    asked = store.append_user(conversation.id, "Hello")
    cut = store.begin_reply(conversation.id, asked.id, "m")
    store.append_block(cut.id, Block(0, "First. ", "Hm.", (1, 2, 3), 7, 0.5))
    store.recover_interrupted()
    scripted.blocks = ("Rest.",)
    load()
    chat.open(conversation.id)
    with qtbot.waitSignal(chat.reply_ended, timeout=5000) as ended:
        messages.continue_reply(cut.id)
    (whole,) = ended.args
    assert whole.text == "First. Rest."
    assert whole.statistics.steps_per_block == (7, 4)
    assert whole.statistics.tokens == 3 + 2
    assert scripted.asked[-1][-1] == ChatMessage("assistant", "First. ", "Hm.")


def test_only_the_last_reply_that_is_unfinished_is_gone_on_with(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    load()
    talk(qtbot, chat, "one", "two")
    for message in chat.shown:
        messages.continue_reply(message.id)
    assert len(scripted.asked) == 2


def test_failure_while_going_on_keeps_the_text_and_its_figures(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    scripted: ScriptedEngine,
    store: ConversationStore,
    load: Load,
) -> None:
    scripted.reason = FinishReason.LENGTH
    load()
    talk(qtbot, chat, "Hello")
    before = chat.shown[-1]
    scripted.refusal = EngineError("Too long.")
    with qtbot.waitSignal(chat.reply_ended, timeout=5000) as ended:
        messages.continue_reply(before.id)
    (failed,) = ended.args
    assert (failed.state, failed.text) == (MessageState.FAILED, before.text)
    assert failed.statistics == before.statistics
    assert store.messages(failed.conversation_id)[-1] == failed


def test_branch_stays_while_a_reply_forms_on_it(
    qtbot: QtBot,
    chat: ChatController,
    messages: MessageController,
    queue: QueueController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    load()
    scripted.blocks = ("A.",)
    talk(qtbot, chat, "one", "two")
    other, deleted = chat.shown[-1], chat.shown[0]
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        messages.edit(deleted.id, "uno")
    messages.delete(chat.shown[-1].id)
    gone = messages.versions
    scripted.hold = threading.Event()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        queue.submit("tre")
    queue.submit("queued")
    assert chat.conversation is not None
    with qtbot.waitSignal(chat.told, timeout=1000):
        chat.open(chat.conversation.id, other.id)  # as a find in the search does
    assert not messages.restore(other)
    assert texts(chat)[:2] == ["uno", "tre"]
    scripted.hold.set()
    qtbot.waitUntil(lambda: not queue.waiting, timeout=5000)
    qtbot.waitUntil(lambda: chat.activity is ReplyActivity.IDLE, timeout=5000)
    assert texts(chat) == ["uno", "tre", "A.", "queued", "A."]
    assert messages.versions.keys() == gone.keys()
    assert messages.restore(other)
