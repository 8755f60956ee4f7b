"""Asks the exported model, and says what came back and how long it took."""

import time
from collections.abc import Sequence
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
    tokens: int
    steps: tuple[int, ...]
    has_ended: bool
    seconds: float
    first_frame: float


def ask(engine: Engine, asked: Sequence[str], seed: int) -> Reply:
    """The reply to the last of the user's messages ``asked``, each answered in turn."""
    assert asked
    messages: list[ChatMessage] = []
    for text in asked:
        messages.append(ChatMessage("user", text))
        reply = _reply(engine, messages, seed)
        messages.append(ChatMessage("assistant", reply.text))
    return reply


def _reply(engine: Engine, messages: list[ChatMessage], seed: int) -> Reply:
    started = time.perf_counter()
    text, tokens, steps, has_ended, first_frame = "", 0, [], False, 0.0
    options = GenerationOptions(seed=seed, max_new_tokens=MAX_NEW_TOKENS)
    for event in engine.generate(messages, options):
        if isinstance(event, Frame) and not first_frame:
            first_frame = time.perf_counter() - started
        elif isinstance(event, BlockCommitted):
            text += event.text
            tokens += len(event.tokens)
            steps.append(event.steps)
        elif isinstance(event, Finished):
            has_ended = event.reason is FinishReason.END_OF_TURN
    seconds = time.perf_counter() - started
    return Reply(text, tokens, tuple(steps), has_ended, seconds, first_frame)
