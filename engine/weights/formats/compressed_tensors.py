"""compressed-tensors, as llm-compressor writes it: W4A16, W8A16, FP8 and NVFP4.

The layouts are those of the ``compressed_tensors`` package. That experts lie apart, and that
routers, norms and embeddings stay floats, is known of RedHatAI's FP8 version of DiffusionGemma from
a listing of its tensors; of the W4A16 versions the names are unconfirmed.
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

METHOD = "compressed-tensors"
_NVFP4_GROUP = 16
_INTEGERS = {4: Code.UINT4, 8: Code.UINT8}


def find_packing(checkpoint: Checkpoint, module: str, shape: tuple[int, ...]) -> Packing | None:
    """By the tensors there are: ``weight_packed``, or a ``weight`` of 8-bit floats."""
    packed, weight = f"{module}.weight_packed", f"{module}.weight"
    if len(shape) != 2:
        return None
    if packed in checkpoint:
        is_float = checkpoint[packed].dtype == "U8"
        return _nvfp4(module, shape) if is_float else _integers(checkpoint, module, shape)
    if weight in checkpoint and checkpoint[weight].dtype == "F8_E4M3":
        return float8(checkpoint, module, shape)
    return None


def float8(checkpoint: Checkpoint, module: str, shape: tuple[int, ...]) -> Packing:
    """E4M3 numbers and a scale for each row, or one for all."""
    scale = f"{module}.weight_scale"
    by_row = (shape[0], 1)
    there = checkpoint[scale].shape if scale in checkpoint else by_row
    expected = {
        f"{module}.weight": Expected(shape, frozenset({"F8_E4M3"})),
        scale: Expected(there if there in ((), (1,), (1, 1)) else by_row, FLOATS),
    }
    return Packing(expected, partial(_unite_float8, shape))


def _unite_float8(shape: tuple[int, ...], tensors: list[Tensor]) -> GroupedWeight:
    codes, scale = tensors
    scales = scale.reshape(-1, 1).expand(shape[0], 1).contiguous()
    return GroupedWeight(Scheme(Code.FLOAT8, shape[1]), codes.view(torch.uint8), scales)


def _nvfp4(module: str, shape: tuple[int, ...]) -> Packing:
    expected = {
        **nvfp4_parts(module, "weight_packed", shape),
        f"{module}.weight_global_scale": Expected((1,), frozenset({"F32"})),
    }
    return Packing(expected, _unite_nvfp4)


def nvfp4_parts(module: str, codes: str, shape: tuple[int, ...]) -> dict[str, Expected]:
    """Two codes a byte, and a scale for 16 columns."""
    rows, columns = shape
    scheme_of(module, Code.FLOAT4, columns, columns // _NVFP4_GROUP)
    return {
        f"{module}.{codes}": Expected((rows, columns // 2), frozenset({"U8"})),
        f"{module}.weight_scale": Expected((rows, columns // _NVFP4_GROUP), frozenset({"F8_E4M3"})),
    }


def _unite_nvfp4(tensors: list[Tensor]) -> GroupedWeight:
    codes, scales, divisor = tensors
    return nvfp4_weight(codes, scales, 1 / divisor)


def nvfp4_weight(codes: Tensor, scales: Tensor, factor: Tensor) -> GroupedWeight:
    """E2M1 codes, E4M3 scales for 16 columns, and a float32 factor for the whole matrix."""
    return GroupedWeight(
        Scheme(Code.FLOAT4, _NVFP4_GROUP),
        codes,
        scales.view(torch.uint8),
        row_factors=factor.float().reshape(1, 1).expand(len(codes), 1).contiguous(),
    )


def _integers(checkpoint: Checkpoint, module: str, shape: tuple[int, ...]) -> Packing:
    """Unsigned codes in 32-bit words, from the lowest bit up; half their range means zero."""
    rows, columns = shape
    words, scale, zero = (
        f"{module}.{part}" for part in ("weight_packed", "weight_scale", "weight_zero_point")
    )
    bits = checkpoint[words].shape[-1] * 32 // columns
    if bits not in _INTEGERS:
        raise ModelFilesError(
            said(
                "The tensor {name} is packed to {bits} bits, not to 4 or 8.", name=words, bits=bits
            )
        )
    groups = checkpoint[scale].shape[-1] if scale in checkpoint else 1
    scheme = scheme_of(module, _INTEGERS[bits], columns, groups, zero=1 << (bits - 1))
    expected = {
        words: Expected((rows, columns * bits // 32), frozenset({"I32"})),
        scale: Expected((rows, groups), FLOATS),
        f"{module}.weight_shape": Expected((2,), frozenset({"I64", "I32"})),
    }
    if zero in checkpoint:
        expected[zero] = Expected((rows * bits // 32, groups), frozenset({"I32"}))
    return Packing(expected, partial(_unite_integers, module, shape, scheme))


def _unite_integers(
    module: str, shape: tuple[int, ...], scheme: Scheme, tensors: list[Tensor]
) -> GroupedWeight:
    words, scales, stated, *zeros = tensors
    if tuple(stated.tolist()) != shape:
        raise ModelFilesError(
            said(
                "{module}.weight_shape says {stated}, but the model's "
                "description asks for {expected}.",
                module=module,
                stated=stated.tolist(),
                expected=list(shape),
            )
        )
    offsets = None
    if zeros:  # packed down the rows: (code - half - zero) * scale
        bits = scheme.code.bits
        shifts = torch.arange(0, 32, bits, dtype=torch.int32)
        codes = (zeros[0][:, None] >> shifts[:, None]) & ((1 << bits) - 1)
        offsets = (scheme.zero - codes.flatten(0, 1).float()) * scales.float()
    return GroupedWeight(scheme, words.view(torch.uint8), scales, offsets)
