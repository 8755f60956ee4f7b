"""What a generation tells its reader: frozen records of plain Python values, no tensors."""

from dataclasses import dataclass
from enum import StrEnum


class FinishReason(StrEnum):
    """Why a reply ended."""

    END_OF_TURN = "end_of_turn"
    LENGTH = "length"
    STOPPED = "stopped"
    CONTEXT_FULL = "context_full"


@dataclass(frozen=True, slots=True)
class Prefilled:
    """The prompt is encoded; ``reused_tokens`` of its tokens were in the cache already."""

    prompt_tokens: int
    reused_tokens: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Frame:
    """One denoising step of the canvas, each tuple of canvas_length entries.

    ``tokens`` is the argmax canvas, ``pieces`` its text position by position (markers and all
    from the end of the turn on are empty strings), ``accepted`` what the sampler took in this
    step, ``entropy`` is in nats. ``step`` counts from 1 to at most ``max_steps``; ``block`` from 0.
    """

    block: int
    step: int
    max_steps: int
    tokens: tuple[int, ...]
    pieces: tuple[str, ...]
    accepted: tuple[bool, ...]
    entropy: tuple[float, ...]
    temperature: float


@dataclass(frozen=True, slots=True)
class BlockCommitted:
    """A canvas became final. ``text`` is answer only: all blocks' texts joined are the reply.

    ``thought`` is the part of the block inside the thinking channel; ``tokens`` are cut at the end
    of the turn (end id left out); ``seconds`` runs from its first step to its commit.
    """

    block: int
    text: str
    thought: str
    tokens: tuple[int, ...]
    steps: int
    seconds: float


@dataclass(frozen=True, slots=True)
class PlanChanged:
    """Memory ran out and the model was loaded again with fewer layers on its device.

    ``words`` describe the new plan, ``sentence`` what happened. The block at work begins anew:
    its frames count from step 1 again; committed blocks stand.
    """

    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a generation and its wall-clock figures.

    ``tokens`` counts committed tokens, thought included; ``tokens_per_forward`` is tokens per
    denoising step; ``seconds_to_first_frame`` counts from the request and is None without a frame;
    ``tokens_per_second`` is tokens by ``seconds``, prefill included; ``peak_memory_bytes`` is the
    device's peak on a GPU and the process's peak resident size on a CPU.
    """

    reason: FinishReason
    prompt_tokens: int
    tokens: int
    blocks: int
    steps_per_block: tuple[int, ...]
    tokens_per_forward: float
    seconds: float
    seconds_to_first_frame: float | None
    tokens_per_second: float
    peak_memory_bytes: int


Event = Prefilled | Frame | BlockCommitted | PlanChanged | Finished
