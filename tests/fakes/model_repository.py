"""The files of a small model repository: a config and shards with one tensor of random bytes."""

import json
import random

REPOSITORY = "someone/diffusion-model"
CONFIG = {
    "architectures": ["DiffusionGemmaForBlockDiffusion"],
    "model_type": "diffusion_gemma",
    "canvas_length": 16,
    "eos_token_id": [1, 106],
    "text_config": {
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 2,
        "layer_types": ["sliding_attention", "full_attention"],
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 16,
        "global_head_dim": 16,
        "num_global_key_value_heads": 2,
        "num_experts": 4,
        "top_k_experts": 2,
        "moe_intermediate_size": 16,
        "vocab_size": 128,
        "max_position_embeddings": 256,
        "sliding_window": 32,
    },
}


def model_files(shard_bytes: int = 700_000) -> dict[str, bytes]:
    """A config, an empty file, two shards that LFS would keep, and a file nobody should fetch."""
    numbers = random.Random(7)
    sizes = {
        "model-00001-of-00002.safetensors": shard_bytes,
        "model-00002-of-00002.safetensors": shard_bytes // 2,
    }
    index = {"weight_map": {f"part of {shard}": shard for shard in sizes}}
    return {
        "config.json": json.dumps(CONFIG).encode(),
        "generation_config.json": b"{}",
        "LICENSE": b"",
        "model.safetensors.index.json": json.dumps(index).encode(),
        **{shard: _shard(f"part of {shard}", size, numbers) for shard, size in sizes.items()},
        "modeling_evil.py": b"raise SystemExit",
    }


def _shard(name: str, size: int, numbers: random.Random) -> bytes:
    """A safetensors file of exactly ``size`` bytes."""
    room = 256  # for the header, which may end in spaces
    entry = {"dtype": "U8", "shape": [size - room], "data_offsets": [0, size - room]}
    header = json.dumps({name: entry}).encode().ljust(room - 8)
    return (room - 8).to_bytes(8, "little") + header + numbers.randbytes(size - room)
