"""What is looked for in the conversation on display: all its places, and the one stood on."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.rendering import plain_text
from app.storage.query import Term, find_spans
from app.ui.finds import finds_in
from app.ui.message_scroll import MessageScroll
from app.ui.message_view import MessageView


@dataclass(slots=True)
class _Found:
    """A message with finds: as many as its text has; once it was stepped to, as can be read."""

    message_id: str
    count: int


class TranscriptFinding:
    """Steps from find to find, from the last one on to the first."""

    def __init__(self, scroll: MessageScroll) -> None:
        self._scroll = scroll
        self._terms: list[Term] = []
        self._found: list[_Found] = []
        self._index = 0  # in which message with finds
        self._number = 0  # which find there
        self._is_stale = False

    @property
    def place(self) -> int:
        """Which find is stood on, counted from 0."""
        return sum(found.count for found in self._found[: self._index]) + self._number

    @property
    def count(self) -> int:
        """How many finds there are."""
        return sum(found.count for found in self._found)

    def look_for(self, terms: Sequence[Term]) -> None:
        """Look for what holds every term, and go to the last message that does."""
        self._terms = list(terms)
        self._collect()
        self._index = max(len(self._found) - 1, 0)
        self._number = 0
        self._mark_all()
        self._go(-1)

    def step(self, by: int) -> None:
        """Go to the next find (1) or the one before (-1)."""
        if self._is_stale:
            self._collect()
        if not self._found:
            return
        self._number += by
        if not 0 <= self._number < self._found[self._index].count:
            self._turn(by)
        self._go(by)

    def mark(self, terms: Sequence[Term]) -> None:
        """Only mark these; no terms mark nothing, and there are no finds to step to."""
        self._terms, self._found = list(terms), []
        self._mark_all()

    def refresh(self) -> None:
        """The conversation has other messages now."""
        self._is_stale = True

    def mark_in(self, view: MessageView, message_id: str) -> None:
        """Mark a message whose widget was just filled."""
        view.mark(self._terms, self._current_in(message_id))

    def reveal(self, message_id: str, number: int = 0) -> None:
        """Scroll to a message, and in it to this find, if there is one."""
        third = self._scroll.viewport().height() // 3
        self._scroll.go_to(message_id, third)
        view = self._scroll.column.views.get(message_id)
        if view is not None and self._terms:
            view.show_find(number)
            self._scroll.go_to(message_id, third - view.top_of_find(number))

    # Inside

    def _collect(self) -> None:
        """Find anew, and stay in the message that was stood in."""
        before = self._found[self._index].message_id if self._found else ""
        self._found, self._is_stale = [], False
        for message in self._scroll.column.messages if self._terms else ():
            if count := _num_finds(message.text, self._terms):
                self._found.append(_Found(message.id, count))
        ids = [found.message_id for found in self._found]
        if before in ids:
            self._index = ids.index(before)
            self._number = min(self._number, self._found[self._index].count - 1)
        else:
            self._index = self._number = 0

    def _turn(self, by: int) -> None:
        """On to the first find of the next message, or the last one of the message before."""
        self._index = (self._index + by) % len(self._found)
        self._number = 0 if by > 0 else self._found[self._index].count - 1

    def _go(self, by: int) -> None:
        """Show the find stood on; messages whose finds cannot be read, as in a link, are passed."""
        while self._found:
            found = self._found[self._index]
            found.count = self._count_as_read(found.message_id)
            if found.count:
                break
            del self._found[self._index]
            self._index -= by > 0
            if self._found:
                self._turn(by)
        if self._found:
            self._number = min(self._number, found.count - 1)
            self._mark_all()
            self.reveal(found.message_id, self._number)

    def _count_as_read(self, message_id: str) -> int:
        column = self._scroll.column
        view, index = column.views.get(message_id), column.index_of(message_id)
        if view is not None and view.shows_all:
            return view.num_finds
        if index is None:
            return 0
        message = column.messages[index]
        text = message.text if message.role == "user" else plain_text(message.text)
        return _num_finds(text, self._terms)

    def _mark_all(self) -> None:
        column = self._scroll.column
        for index, view in column.in_order():
            self.mark_in(view, column.messages[index].id)

    def _current_in(self, message_id: str) -> int | None:
        is_here = bool(self._found) and self._found[self._index].message_id == message_id
        return self._number if is_here else None


def _num_finds(text: str, terms: list[Term]) -> int:
    """How many finds a text has; none if it does not hold every term."""
    finds = finds_in(text, terms)
    is_any_missing = len(terms) > 1 and not all(find_spans(text, [term]) for term in terms)
    return 0 if is_any_missing else len(finds)
