"""NVIDIA ModelOpt's NVFP4 and FP8, as its unified Hugging Face export writes them.

The layout is that of ModelOpt's documentation; the names of nvidia's version of DiffusionGemma
(``experts.E.gate_proj.weight``, ``weight_scale``, ``weight_scale_2``, ``input_scale``; all else
bfloat16) are known from a listing of its tensors. No file of the tool itself was at hand.
"""

from torch import Tensor

from engine.layers.grouped_weight import GroupedWeight
from engine.weights.checkpoint import Checkpoint
from engine.weights.formats.accounting import Expected
from engine.weights.formats.compressed_tensors import float8, nvfp4_parts, nvfp4_weight
from engine.weights.formats.modules import Packing

METHOD = "modelopt"


def find_packing(checkpoint: Checkpoint, module: str, shape: tuple[int, ...]) -> Packing | None:
    """By the dtype of ``weight``: bytes are two E2M1 codes each."""
    weight = f"{module}.weight"
    stored = checkpoint[weight].dtype if weight in checkpoint and len(shape) == 2 else None
    if stored == "F8_E4M3":
        return float8(checkpoint, module, shape)
    return _nvfp4(checkpoint, module, shape) if stored == "U8" else None


def _nvfp4(checkpoint: Checkpoint, module: str, shape: tuple[int, ...]) -> Packing:
    factor = f"{module}.weight_scale_2"
    is_list = factor in checkpoint and checkpoint[factor].shape == (1,)
    expected = {
        **nvfp4_parts(module, "weight", shape),
        factor: Expected((1,) if is_list else (), frozenset({"F32"})),
    }
    return Packing(expected, _unite)


def _unite(tensors: list[Tensor]) -> GroupedWeight:
    codes, scales, factor = tensors
    return nvfp4_weight(codes, scales, factor)
