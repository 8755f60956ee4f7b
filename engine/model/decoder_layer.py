"""One layer: attention, then a dense MLP and experts side by side, seven norms and a scalar."""

import torch
from torch import Tensor, nn

from engine.layers.attention import Attention
from engine.layers.experts import Experts, Router
from engine.layers.feed_forward import FeedForward
from engine.layers.norm import RMSNorm
from engine.model_config import SLIDING, ModelConfig


class DecoderLayer(nn.Module):
    """The weights serve both modes; only ``layer_scalar`` has a value of its own for encoding."""

    def __init__(self, config: ModelConfig, index: int) -> None:
        super().__init__()
        size, eps = config.hidden_size, config.rms_norm_eps
        self.kind = config.layer_types[index]
        self.self_attn = Attention(
            size,
            config.num_attention_heads,
            config.kv_heads[index],
            config.head_dims[index],
            eps,
            has_value=self.kind == SLIDING,
        )
        self.mlp = FeedForward(size, config.intermediate_size)
        self.router = Router(size, config.num_experts, config.top_k_experts, eps)
        self.experts = Experts(size, config.moe_intermediate_size, config.num_experts)
        self.input_layernorm = RMSNorm(size, eps)
        self.post_attention_layernorm = RMSNorm(size, eps)
        self.pre_feedforward_layernorm = RMSNorm(size, eps)
        self.pre_feedforward_layernorm_2 = RMSNorm(size, eps)
        self.post_feedforward_layernorm = RMSNorm(size, eps)
        self.post_feedforward_layernorm_1 = RMSNorm(size, eps)
        self.post_feedforward_layernorm_2 = RMSNorm(size, eps)
        self.layer_scalar = nn.Parameter(torch.ones(1))
        self.encoder_layer_scalar = nn.Parameter(torch.ones(1))

    def feed_forward(self, residual: Tensor) -> Tensor:
        """Both branches and the residual, [rows, hidden]."""
        dense = self.mlp(self.pre_feedforward_layernorm(residual))
        weights, chosen = self.router(residual)
        routed = self.experts(self.pre_feedforward_layernorm_2(residual), weights, chosen)
        both = self.post_feedforward_layernorm_1(dense) + self.post_feedforward_layernorm_2(routed)
        return residual + self.post_feedforward_layernorm(both)
