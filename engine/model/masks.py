"""Who may look at whom while encoding. Denoising needs no mask: a canvas row sees all its keys."""

import torch
from torch import Tensor


def causal_mask(
    queries: int, keys: int, device: torch.device, window: int | None = None
) -> Tensor | None:
    """[queries, keys] of booleans for rows that end where the keys end, or None if all is seen.

    A row sees itself and what came before; with a ``window`` only that many keys, itself included.
    """
    if queries == 1 and (window is None or keys <= window):
        return None
    rows = torch.arange(keys - queries, keys, device=device)[:, None]
    columns = torch.arange(keys, device=device)[None, :]
    mask = columns <= rows
    return mask if window is None else mask & (columns > rows - window)
