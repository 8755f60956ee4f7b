"""What a model holds, in words; reads headers only, no weights."""

from math import prod
from pathlib import Path

from engine.model_config import FULL, GenerationDefaults, ModelConfig
from engine.weights.formats import open_weights
from engine.weights.load import parameter_shapes


def describe(folder: Path, config: ModelConfig) -> list[tuple[str, str]]:
    """Label and value of each line.

    Raises ModelFilesError for damaged files and for a tensor that is missing or does not belong.
    """
    shapes = parameter_shapes(config)
    inventory = open_weights(folder, shapes).inventory
    defaults = GenerationDefaults.from_folder(folder)
    numbers = sum(map(prod, shapes.values()))
    in_experts = sum(prod(shape) for name, shape in shapes.items() if ".experts." in name)
    bits = 8 * sum(file.stat().st_size for file in inventory.files) / numbers
    kinds = (f"{kind} ({count:,})" for kind, count in sorted(inventory.kinds.items()))
    files = len(inventory.files)
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
        ("parameters", f"{numbers:,} ({in_experts:,} in experts)"),
        ("stored as", ", ".join(kinds)),
        ("tensors", f"{sum(inventory.kinds.values()):,} in {files} file{'s' * (files != 1)}"),
        ("size on disk", f"{bits * numbers / 8e6:,.1f} MB, {bits:.1f} bits a parameter"),
        ("denoising steps", f"at most {defaults.max_denoising_steps}"),
        ("entropy bound", f"{defaults.entropy_bound} nats"),
        ("temperature", f"{defaults.t_max} to {defaults.t_min}"),
    ]
