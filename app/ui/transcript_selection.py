"""Text selected over several parts of a message and over several messages."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea

from app.rendering import plain_text
from app.ui.message_column import MessageColumn
from app.ui.quiet_browser import QuietBrowser

_SCROLL_MS, _SCROLL_STEP = 40, 24  # pixels, while the mouse is beyond the edge


@dataclass(frozen=True, slots=True)
class _Place:
    """A position in a conversation: the message, its how-manieth browser, a character there."""

    message: int
    browser: int
    character: int


class TranscriptSelection(QObject):
    """Follows the mouse from browser to browser; each draws its own part of the selection."""

    def __init__(self, column: MessageColumn, area: QScrollArea) -> None:
        super().__init__(area)
        self._column, self._area = column, area
        self._anchor: _Place | None = None
        self._head: _Place | None = None
        self._is_all = False
        self._mouse = QPoint()
        self._scroller = QTimer(self, interval=_SCROLL_MS)
        self._scroller.timeout.connect(self._scroll_on)

    def watch(self, browser: QuietBrowser) -> None:
        """Take part in what is selected in a browser of some message."""
        browser.pressed.connect(lambda: self._on_pressed(browser))
        browser.dragged.connect(self._on_dragged)
        browser.released.connect(self._scroller.stop)
        if self._is_all:
            browser.select(0, browser.length)

    def clear(self) -> None:
        """Select nothing."""
        self._anchor = self._head = None
        self._is_all = False
        self._draw()

    def select_all(self) -> None:
        """Select every message, those too that have no widget now."""
        self._anchor = self._head = None
        self._is_all = True
        self._draw()

    def text(self) -> str:
        """What is selected as plain text, a blank line between two messages."""
        if self._is_all:
            return "\n\n".join(self._words_of(i) for i in range(len(self._column.messages)))
        if self._anchor is None or self._head is None or self._anchor == self._head:
            return self._single()
        start, end = sorted((self._anchor, self._head), key=_order)
        found = (self._words_of(i) for i in range(start.message, end.message + 1))
        return "\n\n".join(words for words in found if words)

    def copy(self) -> bool:
        """Copy what is selected; False if nothing is."""
        text = self.text()
        if text:
            QGuiApplication.clipboard().setText(text)
        return bool(text)

    # The mouse

    def _on_pressed(self, browser: QuietBrowser) -> None:
        position = browser.textCursor().anchor()
        place = self._place_in(browser, position)
        self._is_all = False
        self._anchor = self._head = place
        for other in self._all_browsers():
            if other is not browser and other.textCursor().hasSelection():
                other.select(0, 0)

    def _on_dragged(self, at: QPoint) -> None:
        self._mouse = at
        inside = self._area.viewport().rect().contains(self._area.viewport().mapFromGlobal(at))
        if not inside and not self._scroller.isActive():
            self._scroller.start()
        elif inside:
            self._scroller.stop()
        self._follow()

    def _follow(self) -> None:
        head = self._place_at(self._mouse)
        if self._anchor is not None and head is not None and head != self._head:
            self._head = head
            self._draw()

    def _scroll_on(self) -> None:
        viewport = self._area.viewport()
        y = viewport.mapFromGlobal(self._mouse).y()
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + (_SCROLL_STEP if y > viewport.height() / 2 else -_SCROLL_STEP))
        self._follow()

    def _place_at(self, at: QPoint) -> _Place | None:
        """The browser at a height on the screen, or the last one above it."""
        found: tuple[int, int, QuietBrowser] | None = None
        for index, view in self._column.in_order():
            for number, browser in enumerate(view.browsers()):
                if found is None or browser.mapToGlobal(QPoint(0, 0)).y() <= at.y():
                    found = index, number, browser
        if found is None:
            return None
        index, number, browser = found
        position = browser.cursorForPosition(browser.viewport().mapFromGlobal(at)).position()
        return _Place(index, number, position)

    def _place_in(self, wanted: QuietBrowser, position: int) -> _Place | None:
        for index, view in self._column.in_order():
            for number, browser in enumerate(view.browsers()):
                if browser is wanted:
                    return _Place(index, number, position)
        return None

    # Drawing and reading

    def _all_browsers(self) -> list[QuietBrowser]:
        return [b for _, view in self._column.in_order() for b in view.browsers()]

    def _draw(self) -> None:
        within_one = self._anchor and self._head and _where(self._anchor) == _where(self._head)
        for index, view in self._column.in_order():
            for number, browser in enumerate(view.browsers()):
                if within_one and self._anchor and (index, number) == _where(self._anchor):
                    continue  # it selects by itself, by words too
                start, end = self._part_of(index, number, browser)
                if (start, end) != (0, 0) or browser.textCursor().hasSelection():
                    browser.select(start, end)

    def _part_of(self, index: int, number: int, browser: QuietBrowser) -> tuple[int, int]:
        """From which character to which a browser is selected; its cursor stands at the second."""
        if self._is_all:
            return 0, browser.length
        if self._anchor is None or self._head is None:
            return 0, 0
        here = (index, number)
        anchor, head = _where(self._anchor), _where(self._head)
        if not min(anchor, head) <= here <= max(anchor, head):
            return 0, 0
        first, last = (0, browser.length) if anchor <= head else (browser.length, 0)
        return (
            self._anchor.character if here == anchor else first,
            self._head.character if here == head else last,
        )

    def _words_of(self, index: int) -> str:
        """The selected words of one message; all of it where not all of it has widgets."""
        message = self._column.messages[index]
        view = self._column.views.get(message.id)
        if view is None or view.num_hidden:
            return message.text if message.role == "user" else plain_text(message.text)
        parts = [browser.selected_text for browser in view.browsers()]
        return "\n".join(part for part in parts if part)

    def _single(self) -> str:
        """What is selected in one browser, by a double click or the keyboard."""
        parts = (browser.selected_text for browser in self._all_browsers())
        return "\n".join(part for part in parts if part)


def _where(place: _Place) -> tuple[int, int]:
    return place.message, place.browser


def _order(place: _Place) -> tuple[int, int, int]:
    return place.message, place.browser, place.character
