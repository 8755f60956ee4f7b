"""From a typed message to a saved reply. Knows storage and the model; nothing of widgets."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.controllers.engine_worker import Failure, ReplyRequest
from app.controllers.frame_pacer import FramePacer
from app.controllers.model_controller import ModelController, ModelState, ModelStatus
from app.controllers.reply_saver import ReplySaver
from app.controllers.run_status import ReplyActivity, RunPhase, RunStatus
from app.storage.conversations import ConversationStore
from app.storage.errors import DatabaseError
from app.storage.files import write_text_atomically
from app.storage.personas import PersonaStore
from app.storage.records import Block, Conversation, Message, MessageState, ReplyStatistics
from app.storage.transfer import export_markdown
from engine import (
    BlockCommitted,
    ChatMessage,
    Finished,
    FinishReason,
    Frame,
    GenerationOptions,
)

TITLE_LENGTH = 48
_MODEL_PHASES = {
    ModelState.NONE: RunPhase.NO_MODEL,
    ModelState.LOADING: RunPhase.LOADING,
    ModelState.READY: RunPhase.READY,
    ModelState.FAILED: RunPhase.FAILED,
}
_END_STATES = {
    FinishReason.END_OF_TURN: MessageState.COMPLETE,
    FinishReason.STOPPED: MessageState.STOPPED,
    FinishReason.LENGTH: MessageState.CUT,
    FinishReason.CONTEXT_FULL: MessageState.CUT,
}


@dataclass(slots=True)
class _ActiveReply:
    """The reply at work: its row, and what the engine last told of it."""

    message: Message
    stop: threading.Event = field(default_factory=threading.Event)
    frame: Frame | None = None


class ChatController(QObject):
    """The open conversation and the reply at work, which may belong to another conversation."""

    conversations_changed = Signal()
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

    def __init__(
        self,
        store: ConversationStore,
        personas: PersonaStore,
        model: ModelController,
        saver: ReplySaver | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.conversation: Conversation | None = None
        self.status = RunStatus()
        self.activity = ReplyActivity.IDLE
        self.options = GenerationOptions()
        self._store, self._personas = store, personas
        self._model = model
        self.saver = saver or ReplySaver(store, parent=self)
        self._active: _ActiveReply | None = None
        self._waiting: list[Message] = []  # user messages saved and not yet answered
        self._shown: list[str] = []  # ids of the messages on display
        self._details: dict[str, str] = {}  # reply id -> details of its failure
        self._pacer = FramePacer(self)
        self._pacer.frame_due.connect(self._on_frame_due)
        model.status_changed.connect(self._on_model_status)
        model.event_came.connect(self._on_event)
        model.reply_failed.connect(self._on_reply_failed)
        model.reply_abandoned.connect(self._on_reply_abandoned)

    # What a person asks for

    def conversations(self) -> list[Conversation]:
        """All conversations, newest first; empty where the database fails, which is told."""
        with self._storing():
            return self._store.newest_first()
        return []

    def new_conversation(self) -> None:
        """Show an empty conversation; its row is made with the first message."""
        self._show(None, [])

    def open(self, conversation_id: str, message_id: str | None = None) -> None:
        """Show a conversation, with its reply at work if it has one.

        With ``message_id`` a branch that holds this message is shown.
        """
        with self._storing():
            if message_id is not None:
                self._store.show_message(conversation_id, message_id)
            conversation = self._store.get(conversation_id)
            self._show(conversation, self.messages(conversation_id))

    def rename(self, conversation_id: str, title: str) -> None:
        """Give a conversation a name; an empty one is not taken."""
        title = " ".join(title.split())
        if title:
            with self._storing():
                self._store.rename(conversation_id, title)
        self.conversations_changed.emit()

    def leave(self, conversation_id: str) -> None:
        """Stop the reply of a conversation that goes out of sight, and close it if it is open."""
        self._stop_in(conversation_id)
        if self.conversation and self.conversation.id == conversation_id:
            self._show(None, [])

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation for good, stopping its reply."""
        self._stop_in(conversation_id)
        if self._active and self._active.message.conversation_id == conversation_id:
            self.saver.forget(self._active.message)
            self._active = None  # its events find no taker from here on
            self._pacer.drop()
        with self._storing():
            self._store.delete(conversation_id)
            if self.conversation and self.conversation.id == conversation_id:
                self._show(None, [])
        self.conversations_changed.emit()
        self._answer_next()

    def messages(self, conversation_id: str) -> list[Message]:
        """The branch shown, with what could not be saved of it. Raises DatabaseError."""
        return self.saver.with_unsaved(self._store.messages(conversation_id))

    def send(self, text: str) -> bool:
        """Save a message and have it answered as soon as the model can.

        False if nothing was saved: the text is empty, a reply is forming here, or the database
        failed (which is told); the composer then keeps the text.
        """
        text = text.replace("\0", "")
        if not text.strip() or self.activity is not ReplyActivity.IDLE:
            return False
        message: Message | None = None
        with self._storing():
            if self.conversation is None:
                default = self._personas.default()
                self.conversation = self._store.create(persona_id=default.id if default else None)
            message = self._store.append_user(self.conversation.id, text)
            if message.parent_id is None:
                self._store.set_automatic_title(self.conversation.id, title_from(text))
            self.conversation = self._store.get(self.conversation.id)
        if message is None:
            return False
        self.conversations_changed.emit()
        self._shown.append(message.id)
        self.message_added.emit(message)
        self._wait_for_answer(message)
        return True

    def retry(self, message_id: str) -> None:
        """Answer again: the reply ``message_id`` is kept as a branch, its question gets a new one.

        ``message_id`` may also be a user's message that was never answered.
        """
        if self.conversation is None or self.activity is not ReplyActivity.IDLE:
            return
        with self._storing():
            path = self._store.messages(self.conversation.id)
            by_id = {message.id: message for message in path}
            asked = by_id.get(message_id)
            if asked is not None and asked.role != "user":
                asked = by_id.get(asked.parent_id or "")
            if asked is not None:
                self._wait_for_answer(asked)

    def stop(self) -> None:
        """Stop the reply of the open conversation; its committed blocks are kept."""
        if self.conversation is not None:
            self._stop_in(self.conversation.id)
            self._refresh()

    def failure_details(self, reply_id: str) -> str:
        """What to copy for a report: of an earlier session's failure only its sentence is left."""
        known = self._details.get(reply_id, "")
        if not known and self.conversation is not None:
            with self._storing():
                path = self._store.messages(self.conversation.id)
                known = next((m.error or "" for m in path if m.id == reply_id), "")
        return known

    def export(self, conversation_id: str, path: Path) -> bool:
        """Write a conversation as Markdown; False, and told as a sentence, if that fails."""
        try:
            with self._storing():
                conversation = self._store.get(conversation_id)
                messages = self.messages(conversation_id)
                write_text_atomically(path, export_markdown(conversation, messages))
                return True
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self.storage_failed.emit(f"The file {path.name} could not be written: {reason}.")
        return False

    def close(self) -> None:
        """Save the reply at work as stopped. Call after the engine thread has ended."""
        if self._active is not None:
            self._end_reply(MessageState.STOPPED)

    # The way of one reply

    def _wait_for_answer(self, message: Message) -> None:
        self._waiting.append(message)
        self._answer_next()
        self._refresh()

    def _answer_next(self) -> None:
        """Ask the engine for the oldest message that waits, if it is free."""
        ready = self._model.status.state is ModelState.READY
        while ready and self._active is None and self._waiting:
            asked = self._waiting.pop(0)
            with self._storing():
                self._begin_reply(asked)

    def _begin_reply(self, asked: Message) -> None:
        reply = self._store.begin_reply(
            asked.conversation_id, asked.id, self._model.status.name or None
        )
        path = self.messages(asked.conversation_id)
        request_path = path[: [message.id for message in path].index(asked.id) + 1]
        self._active = _ActiveReply(reply)
        if self._is_open(reply):
            if [message.id for message in path] != [*self._shown, reply.id]:
                self._display(self.conversation, path)
            else:
                self._shown.append(reply.id)
            self.reply_began.emit(reply)
        self._refresh()
        prompt = (*self._system_prompt(asked.conversation_id), *chat_messages(request_path))
        self._model.ask(ReplyRequest(reply.id, prompt, self.options, self._active.stop))

    def _system_prompt(self, conversation_id: str) -> tuple[ChatMessage, ...]:
        """The persona's words, if the conversation has one."""
        persona_id = self._store.get(conversation_id).persona_id
        prompts = [p.prompt for p in self._personas.by_name() if p.id == persona_id]
        return tuple(ChatMessage("system", prompt) for prompt in prompts if prompt.strip())

    def _on_event(self, reply_id: str, event: object) -> None:
        active = self._active
        if active is None or active.message.id != reply_id:
            return
        match event:
            case Frame():
                active.frame = event
                self._pacer.offer(event)
            case BlockCommitted():
                self._save_block(active, event)
            case Finished():
                self._end_reply(_END_STATES[event.reason], _statistics(event))
        self._refresh()

    def _save_block(self, active: _ActiveReply, event: BlockCommitted) -> None:
        self._pacer.drop()
        block = Block(
            index=event.block,
            text=event.text,
            thought=event.thought,
            tokens=event.tokens,
            steps=event.steps,
            seconds=event.seconds,
        )
        self.saver.save_block(active.message, block)
        if self._is_open(active.message):
            self.block_committed.emit(event)

    def _end_reply(
        self,
        state: MessageState,
        statistics: ReplyStatistics | None = None,
        error: str | None = None,
    ) -> None:
        assert self._active is not None
        reply, self._active = self._active.message, None
        self._pacer.drop()
        reply = self.saver.end(reply, state, statistics, error)
        if self._is_open(reply):
            self.reply_ended.emit(reply)
            self.announced.emit(error or _ENDINGS.get(state, "The reply ended."))
        self.conversations_changed.emit()
        self._answer_next()
        self._refresh()

    def _on_reply_failed(self, reply_id: str, failure: Failure) -> None:
        if self._active is not None and self._active.message.id == reply_id:
            self._details[reply_id] = failure.details
            self._end_reply(MessageState.FAILED, error=failure.sentence)

    def _on_reply_abandoned(self, reply_id: str) -> None:
        if self._active is not None and self._active.message.id == reply_id:
            self._end_reply(MessageState.STOPPED)

    def _on_frame_due(self, frame: Frame) -> None:
        if self._active is not None and self._is_open(self._active.message):
            self.frame_due.emit(frame)

    def _stop_in(self, conversation_id: str) -> None:
        self._waiting = [m for m in self._waiting if m.conversation_id != conversation_id]
        if self._active is not None and self._active.message.conversation_id == conversation_id:
            self._active.stop.set()

    # What is shown

    def _show(self, conversation: Conversation | None, messages: list[Message]) -> None:
        self._display(conversation, messages)
        active = self._active
        if active is not None and self._is_open(active.message):
            self.reply_began.emit(active.message)
            if active.frame is not None:
                self._pacer.offer(active.frame)
        self._refresh()

    def _display(self, conversation: Conversation | None, messages: list[Message]) -> None:
        self.conversation = conversation
        self._shown = [message.id for message in messages]
        self.conversation_opened.emit(conversation, messages)

    def _is_open(self, message: Message) -> bool:
        return self.conversation is not None and self.conversation.id == message.conversation_id

    def _on_model_status(self, status: ModelStatus) -> None:
        self._answer_next()
        self._refresh()

    def _refresh(self) -> None:
        """Tell of a changed status or activity, once."""
        status, activity = self._run_status(), self._activity_here()
        if status != self.status:
            self.status = status
            self.status_changed.emit(status)
        if activity is not self.activity:
            self.activity = activity
            self.activity_changed.emit(activity)

    def _activity_here(self) -> ReplyActivity:
        if self._active is not None and self._is_open(self._active.message):
            stopping = self._active.stop.is_set()
            return ReplyActivity.STOPPING if stopping else ReplyActivity.ACTIVE
        is_waiting = any(self._is_open(message) for message in self._waiting)
        return ReplyActivity.ACTIVE if is_waiting else ReplyActivity.IDLE

    def _run_status(self) -> RunStatus:
        model, active, waiting = self._model.status, self._active, len(self._waiting)
        if active is None or model.state is not ModelState.READY:
            reason = model.failure.sentence if model.failure else ""
            phase = _MODEL_PHASES[model.state]
            return RunStatus(phase, model.name, reason=reason, waiting=waiting)
        if active.stop.is_set():
            return RunStatus(RunPhase.STOPPING, model.name, waiting=waiting)
        if active.frame is None:
            return RunStatus(RunPhase.PREFILLING, model.name, waiting=waiting)
        frame = active.frame
        return RunStatus(
            RunPhase.DENOISING,
            model.name,
            frame.block,
            frame.step,
            frame.max_steps,
            waiting=waiting,
        )

    @contextmanager
    def _storing(self) -> Iterator[None]:
        """Tell a database error as a sentence and go on: what is in memory is still shown."""
        try:
            yield
        except DatabaseError as error:
            self.storage_failed.emit(str(error))


