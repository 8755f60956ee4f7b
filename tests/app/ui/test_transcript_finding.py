"""Every find of a conversation is stepped to, one after another, and stands out."""

import pytest
from pytestqt.qtbot import QtBot

from app.storage.query import parse
from app.ui.finds import finds_in
from app.ui.transcript import Transcript
from tests.fakes.messages import message, talk


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    widget = Transcript()
    qtbot.addWidget(widget)
    widget.resize(600, 400)
    widget.show()
    return widget


def standing_out(transcript: Transcript, message_id: str) -> list[int]:
    """Where in the message the marks with a colour of their own for words begin."""
    return [
        mark.cursor.selectionStart()
        for browser in transcript.column.views[message_id].browsers()
        for mark in browser.extraSelections()
        if mark.format.foreground().color() == transcript.palette().highlightedText().color()
    ]


def test_words_side_by_side_are_one_find() -> None:
    text = "a red, blue car; blue paint and red"
    finds = finds_in(text, parse("red blue"))
    assert [text[find[0][0] : find[-1][1]] for find in finds] == ["red, blue", "blue", "red"]


def test_each_find_in_one_reply_is_stepped_to_and_seen(transcript: Transcript) -> None:
    reply = message(1, "assistant", "needle word.\n\n" * 60)
    transcript.show_conversation([message(0), reply])
    finding, bar = transcript.finding, transcript.verticalScrollBar()
    finding.look_for(parse("needle"))
    assert (finding.place, finding.count) == (0, 60)
    seen = []
    for place in range(1, 60):
        finding.step(1)
        assert finding.place == place
        (start,) = standing_out(transcript, "1")
        seen.append(start)
        top = transcript.column.views["1"].top_of_find(place)
        top += transcript.column.top_of(transcript.column.views["1"]) - bar.value()
        assert 0 <= top < transcript.viewport().height()
    assert seen == sorted(set(seen))
    finding.step(1)
    assert finding.place == 0
    finding.step(-1)
    assert finding.place == 59


def test_steps_go_from_message_to_message_and_begin_with_the_last(transcript: Transcript) -> None:
    messages = talk(300)
    for number in (5, 150, 280):
        messages[number] = message(number, messages[number].role, "one needle and a needle")
    transcript.show_conversation(messages)
    finding = transcript.finding
    finding.look_for(parse("needle"))
    assert (finding.place, finding.count) == (4, 6)
    found = []
    for _ in range(6):
        finding.step(1)
        found += [id_ for id_ in ("5", "150", "280") if standing_out_in(transcript, id_)]
    assert found == ["280", "5", "5", "150", "150", "280"]


def standing_out_in(transcript: Transcript, message_id: str) -> bool:
    return message_id in transcript.column.views and bool(standing_out(transcript, message_id))


def test_find_beyond_what_is_laid_out_of_a_long_message_is_shown(transcript: Transcript) -> None:
    long = message(1, "assistant", "word\n\n" * 9000 + "the needle")
    transcript.show_conversation([message(0), long])
    transcript.finding.look_for(parse("needle"))
    assert transcript.finding.count == 1
    assert standing_out(transcript, "1")


def test_words_that_only_a_link_hides_are_passed_over(transcript: Transcript) -> None:
    hidden = message(1, "assistant", "See [this](https://needle.example/needle).")
    transcript.show_conversation([message(0, text="A needle?"), hidden])
    transcript.finding.look_for(parse("needle"))
    assert (transcript.finding.place, transcript.finding.count) == (0, 1)
    assert standing_out(transcript, "0")


def test_what_came_since_is_found_by_the_next_step(transcript: Transcript) -> None:
    transcript.show_conversation([message(0, text="needle")])
    transcript.finding.look_for(parse("needle"))
    transcript.add_message(message(1, text="another needle"))
    transcript.finding.step(1)
    assert (transcript.finding.place, transcript.finding.count) == (1, 2)


def test_words_that_many_links_hide_are_passed_over_without_showing_each(
    transcript: Transcript,
) -> None:
    hidden = "See [this](https://needle.example/needle)."
    messages = [message(number, "assistant", hidden) for number in range(400)]
    transcript.show_conversation([message(1000, text="A needle?"), *messages])
    made = set(transcript.column.views)
    transcript.finding.look_for(parse("needle"))
    assert (transcript.finding.place, transcript.finding.count) == (0, 1)
    assert len(set(transcript.column.views) - made) < 30
    assert standing_out(transcript, "1000")
