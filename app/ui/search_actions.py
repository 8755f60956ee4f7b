"""Finding: the search of everything in the sidebar, and the find bar over the conversation."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.controllers.chat_controller import ChatController
from app.controllers.organise_controller import OrganiseController
from app.controllers.search_controller import SearchController
from app.storage.hits import SearchHit
from app.storage.query import Term, parse
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
        self._transcript = transcript
        self._found: list[str] = []  # ids of the messages that hold what is looked for
        self._place = 0
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
        find_bar.closed.connect(lambda: transcript.mark([]))
        chat.conversation_opened.connect(lambda *_opened: find_bar.hide())
        chat.conversation_opened.connect(lambda *_opened: panel.ask_again())
        chat.conversations_changed.connect(panel.ask_again)

    def go_to(self, hit: SearchHit) -> None:
        """Open the conversation of a hit, at its message."""
        self.conversation_wanted.emit()
        self._chat.open(hit.conversation_id, hit.message_id)
        if hit.message_id is not None:
            self._show(hit.message_id, parse(self._panel.field.text()))

    def _open_search(self) -> None:
        self.list_wanted.emit()
        self._panel.field.setFocus()
        self._panel.field.selectAll()

    def _find(self, typed: str) -> None:
        terms = parse(typed)
        self._found = self._transcript.messages_with(terms)
        self._place = len(self._found) - 1  # what was said last is looked for first
        self._transcript.mark(terms)
        self._show_place(terms)

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._found:
            self._place = (self._place + step) % len(self._found)
        self._show_place(parse(self._bar.field.text()))

    def _show_place(self, terms: Sequence[Term]) -> None:
        self._bar.show_place(self._place, len(self._found))
        if self._found:
            self._show(self._found[self._place], terms)

    def _show(self, message_id: str, terms: Sequence[Term]) -> None:
        self._transcript.mark(terms)
        self._transcript.reveal(message_id)
