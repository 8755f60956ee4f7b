"""Finding: the search of everything in the sidebar, and the find bar over the conversation."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.controllers.chat_controller import ChatController
from app.controllers.organise_controller import OrganiseController
from app.controllers.search_controller import SearchController
from app.storage.hits import SearchHit
from app.storage.query import parse
from app.storage.records import Conversation
from app.ui.actions import Actions, MenuName
from app.ui.find_bar import FindBar
from app.ui.search_panel import SearchPanel
from app.ui.transcript import Transcript


class SearchActions(QObject):
    """Goes from what was found to the message, with the words marked there."""

    list_wanted = Signal()  # the sidebar must be in view
    conversation_wanted = Signal()  # the conversation must be in view

    def __init__(
        self,
        actions: Actions,
        chat: ChatController,
        organise: OrganiseController,
        search: SearchController,
        panel: SearchPanel,
        find_bar: FindBar,
        transcript: Transcript,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._chat, self._panel, self._bar = chat, panel, find_bar
        self._finding = transcript.finding
        self._shown_id = ""  # of the conversation on display
        everything, here = self.tr("&Search all conversations"), self.tr("&Find in conversation")
        actions.add(MenuName.EDIT, "search", everything, self._open_search, "Ctrl+Shift+F")
        actions.add(MenuName.EDIT, "find", here, find_bar.open, "Ctrl+F")
        actions.add(MenuName.EDIT, "find_next", self.tr("Find &next"), self._next, "F3")
        actions.add(
            MenuName.EDIT, "find_previous", self.tr("Find &previous"), self._previous, "Shift+F3"
        )
        panel.wanted.connect(search.search)
        panel.opened.connect(self.go_to)
        search.found.connect(panel.show_hits)
        search.failed.connect(panel.show_failure)
        organise.folders_changed.connect(lambda: panel.show_folders(organise.folders()))
        panel.show_folders(organise.folders())
        find_bar.typed.connect(self._find)
        find_bar.step_wanted.connect(self._step)
        find_bar.closed.connect(lambda: transcript.finding.mark([]))
        chat.conversation_opened.connect(self._on_opened)
        chat.conversation_opened.connect(lambda *_opened: panel.ask_again())
        chat.conversations_changed.connect(panel.ask_again)

    def go_to(self, hit: SearchHit) -> None:
        """Open the conversation of a hit, at its message."""
        self.conversation_wanted.emit()
        self._chat.open(hit.conversation_id, hit.message_id)
        if hit.message_id is not None:
            self._bar.hide()
            self._finding.mark(parse(self._panel.field.text()))
            self._finding.reveal(hit.message_id)

    def _open_search(self) -> None:
        self.list_wanted.emit()
        self._panel.field.setFocus()
        self._panel.field.selectAll()

    def _on_opened(self, conversation: Conversation | None, _messages: object) -> None:
        """What was found in another conversation is no longer of use."""
        opened_id = conversation.id if conversation else ""
        if opened_id != self._shown_id:
            self._shown_id = opened_id
            self._finding.mark([])
            self._bar.hide()

    def _find(self, typed: str) -> None:
        self._finding.look_for(parse(typed))
        self._show_place()

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._bar.isHidden():
            self._bar.open()  # which looks anew
            return
        self._finding.step(step)
        self._show_place()

    def _show_place(self) -> None:
        self._bar.show_place(self._finding.place, self._finding.count)
