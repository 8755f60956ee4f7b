"""Where a denoising step spends its time: the parts of the network, clocked while it runs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch

from engine import generate
from engine.layers.attention import Attention
from engine.layers.experts import Experts, Router
from engine.layers.feed_forward import FeedForward, SelfConditioning
from engine.model.diffusion_gemma import DiffusionGemma
from engine.sampler import EntropyBoundSampler

REST = "the rest"
_PARTS: tuple[tuple[str, Any, str], ...] = (
    ("attention", Attention, "project"),
    ("attention", Attention, "attend"),
    ("dense MLP", FeedForward, "forward"),
    ("router", Router, "forward"),
    ("experts", Experts, "forward"),
    ("self-conditioning", SelfConditioning, "condition"),
    ("soft embeddings", DiffusionGemma, "soft_embed"),
    ("logits", DiffusionGemma, "logits"),
    ("softmax and entropy", generate, "believe"),
    ("sampler", EntropyBoundSampler, "step"),
    (REST, DiffusionGemma, "denoise"),
)


class Stopwatch:
    """Seconds of each part, those of a part inside another counted once, for the inner one.

    Waits for the device at both ends of every part, which slows a GPU down: shares are to be
    believed, their sum is not.
    """

    def __init__(self, device: torch.device) -> None:
        self.seconds: dict[str, float] = {part: 0.0 for part, _, _ in _PARTS}
        self._device = device
        self._inner: list[float] = []  # seconds spent inside the open parts' own parts

    @contextmanager
    def running(self) -> Iterator[None]:
        """Clock every call of a part until the context ends."""
        originals = [(owner, name, getattr(owner, name)) for _, owner, name in _PARTS]
        for (part, owner, name), (_, _, original) in zip(_PARTS, originals, strict=True):
            setattr(owner, name, self._clocked(part, original))
        try:
            yield
        finally:
            for owner, name, original in originals:
                setattr(owner, name, original)

    def _clocked(self, part: str, original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self._inner.append(0.0)
            started = self._now()
            result = original(*arguments, **named)
            spent = self._now() - started
            self.seconds[part] += spent - self._inner.pop()
            if self._inner:
                self._inner[-1] += spent
            return result

        return call

    def _now(self) -> float:
        synchronize(self._device)
        return time.perf_counter()


def synchronize(device: torch.device) -> None:
    """Wait until the device has done what it was given."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    elif device.type == "mps":
        torch.mps.synchronize()
