"""Which tensor gets how many bits, and the arithmetic of giving it those."""

import math
from enum import Enum

import torch
from torch import Tensor

from engine.errors import ModelFilesError
from engine.layers.grouped_weight import Code, GroupedWeight, Scheme, pack_nibbles
from engine.said import said

GROUP = 64  # columns that share a 4-bit scale and offset: 4.5 bits a number
_LARGEST_CODE = 15


class Precision(Enum):
    """Bits a weight keeps; FLOAT is bfloat16 on disk and the model's dtype in memory."""

    FOUR_BITS = 4
    EIGHT_BITS = 8
    FLOAT = 16


def precision(parameter: str) -> Precision:
    """What one of the model's parameters gets.

    Experts are nine tenths of the model and bear 4 bits; attention, the dense MLP and
    self-conditioning want 8; embeddings (8 bits there stall convergence), router, norms and
    scalars stay floats.
    """
    if ".experts." in parameter:
        return Precision.FOUR_BITS
    is_projection = parameter.endswith("_proj.weight")
    is_dense = any(part in parameter for part in (".self_attn.", ".mlp.", "self_conditioning."))
    return Precision.EIGHT_BITS if is_projection and is_dense else Precision.FLOAT


def scheme_for(parameter: str, shape: tuple[int, ...]) -> Scheme | None:
    """How a parameter of this shape is packed; None keeps it as floats.

    Also None where rows do not divide into groups of at least 4, which no real geometry has.
    """
    columns = shape[-1]
    wanted = precision(parameter)
    if wanted is Precision.EIGHT_BITS:
        return Scheme(Code.INT8, group=columns)
    group = math.gcd(columns, GROUP)
    if wanted is Precision.FOUR_BITS and group >= 4:
        return Scheme(Code.UINT4, group=group, zero=8)
    return None


def pack(weight: Tensor, scheme: Scheme, device: torch.device | None = None) -> GroupedWeight:
    """A float weight [(matrices,) rows, columns] packed, on ``device`` or where it lies.

    Works on one matrix at a time, so that no more than one is there as floats.
    """
    matrices = weight if weight.dim() == 3 else weight[None]
    pack_matrix = _four_bits if scheme.code == Code.UINT4 else _eight_bits
    packed = [
        pack_matrix(matrix.to(device=device, dtype=torch.float32), scheme) for matrix in matrices
    ]
    parts = zip(*packed, strict=True)
    return GroupedWeight(
        scheme, *(torch.stack(part) if weight.dim() == 3 else part[0] for part in parts)
    )


def require_finite(name: str, packed: GroupedWeight) -> None:
    """Raises ModelFilesError if the weight held infinities or no numbers, which codes cannot say.

    A group's scale shows them, since it depends on every number of the group.
    """
    if not packed.scales.isfinite().all():
        raise ModelFilesError(
            said("The tensor {name} holds numbers that are not finite.", name=name)
        )


def _four_bits(matrix: Tensor, scheme: Scheme) -> tuple[Tensor, ...]:
    """Codes, scales and offsets; a group's codes span its smallest to its largest number."""
    grouped = matrix.reshape(len(matrix), -1, scheme.group)
    low, high = grouped.aminmax(dim=-1, keepdim=True)
    # Rounded before they are used, so that the codes make up for their rounding.
    scales = ((high - low) / _LARGEST_CODE).bfloat16().float()
    offsets = (low + scheme.zero * scales).bfloat16().float()
    steps = (grouped - offsets) / torch.where(scales == 0, 1.0, scales)
    codes = (steps.round() + scheme.zero).clamp_(0, _LARGEST_CODE).to(torch.uint8)
    small = (part.squeeze(-1).bfloat16() for part in (scales, offsets))
    return (pack_nibbles(codes.flatten(-2)), *small)


def _eight_bits(matrix: Tensor, scheme: Scheme) -> tuple[Tensor, ...]:
    """Codes from -127 to 127 and one scale a row."""
    scales = (matrix.abs().amax(dim=-1, keepdim=True) / 127).bfloat16().float()
    codes = (matrix / torch.where(scales == 0, 1.0, scales)).round().clamp_(-127, 127)
    return codes.to(torch.int8), scales.bfloat16()
