"""Canvases as a sampler meets them: noisy all over, resolved up to a place, or one step on.

A chat's reply mostly settles from the left, so noise scattered evenly alone would teach states that
sampling rarely visits. Knows tokens and beliefs, no model.
"""

import torch
from torch import Tensor

from engine.sampler import accept

_WHOLE, _TAIL = 0.25, 0.40  # shares of the rows; the others are scattered
_TAIL_ERRORS = 0.03  # places left of the cut that are wrong
_ENTROPY_BOUND = 0.1


def corrupted(canvas: Tensor, answers: Tensor, vocab_size: int) -> Tensor:
    """Each place becomes a uniform random token with its own probability.

    ``canvas`` [batch, places]; ``answers`` [batch], how many places are not padding. A row is noise
    as a whole, noise from a place of its answer on, or scattered noise of a level of its own.
    """
    rows, places = canvas.shape
    draw = torch.rand(rows, 1)
    cut = torch.rand(rows, 1) * answers[:, None]
    tail = torch.where(torch.arange(places) < cut, _TAIL_ERRORS, 1.0)
    scattered = 0.001 + 0.999 * torch.rand(rows, 1) ** 0.7
    level = torch.where(draw < _WHOLE + _TAIL, tail, scattered)
    level = torch.where(draw < _WHOLE, 1.0, level)
    noise = torch.randint(vocab_size, canvas.shape)
    return torch.where(torch.rand(canvas.shape) < level, noise, canvas)


def stepped(canvas: Tensor, scaled_logits: Tensor, share: float) -> Tensor:
    """The canvas after one step of the sampler for a ``share`` of the rows, the others as they are.

    What the model is sure of stays, right or wrong; the rest is noise. ``scaled_logits``
    [batch, places, vocab] are the model's for ``canvas`` [batch, places].
    """
    believed = scaled_logits.log_softmax(-1)
    probabilities = believed.exp()
    entropy = -(probabilities * believed).sum(-1)
    drawn = torch.multinomial(probabilities.flatten(0, 1), 1).view_as(canvas)
    noise = torch.randint(scaled_logits.shape[-1], canvas.shape)
    after = torch.where(accept(entropy, _ENTROPY_BOUND), drawn, noise)
    return torch.where(torch.rand(canvas.shape[0], 1) < share, after, canvas)
