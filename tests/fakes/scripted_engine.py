"""An engine without torch that plays a script: for tests of controllers and windows."""

import math
import random
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine import (
    BlockCommitted,
    ChatMessage,
    EngineError,
    Event,
    Finished,
    FinishReason,
    Frame,
    GenerationOptions,
    PlanChanged,
    Prefilled,
)
from engine.load_watch import LoadWatch
from engine.memory_plan import PlanWishes

CANVAS_LENGTH = 256
_NOISE = (" light", " river", " the", " of", " seven", " blue", " stone", " and", " quiet", " far")


@dataclass
class ScriptedEngine:
    """Commits ``blocks`` one after another, each after ``steps`` frames of 256 positions.

    ``seconds_per_step`` paces it. If ``hold`` is given, every step after ``hold_at`` waits until it
    is set (or Stop). ``ignores_stop`` makes it deaf, as a hung driver would be. ``refusal`` is
    raised by generate, ``failure`` in the middle of the first block.
    """

    blocks: Sequence[str] = ("Hello. I am a scripted engine.",)
    steps: int = 4
    seconds_per_step: float = 0.0
    hold: threading.Event | None = None
    hold_at: int = 1
    ignores_stop: bool = False
    refusal: EngineError | None = None
    failure: BaseException | None = None
    reason: FinishReason = FinishReason.END_OF_TURN
    folder: Path = Path("scripted")
    device: str = "cpu"
    notes: tuple[str, ...] = ()
    fallen: str = ""
    held_bytes: int = 0
    canvas_length: int = CANVAS_LENGTH
    asked: list[tuple[ChatMessage, ...]] = field(default_factory=list)
    is_unloaded: bool = False
    options: GenerationOptions | None = None
    plan_change: PlanChanged | None = None
    wishes: PlanWishes = field(default_factory=PlanWishes)
    load_hold: threading.Event | None = None
    load_pace: float = 0.15  # seconds before the quarter is told

    def load(
        self,
        folder: Path | str,
        watch: LoadWatch | None = None,
        *,
        wishes: PlanWishes | None = None,
    ) -> "ScriptedEngine":
        """A loader to give to the application: returns this engine, which runs where it is told.

        If ``load_hold`` is given, it waits at a quarter of the way until that is set (or Stop).
        """
        if (hold := self.load_hold) is not None:
            watch = watch or LoadWatch()
            watch.begin(4)
            time.sleep(self.load_pace)
            watch.took(1)
            while not hold.wait(0.005):
                watch.check()
        self.wishes = wishes or PlanWishes()
        self.device = "cpu" if self.wishes.device == "auto" else self.wishes.device
        self.folder = Path(folder)
        self.is_unloaded = False
        return self

    @property
    def is_in_memory(self) -> bool:
        return not self.is_unloaded

    @property
    def prompt_limit(self) -> int:
        return 1000

    def count_tokens(self, messages: Sequence[ChatMessage]) -> int:
        """Ten for each message and one for each word."""
        return sum(10 + len(message.content.split()) for message in messages)

    def unload(self) -> None:
        self.is_unloaded = True

    def generate(
        self,
        messages: Sequence[ChatMessage],
        options: GenerationOptions,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]:
        """The script as events; ``options`` are only noted."""
        self.options = options
        self.asked.append(tuple(messages))
        if self.refusal is not None:
            raise self.refusal
        return self._play(stop or threading.Event())

    def _play(self, stop: threading.Event) -> Iterator[Event]:
        started = time.perf_counter()
        steps: list[int] = []
        tokens = 0
        yield Prefilled(12, 0, 0.0)
        if self.plan_change is not None:
            yield self.plan_change
        for block, text in enumerate(self.blocks):
            pieces = split_pieces(text)
            for step in range(1, self.steps + 1):
                self._wait(step, stop)
                if stop.is_set() and not self.ignores_stop:
                    yield self._finished(FinishReason.STOPPED, tokens, steps, started)
                    return
                if self.failure is not None and step == 2:
                    raise self.failure
                yield scripted_frame(pieces, block, step, self.steps)
            tokens += len(pieces)
            steps.append(self.steps)
            yield BlockCommitted(block, text, "", tuple(range(len(pieces))), self.steps, 0.1)
        yield self._finished(self.reason, tokens, steps, started)

    def _wait(self, step: int, stop: threading.Event) -> None:
        time.sleep(self.seconds_per_step)
        while self.hold is not None and step > self.hold_at and not self.hold.wait(0.005):
            if stop.is_set() and not self.ignores_stop:
                return

    def _finished(
        self, reason: FinishReason, tokens: int, steps: Sequence[int], started: float
    ) -> Finished:
        seconds = max(time.perf_counter() - started, 1e-6)
        return Finished(
            reason=reason,
            prompt_tokens=12,
            tokens=tokens,
            blocks=len(steps),
            steps_per_block=tuple(steps),
            tokens_per_forward=tokens / max(sum(steps), 1),
            seconds=seconds,
            seconds_to_first_frame=0.01 if steps else None,
            tokens_per_second=tokens / seconds,
            peak_memory_bytes=0,
        )


def split_pieces(text: str) -> list[str]:
    """At most 256 pieces of about a word, which joined are the text."""
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        for number, word in enumerate(line.split(" ")):
            pieces.append(word if number == 0 else " " + word)
    pieces = [piece for piece in pieces if piece]
    return [*pieces[: CANVAS_LENGTH - 1], "".join(pieces[CANVAS_LENGTH - 1 :])]


def scripted_frame(pieces: Sequence[str], block: int, step: int, max_steps: int) -> Frame:
    """Step ``step`` of ``max_steps``: that share of the positions is settled, the rest is noise."""
    order = list(range(CANVAS_LENGTH))
    random.Random(block).shuffle(order)
    settled = set(order[: CANVAS_LENGTH * step // max_steps])
    noise = random.Random(1000 * block + step)
    shown = [
        (pieces[i] if i < len(pieces) else "") if i in settled else noise.choice(_NOISE)
        for i in range(CANVAS_LENGTH)
    ]
    uncertain = math.log(50) * (1 - step / (max_steps + 1))
    return Frame(
        block=block,
        step=step,
        max_steps=max_steps,
        tokens=tuple(
            i if i in settled else 1000 + noise.randrange(99) for i in range(CANVAS_LENGTH)
        ),
        pieces=tuple(shown),
        accepted=tuple(i in settled for i in range(CANVAS_LENGTH)),
        entropy=tuple(0.01 if i in settled else uncertain for i in range(CANVAS_LENGTH)),
        temperature=0.8 - 0.4 * step / max_steps,
    )
