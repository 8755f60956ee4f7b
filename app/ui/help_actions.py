"""The Help menu: the command palette and the list of shortcuts."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from app.controllers.chat_controller import ChatController
from app.storage.text import one_line
from app.ui.about_dialog import AboutDialog
from app.ui.actions import Actions, MenuName
from app.ui.command_palette import CommandPalette, PaletteEntry, action_entries
from app.wording import own_title


class HelpActions(QObject):
    """``open_conversation`` is called with the id of a conversation chosen in the palette."""

    def __init__(
        self,
        actions: Actions,
        chat: ChatController,
        open_conversation: Callable[[str], object],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._actions, self._chat, self._window = actions, chat, window
        self._open_conversation = open_conversation
        commands, shortcuts = self.tr("&Find a command…"), self.tr("&Keyboard shortcuts")
        actions.add(MenuName.HELP, "command_palette", commands, self.open_palette, "Ctrl+K")
        actions.add(MenuName.HELP, "shortcuts", shortcuts, self.open_shortcuts, "Ctrl+/")

        about = self.tr("&About Sfumato")
        actions.add(MenuName.HELP, "about", about, self.open_about, "Ctrl+Shift+I")

    def open_about(self) -> None:
        """Show the version and what the program stands on."""
        dialog = AboutDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def open_palette(self) -> None:
        """Commands and conversations."""
        entries = action_entries(self._actions.listed()) + self._conversations()
        self._open(entries, self.tr("Find a command or a conversation"))

    def open_shortcuts(self) -> None:
        """Every action that has a shortcut."""
        entries = [e for e in action_entries(self._actions.listed()) if e.hint]
        self._open(entries, self.tr("Keyboard shortcuts"))

    def _conversations(self) -> list[PaletteEntry]:
        hint = self.tr("conversation")
        return [
            PaletteEntry(one_line(own_title(c.title)), hint, True, self._opener(c.id))
            for c in self._chat.conversations()
        ]

    def _opener(self, conversation_id: str) -> Callable[[], object]:
        return lambda: self._open_conversation(conversation_id)

    def _open(self, entries: list[PaletteEntry], prompt: str) -> None:
        palette = CommandPalette(entries, prompt, self._window)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.open()
