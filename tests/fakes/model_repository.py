"""The files of a small model repository: a whole model, its weights made large by an image part."""

import json
import random
from collections.abc import Mapping
from math import prod
from pathlib import Path
from tempfile import TemporaryDirectory

from engine.model_config import ModelConfig
from tests.fakes.tiny_tokenizer import write_tokenizer

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
        "vocab_size": 160,
        "max_position_embeddings": 256,
        "sliding_window": 32,
    },
}
_PADDING = "model.encoder.vision_tower.padding"
_HEADER = 8_000  # bytes of a shard's header, which may end in spaces


def model_files(shard_bytes: int = 700_000) -> dict[str, bytes]:
    """A whole model in two shards that LFS would keep, and a file nobody should fetch.

    The first shard has ``shard_bytes``, the second half as many; at least 300,000 are needed.
    """
    numbers = random.Random(7)
    with TemporaryDirectory() as folder:
        described = _described(Path(folder))
        shapes = _weights(Path(folder))
    second = {name: shape for name, shape in shapes.items() if ".layers.1." in name}
    first = {name: shape for name, shape in shapes.items() if name not in second}
    parts = {
        "model-00001-of-00002.safetensors": (first, shard_bytes),
        "model-00002-of-00002.safetensors": (second, shard_bytes // 2),
    }
    shards = {
        shard: _shard(tensors, f"{_PADDING}.{number}", size, numbers)
        for number, (shard, (tensors, size)) in enumerate(parts.items())
    }
    weight_map = {name: shard for shard, (tensors, _) in parts.items() for name in tensors}
    index = {"weight_map": weight_map}
    return {
        **described,
        "generation_config.json": b"{}",
        "LICENSE": b"",
        "model.safetensors.index.json": json.dumps(index).encode(),
        **shards,
        "modeling_evil.py": b"raise SystemExit",
    }


def _described(folder: Path) -> dict[str, bytes]:
    """Config, tokenizer and chat template."""
    (folder / "config.json").write_text(json.dumps(CONFIG))
    write_tokenizer(folder, CONFIG["text_config"]["vocab_size"])  # type: ignore[index]
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _weights(folder: Path) -> dict[str, tuple[int, ...]]:
    """The names and shapes that a model of this config has."""
    from engine.weights.load import parameter_shapes
    from engine.weights.names import tensor_name

    shapes = parameter_shapes(ModelConfig.from_folder(folder))
    return {tensor_name(name): shape for name, shape in shapes.items()}


def _shard(
    shapes: Mapping[str, tuple[int, ...]], padding: str, size: int, numbers: random.Random
) -> bytes:
    """A safetensors file of exactly ``size`` bytes: weights between 0.03 and 0.06, and padding."""
    header, at = {}, 0
    for name, shape in shapes.items():
        stop = at + 2 * prod(shape)
        header[name] = {"dtype": "BF16", "shape": list(shape), "data_offsets": [at, stop]}
        at = stop
    rest = size - _HEADER - at
    header[padding] = {"dtype": "U8", "shape": [rest], "data_offsets": [at, at + rest]}
    described = json.dumps(header).encode().ljust(_HEADER - 8)
    assert (len(described), rest > 0) == (_HEADER - 8, True), "the shard is too small"
    weights = bytearray(numbers.randbytes(at))
    weights[1::2] = b"\x3d" * (at // 2)
    return (_HEADER - 8).to_bytes(8, "little") + described + weights + numbers.randbytes(rest)
