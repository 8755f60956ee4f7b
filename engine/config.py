"""What a checkpoint says of itself and what a person wishes of a generation, checked once, here."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from engine.errors import InvalidRequest, ModelFilesError, UnsupportedModel

Role = Literal["system", "user", "assistant"]
SLIDING, FULL = "sliding_attention", "full_attention"


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One turn of a conversation; ``role`` is "system", "user" or "assistant"."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class GenerationOptions:
    """Wishes for one generation. None means the checkpoint's own value.

    ``entropy_bound`` is in nats; temperatures run from ``t_max`` down towards ``t_min``;
    ``confidence_threshold`` is a mean entropy in nats. The checkpoint's ``max_new_tokens`` (256) cuts
    answers, so here None means 2,048, bounded by the context.
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
