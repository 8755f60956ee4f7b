"""Opening, renaming and deleting are wishes; marking is not."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.controllers.organise_controller import ARCHIVE, EVERYWHERE, Place, PlaceKind
from app.storage.records import Conversation, Folder
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


def test_marking_by_a_key_with_ctrl_selects_one_alone(qtbot: QtBot, sidebar: Sidebar) -> None:
    window, ctrl = sidebar.windowHandle(), Qt.KeyboardModifier.ControlModifier
    qtbot.keyPress(window, Qt.Key.Key_Control, ctrl)
    assert QGuiApplication.keyboardModifiers() == ctrl
    sidebar.mark_open("c")
    qtbot.keyRelease(window, Qt.Key.Key_Control)
    assert [conversation.id for conversation in sidebar.selected()] == ["c"]


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
    assert waited.args == [["b"]]


def test_several_are_selected_with_ctrl_and_none_is_opened(qtbot: QtBot, sidebar: Sidebar) -> None:
    place = sidebar.list.visualRect(sidebar.model.index_of("c")).center()
    with qtbot.assertNotEmitted(sidebar.opened):
        qtbot.mouseClick(
            sidebar.list.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            place,
        )
    assert [c.id for c in sidebar.selected()] == ["b", "c"]
    with qtbot.waitSignal(sidebar.delete_requested) as waited:
        qtbot.keyClick(sidebar.list, Qt.Key.Key_Delete)
    assert waited.args == [["b", "c"]]


def test_a_folder_that_is_gone_gives_way_to_everything(qtbot: QtBot, sidebar: Sidebar) -> None:
    work = Place(PlaceKind.FOLDER, "f")
    sidebar.show_folders([Folder("f", "Work")])
    sidebar.set_place(work)
    sidebar.show_folders([Folder("f", "Work"), Folder("g", "Art")])
    assert sidebar.place == work
    with qtbot.waitSignal(sidebar.place_changed):
        sidebar.show_folders([])
    assert sidebar.place == EVERYWHERE


def test_an_empty_list_says_what_would_be_there(sidebar: Sidebar) -> None:
    sidebar.set_place(ARCHIVE)
    sidebar.show_conversations([], None)
    said = [label.text() for label in sidebar.findChildren(QLabel) if label.isVisible()]
    assert said == ["Archived conversations lie here, out of the way."]
