"""The messages that are being changed, also while they are out of sight and have no widget."""

from dataclasses import dataclass

from app.storage.records import Message
from app.ui.message_view import MessageView


@dataclass(slots=True)
class _Edit:
    """The words of a message as they were, and what its editor holds."""

    before: str
    now: str


class OpenEdits:
    """Gives an editor's words to each new widget of its message, until the change has ended."""

    def __init__(self) -> None:
        self._edits: dict[str, _Edit] = {}

    @property
    def has_changes(self) -> bool:
        """Whether an editor, in this conversation or another, holds other words by now."""
        return any(edit.now != edit.before for edit in self._edits.values())

    def begin(self, view: MessageView, message: Message) -> None:
        """Open the editor of a message and put the keyboard there."""
        edit = self._edits.setdefault(message.id, _Edit(message.text, message.text))
        view.begin_edit(edit.now)
        view.focus_editor()

    def follow(self, view: MessageView, message_id: str, *, with_keyboard: bool) -> None:
        """Let a new widget of a message have its open editor, if there is one."""
        view.edit_changed.connect(lambda text: self._keep(message_id, text))
        if message_id in self._edits:
            view.begin_edit(self._edits[message_id].now)
            if with_keyboard:
                view.focus_editor()

    def end(self, message_id: str) -> None:
        """The change of a message was sent or given up."""
        self._edits.pop(message_id, None)

    def _keep(self, message_id: str, text: str) -> None:
        if message_id in self._edits:
            self._edits[message_id].now = text
