"""Which conversations the menu is about: rows chosen in the list, or else the open one."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.controllers.chat_controller import ChatController
from app.storage.records import Conversation
from app.ui.sidebar import Sidebar


class ChosenConversations(QObject):
    """Several rows are always meant, a single one while the list has the keyboard."""

    changed = Signal()

    def __init__(self, chat: ChatController, sidebar: Sidebar, window: QWidget) -> None:
        super().__init__(window)
        self._chat, self._sidebar, self._window = chat, sidebar, window
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_change)
        sidebar.list.selectionModel().selectionChanged.connect(self._on_change)
        chat.conversation_opened.connect(self._on_change)
        chat.conversations_changed.connect(self._on_change)

    def now(self) -> list[Conversation]:
        """As they are saved now, in the order shown."""
        rows, view = self._sidebar.selected(), self._sidebar.list
        # A dialog such as the palette takes the keyboard, but not the window's own place for it.
        is_meant = len(rows) > 1 or self._window.focusWidget() is view
        if rows and is_meant and view.isVisible():
            return rows
        return [self._chat.conversation] if self._chat.conversation else []

    def _on_change(self, *_what: object) -> None:
        if isValid(self._window):  # the keyboard's place changes once more when that is taken apart
            self.changed.emit()
