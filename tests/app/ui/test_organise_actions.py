"""The menu works on the rows chosen in the list, and nothing is lost in the trash."""

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.model_controller import ModelState
from app.storage.conversations import ConversationStore
from app.storage.organising import OrganisingStore


@pytest.fixture
def three(qtbot: QtBot, application: Application) -> Application:
    """A window with three conversations, the last one open."""
    store = ConversationStore(application.database)
    for name in ("One", "Two", "Three"):
        store.append_user(store.create(name).id, "Hello")
    with qtbot.waitExposed(application.window):
        application.show()
    application.window.activateWindow()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    return application


def select(application: Application, *titles: str) -> None:
    """Choose rows as with Ctrl and the mouse."""
    sidebar = application.window.sidebar
    sidebar.list.clearSelection()
    for conversation in sidebar.model.conversations():
        if conversation.title in titles:
            index = sidebar.model.index_of(conversation.id)
            select = QItemSelectionModel.SelectionFlag.Select
            sidebar.list.selectionModel().select(index, select)


def do(application: Application, name: str) -> None:
    action = application.window.window_actions[name]
    assert action.isEnabled(), name
    action.trigger()


def titles(application: Application) -> set[str]:
    return {c.title for c in application.chat.conversations()}


@pytest.mark.qt_log_ignore("does not support", extend=True)  # the offscreen display's menus
def test_menu_works_on_all_chosen_rows(three: Application) -> None:
    select(three, "One", "Two")
    do(three, "pin")
    assert {c.title for c in three.chat.conversations() if c.pinned_at} == {"One", "Two"}
    do(three, "move")
    three.organise.create_folder("Folder")
    folders = three.window.findChild(QMenu, "folders")
    assert folders is not None
    assert [action.text() for action in folders.actions()] == ["New folder…"]
    folders.close()
    do(three, "move")
    folders = three.window.findChildren(QMenu, "folders")[-1]
    next(action for action in folders.actions() if action.text() == "Folder").trigger()
    assert {c.title for c in three.chat.conversations() if c.folder_id} == {"One", "Two"}
    do(three, "delete")
    assert titles(three) == {"Three"}


def test_one_row_is_meant_only_while_the_list_has_the_keyboard(
    qtbot: QtBot, three: Application
) -> None:
    window = three.window
    select(three, "One")
    do(three, "archive")
    assert {c.title for c in three.chat.conversations() if c.archived_at} == {"Three"}
    do(three, "archive")
    window.sidebar.list.setFocus()
    select(three, "One")
    do(three, "archive")
    assert {c.title for c in three.chat.conversations() if c.archived_at} == {"One"}


def test_trashed_conversations_are_restored_and_deleted_from_the_menu(
    three: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions = three.window.window_actions
    monkeypatch.setattr(three.window.organise_actions, "confirms_deletion", lambda _count: True)
    select(three, "One", "Two")
    assert not actions["untrash"].isEnabled()
    do(three, "delete")
    do(three, "show_trash")
    three.window.sidebar.list.setFocus()
    select(three, "One")
    assert not actions["pin"].isEnabled()
    assert actions["delete"].text() == "&Delete for good…"
    do(three, "untrash")
    assert titles(three) == {"One", "Three"}
    select(three, "Two")
    do(three, "delete")
    assert OrganisingStore(three.database).trashed() == []


def test_writing_to_a_conversation_takes_it_out_of_the_trash_and_says_so(
    qtbot: QtBot, three: Application
) -> None:
    window, chat = three.window, three.chat
    (three_id,) = [c.id for c in chat.conversations() if c.title == "Three"]
    three.organise.trash([three_id])
    do(three, "show_trash")
    chat.open(three_id)
    assert not window.window_actions["pin"].isEnabled()
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        window._send("important new thought")
    assert three_id in {c.id for c in chat.conversations()}
    assert window.undo_bar.sentence == ("“Three” is out of the trash, because you went on with it.")
    assert window.window_actions["pin"].isEnabled()
    window.undo_bar.undo()
    assert three_id not in {c.id for c in chat.conversations()}


def test_answering_again_takes_a_conversation_out_of_the_trash(
    qtbot: QtBot, three: Application
) -> None:
    chat = three.chat
    (two,) = [c.id for c in chat.conversations() if c.title == "Two"]
    three.organise.trash([two])
    chat.open(two)
    assert two not in {c.id for c in chat.conversations()}  # reading leaves it there
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        chat.retry(chat.shown[-1].id)
    assert two in {c.id for c in chat.conversations()}
