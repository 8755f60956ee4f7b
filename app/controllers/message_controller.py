"""What a person does with one message: edit, answer again, step between versions, delete, fork."""

from PySide6.QtCore import QObject, Signal

from app.controllers.chat_controller import ChatController
from app.controllers.offers import can_go_on
from app.controllers.reply_runner import ReplyRunner
from app.controllers.run_status import ReplyActivity
from app.controllers.telling import attempt, telling
from app.storage.branches import BranchStore
from app.storage.records import Conversation, Message

Versions = dict[str, tuple[str, ...]]  # message id -> ids of all its versions, oldest first


class MessageController(QObject):
    """Works on the conversation that ``chat`` shows. Nothing here overwrites a message."""

    versions_changed = Signal(object)  # Versions of the messages on display
    branch_shown = Signal(str)  # id of the message that took another's place
    deleted = Signal(object)  # Message, which can be restored
    failed = Signal(str)  # a sentence

    def __init__(
        self,
        chat: ChatController,
        branches: BranchStore,
        replies: ReplyRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.versions: Versions = {}
        self._chat, self._branches, self._replies = chat, branches, replies
        chat.conversation_opened.connect(self._on_opened)

    def edit(self, message_id: str, text: str) -> bool:
        """Save a changed message of the person as a new version and have it answered.

        False if nothing was saved: no words, a reply is forming, or the database failed.
        """
        text = text.replace("\0", "")
        if self._is_busy():
            self._chat.told.emit(self.tr("A reply forms: send your change when it is complete."))
            return False
        if not text.strip():
            return False
        made = attempt(self.failed.emit, lambda: self._branches.add_version(message_id, text))
        if made is None:
            return False
        self._chat.reload()
        self._chat.conversations_changed.emit()
        self._replies.answer(made)
        return True

    def regenerate(self, message_id: str) -> None:
        """Have a question answered again, or the question of a reply; the old reply is kept."""
        self._chat.retry(message_id)

    def continue_reply(self, message_id: str) -> None:
        """Go on with the reply at the end, which was stopped, cut or interrupted."""
        last = self._chat.shown[-1] if self._chat.shown else None
        if last is not None and last.id == message_id and can_go_on(last) and not self._is_busy():
            self._replies.answer(last)

    def step(self, message_id: str, by: int) -> None:
        """Show the version that stands ``by`` places later, with all that follows it."""
        versions = self.versions.get(message_id, ())
        place = versions.index(message_id) + by if message_id in versions else -1
        conversation = self._chat.conversation
        if conversation is None or self._is_busy() or not 0 <= place < len(versions):
            return
        self._chat.open(conversation.id, versions[place])
        self.branch_shown.emit(versions[place])

    def delete(self, message_id: str) -> None:
        """Leave a message out; ``deleted`` offers the way back. Not while its reply forms."""
        message = next((m for m in self._chat.shown if m.id == message_id), None)
        if message is None or self._is_busy():
            return
        with telling(self.failed.emit):
            self._branches.delete_message(message_id)
            self._chat.reload()
            self.deleted.emit(message)

    def restore(self, message: Message) -> bool:
        """Take a deletion back; False while a reply forms there, which may be on another branch."""
        if self._replies.activity_in(message.conversation_id) is not ReplyActivity.IDLE:
            return False
        with telling(self.failed.emit):
            self._branches.restore_message(message.id)
            self._chat.open(message.conversation_id)
            self.branch_shown.emit(message.id)
        return True

    def fork(self, message_id: str) -> None:
        """Open a new conversation that begins with copies of all messages up to this one."""
        with telling(self.failed.emit):
            made = self._branches.fork(message_id)
            self._chat.conversations_changed.emit()
            self._chat.open(made.id)

    def _is_busy(self) -> bool:
        return self._chat.activity is not ReplyActivity.IDLE

    def _on_opened(self, conversation: Conversation | None, messages: list[Message]) -> None:
        self.versions = {}
        if conversation is not None and messages:
            with telling(self.failed.emit):
                self.versions = self._branches.versions(conversation.id)
        self.versions_changed.emit(self.versions)
