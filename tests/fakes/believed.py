"""Beliefs of given logits, as a denoising step would hold them."""

import torch
from torch import Tensor

from engine.beliefs import Beliefs, Workspace, believe


def believed(
    logits: Tensor, temperature: float = 1.0, dtype: torch.dtype = torch.float32
) -> Beliefs:
    """What logits [canvas, vocab] at a temperature say; ``dtype`` is the embeddings'."""
    workspace = Workspace(*logits.shape, dtype, logits.device)
    workspace.logits.copy_(logits)
    return believe(workspace, temperature)
