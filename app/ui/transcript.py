"""One conversation to read: its messages, the canvas of a forming reply, and the keyboard in it."""

from collections.abc import Callable, Sequence, Set
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from app.controllers.offers import offers_for
from app.controllers.run_status import ReplyActivity
from app.storage.query import Term, find_spans
from app.storage.records import Message
from app.ui.banner import WayOut
from app.ui.canvas_layout import NoiseLevel
from app.ui.canvas_view import CanvasView
from app.ui.message_scroll import MessageScroll
from app.ui.message_style import message_style
from app.ui.message_view import MessageView
from app.ui.reply_ending import note_for
from app.ui.reply_figures import footer_text
from app.ui.tail import Tail
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
        self._terms: list[Term] = []  # what is looked for
        self._versions: dict[str, tuple[str, ...]] = {}
        self._activity = ReplyActivity.IDLE
        self._live: str | None = None
        self._current: str | None = None
        self._step_offset = 0
        self._canvas.setObjectName("canvas")
        self._canvas.hide()
        self._tail.setObjectName("tail")
        self._tail.chosen.connect(self._on_way_out)
        self.selection = TranscriptSelection(self.column, self)
        self._restyle()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    # What is shown

    def show_conversation(self, messages: Sequence[Message]) -> None:
        """Replace everything by these messages and go to the end."""
        self._end_live()
        self._set_current(None)
        self.selection.clear()
        self.column.setMinimumHeight(0)
        self.column.set_messages(messages)
        self._refresh_tail()
        self.go_to_end()
        self.changed.emit()

    def show_versions(self, versions: dict[str, tuple[str, ...]]) -> None:
        """Which messages have versions beside them: the ids of all, in order."""
        self._versions = dict(versions)
        for index, view in self.column.in_order():
            self._show_version(view, self.column.messages[index].id)
        self.changed.emit()

    def show_branch(self, message_id: str) -> None:
        """Bring a version to where the one before stood when its arrow was pressed."""
        self._set_current(message_id)
        self.go_to(message_id, self._step_offset)

    def add_message(self, message: Message) -> None:
        """Append a message of the person."""
        self.column.setMinimumHeight(0)
        self._set_current(None)
        self.column.append(message)
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
        self._show_buttons(None)
        self.changed.emit()

    def set_noise(self, noise: NoiseLevel) -> None:
        """How much of the noise the canvas shows."""
        self._canvas.set_noise(noise)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether the canvas changes without movement."""
        self._canvas.set_reduced_motion(reduced)

    # Finding

    def messages_with(self, terms: Sequence[Term]) -> list[str]:
        """The ids of the messages that hold every term, from first to last."""
        if not terms:
            return []
        messages = self.column.messages
        return [m.id for m in messages if all(find_spans(m.text, [t]) for t in terms)]

    def mark(self, terms: Sequence[Term]) -> None:
        """Mark what was looked for in every message; no terms mark nothing."""
        self._terms = list(terms)
        for _, view in self.column.in_order():
            view.mark(self._terms)

    def reveal(self, message_id: str) -> None:
        """Scroll to a message, and in it to what was looked for."""
        self.go_to(message_id, self.viewport().height() // 3)
        if self._terms and (view := self.column.views.get(message_id)):
            third = self.viewport().height() // 3
            self.verticalScrollBar().setValue(self.column.top_of(view) + view.first_mark() - third)

    @property
    def num_widgets(self) -> int:
        """How many messages are widgets now."""
        return len(self.column.views)

    # One message

    @property
    def current(self) -> Message | None:
        """The message that actions are about: the one chosen, or else the last one."""
        index = self.column.index_of(self._current or "")
        messages = self.column.messages
        return messages[-1 if index is None else index] if messages else None

    @property
    def messages(self) -> Sequence[Message]:
        """All messages of the conversation, as shown."""
        return self.column.messages

    def offers(self, message: Message) -> frozenset[str]:
        """Names of the actions that are possible for a message now."""
        is_last = self.column.messages[-1].id == message.id
        return offers_for(message, self._activity, is_last=is_last)

    def choose(self, message_id: str) -> None:
        """Make a message the current one."""
        self._set_current(message_id)

    def walk(self, by: int) -> None:
        """Go that many messages down, or up for less than 0, and put the keyboard there."""
        last = len(self.column.messages) - 1
        index = self.column.index_of(self._current or "")
        start = index if index is not None else last + 1 if by < 0 else last
        if last >= 0:
            self._focus_on(self.column.messages[min(max(start + by, 0), last)].id)

    def edit_current(self) -> None:
        """Open an editor in the place of the current message, or of the question it answers."""
        messages, current = self.column.messages, self.current
        place = self.column.index_of(current.id) if current else None
        asked = [m for m in messages[: (place or 0) + 1] if m.role == "user"]
        if asked and "edit_message" in self.offers(asked[-1]):
            self._set_current(asked[-1].id)
            if view := self.bring_into_view(asked[-1].id):
                view.begin_edit(asked[-1].text)

    def end_edit(self, message_id: str) -> None:
        """Close an editor."""
        if view := self.column.views.get(message_id):
            view.end_edit()

    def with_current(self, do: Callable[[MessageView], None]) -> None:
        """Do something with the widget of the current message."""
        if self.current and (view := self.bring_into_view(self.current.id)):
            do(view)
            self.arrange()

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
        view.pointed_at.connect(lambda is_here: self._on_pointed_at(id_, is_here))
        view.edited.connect(lambda text: self.edited.emit(id_, text))
        self._fill(view, message)
        self._show_version(view, id_)
        return view

    def _fill(self, view: MessageView, message: Message) -> None:
        is_live = message.id == self._live
        footer = footer_text(message.model, message.statistics) if message.statistics else ""
        note = "" if is_live else note_for(message)
        view.set_message(message.text, message.thought, "" if is_live else footer, note)
        view.set_forming(is_live)
        # Empty, it would push the canvas off the place where its text will stand.
        view.setVisible(not is_live or bool(message.text or message.thought))
        view.mark(self._terms)

    def _refill(self, message: Message) -> None:
        self.column.replace(message)
        if view := self.column.views.get(message.id):
            self._fill(view, message)

    def _show_version(self, view: MessageView, message_id: str) -> None:
        versions = self._versions.get(message_id, ())
        place = versions.index(message_id) if message_id in versions else 0
        view.show_versions(place, len(versions))

    def _show_buttons(self, message_id: str | None) -> None:
        """Buttons below this message, or none; below the current one they stay."""
        for index, view in self.column.in_order():
            message = self.column.messages[index]
            focus = QApplication.focusWidget()
            has_focus = focus is not None and (view is focus or view.isAncestorOf(focus))
            is_meant = has_focus or message.id == message_id
            offers: Set[str] = self.offers(message) if is_meant else frozenset()
            view.show_buttons(offers)

    def _focus_on(self, message_id: str) -> None:
        self._set_current(message_id)
        if view := self.bring_into_view(message_id):
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _focus_on_current(self) -> None:
        if self.hasFocus() and self.current:
            self._focus_on(self.current.id)

    def _set_current(self, message_id: str | None) -> None:
        if message_id != self._current:
            self._current = message_id
            self.changed.emit()

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
        self._set_current(message_id)
        self.action_wanted.emit(name)

    def _want_menu(self, message_id: str, at: QPoint) -> None:
        self._set_current(message_id)
        self.menu_wanted.emit(at)

    def _on_pointed_at(self, message_id: str, is_here: bool) -> None:
        self._show_buttons(message_id if is_here else None)

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        widget = now
        while widget is not None and not isinstance(widget, MessageView):
            widget = widget.parentWidget()
        for index, view in self.column.in_order():
            if view is widget:
                self._set_current(self.column.messages[index].id)
                self._show_buttons(self._current)

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
        if is_tab and self.current:
            # Later: a screen reader would hear of the message first and of this widget last.
            QTimer.singleShot(0, self, self._focus_on_current)

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
