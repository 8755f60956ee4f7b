"""What a denoising step believes of each position: the softmax of its logits and what follows.

Everything is worked out in place, a few rows at a time, so that a row is read from main memory
once and no [canvas, vocab] tensor is made anew at each step.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

_RUN = 512  # at most so many columns are summed together
_NUMBERS_AT_ONCE = {"cpu": 1 << 18}  # 1 MiB: fits a core's second-level cache
_NUMBERS_ON_A_GPU = 1 << 24


class Workspace:
    """Memory that serves every step of a reply; addresses stay, as a CUDA graph wants it.

    ``logits`` [canvas, vocab] is float32 and holds finite numbers; ``soft``, in the embeddings'
    dtype, is what soft embeddings are made of, and the same tensor where that dtype is float32.
    """

    def __init__(
        self, canvas_length: int, vocab_size: int, dtype: torch.dtype, device: torch.device
    ) -> None:
        shape = (canvas_length, vocab_size)
        self.logits = torch.empty(shape, dtype=torch.float32, device=device)
        is_wide = dtype == torch.float32
        self.soft = self.logits if is_wide else torch.empty(shape, dtype=dtype, device=device)


@dataclass(frozen=True, slots=True)
class Beliefs:
    """Probabilities of every token at every position, not yet divided by their sum.

    ``weights`` [canvas, vocab], the largest of each row 1; ``partial_sums`` [canvas, runs] their
    sums over equal runs of columns; ``argmax`` [canvas]; ``entropy`` [canvas] in nats. ``soft`` and
    ``soft_totals`` [canvas] are the weights of the logits as rounded to the embeddings' dtype.
    """

    weights: Tensor
    partial_sums: Tensor
    argmax: Tensor
    entropy: Tensor
    soft: Tensor
    soft_totals: Tensor


def believe(workspace: Workspace, temperature: float) -> Beliefs:
    """The softmax of ``workspace.logits`` / ``temperature``, in whose place it is put."""
    logits = workspace.logits
    count, vocab = logits.shape
    at_once = _NUMBERS_AT_ONCE.get(logits.device.type, _NUMBERS_ON_A_GPU)
    rows = min(count, max(1, at_once // vocab))
    scratch = torch.empty((rows, vocab), dtype=torch.float32, device=logits.device)
    parts = [
        _believe_rows(part, soft, scratch[: len(part)], temperature)
        for part, soft in zip(
            torch.split(logits, rows), torch.split(workspace.soft, rows), strict=True
        )
    ]
    sums, argmax, entropy, soft_totals = (torch.cat(part) for part in zip(*parts, strict=True))
    return Beliefs(logits, sums, argmax, entropy, workspace.soft, soft_totals)


def _believe_rows(
    logits: Tensor, soft: Tensor, scratch: Tensor, temperature: float
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Partial sums, argmax, entropy and the sum of the soft weights of some rows."""
    scaled = logits.div_(temperature)
    top, argmax = _largest(scaled)
    is_wide = soft.dtype == torch.float32
    if not is_wide:
        soft.copy_(scaled)
    torch.exp(scaled.sub_(top), out=scratch)
    sums = _in_runs(scratch).sum(-1)
    totals = sums.sum(-1)
    entropy = totals.log() - scaled.mul_(scratch).sum(-1) / totals
    scaled.copy_(scratch)
    if is_wide:
        return sums, argmax, entropy, totals
    soft.copy_(scratch.copy_(soft).sub_(top).exp_())
    return sums, argmax, entropy, scratch.sum(-1)


def _largest(rows: Tensor) -> tuple[Tensor, Tensor]:
    """The largest number of each row [rows, 1] and its column [rows], the first among equals.

    By way of the runs' maxima: finding a place costs a processor ten times a bare maximum.
    """
    runs = _in_runs(rows)
    run = runs.amax(-1).argmax(-1)
    winners = runs.gather(1, run[:, None, None].expand(-1, 1, runs.shape[-1]))[:, 0]
    column = winners.argmax(-1)
    return winners.gather(1, column[:, None]), run * runs.shape[-1] + column


def _in_runs(rows: Tensor) -> Tensor:
    """[rows, vocab] as [rows, runs, columns], the largest power of two that divides it."""
    return rows.view(len(rows), -1, math.gcd(rows.shape[-1], _RUN))
