"""The way of a message: saved first, answered when possible, stopped, retried, deleted."""

import threading
from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.controllers.chat_controller import ChatController
from app.controllers.model_controller import ModelController
from app.controllers.prompt import chat_messages
from app.controllers.reply_runner import ReplyRunner
from app.controllers.run_status import ReplyActivity, RunPhase
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.records import Message, MessageState
from engine import EngineError, FinishReason, PlanChanged
from tests.fakes.full_disk import fill_disk, make_room
from tests.fakes.scripted_engine import ScriptedEngine

Load = Callable[[], None]


def ended(qtbot: QtBot, chat: ChatController, send: Callable[[], object]) -> Message:
    with qtbot.waitSignal(chat.reply_ended, timeout=5000) as waited:
        send()
    reply = waited.args[0]
    assert isinstance(reply, Message)
    return reply


def test_reply_is_saved_with_all_blocks_and_figures(
    qtbot: QtBot,
    chat: ChatController,
    scripted: ScriptedEngine,
    load: Load,
    store: ConversationStore,
) -> None:
    scripted.blocks = ("First. ", "Second.")
    load()
    ended(qtbot, chat, lambda: chat.send("Hello"))
    (conversation,) = store.newest_first()
    question, reply = store.messages(conversation.id)
    assert (question.role, question.text) == ("user", "Hello")
    assert (reply.text, reply.state) == ("First. Second.", MessageState.COMPLETE)
    assert reply.model == "scripted"
    assert reply.statistics is not None
    assert reply.statistics.steps_per_block == (4, 4)


def test_message_is_saved_before_the_engine_is_asked(
    chat: ChatController, scripted: ScriptedEngine, store: ConversationStore
) -> None:
    assert chat.send("Hello")
    (conversation,) = store.newest_first()
    assert [m.text for m in store.messages(conversation.id)] == ["Hello"]
    assert scripted.asked == []


def test_message_sent_while_the_model_loads_is_answered_when_it_is_ready(
    qtbot: QtBot, chat: ChatController, load: Load
) -> None:
    chat.send("Hello")
    assert chat.activity is ReplyActivity.ACTIVE
    assert ended(qtbot, chat, load).state is MessageState.COMPLETE


def test_empty_and_whitespace_messages_are_not_sent(
    chat: ChatController, store: ConversationStore
) -> None:
    assert not chat.send("")
    assert not chat.send(" \n\t ")
    assert not chat.send("\0")
    assert store.newest_first() == []


def test_stop_keeps_committed_blocks(
    qtbot: QtBot,
    chat: ChatController,
    scripted: ScriptedEngine,
    load: Load,
    store: ConversationStore,
) -> None:
    scripted.blocks = ("First. ", "Second.")
    scripted.seconds_per_step = 0.2
    load()
    with qtbot.waitSignal(chat.block_committed, timeout=5000):
        chat.send("Hello")
    reply = ended(qtbot, chat, chat.stop)
    assert (reply.state, reply.text) == (MessageState.STOPPED, "First. ")


