"""Messages that are sent one after another, each when the reply before it has ended by itself."""

from PySide6.QtCore import QObject, Signal

from app.controllers.chat_controller import ChatController
from app.controllers.reply_runner import ReplyRunner
from app.controllers.run_status import ReplyActivity
from app.controllers.telling import attempt, telling
from app.storage.queue import QueueStore
from app.storage.records import Message, MessageState, QueuedMessage

_GOES_ON_AFTER = MessageState.COMPLETE, MessageState.CUT


class QueueController(QObject):
    """A reply that was stopped or failed leaves the queue standing until the person sends again."""

    changed = Signal(object, bool)  # list[QueuedMessage] of the open conversation, whether held
    failed = Signal(str)  # a sentence

    def __init__(
        self,
        chat: ChatController,
        store: QueueStore,
        replies: ReplyRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.waiting: list[QueuedMessage] = []  # in the open conversation, the next one first
        self._chat, self._store = chat, store
        self._edited: set[str] = set()  # ids of messages being changed
        self._due: set[str] = set()  # conversations whose next message waits for that alone
        chat.conversation_opened.connect(self._reload)
        chat.activity_changed.connect(self._tell)
        replies.ended.connect(self._on_ended)

    def submit(self, text: str) -> bool:
        """Send a message now, or queue it behind a reply that forms or messages that wait.

        False if nothing was saved, as with ``ChatController.send``.
        """
        text = text.replace("\0", "")
        conversation = self._chat.conversation
        is_idle = self._chat.activity is ReplyActivity.IDLE
        if conversation is None or (is_idle and not self.waiting):
            return self._chat.send(text)
        if not text.strip():
            return False
        saved = attempt(self.failed.emit, lambda: self._store.add(conversation.id, text))
        self._reload()
        if saved is not None and is_idle:
            self.send_next()
        return saved is not None

    def send_next(self) -> None:
        """Send the first of the open conversation's messages that wait, if nothing forms there."""
        if self.can_send:
            self._send(self.waiting[0])

    @property
    def can_send(self) -> bool:
        """Whether the first of them can be sent now."""
        is_idle = self._chat.activity is ReplyActivity.IDLE
        return is_idle and bool(self.waiting) and self.waiting[0].id not in self._edited

    def hold(self, queued_id: str) -> None:
        """Send neither this message nor those behind it until ``release``: it is being changed."""
        self._edited.add(queued_id)
        self._tell()

    def release(self, queued_id: str) -> None:
        """A message of the open conversation is as it should be; send it if its time has come."""
        self._edited.discard(queued_id)
        self._tell()
        if self._chat.conversation and self._chat.conversation.id in self._due:
            self.send_next()

    def edit(self, queued_id: str, text: str) -> bool:
        """Give a message that waits other words; False for none, or if it was sent meanwhile."""
        text, is_saved = text.replace("\0", ""), False
        with telling(self.failed.emit):
            if text.strip():
                self._store.change(queued_id, text)
                is_saved = True
        self._reload()
        return is_saved

    def take_back(self, queued_id: str) -> str | None:
        """Take a message out of the queue; returns its words, None if it was sent meanwhile."""
        words = next((q.text for q in self.waiting if q.id == queued_id), None)
        with telling(self.failed.emit):
            self._store.remove(queued_id)
            self._reload()
            return words
        return None

    def _on_ended(self, reply: Message) -> None:
        self._due.discard(reply.conversation_id)
        if reply.state not in _GOES_ON_AFTER:
            return
        found = attempt(self.failed.emit, lambda: self._store.waiting(reply.conversation_id))
        if found and found[0].id in self._edited:
            self._due.add(reply.conversation_id)
        elif found:
            self._send(found[0])

    def _send(self, queued: QueuedMessage) -> None:
        self._due.discard(queued.conversation_id)
        sent = attempt(self.failed.emit, lambda: self._store.send(queued))
        self._reload()
        if sent is not None:
            self._chat.deliver(sent)

    def _reload(self, *_opened: object) -> None:
        conversation = self._chat.conversation
        with telling(self.failed.emit):
            self.waiting = self._store.waiting(conversation.id) if conversation else []
        self._tell()

    def _tell(self, *_activity: object) -> None:
        self.changed.emit(self.waiting, self._chat.activity is ReplyActivity.IDLE)
