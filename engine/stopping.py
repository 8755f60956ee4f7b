"""When a block is done: the argmax canvas has stopped changing and the model is sure of it."""

import torch
from torch import Tensor


class StableAndConfident:
    """Counts for how many steps the argmax canvas stayed the same; one object serves one block."""

    def __init__(self, stability_threshold: int, confidence_threshold: float) -> None:
        self.stability_threshold = stability_threshold
        self.confidence_threshold = confidence_threshold
        self._previous: Tensor | None = None
        self._unchanged_steps = 0

    def reached(self, argmax: Tensor, entropy: Tensor) -> bool:
        """Call once a step with the argmax canvas and the entropy in nats, each [canvas]."""
        same = self._previous is not None and torch.equal(argmax, self._previous)
        self._unchanged_steps = self._unchanged_steps + 1 if same else 0
        self._previous = argmax
        stable = self._unchanged_steps >= self.stability_threshold
        return stable and bool(entropy.mean() < self.confidence_threshold)
