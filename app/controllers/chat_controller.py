"""The conversation on display, and what a person does with it. Knows nothing of widgets."""

from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from app.controllers.prompt import whole_prompt
from app.controllers.reply_runner import ReplyRunner
from app.controllers.run_status import ReplyActivity, RunStatus
from app.controllers.telling import attempt, telling
from app.rendering import plain_text
from app.storage.conversations import ConversationStore
from app.storage.errors import DatabaseError
from app.storage.records import Conversation, Message, MessageState
from app.storage.text import one_line
from app.storage.titles import subject_of, title_of, unnumbered
from app.wording import own_words
from engine import BlockCommitted, ChatMessage, Frame


class ChatController(QObject):
    """The open conversation; replies of others go on forming unseen."""

    conversations_changed = Signal()
    conversation_begun = Signal(object)  # Conversation, before its first message is saved
    conversation_opened = Signal(object, object)  # Conversation | None, list[Message]
    message_added = Signal(object)  # Message, in the open conversation
    reply_began = Signal(object)  # Message, in the open conversation
    frame_due = Signal(object)  # Frame, in the open conversation
    block_committed = Signal(object)  # BlockCommitted, in the open conversation
    reply_ended = Signal(object)  # Message, in the open conversation
    announced = Signal(str)  # a sentence for a screen reader
    status_changed = Signal(object)  # RunStatus
    activity_changed = Signal(object)  # ReplyActivity of the open conversation
    storage_failed = Signal(str)  # a sentence
    told = Signal(str)  # a sentence that the person should read

    def __init__(
        self,
        store: ConversationStore,
        replies: ReplyRunner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.conversation: Conversation | None = None
        self.shown: list[Message] = []  # the messages on display
        self.status = RunStatus()
        self.activity = ReplyActivity.IDLE
        self.saver = replies.saver
        self._store, self._replies = store, replies
        replies.began.connect(self._on_began)
        replies.frame_due.connect(self._on_frame_due)
        replies.block_committed.connect(self._on_block_committed)
        replies.ended.connect(self._on_ended)
        replies.changed.connect(self._refresh)
        replies.storage_failed.connect(self.storage_failed)
        replies.plan_changed.connect(self.told)
        self._refresh()

    # Conversations

    def conversations(self) -> list[Conversation]:
        """All conversations, newest first; empty where the database fails, which is told."""
        return attempt(self.storage_failed.emit, self._store.newest_first) or []

    def new_conversation(self) -> None:
        """Show an empty conversation; its row is made with the first message."""
        self._show(None, [])

    def new_temporary_conversation(self) -> None:
        """Begin a conversation that is never written to a disk and gone when the program ends."""
        self.new_conversation()
        with telling(self.storage_failed.emit):
            conversation = self._store.create(is_temporary=True)
            self.conversation_begun.emit(conversation)
            self._show(conversation, [])
        self.conversations_changed.emit()

    def open(self, conversation_id: str, message_id: str | None = None) -> None:
        """Show a conversation, with its reply at work if it has one.

        With ``message_id`` a branch that holds this message is shown, unless a reply forms on
        another one.
        """
        is_idle = self._replies.activity_in(conversation_id) is ReplyActivity.IDLE
        with telling(self.storage_failed.emit):
            if message_id is not None and is_idle:
                self._store.show_message(conversation_id, message_id)
            conversation = self._store.get(conversation_id)
            messages = self.messages(conversation_id)
            self._show(conversation, messages)
            if message_id and not is_idle and message_id not in {m.id for m in messages}:
                self.told.emit(self._on_another_branch())

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation a name; an empty one is not taken."""
        title = one_line(title)
        if title:
            with telling(self.storage_failed.emit):
                self._store.rename(conversation_id, title)
            self.renew()
        self.conversations_changed.emit()

    def leave(self, conversation_id: str) -> None:
        """Stop the reply of a conversation that goes out of sight, and close it if it is open."""
        self._replies.stop_in(conversation_id)
        if self.conversation and self.conversation.id == conversation_id:
            self._show(None, [])

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation for good, stopping its reply."""
        self._replies.forget(conversation_id)
        with telling(self.storage_failed.emit):
            self._store.delete(conversation_id)
            if self.conversation and self.conversation.id == conversation_id:
                self._show(None, [])
        self.conversations_changed.emit()
        self._replies.go_on()

    def messages(self, conversation_id: str) -> list[Message]:
        """The branch shown, with what could not be saved of it. Raises DatabaseError."""
        return self.saver.with_unsaved(self._store.messages(conversation_id))

    # Messages and replies

    def send(self, text: str) -> bool:
        """Save a message and have it answered as soon as the model can.

        False if nothing was saved: the text is empty, a reply is forming here, or the database
        failed (which is told); the composer then keeps the text.
        """
        text = text.replace("\0", "")
        if not text.strip() or self.activity is not ReplyActivity.IDLE:
            return False
        message: Message | None = None
        with telling(self.storage_failed.emit):
            if self.conversation is None:
                self.conversation = self._store.create()
                self.conversation_begun.emit(self.conversation)
            message = self._store.append_user(self.conversation.id, text)
        if message is None:
            return False
        self.deliver(message)
        return True

    def deliver(self, message: Message) -> None:
        """Show a message saved just now, if its conversation is open, and have it answered."""
        self._name(message)
        self.conversations_changed.emit()
        if self._is_open(message):
            self.shown.append(message)
            self.message_added.emit(message)
        self._replies.answer(message)

    def retry(self, message_id: str) -> None:
        """Answer again: the reply ``message_id`` is kept as a branch, its question gets a new one.

        ``message_id`` may also be a user's message that was never answered.
        """
        if self.activity is ReplyActivity.IDLE and (asked := self._question_of(message_id)):
            self._replies.answer(asked)

    def pending_prompt(self, system: str) -> tuple[ChatMessage, ...]:
        """What would be sent before a message typed now, with a persona of these words."""
        return whole_prompt(system, self.shown)

    def stop(self) -> None:
        """Stop the reply of the open conversation; its committed blocks are kept."""
        if self.conversation is not None:
            self._replies.stop_in(self.conversation.id)

    def failure_details(self, reply_id: str) -> str:
        """What to copy for a report: of an earlier session's failure only its sentence is left."""
        sentence = next((m.error or "" for m in self.shown if m.id == reply_id), "")
        return self._replies.failure_details(reply_id) or sentence

    def renew(self) -> None:
        """Know the open conversation's title and place as they are saved now."""
        if self.conversation is not None:
            with suppress(DatabaseError):  # it may be gone; others tell
                self.conversation = self._store.get(self.conversation.id)

    def reload(self) -> None:
        """Show the open conversation anew, as it is saved now."""
        if self.conversation is not None:
            self.open(self.conversation.id)

    def _question_of(self, message_id: str) -> Message | None:
        """The person's message that this is or answers."""
        ids = [message.id for message in self.shown]
        upto = self.shown[: ids.index(message_id) + 1] if message_id in ids else []
        return next((message for message in reversed(upto) if message.role == "user"), None)

    # What is shown

    def _show(self, conversation: Conversation | None, messages: list[Message]) -> None:
        self._display(conversation, messages)
        reply = self._replies.reply_in(conversation.id) if conversation else None
        if reply is not None:
            self.reply_began.emit(reply)
            self._replies.show_frame_again()
        self._refresh()

    def _display(self, conversation: Conversation | None, messages: list[Message]) -> None:
        self.conversation, self.shown = conversation, list(messages)
        self.conversation_opened.emit(conversation, messages)

    def _on_another_branch(self) -> str:
        return self.tr("This message is on another branch. Open it when the reply is complete.")

    def _on_began(self, reply: Message, path: list[Message]) -> None:
        if not self._is_open(reply):
            return
        ids, shown = [m.id for m in path], [m.id for m in self.shown]
        if ids == [*shown, reply.id]:
            self.shown.append(reply)
        elif ids == shown:  # it goes on
            self.shown[-1] = reply
        else:
            self._display(self.conversation, path)
        self.reply_began.emit(reply)
        self.announced.emit(self.tr("A reply begins."))

    def _on_frame_due(self, reply: Message, frame: Frame) -> None:
        if self._is_open(reply):
            self.frame_due.emit(frame)

    def _on_block_committed(self, reply: Message, block: BlockCommitted) -> None:
        if self._is_open(reply):
            self.block_committed.emit(block)
            words = plain_text(block.text).strip()
            self.announced.emit(words or self.tr("The model goes on thinking."))

    def _on_ended(self, reply: Message) -> None:
        if self._is_open(reply):
            self.shown = [reply if m.id == reply.id else m for m in self.shown]
            self.reply_ended.emit(reply)
            self.announced.emit(own_words(reply.error or "") or self._ending(reply.state))
        self._name(reply)
        self.conversations_changed.emit()

    def _name(self, newest: Message) -> None:
        """Call a conversation by the first subject in it, unless it has a name that says one.

        Where the database fails, saving the message has told so; the next one tries again.
        """
        with suppress(DatabaseError):
            conversation = self._store.get(newest.conversation_id)
            is_first = newest.parent_id is None
            if not conversation.title_is_edited and (
                is_first or not subject_of(unnumbered(conversation.title))
            ):
                path = [newest] if is_first else self._store.messages(conversation.id)
                title = title_of((message.role, message.text) for message in path)
                if title != conversation.title:
                    self._store.set_automatic_title(conversation.id, title)
                    conversation = self._store.get(conversation.id)
            if self._is_open(newest):
                self.conversation = conversation

    def _ending(self, state: MessageState) -> str:
        match state:
            case MessageState.COMPLETE:
                return self.tr("The reply is complete.")
            case MessageState.STOPPED:
                return self.tr("The reply was stopped.")
            case MessageState.CUT:
                return self.tr("The reply reached its limit.")
            case _:
                return self.tr("The reply ended.")

    def _is_open(self, message: Message) -> bool:
        return self.conversation is not None and self.conversation.id == message.conversation_id

    def _refresh(self) -> None:
        """Tell of a changed status or activity, once."""
        status, activity = self._replies.status(), ReplyActivity.IDLE
        if self.conversation is not None:
            activity = self._replies.activity_in(self.conversation.id)
        if status != self.status:
            self.status = status
            self.status_changed.emit(status)
        if activity is not self.activity:
            self.activity = activity
            self.activity_changed.emit(activity)
