"""The messages of one conversation, the newest as widgets, and the canvas of a forming reply."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.controllers.run_status import ReplyActivity
from app.storage.query import Term, find_spans
from app.storage.records import Message, MessageState
from app.ui.banner import Banner, WayOut
from app.ui.canvas_layout import NoiseLevel
from app.ui.canvas_view import CanvasView
from app.ui.message_view import MessageView
from app.ui.reply_figures import footer_text
from engine import BlockCommitted, Frame

COLUMN_WIDTH = 780
BATCH = 30  # messages made into widgets at once
MAX_SHOWN = 20_000  # characters of one message that are laid out
_NEAR_END, _NEAR_START = 32, 240  # pixels
_SETTLE_MS = 150


def note_for(message: Message) -> str:
    """The sentence under a reply that did not end by itself; empty for one that did."""
    match message.state:
        case MessageState.STOPPED:
            return "You stopped this reply."
        case MessageState.INTERRUPTED:
            return "This reply was interrupted: Sfumato closed before it was complete."
        case MessageState.CUT:
            return "This reply reached its length limit."
        case MessageState.FAILED:
            return message.error or "This reply failed."
        case _:
            return ""


def ways_out_of(message: Message, activity: ReplyActivity) -> tuple[WayOut, ...]:
    """What to offer below the last message of a conversation."""
    if activity is not ReplyActivity.IDLE:
        return ()
    if message.role == "user":
        return (WayOut.ANSWER,)
    if message.state is MessageState.FAILED:
        return (WayOut.RETRY, WayOut.CHOOSE_MODEL, WayOut.COPY_DETAILS)
    if message.state in (MessageState.STOPPED, MessageState.INTERRUPTED):
        return (WayOut.RETRY,)
    return ()


def shown_text(text: str) -> str:
    """What is laid out of a message: very long ones would freeze the window."""
    if len(text) <= MAX_SHOWN:
        return text
    rest = len(text) - MAX_SHOWN
    return f"{text[:MAX_SHOWN]}\n\n… and {rest:,} more characters, kept in the conversation."


class Transcript(QScrollArea):
    """Stays at the bottom while it is there; makes older messages when they are scrolled to."""

    way_out_chosen = Signal(object, str)  # WayOut, id of the last message
    link_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript")
        self.setAccessibleName("Conversation")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._messages: list[Message] = []
        self._views: dict[str, MessageView] = {}
        self._terms: list[Term] = []  # what is looked for
        self._num_older = 0  # messages at the start that have no widget yet
        self._activity = ReplyActivity.IDLE
        self._live: str | None = None
        self._sticks = True
        self._from_end: int | None = None  # pixels to keep below while older ones are made
        self._canvas = CanvasView(self)
        self._canvas.setObjectName("canvas")
        self._canvas.hide()
        self._tail = Banner(self)
        self._tail.setObjectName("tail")
        self._tail.chosen.connect(self._on_way_out)
        self._body = QWidget(self)
        self._column = self._make_column(self._body)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.valueChanged.connect(self._on_scrolled)
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._on_settled)

    def show_conversation(self, messages: Sequence[Message]) -> None:
        """Replace everything by these messages and go to the end."""
        for view in self._views.values():
            self._column.removeWidget(view)
            view.hide()
            view.deleteLater()
        self._views.clear()
        self._end_live()
        self._body.setMinimumHeight(0)
        self._messages = list(messages)
        self._num_older = max(0, len(messages) - BATCH)
        for message in self._messages[self._num_older :]:
            self._add_view(message)
        self._refresh_tail()
        self.go_to_end()

    def add_message(self, message: Message) -> None:
        """Append a message of the person; the view follows it."""
        self._body.setMinimumHeight(0)
        self._messages.append(message)
        self._add_view(message)
        self._refresh_tail()
        self.go_to_end()

    def begin_reply(self, message: Message) -> None:
        """Put the canvas below this reply, which may be on display with blocks already."""
        if message.id not in self._views:
            self._messages.append(message)
            self._add_view(message)
        self._live = message.id
        view = self._views[message.id]
        view.setVisible(bool(message.text))  # empty, it would push the canvas off the text's place
        self._canvas.clear()
        self._column.insertWidget(self._column.indexOf(view) + 1, self._canvas)
        self._canvas.show()
        self._refresh_tail()

    def show_frame(self, frame: Frame) -> None:
        """Draw the newest frame of the live reply."""
        if self._live is not None:
            self._canvas.show_frame(frame)

    def commit_block(self, block: BlockCommitted) -> None:
        """The canvas became text: append it to the live reply and start a new canvas."""
        if self._live is not None:
            self._views[self._live].append_text(block.text)
            self._views[self._live].show()
            self._canvas.clear()

    def end_reply(self, message: Message) -> None:
        """Show the reply as saved, with figures and how it ended.

        The room the canvas took stays below until the next message, so that nothing jumps.
        """
        if self._live is not None:
            self._body.setMinimumHeight(self._body.height())
        self._end_live()
        self._messages = [message if m.id == message.id else m for m in self._messages]
        view = self._views.get(message.id)
        if view is not None:
            self._fill(view, message)
            view.show()
        self._refresh_tail()

    def show_activity(self, activity: ReplyActivity) -> None:
        """Offer ways out only while nothing forms here."""
        self._activity = activity
        self._refresh_tail()

    def set_noise(self, noise: NoiseLevel) -> None:
        """How much of the noise the canvas shows."""
        self._canvas.set_noise(noise)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether the canvas changes without movement."""
        self._canvas.set_reduced_motion(reduced)

    def messages_with(self, terms: Sequence[Term]) -> list[str]:
        """The ids of the messages that hold every term, from first to last."""
        if not terms:
            return []
        return [m.id for m in self._messages if all(find_spans(m.text, [t]) for t in terms)]

    def mark(self, terms: Sequence[Term]) -> None:
        """Mark what was looked for in every message; no terms mark nothing."""
        self._terms = list(terms)
        for view in self._views.values():
            view.mark(self._terms)

    def reveal(self, message_id: str) -> None:
        """Scroll to a message, making it first if it is older than those on display."""
        while message_id not in self._views and self._num_older:
            self._make_older()
        view = self._views.get(message_id)
        if view is not None:
            self._sticks, self._from_end = False, None
            QTimer.singleShot(_SETTLE_MS, view, lambda: self._scroll_to(view))

    def go_to_end(self) -> None:
        """Scroll to the newest message and stay there."""
        self._sticks = True
        self._from_end = None
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    @property
    def num_widgets(self) -> int:
        """How many messages are widgets now."""
        return len(self._views)

    def _make_column(self, body: QWidget) -> QVBoxLayout:
        body.setObjectName("transcriptBody")
        holder = QWidget(body)
        holder.setMaximumWidth(COLUMN_WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 20, 16, 20)
        column.setSpacing(16)
        column.addWidget(self._tail)
        column.addStretch(1)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(holder, 1000)
        row.addStretch(1)
        self.setWidget(body)
        return column

    def _scroll_to(self, view: MessageView) -> None:
        self._sticks, self._from_end = False, None
        top = view.mapTo(self._body, QPoint(0, view.first_mark()))
        self.verticalScrollBar().setValue(top.y() - self.viewport().height() // 3)

    def _add_view(self, message: Message, place: int | None = None) -> None:
        view = MessageView(message.role)
        view.link_requested.connect(self.link_requested)
        self._fill(view, message)
        view.mark(self._terms)
        at = self._column.indexOf(self._tail) if place is None else place
        self._column.insertWidget(at, view)
        self._views[message.id] = view

    def _fill(self, view: MessageView, message: Message) -> None:
        footer = footer_text(message.model, message.statistics) if message.statistics else ""
        view.set_message(shown_text(message.text), message.thought, footer, note_for(message))

    def _end_live(self) -> None:
        self._live = None
        self._canvas.hide()
        self._canvas.clear()

    def _refresh_tail(self) -> None:
        last = self._messages[-1] if self._messages else None
        if last is None or self._live is not None:
            self._tail.hide()
            return
        is_waiting = last.role == "user" and self._activity is ReplyActivity.ACTIVE
        ways = ways_out_of(last, self._activity)
        words = "This message has no answer yet." if WayOut.ANSWER in ways else ""
        if is_waiting:
            words = "Your message is saved and will be answered as soon as the model is ready."
        if words or ways:
            self._tail.show_problem(words, ways)
        else:
            self._tail.hide()

    def _on_way_out(self, way: WayOut) -> None:
        if self._messages:
            self.way_out_chosen.emit(way, self._messages[-1].id)

    def _on_range_changed(self, _least: int, most: int) -> None:
        if self._from_end is not None:
            self.verticalScrollBar().setValue(most - self._from_end)
        elif self._sticks:
            self.verticalScrollBar().setValue(most)

    def _on_scrolled(self, value: int) -> None:
        if self._from_end is not None:
            return
        self._sticks = value >= self.verticalScrollBar().maximum() - _NEAR_END
        if value < _NEAR_START and self._num_older and not self._sticks:
            self._make_older()

    def _make_older(self) -> None:
        bar = self.verticalScrollBar()
        self._from_end = bar.maximum() - bar.value()
        first = max(0, self._num_older - BATCH)
        for place, message in enumerate(self._messages[first : self._num_older]):
            self._add_view(message, place)
        self._num_older = first
        self._settle.start()

    def _on_settled(self) -> None:
        self._from_end = None
        self._on_scrolled(self.verticalScrollBar().value())
