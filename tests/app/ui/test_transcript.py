"""Few widgets for many messages, sticking to the bottom, and what is read stays in place."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.message_scroll import MAX_VIEWS
from app.ui.transcript import Transcript
from engine import BlockCommitted
from tests.fakes.messages import message, talk
from tests.fakes.scripted_engine import scripted_frame, split_pieces


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    widget = Transcript()
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    return widget


def first_text_row(transcript: Transcript) -> int:
    """The topmost row of pixels with text on it, left of where a bubble would be."""
    image = transcript.viewport().grab().toImage()
    dark = transcript.palette().windowText().color().lightness() + 60
    return next(
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).lightness() < dark for x in range(200))
    )


def test_text_stays_where_it_is_when_the_canvas_becomes_a_block(
    qtbot: QtBot, transcript: Transcript
) -> None:
    transcript.resize(600, 700)
    transcript.show_conversation([message(1, "user", "Who are you?")])
    transcript.set_reduced_motion(True)
    reply = message(2, "assistant", "")
    transcript.begin_reply(reply)
    pieces = split_pieces("Once there was a painter")
    transcript.show_frame(scripted_frame(pieces, 0, 4, 4))
    qtbot.wait(50)
    forming = first_text_row(transcript)
    transcript.end_reply(replace(reply, text="Once there was a painter"))
    qtbot.wait(50)
    assert abs(first_text_row(transcript) - forming) <= 1


def is_at_end(transcript: Transcript) -> bool:
    bar = transcript.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() >= bar.maximum() - 2


def test_long_conversation_opens_at_its_end_with_few_widgets(transcript: Transcript) -> None:
    transcript.show_conversation(talk(5000))
    assert is_at_end(transcript)
    assert 3 <= len(transcript.column.views) < 30
    assert "4999" in transcript.column.views


def test_sizes_that_are_not_settled_do_not_take_the_view_from_the_end(
    transcript: Transcript, monkeypatch: pytest.MonkeyPatch
) -> None:
    transcript.show_conversation(talk(5000))
    column, begun = transcript.column, list[int]()
    real, start = column.stretch, column.start_at
    far = (9000000, 9000100)  # such as while the window is being shown
    monkeypatch.setattr(column, "stretch", lambda: real() if begun else far)
    monkeypatch.setattr(column, "start_at", lambda index: (begun.append(index), start(index)))
    monkeypatch.setattr(column, "index_at", lambda _value: 0)
    transcript.arrange()
    assert begun == [5000]
    assert is_at_end(transcript)


def test_scrolling_through_makes_every_message_once_and_keeps_few(
    transcript: Transcript,
) -> None:
    transcript.show_conversation(talk(300))
    bar, seen = transcript.verticalScrollBar(), set(transcript.column.views)
    while bar.value() > 0:
        bar.setValue(bar.value() - transcript.viewport().height() // 2)
        seen |= set(transcript.column.views)
        assert len(transcript.column.views) <= MAX_VIEWS
    assert len(seen) == 300
    transcript.go_to_end()
    assert is_at_end(transcript)
    assert "299" in transcript.column.views


def test_dragging_the_bar_anywhere_shows_messages_there(transcript: Transcript) -> None:
    transcript.show_conversation(talk(2000))
    bar = transcript.verticalScrollBar()
    for share in (0.5, 0.1, 0.9, 0.0):
        bar.setValue(round(share * bar.maximum()))
        top, bottom = transcript.column.stretch()
        assert top <= bar.value() + 30
        assert bottom >= bar.value() + transcript.viewport().height() - 30


def test_what_is_read_stays_in_its_place_while_messages_above_are_made(
    transcript: Transcript,
) -> None:
    transcript.show_conversation(talk(300))
    bar = transcript.verticalScrollBar()
    for _ in range(30):
        view = transcript._first_in_view()
        assert view is not None
        before = transcript._offset_of(view)
        bar.setValue(bar.value() - 40)
        assert transcript._offset_of(view) == before + 40


def test_reveal_brings_any_message_into_view(transcript: Transcript) -> None:
    transcript.show_conversation(talk(1000))
    for wanted in ("3", "500", "998", "0"):
        transcript.finding.reveal(wanted)
        view = transcript.column.views[wanted]
        top = transcript.column.top_of(view) - transcript.verticalScrollBar().value()
        assert 0 <= top < transcript.viewport().height()
        assert len(transcript.column.views) < 40


def test_keyboard_walks_from_message_to_message(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.show_conversation(talk(100))
    for expected in ("99", "98", "97"):
        transcript.current.walk(-1)
        assert transcript.current.message is not None
        assert transcript.current.message.id == expected
    transcript.current.walk(1)
    assert transcript.current.message is not None
    assert transcript.current.message.id == "98"
    transcript.current.walk(-1000)
    assert transcript.current.message.id == "0"
    assert transcript.column.views["0"].isVisible()


def test_live_reply_goes_on_while_the_reader_is_far_above(transcript: Transcript) -> None:
    transcript.show_conversation(talk(400))
    transcript.begin_reply(message(400, "assistant", ""))
    transcript.verticalScrollBar().setValue(0)
    canvas = transcript.findChild(type(transcript._canvas), "canvas")
    assert canvas is not None
    assert not canvas.isVisible()
    transcript.show_frame(scripted_frame(["Hello"], 0, 1, 4))
    transcript.commit_block(BlockCommitted(0, "All of it.", "", (1,), 4, 0.1))
    transcript.go_to_end()
    assert transcript.column.views["400"].text == "All of it."
    assert canvas.isVisible()


def test_opening_again_in_mid_reply_keeps_the_blocks_on_display(transcript: Transcript) -> None:
    reply = message(1, "assistant", "First. ")
    transcript.show_conversation([message(0), reply])
    transcript.begin_reply(replace(reply, text=""))
    assert transcript.column.views["1"].text == "First. "


def test_new_text_does_not_pull_a_reader_down(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.show_conversation(talk(20))
    qtbot.waitUntil(lambda: is_at_end(transcript), timeout=3000)
    transcript.verticalScrollBar().setValue(0)
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


def test_nothing_jumps_when_a_reply_ends(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.resize(600, 800)
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


def test_short_reply_is_seen_at_its_end_in_a_low_window(
    qtbot: QtBot, transcript: Transcript
) -> None:
    transcript.resize(600, 160)
    transcript.show_conversation([*talk(19), message(19, "assistant")])
    transcript.add_message(message(20))
    transcript.begin_reply(message(21, "assistant", ""))
    transcript.show_frame(scripted_frame(("Hello", " there"), 0, 1, 8))
    qtbot.waitUntil(lambda: is_at_end(transcript), timeout=3000)
    transcript.commit_block(BlockCommitted(0, "Hello there", "", (1, 2), 4, 0.1))
    transcript.end_reply(message(21, "assistant", "Hello there"))
    qtbot.wait(50)
    view = transcript.column.views["21"]
    assert 0 <= transcript._offset_of(view) < transcript.viewport().height()


def editor(transcript: Transcript) -> QPlainTextEdit | None:
    found = [field for field in transcript.findChildren(QPlainTextEdit) if field.isVisible()]
    return found[0] if found else None


@pytest.mark.parametrize("away", ["scrolled", "another conversation", "reloaded"])
def test_text_in_an_open_editor_is_there_when_its_message_is(
    qtbot: QtBot, transcript: Transcript, away: str
) -> None:
    transcript.show_conversation(talk(300))
    transcript.current.choose("298")
    transcript.edit_current()
    field = editor(transcript)
    assert field is not None
    field.setPlainText("typed for minutes")
    if away == "scrolled":
        transcript.verticalScrollBar().setValue(0)
        assert "298" not in transcript.column.views
    elif away == "another conversation":
        transcript.show_conversation([replace(message(0), id="other", conversation_id="d")])
    else:
        transcript.show_conversation(talk(300))
    if away != "scrolled":
        transcript.show_conversation(talk(300))
    transcript.go_to_end()
    again = editor(transcript)
    assert again is not None
    assert again.toPlainText() == "typed for minutes"
    transcript.end_edit("298")
    transcript.show_conversation(talk(300))
    qtbot.waitUntil(lambda: editor(transcript) is None, timeout=1000)


def test_keyboard_stays_in_the_conversation_and_comes_back_to_an_open_editor(
    qtbot: QtBot,
) -> None:
    window, transcript = QWidget(), Transcript()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    for widget in (QPushButton(), transcript, QPushButton()):
        rows.addWidget(widget)
    window.resize(600, 500)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=2000)
    transcript.show_conversation(talk(300))
    transcript.edit_current()
    qtbot.waitUntil(lambda: editor(transcript) is not None, timeout=1000)
    transcript.verticalScrollBar().setValue(0)
    assert transcript.hasFocus()
    transcript.go_to_end()
    field = editor(transcript)
    assert field is not None
    qtbot.waitUntil(field.hasFocus, timeout=1000)


def test_what_is_read_stays_in_place_when_a_message_above_or_below_goes(
    transcript: Transcript,
) -> None:
    messages = talk(200)
    for gone in ("99", "104", "100"):
        transcript.show_conversation([])
        transcript.show_conversation(messages)
        transcript.go_to("100", -10)
        transcript.show_conversation([m for m in messages if m.id != gone])
        view = transcript.column.views["100" if gone != "100" else "101"]
        assert transcript._offset_of(view) == (-10 if gone != "100" else 0)


def test_another_conversation_and_a_reader_at_the_end_are_shown_the_end(
    transcript: Transcript,
) -> None:
    transcript.show_conversation(talk(100))
    transcript.show_conversation(talk(99))
    assert is_at_end(transcript)
    transcript.go_to("50", 0)
    transcript.show_conversation([replace(m, conversation_id="d") for m in talk(99)])
    assert is_at_end(transcript)
