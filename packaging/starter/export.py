"""Writes the trained weights as a model folder in DiffusionGemma's released layout."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from network import starter_config
from safetensors.torch import save_file
from tokenizer import BOS, EOS, PAD, TOOL_RESPONSE, TURN_END, write_tokenizer_files
from tokenizers import Tokenizer
from torch import Tensor
from train import CHECKPOINT

from engine.model_config import FULL, SLIDING, ModelConfig
from engine.weights.names import tensor_name

ROOT = Path(__file__).parents[2]
_SAME_NAMES = (
    "vocab_size",
    "hidden_size",
    "intermediate_size",
    "moe_intermediate_size",
    "num_experts",
    "top_k_experts",
    "num_attention_heads",
    "sliding_window",
    "max_position_embeddings",
    "rms_norm_eps",
    "final_logit_softcapping",
)


def released_tensors(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    """bf16 tensors under the released names, from the network's parameters."""
    return {
        tensor_name(name): tensor.to(torch.bfloat16).contiguous()
        for name, tensor in weights.items()
    }


def released_config(config: ModelConfig) -> dict[str, Any]:
    """``config.json`` in the released spelling."""
    full = config.layer_types.index(FULL)
    sliding = config.layer_types.index(SLIDING)
    known = asdict(config)
    text = {
        "model_type": "diffusion_gemma_text",
        **{name: known[name] for name in _SAME_NAMES},
        "num_hidden_layers": config.num_hidden_layers,
        "layer_types": list(config.layer_types),
        "head_dim": config.head_dims[sliding],
        "num_key_value_heads": config.kv_heads[sliding],
        "global_head_dim": config.head_dims[full],
        "num_global_key_value_heads": config.kv_heads[full],
        "rope_parameters": {
            SLIDING: {"rope_type": "default", "rope_theta": config.ropes[SLIDING].theta},
            FULL: {
                "rope_type": "proportional",
                "rope_theta": config.ropes[FULL].theta,
                "partial_rotary_factor": config.ropes[FULL].partial,
            },
        },
        "hidden_activation": "gelu_pytorch_tanh",
        "attention_bias": False,
        "attention_dropout": 0.0,
        "use_bidirectional_attention": "vision",
        "tie_word_embeddings": True,
        "pad_token_id": PAD,
        "bos_token_id": BOS,
        "eos_token_id": [EOS, TURN_END],
        "dtype": "bfloat16",
    }
    return {
        "architectures": ["DiffusionGemmaForBlockDiffusion"],
        "model_type": "diffusion_gemma",
        "canvas_length": config.canvas_length,
        "text_config": text,
        "pad_token_id": PAD,
        "bos_token_id": BOS,
        "eos_token_id": [EOS, TURN_END],
        "tie_word_embeddings": True,
        "dtype": "bfloat16",
    }


def generation_config() -> dict[str, Any]:
    """The released sampling settings."""
    return {
        "max_new_tokens": 256,
        "max_denoising_steps": 48,
        "sampler_config": {"_cls_name": "EntropyBoundSamplerConfig", "entropy_bound": 0.1},
        "t_min": 0.4,
        "t_max": 0.8,
        "stability_threshold": 1,
        "confidence_threshold": 0.005,
        "eos_token_id": [EOS, TURN_END, TOOL_RESPONSE],
        "pad_token_id": PAD,
        "bos_token_id": BOS,
    }


def export(work: Path, folder: Path) -> None:
    """Write everything but README.md; the weights are replaced in one move."""
    state = torch.load(work / CHECKPOINT)
    tokenizer = Tokenizer.from_file(str(work / "tokenizer.json"))
    write_tokenizer_files(tokenizer, folder)
    config = starter_config(tokenizer.get_vocab_size())
    _write_json(folder / "config.json", released_config(config))
    _write_json(folder / "generation_config.json", generation_config())
    new = folder / "model.safetensors.new"
    save_file(released_tensors(state["averages"]), new, metadata={"format": "pt"})
    new.chmod(0o644)
    new.replace(folder / "model.safetensors")
    print(f"step {state['step']}, {state['seconds'] / 60:.1f} minutes trained, in {folder}")


def _write_json(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="the folder train.py wrote")
    parser.add_argument("--folder", type=Path, default=ROOT / "resources" / "starter")
    given = parser.parse_args()
    export(given.work, given.folder)