def test_stop_takes_effect_in_the_middle_of_a_block(
    qtbot: QtBot, chat: ChatController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.hold = threading.Event()
    load()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("Hello")
    assert chat.status.phase is RunPhase.DENOISING
    assert (chat.status.step, chat.status.max_steps) == (1, 4)

    def stop() -> None:
        chat.stop()
        assert chat.status.phase is RunPhase.STOPPING
        assert chat.activity is ReplyActivity.STOPPING

    assert ended(qtbot, chat, stop).state is MessageState.STOPPED
    assert chat.activity is ReplyActivity.IDLE


def test_stop_while_waiting_takes_the_message_off_the_queue(
    chat: ChatController, store: ConversationStore
) -> None:
    chat.send("Hello")
    chat.stop()
    assert chat.activity is ReplyActivity.IDLE
    assert chat.status.waiting == 0
    assert len(store.newest_first()) == 1


def test_refusal_is_saved_as_a_failed_reply_with_its_sentence(
    qtbot: QtBot, chat: ChatController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.refusal = EngineError("This conversation is too long.")
    load()
    reply = ended(qtbot, chat, lambda: chat.send("x" * 1_000_000))
    assert reply.state is MessageState.FAILED
    assert reply.error == "This conversation is too long."
    assert "EngineError" in chat.failure_details(reply.id)


def test_a_failed_question_is_not_asked_again_with_the_next_one(
    qtbot: QtBot, chat: ChatController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.refusal = EngineError("Too long.")
    load()
    ended(qtbot, chat, lambda: chat.send("long"))
    scripted.refusal = None
    ended(qtbot, chat, lambda: chat.send("short"))
    assert [m.content for m in scripted.asked[-1]] == ["short"]


def test_retry_keeps_the_old_reply_as_a_branch(
    qtbot: QtBot,
    chat: ChatController,
    scripted: ScriptedEngine,
    load: Load,
    store: ConversationStore,
) -> None:
    scripted.refusal = EngineError("No.")
    load()
    failed = ended(qtbot, chat, lambda: chat.send("Hello"))
    scripted.refusal = None
    again = ended(qtbot, chat, lambda: chat.retry(failed.id))
    assert again.state is MessageState.COMPLETE
    question, shown = store.messages(again.conversation_id)
    assert shown.id == again.id
    assert {m.id for m in store.children(question.id)} == {failed.id, again.id}


def test_second_turn_carries_the_whole_conversation(
    qtbot: QtBot, chat: ChatController, scripted: ScriptedEngine, load: Load
) -> None:
    load()
    ended(qtbot, chat, lambda: chat.send("One"))
    ended(qtbot, chat, lambda: chat.send("Two"))
    assert [(m.role, m.content) for m in scripted.asked[-1]] == [
        ("user", "One"),
        ("assistant", scripted.blocks[0]),
        ("user", "Two"),
    ]


def test_reply_of_another_conversation_goes_on_unseen(
    qtbot: QtBot,
    chat: ChatController,
    scripted: ScriptedEngine,
    load: Load,
    store: ConversationStore,
) -> None:
    scripted.hold = threading.Event()
    load()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("Hello")
    (first,) = store.newest_first()
    chat.new_conversation()
    assert chat.activity is ReplyActivity.IDLE
    chat.send("Another")
    assert chat.status.waiting == 1
    scripted.hold.set()
    qtbot.waitUntil(lambda: chat.status.phase is RunPhase.READY, timeout=5000)
    assert store.messages(first.id)[-1].state is MessageState.COMPLETE
    assert all(store.messages(c.id)[-1].role == "assistant" for c in store.newest_first())


def test_opening_the_conversation_of_the_forming_reply_shows_it_again(
    qtbot: QtBot,
    chat: ChatController,
    scripted: ScriptedEngine,
    load: Load,
    store: ConversationStore,
) -> None:
    scripted.hold = threading.Event()
    load()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("Hello")
    (first,) = store.newest_first()
    chat.new_conversation()
    with qtbot.waitSignals([chat.reply_began, chat.frame_due], timeout=5000):
        chat.open(first.id)
    assert chat.activity is ReplyActivity.ACTIVE


def test_deleting_a_conversation_in_mid_reply_stops_it_quietly(
    qtbot: QtBot,
    chat: ChatController,
    scripted: ScriptedEngine,
    load: Load,
    store: ConversationStore,
) -> None:
    scripted.hold = threading.Event()
    load()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("Hello")
    chat.delete(store.newest_first()[0].id)
    assert store.newest_first() == []
    assert chat.conversation is None
    scripted.hold.set()
    assert ended(qtbot, chat, lambda: chat.send("New")).state is MessageState.COMPLETE


def test_length_and_full_context_are_saved_as_cut(
    qtbot: QtBot, chat: ChatController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.reason = FinishReason.CONTEXT_FULL
    load()
    assert ended(qtbot, chat, lambda: chat.send("Hello")).state is MessageState.CUT


def test_quitting_in_mid_reply_saves_it_as_stopped(
    qtbot: QtBot,
    chat: ChatController,
    replies: ReplyRunner,
    model: ModelController,
    scripted: ScriptedEngine,
    load: Load,
    store: ConversationStore,
) -> None:
    scripted.hold = threading.Event()
    load()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("Hello")
    assert model.shutdown()
    replies.close()
    (conversation,) = store.newest_first()
    assert store.messages(conversation.id)[-1].state is MessageState.STOPPED


def test_switching_models_in_mid_reply_saves_it_as_stopped(
    qtbot: QtBot,
    chat: ChatController,
    model: ModelController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    scripted.hold = threading.Event()
    load()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("Hello")
    reply = ended(qtbot, chat, lambda: model.load(Path("other")))
    assert reply.state is MessageState.STOPPED


def test_a_conversation_is_named_by_the_first_exchange_with_a_subject(
    qtbot: QtBot, chat: ChatController, load: Load
) -> None:
    load()
    titles = []
    for words in ("hi", "please explain tides", "and what about the moon?"):
        ended(qtbot, chat, lambda words=words: chat.send(words))
        assert chat.conversation is not None
        titles.append(chat.conversation.title)
    assert titles == ["Hi", "Explain tides", "Explain tides"]
    assert [c.title for c in chat.conversations()] == ["Explain tides"]


def test_a_reply_to_a_greeting_names_by_its_heading_also_unseen(
    qtbot: QtBot, chat: ChatController, scripted: ScriptedEngine, load: Load, replies: ReplyRunner
) -> None:
    scripted.blocks = ("# First steps\n", "Welcome.")
    scripted.hold = threading.Event()
    load()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("hello")
    chat.new_conversation()
    with qtbot.waitSignal(replies.ended, timeout=5000):
        scripted.hold.set()
    assert [c.title for c in chat.conversations()] == ["First steps"]
    assert chat.conversation is None


def test_a_name_that_the_person_gave_stays(qtbot: QtBot, chat: ChatController, load: Load) -> None:
    load()
    ended(qtbot, chat, lambda: chat.send("hi"))
    assert chat.conversation is not None
    chat.rename(chat.conversation.id, "ok")  # as empty a name as can be
    ended(qtbot, chat, lambda: chat.send("please explain tides"))
    assert [c.title for c in chat.conversations()] == ["ok"]


def test_chat_messages_leave_out_empty_replies(store: ConversationStore) -> None:
    conversation = store.create()
    asked = store.append_user(conversation.id, "One")
    reply = store.begin_reply(conversation.id, asked.id, "m")
    store.finish_reply(reply.id, MessageState.STOPPED)
    store.append_user(conversation.id, "Two")
    assert [m.content for m in chat_messages(store.messages(conversation.id))] == ["One", "Two"]


def test_a_defect_in_the_engine_fails_the_reply_with_details_to_copy(
    qtbot: QtBot, chat: ChatController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.failure = RuntimeError("boom")
    load()
    with qtbot.captureExceptions() as exceptions:
        reply = ended(qtbot, chat, lambda: chat.send("Hello"))
        qtbot.waitUntil(lambda: bool(exceptions), timeout=2000)
    assert reply.state is MessageState.FAILED
    assert reply.error is not None
    assert "boom" not in reply.error
    assert "boom" in chat.failure_details(reply.id)


def test_title_is_the_first_question_and_stays(
    qtbot: QtBot, chat: ChatController, load: Load
) -> None:
    load()
    for words in ("First", "Second"):
        with qtbot.waitSignal(chat.reply_ended, timeout=5000):
            chat.send(words)
    assert chat.conversation is not None
    assert chat.conversation.title == "First"


def test_a_reply_on_a_full_disk_stays_on_display_and_is_still_there_when_opened_again(
    qtbot: QtBot,
    chat: ChatController,
    scripted: ScriptedEngine,
    load: Load,
    database: Database,
    store: ConversationStore,
) -> None:
    scripted.blocks = ("Much. " * 3000, "More.")
    scripted.hold = threading.Event()
    load()
    with qtbot.waitSignal(chat.frame_due, timeout=5000):
        chat.send("Hello")
    fill_disk(database)
    with qtbot.waitSignal(chat.saver.refused, timeout=5000):
        reply = ended(qtbot, chat, scripted.hold.set)
    assert (reply.text, reply.state) == ("".join(scripted.blocks), MessageState.COMPLETE)
    shown: list[list[Message]] = []
    chat.conversation_opened.connect(lambda _conversation, messages: shown.append(messages))
    chat.new_conversation()
    chat.open(reply.conversation_id)
    assert shown[-1][-1] == reply
    make_room(database)
    chat.saver.try_again()
    assert store.messages(reply.conversation_id)[-1] == reply


def test_a_fall_back_to_less_memory_is_told_and_the_reply_goes_on(
    qtbot: QtBot, chat: ChatController, scripted: ScriptedEngine, load: Load
) -> None:
    scripted.plan_change = PlanChanged("12 layers on the GPU", "The card's memory ran out.")
    load()
    told: list[str] = []
    chat.told.connect(told.append)
    reply = ended(qtbot, chat, lambda: chat.send("Hello"))
    assert told == ["The card's memory ran out."]
    assert reply.state is MessageState.COMPLETE
