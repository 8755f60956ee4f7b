"""Entropy-bound sampling of a canvas. Knows beliefs and tokens; nothing of models or text.

The rule is that of "Accelerated Sampling from Masked Diffusion Models via Entropy Bounded
Unmasking" (arXiv 2505.24857), on a uniform-state canvas; it draws random numbers in the same order
as transformers 5.23.0, so that the same seed gives the same tokens.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.beliefs import Beliefs
from engine.draw import by_sums, race
from engine.requests import Drawing


@dataclass(frozen=True, slots=True)
class SamplerStep:
    """The next ``canvas`` and what was ``accepted``, each [canvas]."""

    canvas: Tensor
    accepted: Tensor


def accept(entropy: Tensor, bound: float) -> Tensor:
    """Take positions from the surest on while the entropy of those before them is within bound."""
    ordered, order = torch.sort(entropy, dim=-1)
    taken = ordered.cumsum(dim=-1) - ordered <= bound
    return torch.zeros_like(taken).scatter(-1, order, taken)


class EntropyBoundSampler:
    """Draws candidates, accepts the sure ones and renoises the rest, afresh at every step.

    The ``generator`` is a CPU's; without one torch's global one is used.
    """

    def __init__(
        self,
        entropy_bound: float,
        vocab_size: int,
        canvas_length: int,
        generator: torch.Generator | None = None,
        device: torch.device | str = "cpu",
        drawing: Drawing = Drawing.REFERENCE,
    ) -> None:
        self.entropy_bound = entropy_bound
        self.vocab_size = vocab_size
        self.canvas_length = canvas_length
        self.generator = generator
        self.device = torch.device(device)
        self.drawing = drawing

    def new_canvas(self) -> Tensor:
        """Uniformly random token ids, [canvas]."""
        shape = (1, self.canvas_length)
        drawn = torch.randint(self.vocab_size, shape, generator=self.generator, device="cpu")
        return drawn[0].to(self.device, non_blocking=True)

    def step(self, beliefs: Beliefs) -> SamplerStep:
        """One accept-and-renoise round."""
        accepted = accept(beliefs.entropy, self.entropy_bound)
        if self.drawing is Drawing.REFERENCE:
            candidates = race(beliefs, accepted, self.generator)
        else:
            candidates = by_sums(beliefs, self.generator)
        canvas = torch.where(accepted, candidates, self.new_canvas())
        return SamplerStep(canvas, accepted)
