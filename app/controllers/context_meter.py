"""How much of the model's context a message would take, before it is sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from engine import ChatMessage

CountTokens = Callable[[Sequence[ChatMessage]], int]
_CACHED_TEXTS = 8_192
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
    """Counts each message once; the sum is that of the whole prompt within a few tokens."""

    def __init__(self, count: CountTokens, limit: int) -> None:
        self._count, self._limit = count, limit
        self._frame = count([ChatMessage("user", "a")]) - 1  # what stands around one message
        self._tokens = lru_cache(_CACHED_TEXTS)(self._count_text)

    def measure(self, messages: Sequence[ChatMessage], typed: str) -> ContextUse:
        """What ``messages`` and a message ``typed`` after them would take."""
        return ContextUse(
            system=sum(self._tokens(m.content) for m in messages if m.role == "system"),
            conversation=sum(self._tokens(m.content) for m in messages if m.role != "system"),
            typed=self._tokens(typed),
            limit=self._limit,
        )

    def _count_text(self, text: str) -> int:
        if not text.strip():
            return 0
        part = text[:_LONG]
        counted = self._count([ChatMessage("user", part)]) - self._frame
        return round(counted * len(text) / len(part)) + self._frame // 2
