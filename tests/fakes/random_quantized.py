"""Random folders of our own quantised format, written without ever holding the floats."""

from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from safetensors.torch import save_file
from torch import Tensor

from engine.layers.grouped_weight import Code, Scheme
from engine.model_config import ModelConfig
from engine.weights.formats.sfumato import expected_parts, stated
from engine.weights.load import parameter_shapes
from engine.weights.names import tensor_name
from engine.weights.quantize import scheme_for
from engine.weights.quantized_folder import QuantizedFolder
from tests.fakes.tiny_checkpoints import Recipe, generation_config, reference_config
from tests.fakes.tiny_tokenizer import write_tokenizer

_TOKENS = 1000  # of the tokenizer beside it, at most
_CODE_STD = {Code.UINT4: 4.6, Code.INT8: 73.6}  # of equally likely codes


def write_random_quantized(recipe: Recipe, folder: Path) -> int:
    """Write a whole model folder, one shard for each layer; returns the bytes of its weights.

    Weights have the spread that keeps a random network's numbers in bounds.
    """
    with TemporaryDirectory() as name:
        source = Path(name)
        reference_config(recipe).save_pretrained(source)
        generation_config().save_pretrained(source)
        write_tokenizer(source, min(recipe.vocab_size, _TOKENS))
        config = ModelConfig.from_folder(source)
        made = QuantizedFolder(config, folder)
        made.begin()
        _write_shards(recipe, config, folder)
        made.finish(source)
    return sum(path.stat().st_size for path in folder.glob("*.safetensors"))


def _write_shards(recipe: Recipe, config: ModelConfig, folder: Path) -> None:
    by_shard: dict[str, dict[str, tuple[int, ...]]] = defaultdict(dict)
    for parameter, shape in parameter_shapes(config).items():
        layer = parameter.split(".")[1] if parameter.startswith("layers.") else "rest"
        by_shard[layer][parameter] = shape
    generator = torch.Generator().manual_seed(recipe.seed)
    for layer, shapes in by_shard.items():
        _write_shard(recipe, shapes, folder / f"layer-{layer}.safetensors", generator)


def _write_shard(
    recipe: Recipe, shapes: dict[str, tuple[int, ...]], path: Path, generator: torch.Generator
) -> None:
    tensors: dict[str, Tensor] = {}
    schemes: dict[str, Scheme] = {}
    for parameter, shape in shapes.items():
        name, scheme = tensor_name(parameter), scheme_for(parameter, shape)
        if scheme is None:
            tensors[name] = _floats(recipe, parameter, shape, generator)
        else:
            schemes[name] = scheme
            tensors |= _packed(name, shape, scheme, generator)
    save_file(tensors, path, stated(schemes))


def _packed(
    name: str, shape: tuple[int, ...], scheme: Scheme, generator: torch.Generator
) -> dict[str, Tensor]:
    """Codes all equally likely; scales that give the numbers a spread of 1.5 / sqrt(columns)."""
    codes, *others = expected_parts(name, shape, scheme).items()
    low, high, dtype = (0, 256, torch.uint8)
    if scheme.code == Code.INT8:
        low, high, dtype = (-127, 128, torch.int8)
    scale = 1.5 * shape[-1] ** -0.5 / _CODE_STD[scheme.code]
    made = {codes[0]: torch.randint(low, high, codes[1].shape, dtype=dtype, generator=generator)}
    for part, expected in others:  # an offset of half a scale puts the numbers' mean at 0
        value = scale / 2 if part.endswith(".offsets") else scale
        made[part] = torch.full(expected.shape, value, dtype=torch.bfloat16)
    return made


def _floats(
    recipe: Recipe, parameter: str, shape: tuple[int, ...], generator: torch.Generator
) -> Tensor:
    if len(shape) < 2:
        is_branch_end = parameter.endswith(
            ("post_attention_layernorm.weight", "post_feedforward_layernorm.weight")
        )
        return torch.full(shape, recipe.branch_scale if is_branch_end else 1.0).bfloat16()
    spread = recipe.embedding_std if "embed_tokens" in parameter else 1.5 * shape[-1] ** -0.5
    return torch.empty(shape, dtype=torch.bfloat16).normal_(0, spread, generator=generator)
