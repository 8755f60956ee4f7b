"""The reply at work and the messages that wait for one, whichever conversation is on display."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.controllers.engine_worker import Failure, ReplyRequest
from app.controllers.figures import added, figures_of, figures_of_blocks
from app.controllers.frame_pacer import FramePacer
from app.controllers.model_controller import ModelController, ModelState, ModelStatus
from app.controllers.prompt import whole_prompt
from app.controllers.reply_saver import ReplySaver
from app.controllers.run_status import ReplyActivity, RunPhase, RunStatus
from app.controllers.telling import telling
from app.storage.conversations import ConversationStore
from app.storage.errors import DatabaseError
from app.storage.personas import PersonaStore
from app.storage.records import Block, Conversation, Message, MessageState, ReplyStatistics
from app.wording import own_error, own_words
from engine import (
    BlockCommitted,
    Finished,
    FinishReason,
    Frame,
    GenerationOptions,
    PlanChanged,
)

_MODEL_PHASES = {
    ModelState.NONE: RunPhase.NO_MODEL,
    ModelState.LOADING: RunPhase.LOADING,
    ModelState.READY: RunPhase.READY,
    ModelState.FAILED: RunPhase.FAILED,
    ModelState.STOPPED: RunPhase.UNLOADED,
    ModelState.UNLOADED: RunPhase.UNLOADED,
}
_END_STATES = {
    FinishReason.END_OF_TURN: MessageState.COMPLETE,
    FinishReason.STOPPED: MessageState.STOPPED,
    FinishReason.LENGTH: MessageState.CUT,
    FinishReason.CONTEXT_FULL: MessageState.CUT,
}


@dataclass(slots=True)
class _ActiveReply:
    """The reply at work: its row as it began, and what the engine last told of it.

    One that goes on has blocks and figures from before.
    """

    message: Message
    num_blocks: int = 0
    figures: ReplyStatistics | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    frame: Frame | None = None


class ReplyRunner(QObject):
    """Has saved messages answered one after another and saves what the engine tells."""

    began = Signal(object, object)  # Message, list[Message]: the reply, the branch it ends
    frame_due = Signal(object, object)  # Message, Frame
    block_committed = Signal(object, object)  # Message, BlockCommitted
    ended = Signal(object)  # Message
    changed = Signal()  # the status or somebody's activity may be another
    plan_changed = Signal(str)  # a sentence: the model was loaded again to need less memory
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
        self.options_of: Callable[[Conversation], GenerationOptions] = _model_defaults
        self._store, self._personas, self._model = store, personas, model
        self.saver = saver or ReplySaver(store, parent=self)
        self._active: _ActiveReply | None = None
        self._waiting: list[Message] = []  # messages to answer, replies to go on with
        self._details: dict[str, str] = {}  # reply id -> details of its failure
        self._pacer = FramePacer(self)
        self._pacer.frame_due.connect(self._on_frame_due)
        model.status_changed.connect(self._on_model_status)
        model.load_progressed.connect(lambda _status: self.changed.emit())
        model.event_came.connect(self._on_event)
        model.reply_failed.connect(self._on_reply_failed)
        model.reply_abandoned.connect(self._on_reply_abandoned)

    # What others ask for

    def answer(self, message: Message) -> None:
        """Answer a saved message, or go on with a saved reply, as soon as the model can."""
        self._waiting.append(message)
        self._model.wake()
        self._next()
        self.changed.emit()

    def stop_in(self, conversation_id: str) -> None:
        """Stop the reply of a conversation and take its messages off the list of waiting ones."""
        self._waiting = [m for m in self._waiting if m.conversation_id != conversation_id]
        if self._active is not None and self._active.message.conversation_id == conversation_id:
            self._active.stop.set()
        self.changed.emit()

    def forget(self, conversation_id: str) -> None:
        """Stop like ``stop_in``, and let nobody hear of the reply again: its row goes away."""
        self.stop_in(conversation_id)
        if self._active and self._active.message.conversation_id == conversation_id:
            self.saver.forget(self._active.message)
            self._active = None  # its events find no taker from here on
            self._pacer.drop()

    def go_on(self) -> None:
        """Take up the next waiting message if nothing is at work."""
        self._next()
        self.changed.emit()

    def reply_in(self, conversation_id: str) -> Message | None:
        """The reply at work, if it belongs to this conversation."""
        active = self._active.message if self._active else None
        return active if active and active.conversation_id == conversation_id else None

    def show_frame_again(self) -> None:
        """Tell of the newest frame once more: its conversation was just opened."""
        if self._active is not None and self._active.frame is not None:
            self._pacer.offer(self._active.frame)

    def activity_in(self, conversation_id: str) -> ReplyActivity:
        """What a conversation's reply is doing."""
        if self._active is not None and self.reply_in(conversation_id):
            is_stopping = self._active.stop.is_set()
            return ReplyActivity.STOPPING if is_stopping else ReplyActivity.ACTIVE
        waits = any(message.conversation_id == conversation_id for message in self._waiting)
        return ReplyActivity.ACTIVE if waits else ReplyActivity.IDLE

    def failure_details(self, reply_id: str) -> str:
        """What to copy for a report of a failure in this session; empty if there is none."""
        return self._details.get(reply_id, "")

    def status(self) -> RunStatus:
        """What the model is doing now."""
        model, active, waiting = self._model.status, self._active, len(self._waiting)
        if active is None or model.state is not ModelState.READY:
            reason = model.failure.sentence if model.failure else ""
            phase = _MODEL_PHASES[model.state]
            return RunStatus(phase, model.name, reason=reason, waiting=waiting, share=model.share)
        if active.stop.is_set():
            return RunStatus(RunPhase.STOPPING, model.name, waiting=waiting)
        if active.frame is None:
            return RunStatus(RunPhase.PREFILLING, model.name, waiting=waiting)
        frame = active.frame
        return RunStatus(
            RunPhase.DENOISING,
            model.name,
            active.num_blocks + frame.block,
            frame.step,
            frame.max_steps,
            waiting=waiting,
        )

    def close(self) -> None:
        """Save the reply at work as stopped. Call after the engine thread has ended."""
        if self._active is not None:
            self._end(MessageState.STOPPED)

    # The way of one reply

    def _next(self) -> None:
        """Ask the engine for the oldest message that waits, if it is free."""
        ready = self._model.status.state is ModelState.READY
        while ready and self._active is None and self._waiting:
            asked = self._waiting.pop(0)
            with telling(self.storage_failed.emit):
                self._begin(asked)

    def _begin(self, asked: Message) -> None:
        """Answer a person's message, or go on with a reply; raises DatabaseError.

        What it needs is read before the reply has a row: a row that is begun has to be ended.
        """
        conversation = self._store.get(asked.conversation_id)
        options, persona = self.options_of(conversation), self._words_of(conversation.persona_id)
        active = self._resumed(asked) if asked.role != "user" else self._new(asked)
        self._active = active
        try:
            path = self.saver.with_unsaved(self._store.messages(asked.conversation_id))
        except DatabaseError as error:
            self._end(MessageState.FAILED, error=own_error(error))
            raise
        self.began.emit(active.message, path)
        self.changed.emit()
        end = [message.id for message in path].index(asked.id) + 1
        prompt = whole_prompt(persona, path[:end])
        self._model.ask(ReplyRequest(active.message.id, prompt, options, active.stop))

    def _words_of(self, persona_id: str | None) -> str:
        prompts = (p.prompt for p in self._personas.by_name() if p.id == persona_id)
        return next(prompts, "")

    def _new(self, asked: Message) -> _ActiveReply:
        name = self._model.status.name or None
        return _ActiveReply(self._store.begin_reply(asked.conversation_id, asked.id, name))

    def _resumed(self, reply: Message) -> _ActiveReply:
        blocks = self._store.blocks(reply.id)
        resumed = self._store.resume_reply(reply.id)
        figures = resumed.statistics or figures_of_blocks(blocks)
        return _ActiveReply(resumed, len(blocks), figures)

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
            case PlanChanged():
                active.frame = None
                self._pacer.drop()
                self.plan_changed.emit(own_words(event.sentence))
            case Finished():
                self._end(_END_STATES[event.reason], added(active.figures, figures_of(event)))
        self.changed.emit()

    def _save_block(self, active: _ActiveReply, event: BlockCommitted) -> None:
        self._pacer.drop()
        block = Block(
            index=active.num_blocks + event.block,
            text=event.text,
            thought=event.thought,
            tokens=event.tokens,
            steps=event.steps,
            seconds=event.seconds,
        )
        self.saver.save_block(active.message, block)
        self.block_committed.emit(active.message, event)

    def _end(
        self,
        state: MessageState,
        statistics: ReplyStatistics | None = None,
        error: str | None = None,
    ) -> None:
        assert self._active is not None
        reply, self._active = self._active.message, None
        self._pacer.drop()
        reply = self.saver.end(reply, state, statistics, error)
        self.ended.emit(reply)
        self.go_on()

    def _on_reply_failed(self, reply_id: str, failure: Failure) -> None:
        if self._active is not None and self._active.message.id == reply_id:
            self._details[reply_id] = failure.details
            self._end(MessageState.FAILED, error=failure.sentence)

    def _on_reply_abandoned(self, reply_id: str) -> None:
        if self._active is not None and self._active.message.id == reply_id:
            self._end(MessageState.STOPPED)

    def _on_frame_due(self, frame: Frame) -> None:
        if self._active is not None:
            self.frame_due.emit(self._active.message, frame)

    def _on_model_status(self, _status: ModelStatus) -> None:
        self.go_on()


def _model_defaults(_conversation: Conversation) -> GenerationOptions:
    return GenerationOptions()
