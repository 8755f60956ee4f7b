"""How fast a loaded model is: prefill, denoising steps, whole replies. Prints nothing."""

import threading
import time
from dataclasses import dataclass
from statistics import median

import torch

from engine.devices import peak_memory_bytes
from engine.engine import Engine
from engine.events import BlockCommitted, Finished, Frame
from engine.generate import Denoised, SamplingPlan, Session, generate_blocks
from engine.requests import ChatMessage, GenerationOptions
from engine.stopwatch import Stopwatch, synchronize


@dataclass(frozen=True, slots=True)
class BenchmarkWishes:
    """What to measure: a random prompt's length, a question to answer, steps for the breakdown."""

    prefill_tokens: int = 512
    question: str = "Tell me a short story about a fox."
    max_new_tokens: int = 512
    breakdown_steps: int = 8
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Figures of one model on one device.

    ``seconds_per_step`` is the median over the reply's steps, sampler and event included;
    ``tokens_per_second`` is the reply's, prefill included; ``breakdown`` holds seconds a step of
    each part, clocked in steps of their own.
    """

    prefill_tokens_per_second: float
    seconds_per_step: float
    steps_per_block: tuple[int, ...]
    tokens_per_second: float
    peak_memory_bytes: int
    breakdown: dict[str, float]


def measure(engine: Engine, wishes: BenchmarkWishes) -> Benchmark:
    """Run the model three times: to encode, to answer a question, and part by part."""
    session = engine.session
    length = min(wishes.prefill_tokens, engine.config.max_position_embeddings // 2)
    prompt = _random_prompt(engine.config.vocab_size, length, wishes.seed)
    _prefill_seconds(session, prompt[:16])  # the first pass of a process is a slow one
    prefill_seconds = _prefill_seconds(session, prompt)
    breakdown = measure_breakdown(engine, prompt, wishes)
    seconds, finished = _reply(engine, wishes)
    return Benchmark(
        prefill_tokens_per_second=length / prefill_seconds,
        seconds_per_step=median(seconds) if seconds else finished.seconds,
        steps_per_block=finished.steps_per_block,
        tokens_per_second=finished.tokens_per_second,
        peak_memory_bytes=peak_memory_bytes(session.model.device),
        breakdown=breakdown,
    )


def _random_prompt(vocab_size: int, length: int, seed: int) -> list[int]:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(vocab_size, (length,), generator=generator).tolist()


def _prefill_seconds(session: Session, prompt: list[int]) -> float:
    device = session.model.device
    session.prefill([], threading.Event())  # forgets what was encoded
    synchronize(device)
    started = time.perf_counter()
    session.prefill(prompt, threading.Event())
    synchronize(device)
    return time.perf_counter() - started


def measure_breakdown(
    engine: Engine, prompt: list[int], wishes: BenchmarkWishes
) -> dict[str, float]:
    """Seconds a step of each part, over one block behind ``prompt``; together, those of a step."""
    session = engine.session
    session.prefill(prompt, threading.Event())
    steps, defaults = wishes.breakdown_steps + 1, engine.defaults
    plan = SamplingPlan(
        num_blocks=1,
        max_denoising_steps=steps,
        entropy_bound=defaults.entropy_bound,
        t_min=defaults.t_min,
        t_max=defaults.t_max,
        stability_threshold=steps,  # never reached: every step asked for is taken
        confidence_threshold=defaults.confidence_threshold,
        seed=wishes.seed,
    )
    stopwatch = Stopwatch(session.model.device)
    events = generate_blocks(session, plan, frozenset(), threading.Event())
    next(events)  # nothing was believed before the first step
    with stopwatch.running():
        taken = sum(isinstance(event, Denoised) for event in events)
    return {part: seconds / taken for part, seconds in stopwatch.seconds.items()}


def _reply(engine: Engine, wishes: BenchmarkWishes) -> tuple[list[float], Finished]:
    """Seconds between the frames of a reply, and the reply's own figures."""
    options = GenerationOptions(max_new_tokens=wishes.max_new_tokens, seed=wishes.seed)
    seconds: list[float] = []
    before: float | None = None
    for event in engine.generate([ChatMessage("user", wishes.question)], options):
        now = time.perf_counter()
        if isinstance(event, Frame):
            if before is not None:
                seconds.append(now - before)
            before = now
        elif isinstance(event, BlockCommitted):
            before = None
    assert isinstance(event, Finished)
    return seconds, event
