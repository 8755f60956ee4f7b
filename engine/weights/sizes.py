"""How many bytes a model's weights take in memory, layer by layer, without reading any of them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from engine.errors import ModelFilesError
from engine.gguf.file import read_gguf
from engine.gguf.model import ROPE_FACTORS, gguf_path
from engine.json_files import damaged, unreadable
from engine.model_config import SLIDING, ModelConfig
from engine.said import said
from engine.weights.checkpoint import shard_files
from engine.weights.names import is_vision

_LAYER = re.compile(r"(?:layers|blk)\.(\d{1,9})\.")
_ELSEWHERE = ("embed_tokens.", "token_embd.", ROPE_FACTORS)  # counted or computed
# How the name of a whole weight ends, in every format; parts of packed ones end otherwise.
_WHOLE = (".weight", "_proj", ".scale", ".per_expert_scale", "layer_scalar")
_APART = re.compile(r"\.experts\.\d+\.")  # experts in pieces, to be put together in memory
_FLOATS = {"F32": 4, "F16": 0, "BF16": 2}  # bytes each, as the model may compute with them
_LARGEST_HEADER = 100_000_000  # bytes; the safetensors library's own bound
_DAMAGES = (ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class WeightSizes:
    """Bytes in memory: of what belongs to no layer (mostly the embedding), and of each layer.

    ``can_stay_in_file``: the experts are stored as they compute, so that a layer can be read from
    its file whenever it is needed.
    """

    fixed: int
    layers: tuple[int, ...]
    can_stay_in_file: bool = True

    @property
    def total(self) -> int:
        return self.fixed + sum(self.layers)


@dataclass(frozen=True, slots=True)
class Bits:
    """Bits a number takes, its scales included, in each of the three kinds of weights."""

    experts: float
    dense: float
    floats: float = 16.0


UNPACKED = Bits(16, 16)
PACKED = Bits(experts=4.5, dense=8.01)  # as engine.weights.quantize packs


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many numbers the experts, the dense projections and all else have."""

    experts: int
    dense: int
    floats: int

    def bytes(self, bits: Bits) -> int:
        parts = self.experts * bits.experts + self.dense * bits.dense + self.floats * bits.floats
        return round(parts / 8)


def layer_numbers(config: ModelConfig, index: int) -> Numbers:
    """The numbers of one decoder layer."""
    size, head_dim = config.hidden_size, config.head_dims[index]
    projections = 3 if config.layer_types[index] == SLIDING else 2  # full layers have no v_proj
    heads = 2 * config.num_attention_heads + (projections - 1) * config.kv_heads[index]
    return Numbers(
        experts=3 * config.num_experts * config.moe_intermediate_size * size,
        dense=heads * head_dim * size + 3 * config.intermediate_size * size,
        # Router with its two scales, seven norms, those of query and key, two scalars.
        floats=(size + 1) * config.num_experts + size + 7 * size + 2 * head_dim + 2,
    )


def fixed_numbers(config: ModelConfig) -> Numbers:
    """The numbers that no layer owns: embedding, last norm, self-conditioning."""
    size = config.hidden_size
    return Numbers(0, 3 * size * config.intermediate_size, config.vocab_size * size + 2 * size)


def sizes_as(config: ModelConfig, bits: Bits) -> WeightSizes:
    """What a model of this geometry takes when packed so."""
    layers = range(config.num_hidden_layers)
    return WeightSizes(
        fixed_numbers(config).bytes(bits),
        tuple(layer_numbers(config, index).bytes(bits) for index in layers),
    )


def sizes_of(model: Path, config: ModelConfig, float_bytes: int = 2) -> WeightSizes:
    """What the weights of a folder or GGUF file take once loaded, floats at ``float_bytes`` each.

    Reads headers only. Raises ModelFilesError for a file that is missing or damaged.
    """
    layers = [0] * config.num_hidden_layers
    fixed = config.vocab_size * config.hidden_size * float_bytes  # never packed in memory
    can_stay = True
    for name, kind, shape, stored in _stored(model):
        if is_vision(name) or any(part in name for part in _ELSEWHERE):
            continue
        is_float = kind in _FLOATS and name.endswith(_WHOLE)
        if ".experts." in name:
            can_stay &= not _APART.search(name) and not (is_float and _FLOATS[kind] != float_bytes)
        size = prod(shape) * float_bytes if is_float else stored
        found = _LAYER.search(name)
        if found is None:
            fixed += size
        elif int(found[1]) < len(layers):
            layers[int(found[1])] += size
    return WeightSizes(fixed, tuple(layers), can_stay)


def _stored(model: Path) -> Iterator[tuple[str, str, tuple[int, ...], int]]:
    """Name, kind, shape and bytes of every stored tensor."""
    gguf = gguf_path(model)
    if gguf is not None:
        for name, tensor in read_gguf(gguf).tensors.items():
            yield name, tensor.kind, tensor.shape, tensor.stop - tensor.start
        return
    for shard in shard_files(model):
        try:
            yield from _entries(_header(shard))
        except FileNotFoundError as error:
            raise ModelFilesError(
                said("The model file {file} is missing.", file=shard.name)
            ) from error
        except OSError as error:
            raise unreadable(shard, error) from error
        except _DAMAGES as error:
            raise damaged(shard.name) from error


def _entries(header: dict[str, Any]) -> Iterator[tuple[str, str, tuple[int, ...], int]]:
    for name, entry in header.items():
        if name != "__metadata__":
            start, stop = entry["data_offsets"]
            shape = tuple(map(int, entry["shape"]))
            if min(*shape, stop - start, 0) < 0:
                raise ValueError("a tensor of less than nothing")
            yield name, str(entry["dtype"]), shape, int(stop - start)


def _header(shard: Path) -> dict[str, Any]:
    """A safetensors file's header; read here because the library imports torch."""
    with shard.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if length > _LARGEST_HEADER:
            raise ValueError("the header is too long")
        header: dict[str, Any] = json.loads(file.read(length))
        return header
