"""What a model folder holds, in words; reads headers only, no weights."""

from collections import Counter
from math import prod
from pathlib import Path

from engine.config import FULL, GenerationDefaults, ModelConfig
from engine.weights.checkpoint import Checkpoint


def describe(folder: Path, config: ModelConfig) -> list[tuple[str, str]]:
    """Label and value of each line. Raises ModelFilesError for damaged files."""
    checkpoint = Checkpoint(folder)
    defaults = GenerationDefaults.from_folder(folder)
    numbers: Counter[str] = Counter()
    for name, entry in checkpoint.items():
        numbers["experts" if ".experts." in name else "all others"] += prod(entry.shape)
    dtypes = Counter(entry.dtype for entry in checkpoint.values())
    shards = {entry.shard for entry in checkpoint.values()}
    full = config.layer_types.count(FULL)
    return [
        ("folder", folder.resolve().name),
        ("layers", f"{config.num_hidden_layers} ({full} full attention)"),
        ("hidden size", f"{config.hidden_size:,}"),
        ("experts", f"{config.num_experts}, {config.top_k_experts} a token"),
        ("vocabulary", f"{config.vocab_size:,}"),
        ("context", f"{config.max_position_embeddings:,} tokens"),
        ("canvas", f"{config.canvas_length} tokens"),
        ("sliding window", f"{config.sliding_window:,} tokens"),
        ("parameters", f"{numbers.total():,} ({numbers['experts']:,} in experts)"),
        ("dtypes", ", ".join(f"{kind} ({count})" for kind, count in sorted(dtypes.items()))),
        ("tensors", f"{len(checkpoint):,} in {len(shards)} file{'s' * (len(shards) != 1)}"),
        ("size on disk", f"{sum(shard.stat().st_size for shard in shards) / 1e6:,.1f} MB"),
        ("denoising steps", f"at most {defaults.max_denoising_steps}"),
        ("entropy bound", f"{defaults.entropy_bound} nats"),
        ("temperature", f"{defaults.t_max} to {defaults.t_min}"),
    ]
