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
        self._list_has_keyboard = False  # or had it when a dialog or another program came
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)
        sidebar.list.selectionModel().selectionChanged.connect(self._on_change)
        chat.conversation_opened.connect(self._on_change)
        chat.conversations_changed.connect(self._on_change)

    def now(self) -> list[Conversation]:
        """As they are saved now, in the order shown."""
        rows, view = self._sidebar.selected(), self._sidebar.list
        is_meant = len(rows) > 1 or self._list_has_keyboard
        if rows and is_meant and view.isVisible():
            return rows
        return [self._chat.conversation] if self._chat.conversation else []

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._window:
            self._list_has_keyboard = now is self._sidebar.list
            self.changed.emit()

    def _on_change(self, *_what: object) -> None:
        if isValid(self._window):  # the keyboard's place changes once more when that is taken apart
            self.changed.emit()
