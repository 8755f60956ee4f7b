"""Grouped-query attention over a cache and the rows at hand. Nothing of the cache's upkeep."""

from torch import Tensor, nn
from torch.nn import functional

from engine.layers.norm import RMSNorm
from engine.layers.rope import rotate


class Attention(nn.Module):
    """Query, key and value with learned norms; attention scale 1.

    Full-attention layers have no ``v_proj``: their value is the raw key projection.
    """

    def __init__(
        self,
        hidden_size: int,
        num_heads: int,
        kv_heads: int,
        head_dim: int,
        eps: float,
        *,
        has_value: bool,
    ) -> None:
        super().__init__()
        self.head_dim = head_dim
        self.q_proj = nn.Linear(hidden_size, num_heads * head_dim, bias=False)
        self.k_proj = nn.Linear(hidden_size, kv_heads * head_dim, bias=False)
        self.v_proj = nn.Linear(hidden_size, kv_heads * head_dim, bias=False) if has_value else None
        self.o_proj = nn.Linear(num_heads * head_dim, hidden_size, bias=False)
        self.q_norm = RMSNorm(head_dim, eps)
        self.k_norm = RMSNorm(head_dim, eps)
        self.v_norm = RMSNorm(head_dim, eps, with_weight=False)

    def project(self, hidden: Tensor, rotation: tuple[Tensor, Tensor]) -> tuple[Tensor, ...]:
        """[rows, hidden] to query, key and value, each [heads, rows, head_dim], rotated."""
        query = rotate(self.q_norm(self._heads(self.q_proj(hidden))), *rotation)
        raw_key = self._heads(self.k_proj(hidden))
        raw_value = raw_key if self.v_proj is None else self._heads(self.v_proj(hidden))
        key = rotate(self.k_norm(raw_key), *rotation)
        value = self.v_norm(raw_value)
        return query.transpose(0, 1), key.transpose(0, 1), value.transpose(0, 1)

    def attend(self, query: Tensor, keys: Tensor, values: Tensor, mask: Tensor | None) -> Tensor:
        """``mask`` [rows, keys] is True where a row may look; None lets every row see all keys."""
        attended = functional.scaled_dot_product_attention(
            query[None],
            keys[None],
            values[None],
            attn_mask=mask,
            scale=1.0,
            enable_gqa=query.shape[0] != keys.shape[0],
        )[0]
        return self.o_proj(attended.transpose(0, 1).flatten(1))

    def _heads(self, projected: Tensor) -> Tensor:
        return projected.view(projected.shape[0], -1, self.head_dim)
