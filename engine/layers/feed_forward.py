"""The gated feed-forward block, shared by the dense MLP and the self-conditioning block."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.layers.norm import RMSNorm


def gated_gelu(gate: Tensor, up: Tensor) -> Tensor:
    """The model's activation: tanh-approximated GELU of the gate, times the other half."""
    return functional.gelu(gate, approximate="tanh") * up


class FeedForward(nn.Module):
    """Dense gated MLP, [tokens, hidden] to [tokens, hidden]."""

    def __init__(self, hidden_size: int, intermediate_size: int) -> None:
        super().__init__()
        self.gate_proj = nn.Linear(hidden_size, intermediate_size, bias=False)
        self.up_proj = nn.Linear(hidden_size, intermediate_size, bias=False)
        self.down_proj = nn.Linear(intermediate_size, hidden_size, bias=False)

    def forward(self, hidden: Tensor) -> Tensor:
        return self.down_proj(gated_gelu(self.gate_proj(hidden), self.up_proj(hidden)))


class SelfConditioning(FeedForward):
    """Adds what the step before believed to the canvas embeddings.

    Runs on every denoising pass: a zero signal still passes the unweighted norm at its end.
    """

    def __init__(self, hidden_size: int, intermediate_size: int, eps: float) -> None:
        super().__init__(hidden_size, intermediate_size)
        self.pre_norm = RMSNorm(hidden_size, eps)
        self.post_norm = RMSNorm(hidden_size, eps, with_weight=False)

    def condition(self, embedded: Tensor, soft_embeddings: Tensor | None) -> Tensor:
        """``embedded`` and ``soft_embeddings`` are [canvas, hidden]; None is the first step."""
        signal = torch.zeros_like(embedded) if soft_embeddings is None else soft_embeddings
        return self.post_norm(embedded + self.forward(self.pre_norm(signal)))
