"""Opening, renaming and deleting are wishes; marking is not."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.storage.records import Conversation
from app.ui.sidebar import Sidebar


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    widget = Sidebar()
    qtbot.addWidget(widget)
    now = datetime.now(UTC)
    widget.show_conversations(
        [Conversation(n, f"Title {n}", now, now, None) for n in ("a", "b", "c")], "b"
    )
    widget.resize(240, 400)
    widget.show()
    return widget


def test_marking_the_open_conversation_asks_for_nothing(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.assertNotEmitted(sidebar.opened):
        sidebar.mark_open("c")
    assert sidebar.neighbour(-1) == "b"
    assert sidebar.neighbour(1) is None


def test_click_opens_a_conversation(qtbot: QtBot, sidebar: Sidebar) -> None:
    place = sidebar.list.visualRect(sidebar.model.index_of("c")).center()
    with qtbot.waitSignal(sidebar.opened) as waited:
        qtbot.mouseClick(sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert waited.args == ["c"]


def test_headings_cannot_be_chosen(qtbot: QtBot, sidebar: Sidebar) -> None:
    place = sidebar.list.visualRect(sidebar.model.index(0)).center()
    with qtbot.assertNotEmitted(sidebar.opened):
        qtbot.mouseClick(sidebar.list.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_delete_key_asks_and_backspace_does_not(qtbot: QtBot, sidebar: Sidebar) -> None:
    with qtbot.assertNotEmitted(sidebar.delete_requested):
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Backspace)
    with qtbot.waitSignal(sidebar.delete_requested) as waited:
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Delete)
    assert waited.args == ["b"]
