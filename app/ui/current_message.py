"""The message that actions are about: who it is, the keyboard's way to others, and its buttons."""

from collections.abc import Callable, Set

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.controllers.offers import offers_for
from app.controllers.run_status import ReplyActivity
from app.storage.records import Message
from app.ui.message_scroll import MessageScroll
from app.ui.message_view import MessageView


class CurrentMessage(QObject):
    """The one chosen or with the keyboard, or else the last one."""

    changed = Signal()

    def __init__(self, scroll: MessageScroll) -> None:
        super().__init__(scroll)
        self._scroll, self._column = scroll, scroll.column
        self._id: str | None = None
        self._activity = ReplyActivity.IDLE
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus_changed)

    @property
    def message(self) -> Message | None:
        """The message itself; None in an empty conversation."""
        index = self._column.index_of(self._id or "")
        messages = self._column.messages
        return messages[-1 if index is None else index] if messages else None

    def choose(self, message_id: str | None) -> None:
        """Make a message the current one; None is the last one."""
        if message_id != self._id:
            self._id = message_id
            self.changed.emit()

    def offers(self, message: Message) -> frozenset[str]:
        """Names of the actions that are possible for a message now."""
        messages = self._column.messages
        upto = messages[: (self._column.index_of(message.id) or 0) + 1]
        return offers_for(
            message,
            self._activity,
            is_last=messages[-1].id == message.id,
            has_question=any(each.role == "user" for each in upto),
        )

    def show_activity(self, activity: ReplyActivity) -> None:
        """What changes the conversation is offered only while nothing forms here."""
        self._activity = activity
        self.show_buttons(None)
        self.changed.emit()

    def show_buttons(self, message_id: str | None) -> None:
        """Buttons below this message, or none; below the one with the keyboard they stay."""
        focus = QApplication.focusWidget()
        for index, view in self._column.in_order():
            message = self._column.messages[index]
            has_focus = focus is not None and (view is focus or view.isAncestorOf(focus))
            is_meant = has_focus or message.id == message_id
            offers: Set[str] = self.offers(message) if is_meant else frozenset()
            view.show_buttons(offers)

    # The keyboard

    def walk(self, by: int) -> None:
        """Go that many messages down, or up for less than 0, and put the keyboard there."""
        last = len(self._column.messages) - 1
        index = self._column.index_of(self._id or "")
        start = index if index is not None else last + 1 if by < 0 else last
        if last >= 0:
            self.focus_on(self._column.messages[min(max(start + by, 0), last)].id)

    def focus_on(self, message_id: str) -> None:
        """Make a message the current one and put the keyboard there."""
        self.choose(message_id)
        if view := self._scroll.bring_into_view(message_id):
            view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def do(self, act: Callable[[MessageView], None]) -> None:
        """Do something with the widget of the current message."""
        if self.message and (view := self._scroll.bring_into_view(self.message.id)):
            act(view)
            self._scroll.arrange()

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        widget = now
        while widget is not None and not isinstance(widget, MessageView):
            widget = widget.parentWidget()
        for index, view in self._column.in_order():
            if view is widget:
                self.choose(self._column.messages[index].id)
                self.show_buttons(self._id)
