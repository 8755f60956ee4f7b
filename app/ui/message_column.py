"""Widgets for a stretch of a conversation, and empty room for the messages above and below it.

A conversation of thousands of messages so has a true scroll bar and few widgets.
"""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from app.storage.records import Message
from app.ui.centred import centred_row
from app.ui.message_view import MessageView
from app.ui.text_pieces import LAID_OUT

COLUMN_WIDTH = 780
_SPACING = 8
_CHARACTER, _FRAME = 0.5, 3  # of a line's height: a character's width; lines around the text


class MessageColumn(QWidget):
    """Widgets exist for ``messages[first:end]``; ``tail`` comes after the last message."""

    def __init__(
        self, make_view: Callable[[Message, QWidget], MessageView], canvas: QWidget, tail: QWidget
    ) -> None:
        super().__init__()
        self.setObjectName("transcriptBody")
        self.messages: list[Message] = []
        self.views: dict[str, MessageView] = {}
        self.first = self.end = 0
        self._make_view, self._canvas = make_view, canvas
        self._live: str | None = None  # the message with the canvas
        self._heights: list[int] = []  # as last seen, or else guessed
        self._above, self._below = QWidget(self), QWidget(self)
        self._holder = QWidget(self)
        canvas.setParent(self._holder)
        self._column = QVBoxLayout(self._holder)
        self._column.setContentsMargins(16, 20, 16, 20)
        self._column.setSpacing(_SPACING)
        for widget in (self._above, self._below, tail):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        self.setLayout(centred_row(self._holder, COLUMN_WIDTH))

    # Messages

    def set_messages(self, messages: Sequence[Message]) -> None:
        """Take other messages; none has a widget yet, and the end is where they would begin."""
        self.messages = list(messages)
        self._heights = [self._guess(message) for message in self.messages]
        self.start_at(len(self.messages))

    def append(self, message: Message) -> None:
        """One more message at the end, with a widget if the one before has one."""
        is_at_end = self.end == len(self.messages)
        self.messages.append(message)
        self._heights.append(self._guess(message))
        if is_at_end:
            self.grow_down(1)
        self._fit_rooms()

    def replace(self, message: Message) -> None:
        """The same message as it is now; its widget is the caller's to fill."""
        index = self.index_of(message.id)
        if index is not None:
            self.messages[index] = message

    def index_of(self, message_id: str) -> int | None:
        """Where a message stands, looked for from the end."""
        for index in range(len(self.messages) - 1, -1, -1):
            if self.messages[index].id == message_id:
                return index
        return None

    # The stretch with widgets

    def start_at(self, index: int) -> None:
        """Give up all widgets; the next ones will stand before or after this index."""
        old, self.views = list(self.views.values()), {}
        self.first = self.end = index
        self._give_up(old)

    def grow_up(self, count: int) -> None:
        """Make the widgets of the messages above."""
        for _ in range(min(count, self.first)):
            view = self._make(self.first - 1)
            self.first -= 1
            self._column.insertWidget(self._column.indexOf(self._above) + 1, view)
        self._fit_rooms()

    def grow_down(self, count: int) -> None:
        """Make the widgets of the messages below."""
        for _ in range(min(count, len(self.messages) - self.end)):
            view = self._make(self.end)
            self.end += 1
            self._column.insertWidget(self._column.indexOf(self._below), view)
        self._fit_rooms()

    def shrink_top(self, count: int) -> None:
        """Give up the topmost widgets."""
        gone = [self._measured(index) for index in range(self.first, self.end)[:count]]
        self.first += len(gone)
        self._give_up([self.views.pop(id_) for id_ in gone])

    def shrink_bottom(self, count: int) -> None:
        """Give up the lowest widgets."""
        gone = [self._measured(index) for index in range(self.first, self.end)[-count:]]
        self.end -= len(gone)
        self._give_up([self.views.pop(id_) for id_ in gone])

    def in_order(self) -> Iterator[tuple[int, MessageView]]:
        """Index and widget of the messages that have one."""
        for index in range(self.first, self.end):
            yield index, self.views[self.messages[index].id]

    def put_canvas_below(self, message_id: str | None) -> None:
        """Show the canvas after this message whenever the message has a widget."""
        self._live = message_id
        self._place_canvas()

    # Places in pixels

    def top_of(self, view: QWidget) -> int:
        """Pixels from the top of everything to a widget in here."""
        return view.mapTo(self, QPoint(0, 0)).y()

    def stretch(self) -> tuple[int, int]:
        """Top and bottom of the part with widgets, in pixels."""
        top = self._above.height() + self._column.contentsMargins().top()
        bottom = self.top_of(self._below)
        return top, bottom

    def measures(self) -> tuple[int, ...]:
        """Numbers that change as long as the layout does."""
        wanted = self.minimumSizeHint().height(), self._holder.minimumSizeHint().height()
        return (*self.stretch(), *wanted, self.height())

    def index_at(self, y: int) -> int:
        """The message that stands about there, judged by known and guessed heights."""
        for index, height in enumerate(self._heights):
            y -= height
            if y < 0:
                return index
        return max(len(self.messages) - 1, 0)

    def count_for(self, pixels: int, *, is_up: bool) -> int:
        """About how many of the next messages above or below fill this height; at least one."""
        count, places = 0, range(self.first - 1, -1, -1)
        if not is_up:
            places = range(self.end, len(self.messages))
        for index in places:
            count += 1
            pixels -= self._heights[index]
            if pixels <= 0:
                break
        return max(count, 1)

    # Inside

    def _make(self, index: int) -> MessageView:
        message = self.messages[index]
        view = self._make_view(message, self._holder)
        self.views[message.id] = view
        return view

    def _measured(self, index: int) -> str:
        """Note how high a message is; returns its id."""
        message_id = self.messages[index].id
        self._heights[index] = self.views[message_id].height() + _SPACING
        return message_id

    def _give_up(self, views: Sequence[MessageView]) -> None:
        """Last of all: hiding a widget sends events to others, which must find all in order."""
        self._fit_rooms()
        focus, area = QApplication.focusWidget(), self.parentWidget()
        for view in views:
            has_focus = focus is not None and (view is focus or view.isAncestorOf(focus))
            if has_focus and area is not None:
                area.setFocus()  # or it would go on to some button of the window
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()

    def _place_canvas(self) -> None:
        view = self.views.get(self._live or "")
        self._canvas.setVisible(view is not None)
        if view is not None and self._column.indexOf(self._canvas) != (
            self._column.indexOf(view) + 1
        ):
            self._column.removeWidget(self._canvas)
            self._column.insertWidget(self._column.indexOf(view) + 1, self._canvas)

    def _fit_rooms(self) -> None:
        self._place_canvas()
        self._above.setFixedHeight(sum(self._heights[: self.first]))
        self._below.setFixedHeight(sum(self._heights[self.end :]))

    def _guess(self, message: Message) -> int:
        """The height of a message nobody has laid out."""
        line = self.fontMetrics().lineSpacing()
        width = min(self.width() or COLUMN_WIDTH, COLUMN_WIDTH)
        length = min(len(message.text), LAID_OUT)
        lines = length * line * _CHARACTER / width + message.text.count("\n", 0, LAID_OUT)
        return round((lines + _FRAME) * line)
