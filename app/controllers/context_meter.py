"""How much of the model's context a message would take, before it is sent."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from engine import ChatMessage

CountTokens = Callable[[Sequence[ChatMessage]], int]
_LONG = 60_000  # characters; a longer text is estimated from its beginning


@dataclass(frozen=True, slots=True)
class ContextUse:
    """Tokens of what would be sent; ``limit`` is what the model reads, a first block left free."""

    system: int
    conversation: int
    typed: int
    limit: int

    @property
    def total(self) -> int:
        """Everything that would be sent."""
        return self.system + self.conversation + self.typed

    @property
    def fits(self) -> bool:
        """Whether the model would take it."""
        return self.total <= self.limit


class ContextMeter:
    """Counts each message once; the sum is that of the whole prompt within a few tokens.

    It remembers the messages of the prompt it measured last, however many they are.
    """

    def __init__(self, count: CountTokens, limit: int) -> None:
        self._count, self._limit = count, limit
        self._frame = count([ChatMessage("user", "a")]) - 1  # what stands around one message
        self._known: dict[str, int] = {}  # text -> its tokens

    def count_some(self, messages: Sequence[ChatMessage], seconds: float) -> bool:
        """Count for about so long, or a text at least; whether all messages are counted now."""
        end = time.perf_counter() + seconds
        for message in messages:
            if message.content not in self._known:
                if time.perf_counter() > end:
                    return False
                self._tokens(message.content)
        return True

    def measure(self, messages: Sequence[ChatMessage], typed: str) -> ContextUse:
        """What ``messages`` and a message ``typed`` after them would take."""
        use = ContextUse(
            system=sum(self._tokens(m.content) for m in messages if m.role == "system"),
            conversation=sum(self._tokens(m.content) for m in messages if m.role != "system"),
            typed=self._tokens(typed),
            limit=self._limit,
        )
        texts = (*(message.content for message in messages), typed)
        self._known = {text: self._known[text] for text in texts}
        return use

    def _tokens(self, text: str) -> int:
        if text not in self._known:
            self._known[text] = self._count_text(text)
        return self._known[text]

    def _count_text(self, text: str) -> int:
        if not text.strip():
            return 0
        part = text[:_LONG]
        counted = self._count([ChatMessage("user", part)]) - self._frame
        return round(counted * len(text) / len(part)) + self._frame // 2
