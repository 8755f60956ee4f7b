"""Scrolling over a column of messages whose widgets are made when they come near."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.storage.records import Message
from app.ui.message_column import MessageColumn
from app.ui.message_view import MessageView

MAX_VIEWS = 60  # messages that are widgets at the same time
_AT_ONCE = 4  # widgets made between two layouts
_AHEAD = 300  # pixels beyond the edge where messages are widgets already
_NEAR_END = 32  # pixels
_MOST_ROUNDS = 12  # of layout: a text's height follows its width, its message's the text's
_MOST_TURNS = 40  # of making widgets in one go; a page of empty messages needs no more


class MessageScroll(QScrollArea):
    """Stays at the bottom while it is there; otherwise what is read stays where it is."""

    def __init__(
        self,
        make_view: Callable[[Message, QWidget], MessageView],
        canvas: QWidget,
        tail: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sticks, self._is_arranging = True, False
        self.column = MessageColumn(make_view, canvas, tail)
        self.setWidget(self.column)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_scrolled)

    @property
    def is_at_end(self) -> bool:
        """Whether new text at the end pulls the view along."""
        return self._sticks

    def go_to_end(self) -> None:
        """Scroll to the newest message and stay there."""
        self._sticks = True
        if self.column.end < len(self.column.messages):
            self.column.start_at(len(self.column.messages))
        self.arrange()

    def go_to(self, message_id: str, offset: int) -> None:
        """Scroll so that a message begins ``offset`` pixels below the upper edge."""
        index = self.column.index_of(message_id)
        if index is None:
            return
        self._sticks = False
        with self._arranging():
            if message_id not in self.column.views:
                self.column.start_at(index)
            self._make_around(message_id, offset)
        self._look_again()

    def bring_into_view(self, message_id: str) -> MessageView | None:
        """Scroll no more than needed to see a message, or its beginning if it is long."""
        view = self.column.views.get(message_id)
        if view is not None:
            top, page = self._offset_of(view), self.viewport().height()
            if top >= 0 and top + min(view.height(), page) <= page:
                return view
            offset = 0 if top < 0 else max(page - view.height(), 0)
            self.go_to(message_id, offset)
        else:
            self.go_to(message_id, self.viewport().height() // 3)
        return self.column.views.get(message_id)

    def arrange(self) -> None:
        """Make the widgets that are near, give up those that are far, and keep the place."""
        if self._is_arranging or not self.isVisible():
            return
        with self._arranging():
            for _ in range(_MOST_TURNS):
                if not self._make_some():
                    break
            self._give_up_far()
        self._look_again()

    # Making widgets

    def _make_some(self) -> bool:
        """Make a few widgets where they are missed most; False if none are."""
        column, value, page = self.column, self._value(), self.viewport().height()
        top, bottom = column.stretch()
        if column.first < column.end and (top > value + page or bottom < value):
            end = len(column.messages)  # it stays there, whatever unfinished sizes say
            column.start_at(end if self._sticks else column.index_at(value))
            top = bottom = value  # about; the layout does not know yet
        if column.end < len(column.messages) and bottom < value + page + _AHEAD:
            self._keeping_place(lambda: self._grow(value + page + _AHEAD - bottom, is_up=False))
        elif column.first > 0 and top > value - _AHEAD:
            self._keeping_place(lambda: self._grow(top - value + _AHEAD, is_up=True))
        else:
            return False
        return True

    def _grow(self, pixels: int, *, is_up: bool) -> None:
        count = min(self.column.count_for(pixels, is_up=is_up), _AT_ONCE)
        if is_up:
            self.column.grow_up(count)
        else:
            self.column.grow_down(count)

    def _make_around(self, message_id: str, offset: int) -> None:
        """Widgets for the page on which the message begins ``offset`` pixels down."""
        column, page = self.column, self.viewport().height()
        index = column.index_of(message_id)
        for _ in range(_MOST_TURNS):
            if message_id in column.views:
                top = column.top_of(column.views[message_id])
                if column.first > 0 and top - column.stretch()[0] < offset + _AHEAD:
                    self._grow(offset + _AHEAD, is_up=True)
                elif column.end < len(column.messages) and (
                    column.stretch()[1] - top < page - offset + _AHEAD
                ):
                    self._grow(page, is_up=False)
                else:
                    break
            else:
                assert index is not None
                self._grow(page, is_up=index < column.first)
            self._lay_out()
        self._lay_out()
        view = column.views[message_id]
        self.verticalScrollBar().setValue(column.top_of(view) - offset)

    def _give_up_far(self) -> None:
        column = self.column
        surplus = len(column.views) - MAX_VIEWS
        if surplus <= 0:
            return
        top, bottom = column.stretch()
        middle = self._value() + self.viewport().height() / 2
        if middle - top > bottom - middle:
            self._keeping_place(lambda: column.shrink_top(surplus))
        else:
            self._keeping_place(lambda: column.shrink_bottom(surplus))

    # Keeping the place

    def _keeping_place(self, change: Callable[[], None]) -> None:
        """Change the widgets; what is read stays where it is on the screen."""
        anchor = None if self._sticks else self._first_in_view()
        offset = self._offset_of(anchor) if anchor else 0
        change()
        self._lay_out()
        bar = self.verticalScrollBar()
        if self._sticks:
            bar.setValue(bar.maximum())
        elif anchor is not None and anchor in self.column.views.values():
            bar.setValue(self.column.top_of(anchor) - offset)

    def _first_in_view(self) -> MessageView | None:
        value = self._value()
        for _, view in self.column.in_order():
            if self.column.top_of(view) + view.height() > value:
                return view
        return None

    def _lay_out(self) -> None:
        """Have all sizes follow from each other now, until none changes any more."""
        seen: list[tuple[int, ...]] = []
        for _ in range(_MOST_ROUNDS):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            seen.append(self.column.measures())
            if seen[-3:] == [seen[-1]] * 3:
                break

    def _offset_of(self, view: QWidget) -> int:
        return self.column.top_of(view) - self._value()

    def _value(self) -> int:
        return self.verticalScrollBar().value()

    @contextmanager
    def _arranging(self) -> Iterator[None]:
        self._is_arranging = True
        try:
            self._lay_out()
            yield
        finally:
            self._is_arranging = False

    def _look_again(self) -> None:
        """Whether the end is in view, for new text to come."""
        bar = self.verticalScrollBar()
        if self._sticks:
            bar.setValue(bar.maximum())

    # Events

    def _on_range_changed(self, _least: int, most: int) -> None:
        if self._sticks:
            self.verticalScrollBar().setValue(most)

    def _on_scrolled(self, value: int) -> None:
        if self._is_arranging:
            return
        is_whole = self.column.end == len(self.column.messages)
        self._sticks = is_whole and value >= self.verticalScrollBar().maximum() - _NEAR_END
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor = None if self._sticks else self._first_in_view()
        offset = self._offset_of(anchor) if anchor else 0
        super().resizeEvent(event)
        self.arrange()
        if anchor is not None and not self._sticks:
            self._lay_out()
            self.verticalScrollBar().setValue(self.column.top_of(anchor) - offset)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.arrange()
