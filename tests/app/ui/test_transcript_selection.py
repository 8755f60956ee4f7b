"""Text is selected over parts of a message and over messages, and copied as plain text."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.ui.quiet_browser import QuietBrowser
from app.ui.transcript import Transcript
from tests.fakes.messages import message, talk

REPLY = "Some **words** first.\n\n```py\nx = 1\n```\n\nThe *end*."


@pytest.fixture
def transcript(qtbot: QtBot) -> Transcript:
    widget = Transcript()
    qtbot.addWidget(widget)
    widget.resize(600, 700)
    widget.show()
    widget.show_conversation([message(0, text="My question"), message(1, "assistant", REPLY)])
    return widget


def browsers(transcript: Transcript) -> list[QuietBrowser]:
    return [b for _, view in transcript.column.in_order() for b in view.browsers()]


def drag(qtbot: QtBot, start: QuietBrowser, end: QuietBrowser) -> None:
    """From the left edge of one to the right edge of the other."""
    left = Qt.MouseButton.LeftButton
    begin = QPoint(0, start.height() // 2)
    goal = end.viewport().mapToGlobal(QPoint(end.width() - 1, end.height() // 2))
    qtbot.mousePress(start.viewport(), left, pos=begin)
    qtbot.mouseMove(start.viewport(), start.viewport().mapFromGlobal(goal))
    start.dragged.emit(goal)
    qtbot.mouseRelease(start.viewport(), left, pos=start.viewport().mapFromGlobal(goal))


def test_dragging_selects_over_parts_and_messages(qtbot: QtBot, transcript: Transcript) -> None:
    question, words, code, end = browsers(transcript)
    drag(qtbot, question, end)
    assert transcript.selection.text() == ("My question\n\nSome words first.\nx = 1\nThe end.")
    drag(qtbot, words, code)
    assert transcript.selection.text() == "Some words first.\nx = 1"
    assert not question.textCursor().hasSelection()


def test_dragging_upwards_selects_too(qtbot: QtBot, transcript: Transcript) -> None:
    question, words, _, end = browsers(transcript)
    drag(qtbot, end, question)
    assert words.textCursor().hasSelection()
    assert "x = 1" in transcript.selection.text()


def test_select_all_takes_messages_without_widgets_and_the_keyboard_copies(
    qtbot: QtBot, transcript: Transcript
) -> None:
    transcript.show_conversation([message(0, text="The very first"), *talk(200)[1:]])
    assert "0" not in transcript.column.views
    transcript.setFocus()
    qtbot.keyClick(browsers(transcript)[-1], Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(browsers(transcript)[-1], Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("The very first\n\nSome words.")
    assert copied.count("More.") == 199
    transcript.verticalScrollBar().setValue(0)
    assert browsers(transcript)[0].textCursor().hasSelection()


def test_a_click_ends_the_selection(qtbot: QtBot, transcript: Transcript) -> None:
    transcript.selection.select_all()
    first, *rest = browsers(transcript)
    qtbot.mouseClick(first.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 4))
    assert transcript.selection.text() == ""
    assert not any(browser.textCursor().hasSelection() for browser in rest)


def test_without_a_selection_nothing_is_copied(transcript: Transcript) -> None:
    assert not transcript.selection.copy()
