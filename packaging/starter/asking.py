"""Asks the exported model, and says what came back and how long it took."""

import time
from dataclasses import dataclass

from engine import (
    BlockCommitted,
    ChatMessage,
    Engine,
    Finished,
    FinishReason,
    Frame,
    GenerationOptions,
)

MAX_NEW_TOKENS = 768


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply: denoising steps of each block, seconds in all and to the first frame."""

    text: str
    steps: tuple[int, ...]
    has_ended: bool
    seconds: float
    first_frame: float


def ask(engine: Engine, asked: list[str], seed: int) -> Reply:
    """The reply to the last of the user's messages ``asked``, each answered in turn."""
    messages: list[ChatMessage] = []
    for number, text in enumerate(asked):
        messages.append(ChatMessage("user", text))
        reply = _reply(engine, messages, seed)
        if number + 1 < len(asked):
            messages.append(ChatMessage("assistant", reply.text))
    return reply


def _reply(engine: Engine, messages: list[ChatMessage], seed: int) -> Reply:
    started = time.perf_counter()
    text, steps, has_ended, first_frame = "", [], False, 0.0
    options = GenerationOptions(seed=seed, max_new_tokens=MAX_NEW_TOKENS)
    for event in engine.generate(messages, options):
        if isinstance(event, Frame) and not first_frame:
            first_frame = time.perf_counter() - started
        elif isinstance(event, BlockCommitted):
            text += event.text
            steps.append(event.steps)
        elif isinstance(event, Finished):
            has_ended = event.reason is FinishReason.END_OF_TURN
    return Reply(text, tuple(steps), has_ended, time.perf_counter() - started, first_frame)
