"""Tiny checkpoints in other people's formats, packed by their own tools where those can be had.

compressed-tensors and MLX are the tools themselves. ModelOpt needs an NVIDIA card: its NVFP4 parts
are those of compressed-tensors, renamed and with the factor the other way up, as its documentation
has it.
"""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from compressed_tensors.compressors.naive_quantized import FloatQuantizationCompressor
from compressed_tensors.compressors.nvfp4 import NVFP4PackedCompressor
from compressed_tensors.compressors.nvfp4.helpers import unpack_fp4_from_uint8
from compressed_tensors.compressors.pack_quantized import PackedQuantizationCompressor
from compressed_tensors.quantization import QuantizationArgs, QuantizationScheme
from compressed_tensors.quantization.utils import calculate_qparams, generate_gparam
from safetensors.torch import load_file, save_file
from torch import Tensor

# A matrix in; the tensors it is stored as, by the suffix of their names, and what they decode to.
Packer = Callable[[Tensor], tuple[dict[str, Tensor], Tensor]]


def pack_checkpoint(
    source: Path,
    target: Path,
    choose: Callable[[str], Packer | None],
    config: dict,
    *,
    unstack: bool,
) -> dict[str, Tensor]:
    """Copy a float folder with some matrices packed; returns what every tensor decodes to.

    ``choose`` names a tensor's packer, None leaves it as it is. With ``unstack`` each expert
    becomes modules of its own; otherwise the stack is packed whole.
    """
    shutil.copytree(source, target)
    decoded = load_file(source / "model.safetensors")
    stored: dict[str, Tensor] = {}
    for name, tensor in decoded.items():
        packer = choose(name)
        if packer is not None and ".experts." in name:
            parts, decoded[name] = _packed_experts(name, tensor, packer, unstack)
            stored |= parts
        elif packer is not None:
            parts, decoded[name] = packer(tensor)
            stored |= {f"{name.removesuffix('.weight')}.{key}": part for key, part in parts.items()}
        else:
            stored[name] = tensor
    save_file(stored, target / "model.safetensors")
    raw = json.loads((target / "config.json").read_text(encoding="utf-8"))
    (target / "config.json").write_text(json.dumps(raw | config), encoding="utf-8")
    return decoded


def is_expert(name: str) -> bool:
    return ".experts." in name


def is_projection(name: str) -> bool:
    """Attention, dense layers and self-conditioning of the text model."""
    return name.endswith("_proj.weight") and "decoder" in name


def _packed_experts(
    name: str, stack: Tensor, packer: Packer, unstack: bool
) -> tuple[dict[str, Tensor], Tensor]:
    if not unstack:
        parts, decoded = packer(stack)
        return {f"{name}.{key}": part for key, part in parts.items()}, decoded
    stem, _, projection = name.rpartition(".")
    names = ["gate_proj", "up_proj"] if projection == "gate_up_proj" else [projection]
    stored, decoded = {}, torch.empty_like(stack)
    for expert, matrices in enumerate(stack):
        rows = []
        for each, matrix in zip(names, matrices.chunk(len(names)), strict=True):
            parts, floats = packer(matrix.contiguous())
            stored |= {f"{stem}.{expert}.{each}.{key}": part for key, part in parts.items()}
            rows.append(floats)
        decoded[expert] = torch.cat(rows)
    return stored, decoded


def integers(bits: int, group: int, *, symmetric: bool = True) -> Packer:
    """compressed-tensors' ``pack-quantized``."""
    args = QuantizationArgs(
        num_bits=bits, type="int", symmetric=symmetric, group_size=group, strategy="group"
    )
    scheme = QuantizationScheme(targets=["Linear"], weights=args)

    def pack(weight: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        grouped = weight.unflatten(-1, (-1, group))
        scale, zero = calculate_qparams(grouped.amin(-1), grouped.amax(-1), args)
        state = {"weight": weight, "weight_scale": scale}
        state |= {} if symmetric else {"weight_zero_point": zero.to(torch.int8)}
        parts = PackedQuantizationCompressor.compress(state, scheme)
        return parts, PackedQuantizationCompressor.decompress(parts, scheme)["weight"]

    return pack


def float8(weight: Tensor) -> tuple[dict[str, Tensor], Tensor]:
    """compressed-tensors' FP8 with a scale a row, as in FP8-dynamic checkpoints."""
    args = QuantizationArgs(num_bits=8, type="float", symmetric=True, strategy="channel")
    scheme = QuantizationScheme(targets=["Linear"], weights=args)
    scale, _ = calculate_qparams(weight.amin(-1, keepdim=True), weight.amax(-1, keepdim=True), args)
    parts = FloatQuantizationCompressor.compress({"weight": weight, "weight_scale": scale}, scheme)
    return parts, FloatQuantizationCompressor.decompress(parts, scheme)["weight"].float()


def nvfp4(weight: Tensor) -> tuple[dict[str, Tensor], Tensor]:
    """compressed-tensors' ``nvfp4-pack-quantized``."""
    args = QuantizationArgs(
        num_bits=4, type="float", symmetric=True, group_size=16, strategy="tensor_group"
    )
    scheme = QuantizationScheme(targets=["Linear"], weights=args)
    whole = generate_gparam(weight.min(), weight.max()).reshape(1)
    grouped = weight.unflatten(-1, (-1, 16))
    scale, _ = calculate_qparams(grouped.amin(-1), grouped.amax(-1), args, global_scale=whole)
    state = {"weight": weight, "weight_scale": scale, "weight_global_scale": whole}
    parts = NVFP4PackedCompressor.compress(state, scheme)
    # The tool's own product is rounded to bfloat16; its codes are exact.
    codes = unpack_fp4_from_uint8(parts["weight_packed"], *weight.shape).float()
    scales = parts["weight_scale"].float() / whole
    return parts, codes * scales.repeat_interleave(16, dim=-1)


def modelopt_nvfp4(weight: Tensor) -> tuple[dict[str, Tensor], Tensor]:
    """The same numbers in ModelOpt's words, with a scale for activations beside them."""
    parts, decoded = nvfp4(weight)
    renamed = {
        "weight": parts["weight_packed"],
        "weight_scale": parts["weight_scale"],
        "weight_scale_2": (1 / parts["weight_global_scale"]).reshape(()),
        "input_scale": torch.tensor(0.01),
    }
    return renamed, decoded


def affine(bits: int, group: int = 64) -> Packer:
    """MLX's affine quantisation, by MLX, which there is for Linux and macOS."""
    mx = pytest.importorskip("mlx.core")

    def pack(weight: Tensor) -> tuple[dict[str, Tensor], Tensor]:
        packed = mx.quantize(mx.array(weight.numpy()), group_size=group, bits=bits)
        floats = mx.dequantize(*packed, group_size=group, bits=bits)
        words, scales, biases = (torch.from_numpy(np.array(part)) for part in packed)
        parts = {"weight": words, "scales": scales, "biases": biases}
        return parts, torch.from_numpy(np.array(floats))

    return pack


CONFIGS = {
    "compressed-tensors": {"quantization_config": {"quant_method": "compressed-tensors"}},
    "modelopt": {"quantization_config": {"quant_method": "modelopt", "quant_algo": "NVFP4"}},
    "mlx": {"quantization": {"group_size": 64, "bits": 4}},
}
