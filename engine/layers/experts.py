"""Mixture of experts: the router that picks and the experts that work."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.layers.expert_pass import by_expert, by_tile
from engine.layers.norm import RMSNorm
from engine.layers.quantized import PackedWeight


class Router(nn.Module):
    """Chooses ``top_k`` experts for each token from the un-normed residual."""

    def __init__(self, hidden_size: int, num_experts: int, top_k: int, eps: float) -> None:
        super().__init__()
        self.top_k = top_k
        self.hidden_scale = hidden_size**-0.5
        self.norm = RMSNorm(hidden_size, eps, with_weight=False)
        self.proj = nn.Linear(hidden_size, num_experts, bias=False)
        self.scale = nn.Parameter(torch.ones(hidden_size))
        self.per_expert_scale = nn.Parameter(torch.ones(num_experts))

    def forward(self, residual: Tensor) -> tuple[Tensor, Tensor]:
        """[tokens, hidden] to weights and expert indices, each [tokens, top_k]."""
        scaled = self.norm(residual) * self.scale * self.hidden_scale
        probabilities = functional.softmax(self.proj(scaled), dim=-1, dtype=torch.float32)
        weights, chosen = probabilities.topk(self.top_k, dim=-1)
        weights = weights / weights.sum(dim=-1, keepdim=True)
        return weights * self.per_expert_scale[chosen], chosen


class Experts(nn.Module):
    """All experts of a layer as two fused tensors; rows are sorted by expert first."""

    gate_up_proj: Tensor | PackedWeight
    down_proj: Tensor | PackedWeight

    def __init__(self, hidden_size: int, intermediate_size: int, num_experts: int) -> None:
        super().__init__()
        self.num_experts = num_experts
        self.gate_up_proj = nn.Parameter(
            torch.empty(num_experts, 2 * intermediate_size, hidden_size)
        )
        self.down_proj = nn.Parameter(torch.empty(num_experts, hidden_size, intermediate_size))

    def forward(self, hidden: Tensor, weights: Tensor, chosen: Tensor) -> Tensor:
        """``hidden`` [tokens, hidden], ``weights`` and ``chosen`` [tokens, top_k]."""
        top_k = chosen.shape[-1]
        order = chosen.flatten().argsort(stable=True)  # rows of one expert lie together
        rows = hidden.index_select(0, order // top_k)  # [tokens * top_k, hidden]
        # A CPU reads the experts' counts for nothing; another device would have to be waited for.
        grouped_pass = by_expert if hidden.device.type == "cpu" else by_tile
        outputs = grouped_pass(
            rows, chosen.flatten().index_select(0, order), self.gate_up_proj, self.down_proj
        )
        outputs = outputs.index_select(0, order.argsort()).view(*chosen.shape, -1)
        return torch.bmm(weights[:, None].type_as(outputs), outputs)[:, 0]
