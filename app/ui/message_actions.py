"""The menu Message: what a person does with one message, and the way from message to message."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.controllers.message_controller import MessageController
from app.rendering import plain_text
from app.storage.records import Message
from app.storage.text import one_line
from app.ui.actions import Actions, MenuName
from app.ui.message_view import MessageView
from app.ui.transcript import Transcript
from app.ui.undo_bar import UndoBar

_PREVIEW = 40  # characters
_OFFERED = (
    *("copy_message", "copy_plain", "fork"),
    *("edit_message", "regenerate", "continue_reply", "delete_message"),
)
_CONTEXT = (  # the actions of a message's own menu; "" is a line
    *("edit_message", "regenerate", "continue_reply", "previous_version", "next_version", ""),
    *("copy_selected", "select_text", "copy_message", "copy_plain", "copy_conversation", ""),
    *("show_thought", "show_whole", "fork", "delete_message"),
)


class MessageActions(QObject):
    """Every action is about the transcript's current message; what is not possible is disabled."""

    def __init__(
        self,
        actions: Actions,
        messages: MessageController,
        transcript: Transcript,
        undo_bar: UndoBar,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._actions, self._messages = actions, messages
        self._transcript, self._undo_bar, self._window = transcript, undo_bar, window
        self._add_changes()
        actions.menu(MenuName.MESSAGE).addSeparator()
        self._add_copies()
        actions.menu(MenuName.MESSAGE).addSeparator()
        self._add_ways()
        messages.deleted.connect(self._offer_undo)
        messages.versions_changed.connect(transcript.show_versions)
        messages.branch_shown.connect(transcript.show_branch)
        transcript.step_wanted.connect(messages.step)
        transcript.edited.connect(self._save_edit)
        transcript.action_wanted.connect(lambda name: actions[name].trigger())
        transcript.menu_wanted.connect(self._open_menu)
        transcript.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Enable what can be done with the current message."""
        current = self._transcript.current.message
        offers = self._transcript.current.offers(current) if current else frozenset()
        for name in _OFFERED:
            self._actions[name].setEnabled(name in offers)
        versions = self._messages.versions.get(current.id, ()) if current else ()
        place = versions.index(current.id) if current and current.id in versions else 0
        can_step = "delete_message" in offers
        self._actions["previous_version"].setEnabled(can_step and place > 0)
        self._actions["next_version"].setEnabled(can_step and place < len(versions) - 1)
        for action in self._need_any:
            action.setEnabled(current is not None)

    # Filling the menu

    def _add(self, name: str, words: str, do: Callable[[], object], shortcut: str) -> QAction:
        return self._actions.add(MenuName.MESSAGE, name, words, do, shortcut)

    def _add_changes(self) -> None:
        edit, again = self.tr("&Edit this message"), self.tr("&Answer again")
        self._add("edit_message", edit, self._transcript.edit_current, "Ctrl+E")
        self._add("regenerate", again, self._about(self._messages.regenerate), "Ctrl+R")
        go_on = self.tr("&Continue the reply")
        self._add("continue_reply", go_on, self._about(self._messages.continue_reply), "Ctrl+G")
        previous, following = self.tr("&Previous version"), self.tr("&Next version")
        self._add("previous_version", previous, lambda: self._step(-1), "Alt+Left")
        self._add("next_version", following, lambda: self._step(1), "Alt+Right")
        fork = self.tr("&Fork: a new conversation up to here")
        self._add("fork", fork, self._about(self._messages.fork), "Ctrl+Shift+K")
        delete = self.tr("&Delete this message")
        self._add("delete_message", delete, self._about(self._messages.delete), "Ctrl+Shift+D")

    def _add_copies(self) -> None:
        as_markdown, as_plain = self.tr("C&opy as Markdown"), self.tr("Copy as plain &text")
        self._add("copy_message", as_markdown, self._copy_markdown, "Ctrl+Shift+C")
        self._add("copy_plain", as_plain, self._copy_plain, "Ctrl+Alt+C")
        whole, everything = self.tr("Copy the whole con&versation"), self.tr("Se&lect all the text")
        selection = self._transcript.selection
        selected = self.tr("Copy what is selected")
        self._need_any = [
            self._add("copy_conversation", whole, self._copy_conversation, "Ctrl+Alt+Shift+C"),
            self._add("select_text", everything, selection.select_all, "Ctrl+Alt+A"),
            self._add("copy_selected", selected, selection.copy, "Ctrl+Alt+S"),
        ]

    def _add_ways(self) -> None:
        walk = self._transcript.current.walk
        above, below = self.tr("Go to the message a&bove"), self.tr("Go to the message belo&w")
        first, last = self.tr("Go to the f&irst message"), self.tr("Go to the la&st message")
        thought, whole = self.tr("Show or &hide the thought"), self.tr("Show all of a long message")
        far = 10**9
        show_thought = self._about_view(MessageView.toggle_thought)
        show_whole = self._about_view(MessageView.show_whole)
        self._need_any += [
            self._add("message_above", above, lambda: walk(-1), "Ctrl+Up"),
            self._add("message_below", below, lambda: walk(1), "Ctrl+Down"),
            self._add("first_message", first, lambda: walk(-far), "Alt+Home"),
            self._add("last_message", last, lambda: walk(far), "Alt+End"),
            self._add("show_thought", thought, show_thought, "Ctrl+T"),
            self._add("show_whole", whole, show_whole, "Ctrl+Shift+W"),
        ]

    # What the actions do

    def _about(self, do: Callable[[str], object]) -> Callable[[], None]:
        def act() -> None:
            if message := self._transcript.current.message:
                do(message.id)

        return act

    def _about_view(self, do: Callable[[MessageView], None]) -> Callable[[], None]:
        return lambda: self._transcript.current.do(do)

    def _step(self, by: int) -> None:
        if message := self._transcript.current.message:
            self._transcript.step(message.id, by)

    def _save_edit(self, message_id: str, text: str) -> None:
        if self._messages.edit(message_id, text):
            self._transcript.end_edit(message_id)
            self._transcript.go_to_end()

    def _copy_markdown(self) -> None:
        if message := self._transcript.current.message:
            QGuiApplication.clipboard().setText(message.text)

    def _copy_plain(self) -> None:
        if message := self._transcript.current.message:
            QGuiApplication.clipboard().setText(_plain(message))

    def _copy_conversation(self) -> None:
        who = {"user": self.tr("You"), "assistant": self.tr("Reply")}
        parts = [f"**{who[m.role]}:**\n\n{m.text}" for m in self._transcript.messages if m.text]
        QGuiApplication.clipboard().setText("\n\n".join(parts) + "\n")

    def _offer_undo(self, message: Message) -> None:
        words = one_line(_plain(message)[: 2 * _PREVIEW])
        words = words if len(words) <= _PREVIEW else words[:_PREVIEW].rstrip() + "…"
        said = self.tr("Deleted: “{words}”").format(words=words)
        self._offer(said if words else self.tr("The empty message is deleted."), message)

    def _offer(self, said: str, message: Message) -> None:
        self._undo_bar.offer(said, partial(self._restore, message), [message.conversation_id])

    def _restore(self, message: Message) -> None:
        if not self._messages.restore(message):
            words = self.tr("A reply forms: the deleted message can come back when it is complete.")
            self._offer(words, message)

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self._window)
        menu.setObjectName("messageMenu")
        self.refresh()
        for name in _CONTEXT:
            if name:
                menu.addAction(self._actions[name])
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)


def _plain(message: Message) -> str:
    return message.text if message.role == "user" else plain_text(message.text)
