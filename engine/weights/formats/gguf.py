"""Weights in a GGUF file: packed ones stay in their blocks.

Tensor names are those of llama.cpp's converter for ``DiffusionGemmaForBlockDiffusion``, confirmed
by a dump of the 692 tensors of unsloth/diffusiongemma-26B-A4B-it-GGUF (Q8_0).
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor

from engine.errors import ModelFilesError
from engine.gguf.file import read_gguf
from engine.gguf.model import ROPE_FACTORS
from engine.layers.block_weight import BLOCKS, BlockWeight
from engine.layers.quantized import PackedWeight
from engine.said import said
from engine.weights.checkpoint import Inventory
from engine.weights.formats.accounting import Shapes

_FLOATS = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}
_MODEL = {
    "embed_tokens.weight": "token_embd.weight",
    "norm.weight": "output_norm.weight",
    "self_conditioning.pre_norm.weight": "self_cond_pre_norm.weight",
    "self_conditioning.gate_proj.weight": "self_cond_gate.weight",
    "self_conditioning.up_proj.weight": "self_cond_up.weight",
    "self_conditioning.down_proj.weight": "self_cond_down.weight",
}
_LAYER = {
    "input_layernorm.weight": "attn_norm.weight",
    "post_attention_layernorm.weight": "post_attention_norm.weight",
    "pre_feedforward_layernorm.weight": "ffn_norm.weight",
    "pre_feedforward_layernorm_2.weight": "pre_ffw_norm_2.weight",
    "post_feedforward_layernorm.weight": "post_ffw_norm.weight",
    "post_feedforward_layernorm_1.weight": "post_ffw_norm_1.weight",
    "post_feedforward_layernorm_2.weight": "post_ffw_norm_2.weight",
    "self_attn.q_proj.weight": "attn_q.weight",
    "self_attn.k_proj.weight": "attn_k.weight",
    "self_attn.v_proj.weight": "attn_v.weight",
    "self_attn.o_proj.weight": "attn_output.weight",
    "self_attn.q_norm.weight": "attn_q_norm.weight",
    "self_attn.k_norm.weight": "attn_k_norm.weight",
    "mlp.gate_proj.weight": "ffn_gate.weight",
    "mlp.up_proj.weight": "ffn_up.weight",
    "mlp.down_proj.weight": "ffn_down.weight",
    "router.proj.weight": "ffn_gate_inp.weight",
    "router.scale": "ffn_gate_inp.scale",
    "router.per_expert_scale": "ffn_down_exps.scale",
    "experts.gate_up_proj": "ffn_gate_up_exps.weight",
    "experts.down_proj": "ffn_down_exps.weight",
    "layer_scalar": "layer_output_scale.weight",
    "encoder_layer_scalar": "enc_layer_output_scale.weight",
}


def gguf_name(parameter: str) -> str:
    """What one of our parameters is called in a GGUF file."""
    if parameter in _MODEL:
        return _MODEL[parameter]
    _, index, rest = parameter.split(".", 2)
    return f"blk.{index}.{_LAYER[rest]}"


class GGUFWeights:
    """Floats as floats, blocks as blocks, both mapped from the file."""

    notes: tuple[str, ...] = ()

    def __init__(self, path: Path, shapes: Shapes) -> None:
        self._file = read_gguf(path)
        _account_for(self._file.tensors.keys(), shapes)
        for parameter, shape in shapes.items():
            name = gguf_name(parameter)
            if self._file.tensors[name].shape != shape:
                raise ModelFilesError(
                    said(
                        "The tensor {name} has the shape {shape}, but the "
                        "model's description asks for {expected}.",
                        name=name,
                        shape=list(self._file.tensors[name].shape),
                        expected=list(shape),
                    )
                )
        size = path.stat().st_size
        # Private and mapped: pages come in when they are touched, and nothing is written back.
        self._bytes = torch.from_file(str(path), shared=False, size=size, dtype=torch.uint8)

    @property
    def inventory(self) -> Inventory:
        kinds = Counter(tensor.kind for tensor in self._file.tensors.values())
        return Inventory(kinds, (self._file.path,))

    def read(self, parameter: str) -> Tensor | PackedWeight:
        name = gguf_name(parameter)
        tensor = self._file.tensors[name]
        data = self._bytes[tensor.start : tensor.stop]
        if tensor.kind in _FLOATS:
            return data.view(_FLOATS[tensor.kind]).view(tensor.shape)
        row_bytes = BLOCKS[tensor.kind].row_bytes(tensor.shape[-1])
        return BlockWeight(tensor.kind, data.view(*tensor.shape[:-1], row_bytes))


def _account_for(names: Iterable[str], shapes: Shapes) -> None:
    expected = {gguf_name(parameter) for parameter in shapes} | {ROPE_FACTORS}
    there = set(names)
    for name in sorted(there - expected):
        raise ModelFilesError(said("The model file holds an unexpected tensor: {name}.", name=name))
    for name in sorted(expected - there):
        raise ModelFilesError(said("The model file lacks the tensor {name}.", name=name))
