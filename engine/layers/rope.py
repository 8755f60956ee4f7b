"""Rotary position embedding. Knows positions and head sizes; nothing of layers."""

import torch
from torch import Tensor

from engine.model_config import Rope


def inverse_frequencies(rope: Rope, head_dim: int) -> Tensor:
    """Radians a position for each pair of channels, float32 on the CPU.

    Proportional rope divides the exponent by the whole head size and leaves the frequencies beyond
    its share at zero, giving [head_dim / 2]; default rope gives [head_dim * partial / 2].
    """
    if not rope.proportional:
        size = int(head_dim * rope.partial)
        exponents = torch.arange(0, size, 2, dtype=torch.float32, device="cpu") / size
        return 1.0 / (rope.theta**exponents)
    turning = int(rope.partial * head_dim // 2)
    exponents = torch.arange(0, 2 * turning, 2, dtype=torch.float32, device="cpu") / head_dim
    still = torch.zeros(head_dim // 2 - turning, dtype=torch.float32, device="cpu")
    return torch.cat((1.0 / (rope.theta**exponents), still))


def rotation(frequencies: Tensor, positions: Tensor, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
    """Cosine and sine of every position, each [positions, head_dim], split-half pairing."""
    angles = positions[:, None].float() * frequencies.to(positions.device)
    angles = torch.cat((angles, angles), dim=-1)
    return angles.cos().to(dtype), angles.sin().to(dtype)


def rotate(states: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    """Turn [positions, heads, head_dim] by the angles of their positions."""
    first, second = states.chunk(2, dim=-1)
    turned = torch.cat((-second, first), dim=-1)
    return states * cos[:, None] + turned * sin[:, None]
