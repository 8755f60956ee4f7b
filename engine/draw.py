"""Draws one token a row from unnormalised probabilities, in one of two ways.

Random numbers come from a generator on the CPU whatever the device, so that a seed means the same
everywhere.
"""

import torch
from torch import Tensor

from engine.beliefs import Beliefs

_NUMBERS_AT_ONCE = 1 << 16


def race(beliefs: Beliefs, wanted: Tensor, generator: torch.Generator | None) -> Tensor:
    """Tokens [canvas] as ``torch.multinomial`` of the reference draws them on a CPU.

    Every token runs for a time that is exponentially distributed, and the first one wins. Torch
    makes each time of one uniform double; drawing those keeps the stream, and the costly rest is
    done only where ``wanted`` [canvas] is True. Other rows hold token 0.
    """
    count, vocab = beliefs.weights.shape
    rows = max(1, _NUMBERS_AT_ONCE // vocab)
    uniform = torch.empty((rows, vocab), dtype=torch.float64, device="cpu")
    tokens = torch.zeros(count, dtype=torch.int64, device=beliefs.weights.device)
    is_cpu = tokens.device.type == "cpu"
    for start in range(0, count, rows):
        stop = min(start + rows, count)
        drawn = uniform[: stop - start].uniform_(generator=generator)
        if is_cpu and not wanted[start:stop].any():
            continue
        times = drawn.neg_().log1p_().neg_().float().to(tokens.device)
        tokens[start:stop] = (beliefs.weights[start:stop] / times).argmax(-1)
    return tokens


def by_sums(beliefs: Beliefs, generator: torch.Generator | None) -> Tensor:
    """Tokens [canvas] from one uniform number a row: where the running sum passes its share.

    Distributed as ``race`` draws, with a 250 thousandth of the random numbers. The partial sums
    lead to a run of columns, its own running sum to the column.
    """
    weights, device = beliefs.weights, beliefs.weights.device
    wide = torch.float32 if device.type == "mps" else torch.float64
    uniform = torch.rand((len(weights), 1), generator=generator, dtype=torch.float64, device="cpu")
    sums = beliefs.partial_sums.to(wide).cumsum(-1)
    run, share = _passed(sums, uniform.to(device=device, dtype=wide, non_blocking=True))
    columns = weights.view(len(weights), sums.shape[-1], -1)
    inside = columns.gather(1, run[..., None].expand(-1, 1, columns.shape[-1]))[:, 0]
    column, _ = _passed(inside.cumsum(-1), share.float())
    return (run * columns.shape[-1] + column)[:, 0]


def _passed(sums: Tensor, share: Tensor) -> tuple[Tensor, Tensor]:
    """Where running sums [rows, n] pass a share [rows, 1] of their last, and how far inside.

    The share is held under 1, so that no place is found that added nothing to the sum.
    """
    share = share.clamp(max=1 - torch.finfo(sums.dtype).eps)
    goal = share * sums[:, -1:]
    place = torch.searchsorted(sums, goal, right=True)
    place = place.clamp(max=sums.shape[-1] - 1)
    after = sums.gather(1, place)
    before = torch.where(place == 0, torch.zeros_like(goal), sums.gather(1, (place - 1).clamp(0)))
    return place, (goal - before) / (after - before)
