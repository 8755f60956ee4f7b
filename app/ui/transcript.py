"""One conversation to read: its messages, the canvas of a forming reply, and the keyboard in it."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.controllers.run_status import ReplyActivity
from app.storage.records import Message, MessageState
from app.ui.banner import WayOut
from app.ui.canvas_layout import NoiseLevel
from app.ui.canvas_view import CanvasView
from app.ui.current_message import CurrentMessage
from app.ui.message_scroll import MessageScroll
from app.ui.message_style import message_style
from app.ui.message_view import MessageView
from app.ui.open_edits import OpenEdits
from app.ui.reply_ending import note_for
from app.ui.reply_figures import footer_text
from app.ui.tail import Tail
from app.ui.transcript_finding import TranscriptFinding
from app.ui.transcript_selection import TranscriptSelection
from engine import BlockCommitted, Frame


class Transcript(MessageScroll):
    """Shows what it is told to; what a person wishes for a message goes out as a signal."""

    way_out_chosen = Signal(object, str)  # WayOut, id of the last message
    link_requested = Signal(str)
    action_wanted = Signal(str)  # the name of an action, for the current message
    step_wanted = Signal(str, int)  # message id, 1 for its next version, -1 for the one before
    menu_wanted = Signal(QPoint)  # for the current message; where on the screen
    edited = Signal(str, str)  # message id, its new text
    changed = Signal()  # another message is current, or other things can be done with it

    def __init__(self, parent: QWidget | None = None) -> None:
        self._canvas, self._tail = CanvasView(), Tail()
        super().__init__(self._make_view, self._canvas, self._tail, parent)
        self.setObjectName("transcript")
        self.setAccessibleName(self.tr("Conversation"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._versions: dict[str, tuple[str, ...]] = {}
        self._activity = ReplyActivity.IDLE
        self._live: str | None = None
        self.edits = OpenEdits()
        self._step_offset = 0
        self._canvas.setObjectName("canvas")
        self._canvas.hide()
        self._tail.setObjectName("tail")
        self._tail.chosen.connect(self._on_way_out)
        self.selection = TranscriptSelection(self.column, self)
        self.finding = TranscriptFinding(self)
        self.current = CurrentMessage(self)
        self.current.changed.connect(self.changed)
        self._restyle()

    # What is shown

    def show_conversation(self, messages: Sequence[Message]) -> None:
        """Replace everything by these messages and go to the end.

        What is read stays in its place if it is the conversation that was shown.
        """
        place = self._place_to_keep(messages)
        self._end_live()
        if place is None:
            self.current.choose(None)
        self.selection.clear()
        self.column.setMinimumHeight(0)
        self.column.set_messages(messages)
        self.finding.refresh()
        self._refresh_tail()
        if place is None:
            self.go_to_end()
        else:
            self.go_to(*place)
        self.changed.emit()

    def show_versions(self, versions: dict[str, tuple[str, ...]]) -> None:
        """Which messages have versions beside them: the ids of all, in order."""
        self._versions = dict(versions)
        for index, view in self.column.in_order():
            self._show_version(view, self.column.messages[index].id)
        self.changed.emit()

    def show_branch(self, message_id: str) -> None:
        """Bring a version to where the one before stood when its arrow was pressed."""
        self.current.choose(message_id)
        self.go_to(message_id, self._step_offset)

    def add_message(self, message: Message) -> None:
        """Append a message of the person."""
        self.column.setMinimumHeight(0)
        self.current.choose(None)
        self.column.append(message)
        self.finding.refresh()
        self._refresh_tail()
        self.arrange()
        self.changed.emit()

    def begin_reply(self, message: Message) -> None:
        """Put the canvas below this reply, which may be on display with blocks already."""
        index = self.column.index_of(message.id)
        if index is None:
            self.column.append(message)
        else:  # as far as it is shown; the row given is as it began
            known = self.column.messages[index]
            message = replace(known, state=message.state, error=message.error)
        self._live = message.id
        self._canvas.clear()
        self._refill(message)
        self.column.put_canvas_below(message.id)
        self._refresh_tail()
        self.arrange()

    def show_frame(self, frame: Frame) -> None:
        """Draw the newest frame of the live reply."""
        if self._live is not None:
            self._canvas.show_frame(frame)

    def commit_block(self, block: BlockCommitted) -> None:
        """The canvas became text: append it to the live reply and start a new canvas."""
        index = self.column.index_of(self._live or "")
        if index is None:
            return
        old = self.column.messages[index]
        text, thought = old.text + block.text, old.thought + block.thought
        self.column.messages[index] = replace(old, text=text, thought=thought)
        if view := self.column.views.get(old.id):
            view.append(block.text, block.thought)
            view.show()
        self.finding.refresh()
        self._canvas.clear()

    def end_reply(self, message: Message) -> None:
        """Show the reply as saved, with figures and how it ended.

        The room the canvas took stays below until the next message, so that nothing jumps; but
        where it is all that could be seen, it goes.
        """
        if self._live is not None:
            self.column.setMinimumHeight(self.column.height())
        self._end_live()
        self._refill(message)
        self._refresh_tail()
        self._lay_out()
        view = self.column.views.get(message.id)
        if view is not None and self._offset_of(view) + view.height() < view.fontMetrics().height():
            self.column.setMinimumHeight(0)
        self.changed.emit()

    def show_activity(self, activity: ReplyActivity) -> None:
        """Offer ways out only while nothing forms here."""
        self._activity = activity
        self._refresh_tail()
        self.current.show_activity(activity)

    def set_noise(self, noise: NoiseLevel) -> None:
        """How much of the noise the canvas shows."""
        self._canvas.set_noise(noise)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether the canvas changes without movement."""
        self._canvas.set_reduced_motion(reduced)

    # One message

    @property
    def messages(self) -> Sequence[Message]:
        """All messages of the conversation, as shown."""
        return self.column.messages

    def edit_current(self) -> None:
        """Open an editor in the place of the current message, or of the question it answers."""
        messages, current = self.column.messages, self.current.message
        place = self.column.index_of(current.id) if current else None
        asked = [m for m in messages[: (place or 0) + 1] if m.role == "user"]
        if asked and "edit_message" in self.current.offers(asked[-1]):
            self.current.choose(asked[-1].id)
            if view := self.bring_into_view(asked[-1].id):
                self.edits.begin(view, asked[-1])

    def end_edit(self, message_id: str) -> None:
        """Close an editor."""
        self.edits.end(message_id)
        if view := self.column.views.get(message_id):
            view.end_edit()

    def step(self, message_id: str, by: int) -> None:
        """Ask for another version of a message; it will stand where this one stands."""
        if view := self.bring_into_view(message_id):
            self._step_offset = self.column.top_of(view) - self.verticalScrollBar().value()
            self.step_wanted.emit(message_id, by)

    # Widgets of messages

    def _make_view(self, message: Message, parent: QWidget) -> MessageView:
        view, id_ = MessageView(message.role, parent), message.id
        view.browser_made.connect(self.selection.watch)
        view.link_requested.connect(self.link_requested)
        view.wanted.connect(lambda name: self._want(id_, name))
        view.step_wanted.connect(lambda by: self.step(id_, by))
        view.menu_wanted.connect(lambda at: self._want_menu(id_, at))
        view.pointed_at.connect(lambda here: self.current.show_buttons(id_ if here else None))
        view.edited.connect(lambda text: self.edited.emit(id_, text))
        view.edit_cancelled.connect(lambda: self.end_edit(id_))
        self._fill(view, message)
        self._show_version(view, id_)
        # The keyboard is here after scrolling away from an editor.
        self.edits.follow(view, id_, with_keyboard=self.hasFocus())
        return view

    def _fill(self, view: MessageView, message: Message) -> None:
        is_live = message.id == self._live
        footer = footer_text(message.model, message.statistics) if message.statistics else ""
        note = "" if is_live else note_for(message)
        view.set_message(message.text, message.thought, "" if is_live else footer, note)
        view.set_forming(is_live)
        # Empty, it would push the canvas off the place where its text will stand.
        view.setVisible(not is_live or bool(message.text or message.thought))
        self.finding.mark_in(view, message.id)

    def _refill(self, message: Message) -> None:
        self.column.replace(message)
        if view := self.column.views.get(message.id):
            self._fill(view, message)

    def _show_version(self, view: MessageView, message_id: str) -> None:
        versions = self._versions.get(message_id, ())
        place = versions.index(message_id) if message_id in versions else 0
        view.show_versions(place, len(versions))

    def _place_to_keep(self, messages: Sequence[Message]) -> tuple[str, int] | None:
        """The first message in view that stays, and where it should stand; None for the end."""
        old = self.column.messages
        is_same = bool(old and messages) and (
            old[0].conversation_id == messages[0].conversation_id
            and messages[-1].state is not MessageState.GENERATING  # what is new is at the end
        )
        if not is_same or self.is_at_end:
            return None
        staying = {message.id for message in messages}
        offsets = [
            (old[index].id, self._offset_of(view))
            for index, view in self.column.in_order()
            if self._offset_of(view) + view.height() > 0
        ]
        for id_, offset in offsets:
            if id_ in staying:  # it moves up to where those that go begin
                return id_, offset if id_ == offsets[0][0] else max(offsets[0][1], 0)
        return None

    # The end of the conversation

    def _end_live(self) -> None:
        self._live = None
        self.column.put_canvas_below(None)
        self._canvas.clear()

    def _refresh_tail(self) -> None:
        messages = self.column.messages
        last = messages[-1] if messages and self._live is None else None
        self._tail.show_after(last, self._activity)

    def _on_way_out(self, way: WayOut) -> None:
        if self.column.messages:
            self.way_out_chosen.emit(way, self.column.messages[-1].id)

    # Wishes and events

    def _want(self, message_id: str, name: str) -> None:
        self.current.choose(message_id)
        self.action_wanted.emit(name)

    def _want_menu(self, message_id: str, at: QPoint) -> None:
        self.current.choose(message_id)
        self.menu_wanted.emit(at)

    def _restyle(self) -> None:
        sheet = message_style(self.palette(), self.font())
        if sheet != self.column.styleSheet():  # a style sheet sends palette changes of its own
            self.column.setStyleSheet(sheet)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reached with Tab, the keyboard goes on to the current message."""
        super().focusInEvent(event)
        is_tab = event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        )
        if is_tab and self.current.message:
            # Later: a screen reader would hear of the message first and of this widget last.
            QTimer.singleShot(0, self, self._focus_on_current)

    def _focus_on_current(self) -> None:
        if self.hasFocus() and (current := self.current.message):
            self.current.focus_on(current.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.selection.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selection.select_all()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._restyle()
