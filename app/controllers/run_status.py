"""What the model is doing, as one record. Knows no words: those are in app.ui.run_status."""

from dataclasses import dataclass
from enum import Enum, auto


class RunPhase(Enum):
    """The phases a person can tell apart."""

    NO_MODEL = auto()
    LOADING = auto()
    READY = auto()
    PREFILLING = auto()
    DENOISING = auto()
    STOPPING = auto()
    FAILED = auto()
    UNLOADED = auto()


@dataclass(frozen=True, slots=True)
class RunStatus:
    """``block`` counts from 0, ``step`` from 1 to ``max_steps``; both mean something in DENOISING.

    ``reason`` is the sentence of a failure; ``waiting`` counts messages that wait for an answer.
    ``share`` is how much of the model is loaded, from 0 to 1, None while nobody can say.
    """

    phase: RunPhase = RunPhase.NO_MODEL
    model: str = ""
    block: int = 0
    step: int = 0
    max_steps: int = 0
    reason: str = ""
    waiting: int = 0
    share: float | None = None


class ReplyActivity(Enum):
    """What the open conversation's reply is doing, for the Send and Stop button."""

    IDLE = auto()
    ACTIVE = auto()
    STOPPING = auto()
