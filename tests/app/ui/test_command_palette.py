"""The palette finds actions and conversations by parts of words and does what is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from app.application import Application
from app.ui.command_palette import CommandPalette, PaletteEntry, action_entries, found


def entry(words: str, hint: str = "", is_enabled: bool = True) -> PaletteEntry:
    return PaletteEntry(words, hint, is_enabled, lambda: None)


def words_found(entries: list[PaletteEntry], typed: str) -> list[str]:
    return [e.words for e in found(entries, typed)]


def test_every_word_typed_must_occur_in_any_order() -> None:
    entries = [entry("New conversation", "Ctrl+N"), entry("Next conversation"), entry("Stop")]
    assert words_found(entries, "conv n") == ["New conversation", "Next conversation"]
    assert words_found(entries, "CTRL+n") == ["New conversation"]
    assert words_found(entries, "zebra") == []


def test_beginnings_of_words_come_first_and_what_cannot_be_done_last() -> None:
    entries = [entry("Unstop"), entry("Stop here", is_enabled=False), entry("Please stop")]
    assert words_found(entries, "stop") == ["Please stop", "Unstop", "Stop here"]


def test_actions_are_listed_without_mnemonics(qtbot: QtBot) -> None:
    action = QAction("S&ave && close…")
    action.setShortcut("Ctrl+S")
    assert [(e.words, e.hint) for e in action_entries([action])] == [("Save & close", "Ctrl+S")]


def test_return_does_the_marked_entry_and_closes(qtbot: QtBot) -> None:
    done: list[str] = []
    entries = [
        PaletteEntry("First", "", True, lambda: done.append("first")),
        PaletteEntry("Second", "", True, lambda: done.append("second")),
    ]
    palette = CommandPalette(entries, "Find")
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert done == ["second"]
    assert not palette.isVisible()


def test_what_cannot_be_done_now_is_shown_and_not_done(qtbot: QtBot) -> None:
    done: list[str] = []
    palette = CommandPalette([PaletteEntry("Off", "", False, lambda: done.append("x"))], "Find")
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert (done, palette.isVisible()) == ([], True)


def test_the_window_offers_all_its_actions_and_conversations(
    qtbot: QtBot, application: Application
) -> None:
    window = application.window
    assert application.chat.send("An old question")
    window.show()
    window.window_actions["command_palette"].trigger()
    palette = window.findChild(CommandPalette)
    listed = {e.words for e in palette.shown}
    assert {"New conversation", "Larger text", "An old question"} <= listed
    assert len(listed) >= len(window.window_actions.listed())
    palette.reject()
    window.window_actions["shortcuts"].trigger()
    shortcuts = window.findChildren(CommandPalette)[-1]
    assert all(e.hint for e in shortcuts.shown)
    shortcuts.reject()
