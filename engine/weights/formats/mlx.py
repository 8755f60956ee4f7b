"""MLX's affine quantisation at 4, 6 and 8 bits: code times scale plus bias, by groups of columns.

Names are those of mlx-vlm's ``diffusion_gemma``: the released ones, with ``weight``, ``scales`` and
``biases`` for each packed module, the stacked experts included.
"""

from functools import partial

import torch
from torch import Tensor

from engine.errors import ModelFilesError
from engine.layers.grouped_weight import Code, GroupedWeight, Scheme
from engine.said import said
from engine.weights.checkpoint import Checkpoint
from engine.weights.formats.accounting import FLOATS, Expected
from engine.weights.formats.modules import Packing, scheme_of

METHOD = "mlx"
_CODES = {4: Code.UINT4, 6: Code.UINT6, 8: Code.UINT8}


def find_packing(checkpoint: Checkpoint, module: str, shape: tuple[int, ...]) -> Packing | None:
    """Packed modules have scales; bits and group follow from the shapes."""
    words, scales, biases = (f"{module}.{part}" for part in ("weight", "scales", "biases"))
    if scales not in checkpoint or words not in checkpoint:
        return None
    *lead, columns = shape
    bits = checkpoint[words].shape[-1] * 32 // columns if checkpoint[words].shape else 0
    if bits not in _CODES:
        raise ModelFilesError(
            said(
                "The tensor {name} is packed to {bits} bits, not to 4, 6 or 8.",
                name=words,
                bits=bits,
            )
        )
    groups = checkpoint[scales].shape[-1] if checkpoint[scales].shape else 0
    scheme = scheme_of(module, _CODES[bits], columns, groups)
    by_group = Expected((*lead, groups), FLOATS)
    expected = {
        words: Expected((*lead, columns * bits // 32), frozenset({"U32"})),
        scales: by_group,
        biases: by_group,
    }
    return Packing(expected, partial(_unite, scheme))


def _unite(scheme: Scheme, tensors: list[Tensor]) -> GroupedWeight:
    words, scales, biases = tensors
    return GroupedWeight(scheme, words.view(torch.uint8), scales, biases)
