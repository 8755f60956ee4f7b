"""Words and ways out for each way in which a reply can end."""

from dataclasses import replace

from app.controllers.run_status import ReplyActivity
from app.storage.records import MessageState
from app.ui.banner import WayOut
from app.ui.reply_ending import note_for, ways_out_of
from tests.fakes.messages import message

UNFINISHED = MessageState.STOPPED, MessageState.INTERRUPTED, MessageState.CUT


def test_ways_out_fit_the_end_of_the_last_message() -> None:
    idle, reply = ReplyActivity.IDLE, message(1, "assistant")
    assert ways_out_of(reply, idle) == ()
    assert ways_out_of(message(0), idle) == (WayOut.ANSWER,)
    assert WayOut.COPY_DETAILS in ways_out_of(replace(reply, state=MessageState.FAILED), idle)
    assert ways_out_of(message(0), ReplyActivity.ACTIVE) == ()


def test_a_reply_that_left_words_can_be_gone_on_with() -> None:
    for state in UNFINISHED:
        cut = replace(message(1, "assistant"), state=state)
        assert ways_out_of(cut, ReplyActivity.IDLE) == (WayOut.CONTINUE, WayOut.RETRY)
        assert ways_out_of(replace(cut, text=""), ReplyActivity.IDLE) == (WayOut.RETRY,)


def test_unfinished_replies_say_so_in_a_sentence() -> None:
    reply = message(1, "assistant")
    assert note_for(reply) == ""
    for state in UNFINISHED:
        assert note_for(replace(reply, state=state)).endswith(".")
    failed = replace(reply, state=MessageState.FAILED, error="Too long.")
    assert note_for(failed) == "Too long."
