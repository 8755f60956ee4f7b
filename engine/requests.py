"""What a person may ask of a model: messages, and wishes for the reply, checked once, here."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Literal

from engine.errors import InvalidRequest
from engine.setting_rules import broken_rule

Role = Literal["system", "user", "assistant"]


class Drawing(StrEnum):
    """How candidates are drawn: the same seed gives other tokens, the distribution is the same.

    REFERENCE takes the reference's random numbers, one a token of the vocabulary and position;
    ONE_NUMBER takes one a position and is faster.
    """

    REFERENCE = "reference"
    ONE_NUMBER = "one_number"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One turn of a conversation; ``role`` is "system", "user" or "assistant".

    ``thought`` is read only of a last message that is a reply: the model goes on from there.
    """

    role: Role
    content: str
    thought: str = ""


@dataclass(frozen=True, slots=True)
class GenerationOptions:
    """Wishes for one generation. None means the checkpoint's own value.

    ``entropy_bound`` is in nats; temperatures run from ``t_max`` down towards ``t_min``;
    ``confidence_threshold`` is a mean entropy in nats. The checkpoint's ``max_new_tokens`` (256)
    cuts answers, so here None means 2,048, bounded by the context. ``drawing`` None is the
    reference's way on a CPU and the faster one elsewhere.
    """

    max_new_tokens: int | None = None
    max_denoising_steps: int | None = None
    entropy_bound: float | None = None
    t_min: float | None = None
    t_max: float | None = None
    stability_threshold: int | None = None
    confidence_threshold: float | None = None
    thinking: bool = False
    seed: int | None = None
    drawing: Drawing | None = None

    def __post_init__(self) -> None:
        """Refuse values that no checkpoint could mean; raises InvalidRequest."""
        problem = broken_rule({field.name: getattr(self, field.name) for field in fields(self)})
        if problem is not None:
            raise InvalidRequest(problem)
