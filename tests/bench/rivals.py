"""The reference and our engine as two things that take a denoising step and are clocked alike."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from engine.generate import Denoised, SamplingPlan, Session, denoise_block
from engine.model.diffusion_gemma import DiffusionGemma
from engine.requests import Drawing
from engine.sampler import EntropyBoundSampler

if TYPE_CHECKING:
    from transformers import DiffusionGemmaForBlockDiffusion

NEVER = 10**6  # a stability threshold that no block reaches


@dataclass(slots=True)
class Clocked:
    """Seconds of every step, and what of them the network took."""

    whole: list[float] = field(default_factory=list)
    network: list[float] = field(default_factory=list)
    argmax: list[Tensor] = field(default_factory=list)

    def forget(self) -> None:
        """Drop what was measured while warming up."""
        self.whole.clear()
        self.network.clear()


class Reference:
    """transformers' own denoising step, called outside its loop."""

    def __init__(
        self, model: "DiffusionGemmaForBlockDiffusion", prompt: Tensor, steps: int, seed: int
    ) -> None:
        self.figures = Clocked()
        self._model, self._left, self._spent = model, steps, 0.0
        self._given = _first_call(model, prompt, steps, seed)
        self._forward = self._given["decoder_forward"]
        self._given["decoder_forward"] = self._clocked_forward
        torch.manual_seed(seed)
        self._given["current_canvas"] = self._given["sampler"].initialize_canvas(1, prompt.device)
        self._random = torch.get_rng_state()

    @torch.no_grad()
    def step(self) -> None:
        """One step, with a random stream of its own."""
        torch.set_rng_state(self._random)
        self._spent, started = 0.0, time.perf_counter()
        canvas, argmax, logits, _ = self._model._denoising_step(cur_step=self._left, **self._given)
        self.figures.whole.append(time.perf_counter() - started)
        self.figures.network.append(self._spent)
        self.figures.argmax.append(argmax[0])
        self._random = torch.get_rng_state()
        self._left -= 1
        self._given |= {
            "current_canvas": canvas,
            "argmax_canvas": argmax,
            "self_conditioning_logits": logits,
        }

    def _clocked_forward(self, **given: Any) -> Any:
        started = time.perf_counter()
        output = self._forward(**given)
        self._spent += time.perf_counter() - started
        return output


class _Caught(Exception):
    """Not an error: it leaves ``generate`` before the first step."""


def _first_call(
    model: "DiffusionGemmaForBlockDiffusion", prompt: Tensor, steps: int, seed: int
) -> dict[str, Any]:
    """What ``generate`` hands to its first denoising step: cache, masks, sampler and the like."""
    caught: dict[str, Any] = {}

    def catch(**given: Any) -> None:
        caught.update(given)
        raise _Caught

    torch.manual_seed(seed)
    model._denoising_step = catch
    with suppress(_Caught):
        model.generate(
            input_ids=prompt[None],
            max_new_tokens=1,
            max_denoising_steps=steps,
            stability_threshold=NEVER,
        )
    del model._denoising_step
    del caught["cur_step"]
    return caught


class Ours:
    """Our engine's loop, taken step by step."""

    def __init__(
        self, model: DiffusionGemma, prompt: Tensor, steps: int, seed: int, drawing: Drawing
    ) -> None:
        self.figures = Clocked()
        self._spent = 0.0
        self._steps = self._run(model, prompt, steps, seed, drawing)

    def step(self) -> None:
        """One step; the soft embeddings that it begins with count as the network's."""
        self._spent, started = 0.0, time.perf_counter()
        with self._clocked("denoise"), self._clocked("soft_embed"):
            denoised = next(self._steps)
        self.figures.whole.append(time.perf_counter() - started)
        self.figures.network.append(self._spent)
        self.figures.argmax.append(denoised.argmax.clone())

    def _run(
        self, model: DiffusionGemma, prompt: Tensor, steps: int, seed: int, drawing: Drawing
    ) -> Iterator[Denoised]:
        session = Session(model)
        session.prefill(prompt.tolist(), threading.Event())
        generator = torch.Generator().manual_seed(seed)
        sampler = EntropyBoundSampler(
            0.1,
            model.config.vocab_size,
            model.config.canvas_length,
            generator,
            drawing=drawing,
        )
        plan = SamplingPlan(1, steps, 0.1, 0.4, 0.8, NEVER, 0.005, seed)
        return denoise_block(session, sampler, plan, 0, threading.Event())

    @contextmanager
    def _clocked(self, name: str) -> Iterator[None]:
        original = getattr(DiffusionGemma, name)

        def clocked(*given: Any, **named: Any) -> Any:
            started = time.perf_counter()
            result = original(*given, **named)
            self._spent += time.perf_counter() - started
            return result

        setattr(DiffusionGemma, name, clocked)
        try:
            yield
        finally:
            setattr(DiffusionGemma, name, original)
