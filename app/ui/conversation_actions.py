"""What a person does with one conversation: begin, step, open, rename."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.controllers.chat_controller import ChatController
from app.controllers.organise_controller import EVERYWHERE, PlaceKind
from app.ui.actions import Actions, MenuName
from app.ui.chosen_conversations import ChosenConversations
from app.ui.sidebar import Sidebar


class ConversationActions(QObject):
    """The first half of the Conversation menu."""

    list_wanted = Signal()  # the list must be in view, to rename in it

    def __init__(
        self,
        actions: Actions,
        chat: ChatController,
        sidebar: Sidebar,
        chosen: ChosenConversations,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._chat, self._sidebar, self._chosen = chat, sidebar, chosen
        self._fill_menu(actions)
        chosen.changed.connect(self._refresh)
        self._refresh()
        sidebar.new_requested.connect(self.new)
        sidebar.rename_requested.connect(chat.rename)

    def new(self) -> None:
        """Begin a conversation; the list goes back to where it will stand."""
        if self._sidebar.place.kind is not PlaceKind.ALL:
            self._sidebar.set_place(EVERYWHERE)
        self._chat.new_conversation()

    def new_temporary(self) -> None:
        """Begin a conversation that is never written to a disk."""
        if self._sidebar.place.kind is not PlaceKind.ALL:
            self._sidebar.set_place(EVERYWHERE)
        self._chat.new_temporary_conversation()

    def open(self, conversation_id: str) -> None:
        """Open a conversation, unless it is open already."""
        open_now = self._chat.conversation
        if open_now is None or open_now.id != conversation_id:
            self._chat.open(conversation_id)

    def _fill_menu(self, actions: Actions) -> None:
        menu = MenuName.CONVERSATION
        actions.add(menu, "new_conversation", self.tr("&New conversation"), self.new, "Ctrl+N")
        temporary = self.tr("New &temporary conversation")
        actions.add(menu, "new_temporary", temporary, self.new_temporary, "Ctrl+Shift+T")
        previous, following = self.tr("&Previous conversation"), self.tr("N&ext conversation")
        actions.add(menu, "previous", previous, lambda: self._step(-1), "Ctrl+PgUp")
        actions.add(menu, "next", following, lambda: self._step(1), "Ctrl+PgDown")
        actions.menu(menu).addSeparator()
        self._rename_action = actions.add(menu, "rename", self.tr("&Rename"), self._rename, "F2")

    def _step(self, step: int) -> None:
        if conversation_id := self._sidebar.neighbour(step):
            self.open(conversation_id)

    def _refresh(self) -> None:
        self._rename_action.setEnabled(len(self._chosen.now()) == 1)

    def _rename(self) -> None:
        (chosen,) = self._chosen.now()
        self.list_wanted.emit()
        self._sidebar.edit_title(chosen.id)
