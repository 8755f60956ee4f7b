"""Tiny checkpoints as GGUF files, written by the ``gguf`` package as llama.cpp's converter does.

Names and metadata follow the converter for DiffusionGemma and a dump of a published file. The
package quantises Q4_0, Q4_1, Q5_0, Q5_1 and Q8_0; the K types it only decodes, so their blocks are
random.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as Kind
from torch import Tensor

from tests.fakes.tiny_checkpoints import SLIDING, Recipe
from tests.fakes.tiny_tokenizer import MARKERS, TEMPLATE, build_tokenizer, merges

NAMES = {
    "model.decoder.embed_tokens.weight": "token_embd.weight",
    "model.decoder.norm.weight": "output_norm.weight",
    "model.decoder.self_conditioning.pre_norm.weight": "self_cond_pre_norm.weight",
    "model.decoder.self_conditioning.gate_proj.weight": "self_cond_gate.weight",
    "model.decoder.self_conditioning.up_proj.weight": "self_cond_up.weight",
    "model.decoder.self_conditioning.down_proj.weight": "self_cond_down.weight",
}
SUFFIXES = {
    "input_layernorm.weight": "attn_norm.weight",
    "self_attn.q_proj.weight": "attn_q.weight",
    "self_attn.k_proj.weight": "attn_k.weight",
    "self_attn.v_proj.weight": "attn_v.weight",
    "self_attn.o_proj.weight": "attn_output.weight",
    "self_attn.q_norm.weight": "attn_q_norm.weight",
    "self_attn.k_norm.weight": "attn_k_norm.weight",
    "post_attention_layernorm.weight": "post_attention_norm.weight",
    "pre_feedforward_layernorm.weight": "ffn_norm.weight",
    "mlp.gate_proj.weight": "ffn_gate.weight",
    "mlp.up_proj.weight": "ffn_up.weight",
    "mlp.down_proj.weight": "ffn_down.weight",
    "post_feedforward_layernorm_1.weight": "post_ffw_norm_1.weight",
    "pre_feedforward_layernorm_2.weight": "pre_ffw_norm_2.weight",
    "router.proj.weight": "ffn_gate_inp.weight",
    "router.scale": "ffn_gate_inp.scale",
    "router.per_expert_scale": "ffn_down_exps.scale",
    "experts.gate_up_proj": "ffn_gate_up_exps.weight",
    "experts.down_proj": "ffn_down_exps.weight",
    "post_feedforward_layernorm_2.weight": "post_ffw_norm_2.weight",
    "post_feedforward_layernorm.weight": "post_ffw_norm.weight",
    "layer_scalar": "layer_output_scale.weight",
}

# A tensor's name and array in, how it is stored out.
Choice = Callable[[str, np.ndarray], Kind]


def converted_name(name: str) -> str | None:
    """What the converter calls a tensor of the released checkpoint; None for the image part."""
    if name in NAMES:
        return NAMES[name]
    kind, _, rest = name.partition(".layers.")
    index, _, suffix = rest.partition(".")
    if kind == "model.encoder.language_model":  # its other weights are the decoder's
        is_scalar = suffix == "layer_scalar"
        return f"blk.{index}.enc_layer_output_scale.weight" if is_scalar else None
    return f"blk.{index}.{SUFFIXES[suffix]}" if kind == "model.decoder" else None


def as_floats(_name: str, _array: np.ndarray) -> Kind:
    """Everything in float32."""
    return Kind.F32


def write_gguf(
    path: Path,
    recipe: Recipe,
    tensors: Mapping[str, Tensor],
    choose: Choice = as_floats,
    *,
    with_tokenizer: bool = True,
    change: Callable[[gguf.GGUFWriter, dict[str, np.ndarray]], None] | None = None,
) -> dict[str, Tensor]:
    """Write the file; returns what its tensors decode to, under the released names.

    ``change`` may add metadata and alter the arrays, by their GGUF names, before they are stored.
    """
    writer = gguf.GGUFWriter(path, "diffusion-gemma")
    _describe(writer, recipe)
    if with_tokenizer:
        _add_tokenizer(writer, recipe.vocab_size)
    released = {converted_name(name): name for name in tensors if converted_name(name)}
    arrays = {converted_name(name): tensor.float().numpy() for name, tensor in tensors.items()}
    arrays.pop(None, None)
    arrays["rope_freqs.weight"] = _rope_factors(recipe)
    if change is not None:
        change(writer, arrays)
    decoded = {}
    for name, array in arrays.items():
        kind = choose(name, array) if array.ndim > 1 else Kind.F32
        decoded[name] = _add(writer, name, array, kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return {released[name]: array for name, array in decoded.items() if name in released}


def random_blocks(kind: Kind, shape: tuple[int, ...], seed: int, scale: float) -> np.ndarray:
    """Blocks of random codes whose factors (16-bit floats) are finite and small."""
    columns, size = gguf.GGML_QUANT_SIZES[kind]
    count = int(np.prod(shape)) // columns
    numbers = np.random.default_rng(seed)
    blocks = numbers.integers(0, 256, (count, size), dtype=np.uint8)
    for start in _FACTORS[kind]:
        factors = (scale * numbers.uniform(0.5, 1.5, (count, 1))).astype(np.float16)
        blocks[:, start : start + 2] = factors.view(np.uint8)
    return blocks.reshape(*shape[:-1], -1)


_FACTORS = {
    Kind.Q4_0: (0,),
    Kind.Q4_1: (0, 2),
    Kind.Q5_0: (0,),
    Kind.Q5_1: (0, 2),
    Kind.Q8_0: (0,),
    Kind.Q4_K: (0, 2),
    Kind.Q5_K: (0, 2),
    Kind.Q6_K: (208,),
}


def _add(writer: gguf.GGUFWriter, name: str, array: np.ndarray, kind: Kind) -> Tensor:
    if kind in (Kind.Q4_K, Kind.Q5_K, Kind.Q6_K):
        stored = random_blocks(kind, array.shape, seed=len(name), scale=2e-4)
    else:
        stored = gguf.quants.quantize(array, kind)
    writer.add_tensor(name, stored, raw_dtype=kind)
    return torch.from_numpy(gguf.quants.dequantize(stored, kind).reshape(array.shape).copy())


def _describe(writer: gguf.GGUFWriter, recipe: Recipe) -> None:
    is_sliding = [kind == SLIDING for kind in recipe.layer_types]
    writer.add_block_count(len(is_sliding))
    writer.add_context_length(recipe.max_position_embeddings)
    writer.add_embedding_length(recipe.hidden_size)
    writer.add_feed_forward_length(recipe.intermediate_size)
    writer.add_head_count(recipe.num_attention_heads)
    writer.add_head_count_kv(
        [
            recipe.num_key_value_heads if sliding else recipe.num_global_key_value_heads
            for sliding in is_sliding
        ]
    )
    writer.add_rope_freq_base(1e6)
    writer.add_rope_freq_base_swa(1e4)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_expert_count(recipe.num_experts)
    writer.add_expert_used_count(recipe.top_k_experts)
    writer.add_key_length(recipe.global_head_dim)
    writer.add_value_length(recipe.global_head_dim)
    writer.add_final_logit_softcapping(30.0)
    writer.add_sliding_window(recipe.sliding_window)
    writer.add_shared_kv_layers(0)
    writer.add_embedding_length_per_layer_input(0)
    writer.add_sliding_window_pattern(is_sliding)
    writer.add_key_length_swa(recipe.head_dim)
    writer.add_value_length_swa(recipe.head_dim)
    writer.add_expert_feed_forward_length(recipe.moe_intermediate_size)
    writer.add_causal_attention(False)
    writer.add_uint32("diffusion.canvas_length", recipe.canvas_length)


def _rope_factors(recipe: Recipe) -> np.ndarray:
    half = recipe.global_head_dim // 2
    turning = int(recipe.global_head_dim * 0.25 / 2)
    return np.array([1.0] * turning + [1e30] * (half - turning), dtype=np.float32)


def _add_tokenizer(writer: gguf.GGUFWriter, vocab_size: int) -> None:
    vocab = build_tokenizer(vocab_size).get_vocab(with_added_tokens=True)
    pieces = sorted(vocab, key=vocab.__getitem__)
    kinds = [
        gguf.TokenType.CONTROL
        if id_ in MARKERS
        else gguf.TokenType.BYTE
        if piece.startswith("<0x")
        else gguf.TokenType.NORMAL
        for id_, piece in enumerate(pieces)
    ]
    writer.add_tokenizer_model("gemma4")
    writer.add_token_list(pieces)
    writer.add_token_types(kinds)
    writer.add_token_merges(merges())
    writer.add_bos_token_id(2)
    writer.add_eos_token_id(1)
    writer.add_chat_template(TEMPLATE)
