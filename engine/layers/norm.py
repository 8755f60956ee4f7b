"""Root-mean-square normalisation, computed in float32 whatever the weights' dtype."""

import torch
from torch import Tensor, nn


class RMSNorm(nn.Module):
    """Multiplies by the weight itself (not 1 + weight); without a weight it only normalises."""

    def __init__(self, size: int, eps: float, *, with_weight: bool = True) -> None:
        super().__init__()
        self.eps = eps
        self.weight = nn.Parameter(torch.ones(size)) if with_weight else None

    def forward(self, hidden: Tensor) -> Tensor:
        """[..., size] to the same shape and dtype."""
        wide = hidden.float()
        normed = wide * torch.pow(wide.pow(2).mean(-1, keepdim=True) + self.eps, -0.5)
        if self.weight is not None:
            normed = normed * self.weight.float()
        return normed.type_as(hidden)
