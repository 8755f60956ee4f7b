"""From steps and blocks to events: text, thought and the figures of one reply. Runs nothing."""

import time

import torch

from engine.devices import peak_memory_bytes
from engine.events import BlockCommitted, Finished, FinishReason, Frame
from engine.generate import BlockDone, Denoised, SamplingPlan
from engine.thought import ThoughtSplitter, canvas_pieces
from engine.tokenizer import TURN_START, Tokenizer


class Reply:
    """Turns steps and blocks into events and keeps the figures of one reply."""

    def __init__(
        self,
        tokenizer: Tokenizer,
        end_ids: frozenset[int],
        prompt: list[int],
        plan: SamplingPlan,
    ) -> None:
        self._tokenizer = tokenizer
        self._end_ids = end_ids
        self._plan = plan
        self._prompt_tokens = len(prompt)
        self._started = self._block_started = time.perf_counter()
        self._first_frame: float | None = None
        self._tokens = 0
        self.is_begun = False
        self._steps: list[int] = []
        self.has_ended = False
        self._splitter = ThoughtSplitter(tokenizer)
        turn_start = tokenizer.marker_ids[TURN_START]
        last_turn = len(prompt) - prompt[::-1].index(turn_start) if turn_start in prompt else 0
        self._splitter.feed(prompt[last_turn:])

    def elapsed(self) -> float:
        """Seconds since the request; a block that begins now is timed from here."""
        self._block_started = time.perf_counter()
        self.is_begun = True
        return self._block_started - self._started

    def frame(self, step: Denoised) -> Frame:
        tokens = tuple(step.argmax.tolist())
        if self._first_frame is None:
            self._first_frame = time.perf_counter() - self._started
        return Frame(
            block=step.block,
            step=step.step,
            max_steps=self._plan.max_denoising_steps,
            tokens=tokens,
            pieces=canvas_pieces(self._tokenizer, tokens, self._end_ids),
            accepted=tuple(step.accepted.tolist()),
            entropy=tuple(step.entropy.tolist()),
            temperature=step.temperature,
        )

    def committed(self, block: BlockDone) -> BlockCommitted:
        ends = (place for place, id_ in enumerate(block.tokens) if id_ in self._end_ids)
        end = next(ends, None)
        tokens = block.tokens[:end]
        self.has_ended = end is not None
        is_last = self.has_ended or block.block == self._plan.num_blocks - 1
        split = self._splitter.feed(tokens)
        rest = self._splitter.flush() if is_last else None
        self._tokens += len(tokens)
        self._steps.append(block.steps)
        seconds = time.perf_counter() - self._block_started
        self._block_started += seconds
        return BlockCommitted(
            block=block.block,
            text=split.answer + (rest.answer if rest else ""),
            thought=split.thought + (rest.thought if rest else ""),
            tokens=tokens,
            steps=block.steps,
            seconds=seconds,
        )

    def finished(self, reason: FinishReason, device: torch.device) -> Finished:
        seconds = time.perf_counter() - self._started
        return Finished(
            reason=reason,
            prompt_tokens=self._prompt_tokens,
            tokens=self._tokens,
            blocks=len(self._steps),
            steps_per_block=tuple(self._steps),
            tokens_per_forward=self._tokens / max(sum(self._steps), 1),
            seconds=seconds,
            seconds_to_first_frame=self._first_frame,
            tokens_per_second=self._tokens / seconds if seconds > 0 else 0.0,
            peak_memory_bytes=peak_memory_bytes(device),
        )
