"""Newest messages first as widgets, sticking to the bottom, ways out at the end."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.run_status import ReplyActivity
from app.storage.records import Message, MessageState
from app.ui.banner import WayOut
from app.ui.transcript import BATCH, MAX_SHOWN, Transcript, note_for, shown_text, ways_out_of
from engine import BlockCommitted
from tests.fakes.scripted_engine import scripted_frame


def message(number: int, role: str = "user", text: str = "Some words.\n\nMore.") -> Message:
    return Message(
        id=str(number),
        conversation_id="c",
        parent_id=str(number - 1) if number else None,
        role=role,
        text=text,
        thought="",
        state=MessageState.COMPLETE,
        created_at=datetime.now(UTC),
        model="scripted" if role == "assistant" else None,
        statistics=None,
        error=None,
    )


def talk(count: int) -> list[Message]:
    return [message(n, "assistant" if n % 2 else "user") for n in range(count)]


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    widget = Transcript()
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    return widget


def is_at_end(transcript: Transcript) -> bool:
    bar = transcript.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() >= bar.maximum() - 2


def test_long_conversation_opens_at_its_end_with_the_newest_only(
    qtbot: QtBot, transcript: Transcript
) -> None:
    transcript.show_conversation(talk(200))
    qtbot.waitUntil(lambda: is_at_end(transcript), timeout=3000)
    assert transcript.num_widgets == BATCH


def test_older_messages_are_made_when_scrolled_to(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.show_conversation(talk(200))
    qtbot.waitUntil(lambda: is_at_end(transcript), timeout=3000)
    transcript.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: transcript.num_widgets >= 2 * BATCH, timeout=3000)
    qtbot.waitUntil(lambda: transcript.verticalScrollBar().value() > 0, timeout=3000)


def test_new_text_does_not_pull_a_reader_down(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.show_conversation(talk(20))
    qtbot.waitUntil(lambda: is_at_end(transcript), timeout=3000)
    transcript.verticalScrollBar().setValue(100)
    transcript.begin_reply(message(20, "assistant", ""))
    transcript.commit_block(BlockCommitted(0, "words\n\n" * 50, "", (1,), 4, 0.1))
    qtbot.wait(50)
    assert transcript.verticalScrollBar().value() == 100


def test_reader_at_the_end_stays_there(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.show_conversation(talk(20))
    qtbot.waitUntil(lambda: is_at_end(transcript), timeout=3000)
    transcript.begin_reply(message(20, "assistant", ""))
    transcript.commit_block(BlockCommitted(0, "words\n\n" * 50, "", (1,), 4, 0.1))
    qtbot.wait(50)
    qtbot.waitUntil(lambda: is_at_end(transcript), timeout=3000)


def test_canvas_stands_in_the_place_of_the_forming_reply(
    qtbot: QtBot, transcript: Transcript
) -> None:
    transcript.show_conversation(talk(3))
    reply = message(3, "assistant", "")
    transcript.begin_reply(reply)
    transcript.show_frame(scripted_frame(["Hello"], 0, 1, 4))
    canvas = transcript.findChild(type(transcript._canvas), "canvas")
    assert canvas is not None
    assert canvas.isVisible()
    assert canvas.height() > 40
    transcript.end_reply(replace(reply, text="Hello"))
    assert not canvas.isVisible()


def test_ways_out_fit_the_end_of_the_last_message() -> None:
    idle, reply = ReplyActivity.IDLE, message(1, "assistant")
    assert ways_out_of(reply, idle) == ()
    assert ways_out_of(message(0), idle) == (WayOut.ANSWER,)
    assert WayOut.RETRY in ways_out_of(replace(reply, state=MessageState.FAILED), idle)
    assert ways_out_of(replace(reply, state=MessageState.INTERRUPTED), idle) == (WayOut.RETRY,)
    assert ways_out_of(message(0), ReplyActivity.ACTIVE) == ()


def test_unfinished_replies_say_so_in_a_sentence() -> None:
    reply = message(1, "assistant")
    for state in (MessageState.STOPPED, MessageState.INTERRUPTED, MessageState.CUT):
        assert note_for(replace(reply, state=state)).endswith(".")
    failed = replace(reply, state=MessageState.FAILED, error="Too long.")
    assert note_for(failed) == "Too long."


def test_megabyte_message_is_laid_out_in_part(qtbot: QtBot, transcript: Transcript) -> None:
    text = "word " * 200_000
    assert len(shown_text(text)) < MAX_SHOWN + 100
    transcript.add_message(message(0, text=text))
    qtbot.wait(10)


def test_nothing_jumps_when_a_reply_ends(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.show_conversation([*talk(19), message(19, "assistant")])
    transcript.add_message(message(20))
    transcript.begin_reply(message(21, "assistant", ""))
    transcript.show_frame(scripted_frame(("Hello", " there"), 0, 1, 8))
    qtbot.waitUntil(lambda: is_at_end(transcript), timeout=3000)
    qtbot.wait(100)
    before = transcript.verticalScrollBar().value()
    transcript.commit_block(BlockCommitted(0, "Hello there", "", (1, 2), 4, 0.1))
    transcript.end_reply(message(21, "assistant", "Hello there"))
    qtbot.wait(100)
    assert transcript.verticalScrollBar().value() == before
    transcript.add_message(message(22))
    bar = transcript.verticalScrollBar()  # the room is given back
    qtbot.waitUntil(lambda: is_at_end(transcript) and bar.value() < before, timeout=3000)
