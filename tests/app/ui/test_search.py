"""Typing finds messages; choosing one goes there, on whatever branch it lies."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTextEdit
from pytestqt.qtbot import QtBot

from app.application import Application
from app.storage.conversations import ConversationStore
from app.storage.hits import SearchHit
from app.storage.records import Block
from app.ui.hit_list import HIT_ROLE, byline
from app.ui.quiet_browser import QuietBrowser


@pytest.fixture
def shown(qtbot: QtBot, application: Application) -> Application:
    """A conversation of 80 messages with two branches, and the window on display."""
    store = ConversationStore(application.database)
    conversation = store.create("A long talk")
    root = store.append_user(conversation.id, "hidden **giraffe** on the other branch")
    store.begin_reply(conversation.id, root.id, None)
    parent = store.append_user(conversation.id, "start", parent_id=root.id)
    for number in range(78):
        parent = store.append_user(conversation.id, f"message {number}", parent_id=parent.id)
    store.append_user(conversation.id, "needle `here`", parent_id=parent.id)
    application.show()
    return application


def type_in(qtbot: QtBot, application: Application, typed: str) -> int:
    panel = application.window.sidebar.search
    with qtbot.waitSignal(application.search.found, timeout=5000):
        qtbot.keyClicks(panel.field, typed)
    return panel.list.model().rowCount()


def marked_words(application: Application) -> list[str]:
    return [
        selection.cursor.selectedText()
        for browser in application.window.transcript.findChildren(QuietBrowser)
        if browser.isVisible()
        for selection in browser.extraSelections()
        if isinstance(selection, QTextEdit.ExtraSelection)
    ]


def test_typing_shows_hits_in_place_of_the_list(qtbot: QtBot, shown: Application) -> None:
    sidebar = shown.window.sidebar
    assert type_in(qtbot, shown, "message 1") > 10
    assert not sidebar.list.isVisible()
    assert sidebar.search.list.isVisible()
    qtbot.keyClick(sidebar.search.field, Qt.Key.Key_Escape)
    assert sidebar.list.isVisible()
    assert not sidebar.search.list.isVisible()


def test_nothing_found_is_said(qtbot: QtBot, shown: Application) -> None:
    assert type_in(qtbot, shown, "zebra") == 0
    said = [label.text() for label in shown.window.sidebar.search.findChildren(QLabel)]
    assert "Nothing was found." in said


def test_a_hit_opens_its_message_far_up_and_marks_the_words(
    qtbot: QtBot, shown: Application
) -> None:
    shown.chat.new_conversation()
    assert type_in(qtbot, shown, "giraffe") == 1
    panel, transcript = shown.window.sidebar.search, shown.window.transcript
    qtbot.keyClick(panel.field, Qt.Key.Key_Down)
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert shown.chat.conversation is not None
    assert marked_words(shown) == ["giraffe"]
    qtbot.waitUntil(lambda: transcript.verticalScrollBar().value() == 0, timeout=3000)


def test_a_hit_on_another_branch_is_shown_on_that_branch(qtbot: QtBot, shown: Application) -> None:
    store = ConversationStore(shown.database)
    (conversation,) = store.newest_first()
    root = store.messages(conversation.id)[0]
    side = store.append_user(conversation.id, "an okapi aside", parent_id=root.id)
    store.show_message(conversation.id, store.children(root.id)[1].id)
    type_in(qtbot, shown, "okapi")
    hit = shown.window.sidebar.search.list.model().index(0, 0).data(HIT_ROLE)
    shown.window.search_actions.go_to(hit)
    assert [m.id for m in store.messages(conversation.id)] == [root.id, side.id]
    assert marked_words(shown) == ["okapi"]


def test_find_bar_closed_by_another_conversation_looks_anew(
    qtbot: QtBot, shown: Application
) -> None:
    window, conversation = shown.window, shown.chat.conversation
    assert conversation is not None
    window.window_actions["find"].trigger()
    qtbot.keyClicks(window.find_bar.field, "giraffe")
    shown.chat.new_conversation()
    shown.chat.open(conversation.id)
    assert marked_words(shown) == []
    window.window_actions["find_next"].trigger()
    assert window.find_bar.isVisible()
    assert marked_words(shown) == ["giraffe"]


def test_find_bar_steps_through_the_messages_that_hold_the_words(
    qtbot: QtBot, shown: Application
) -> None:
    window = shown.window
    window.window_actions["find"].trigger()
    qtbot.keyClicks(window.find_bar.field, "message 7")
    count = next(x for x in window.find_bar.findChildren(QLabel))
    assert count.text() == "9 of 9"  # 7 and 70 to 77
    window.window_actions["find_next"].trigger()
    assert count.text() == "1 of 9"
    qtbot.keyClick(window.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert count.text() == "9 of 9"
    qtbot.keyClick(window.find_bar.field, Qt.Key.Key_Escape)
    assert not window.find_bar.isVisible()
    assert marked_words(shown) == []


def hits(application: Application) -> list[SearchHit]:
    model = application.window.sidebar.search.list.model()
    return [model.index(row, 0).data(HIT_ROLE) for row in range(model.rowCount())]


def test_what_goes_to_the_trash_leaves_the_hits(qtbot: QtBot, shown: Application) -> None:
    (conversation,) = ConversationStore(shown.database).newest_first()
    assert type_in(qtbot, shown, "giraffe") == 1
    shown.organise.trash([conversation.id])
    qtbot.waitUntil(lambda: not hits(shown), timeout=5000)


def test_a_deleted_message_leaves_the_hits(qtbot: QtBot, shown: Application) -> None:
    (conversation,) = ConversationStore(shown.database).newest_first()
    shown.chat.open(conversation.id)
    assert type_in(qtbot, shown, "needle") == 1
    shown.messages.delete(shown.chat.shown[-1].id)
    qtbot.waitUntil(lambda: not hits(shown), timeout=5000)


def test_a_hit_tells_its_day_and_writer_in_words_without_marks(
    qtbot: QtBot, shown: Application
) -> None:
    store = ConversationStore(shown.database)
    conversation = store.create("Owls")
    question = store.append_user(conversation.id, "the **owl**?")
    reply = store.begin_reply(conversation.id, question.id, "Gemma")
    block = "```sh\nowl --help\n```\n\n| an **owl** | b |\n|---|---|\n| 1 | 2 |\n"
    store.append_block(reply.id, Block(0, block, "", (1,), 1, 0.1))
    type_in(qtbot, shown, "owl")
    title, *others = sorted(hits(shown), key=lambda hit: (hit.message_id is not None, hit.role))
    assert byline(title, date.today()) == "Today"
    assert [byline(hit, date.today()) for hit in others] == ["Today · Gemma", "Today · You"]
    assert [hit.excerpt.text for hit in others] == ["owl --help an owl b 1 2", "the **owl**?"]


def test_a_row_is_as_high_as_what_it_says(qtbot: QtBot, shown: Application) -> None:
    store = ConversationStore(shown.database)
    conversation = store.create("Birds")
    for words in ("an owl", "an owl " + "and a long tale of many birds " * 8):
        store.append_user(conversation.id, words)
    type_in(qtbot, shown, "owl")
    view = shown.window.sidebar.search.list
    heights = [view.visualRect(view.model().index(row, 0)).height() for row in range(2)]
    line = view.fontMetrics().lineSpacing()
    assert abs(max(heights) - min(heights) - 2 * line) < line / 2
