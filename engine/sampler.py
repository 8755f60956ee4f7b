"""Entropy-bound sampling of a canvas. Knows logits and tokens; nothing of models or text.

The rule is that of "Accelerated Sampling from Masked Diffusion Models via Entropy Bounded
Unmasking" (arXiv 2505.24857), on a uniform-state canvas; it draws random numbers in the same order
as transformers 5.23.0, so that the same seed gives the same tokens.
"""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class SamplerStep:
    """The next ``canvas``, what was ``accepted`` and the ``entropy`` in nats, each [canvas]."""

    canvas: Tensor
    accepted: Tensor
    entropy: Tensor


def token_entropy(scaled_logits: Tensor) -> Tensor:
    """Entropy in nats of each row of [canvas, vocab]."""
    log_probabilities = scaled_logits - scaled_logits.logsumexp(dim=-1, keepdim=True)
    lowest = torch.finfo(log_probabilities.dtype).min
    products = log_probabilities.clamp(min=lowest) * log_probabilities.softmax(dim=-1)
    return -products.sum(dim=-1)


def accept(entropy: Tensor, bound: float) -> Tensor:
    """Take positions from the surest on while the entropy of those before them is within bound."""
    ordered, order = torch.sort(entropy, dim=-1)
    taken = ordered.cumsum(dim=-1) - ordered <= bound
    return torch.zeros_like(taken).scatter(-1, order, taken)


class EntropyBoundSampler:
    """Draws candidates, accepts the sure ones and renoises the rest, afresh at every step.

    Without a ``generator`` torch's global one is used.
    """

    def __init__(
        self,
        entropy_bound: float,
        vocab_size: int,
        canvas_length: int,
        generator: torch.Generator | None = None,
        device: torch.device | str = "cpu",
    ) -> None:
        self.entropy_bound = entropy_bound
        self.vocab_size = vocab_size
        self.canvas_length = canvas_length
        self.generator = generator
        self.device = torch.device(device)

    def new_canvas(self) -> Tensor:
        """Uniformly random token ids, [canvas]."""
        shape = (1, self.canvas_length)
        return torch.randint(self.vocab_size, shape, generator=self.generator, device=self.device)[
            0
        ]

    def step(self, scaled_logits: Tensor) -> SamplerStep:
        """One accept-and-renoise round over temperature-scaled float32 logits [canvas, vocab]."""
        probabilities = scaled_logits.softmax(dim=-1, dtype=torch.float32)
        candidates = torch.multinomial(probabilities, 1, generator=self.generator)[:, 0]
        entropy = token_entropy(scaled_logits)
        accepted = accept(entropy, self.entropy_bound)
        canvas = torch.where(accepted, candidates, self.new_canvas())
        return SamplerStep(canvas, accepted, entropy)