_ENDINGS = {
    MessageState.COMPLETE: "The reply is complete.",
    MessageState.STOPPED: "The reply was stopped.",
    MessageState.CUT: "The reply reached its limit.",
}


def title_from(text: str) -> str:
    """A conversation's title: the first line with words in it, at most TITLE_LENGTH characters."""
    first = next(line.strip() for line in text.splitlines() if line.strip())
    line = " ".join(first[: 4 * TITLE_LENGTH].split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1].rstrip() + "…"


def chat_messages(path: Sequence[Message]) -> tuple[ChatMessage, ...]:
    """What the engine reads: without empty replies, and without questions that failed.

    A question the engine refused (too long, say) would be refused again with every later one.
    """
    failed = {
        message.parent_id
        for message in path
        if message.state is MessageState.FAILED and not message.text
    }
    kept = (m for m in path if m.text and (m.id not in failed or m is path[-1]))
    return tuple(
        ChatMessage("user" if message.role == "user" else "assistant", message.text)
        for message in kept
    )


def _statistics(event: Finished) -> ReplyStatistics:
    return ReplyStatistics(
        tokens=event.tokens,
        seconds=event.seconds,
        tokens_per_second=event.tokens_per_second,
        steps_per_block=event.steps_per_block,
        seconds_to_first_frame=event.seconds_to_first_frame,
    )
