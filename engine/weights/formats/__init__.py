"""The formats a model's weights come in; each file knows one."""

from pathlib import Path
from typing import Any

from engine.errors import UnsupportedModel
from engine.gguf.model import gguf_path
from engine.json_files import read_json
from engine.said import said
from engine.weights.checkpoint import Checkpoint
from engine.weights.formats import compressed_tensors, mlx, modelopt, sfumato
from engine.weights.formats.accounting import Shapes, WeightSource
from engine.weights.formats.gguf import GGUFWeights
from engine.weights.formats.modules import ModuleWeights
from engine.weights.formats.plain import PlainWeights
from engine.weights.methods import UNNAMED, stated_method

_BY_MODULE = {
    format_.METHOD: format_.find_packing for format_ in (compressed_tensors, modelopt, mlx)
}


def open_weights(folder: Path, shapes: Shapes) -> WeightSource:
    """The weights of a GGUF file, or of a folder in the format that its config.json names.

    Raises ModelFilesError naming the first missing, unexpected or misshapen tensor, and
    UnsupportedModel for a format that is not known.
    """
    gguf = gguf_path(folder)
    if gguf is not None:
        return GGUFWeights(gguf, shapes)
    method = require_readable(folder)
    checkpoint = Checkpoint.from_folder(folder)
    if method is None:
        return PlainWeights(checkpoint, shapes)
    if method == sfumato.METHOD:
        return sfumato.SfumatoWeights(checkpoint, shapes)
    return ModuleWeights(checkpoint, shapes, _BY_MODULE[method])


def require_readable(folder: Path) -> str | None:
    """The method by which a folder's weights are packed; UnsupportedModel for an unknown one."""
    method = quantisation_method(folder)
    if method is not None and method != sfumato.METHOD and method not in _BY_MODULE:
        raise UnsupportedModel(
            said(
                "The model is quantised with “{method}”, which Sfumato does not read. "
                "Choose another version of it.",
                method=method,
            )
        )
    return method


def quantisation_method(folder: Path) -> str | None:
    """What the folder's files say about how the weights are packed; None for plain floats."""
    if gguf_path(folder) is not None:
        return "gguf"
    stated = stated_method(read_json(folder / "config.json"))
    beside = folder / "hf_quant_config.json"  # where ModelOpt wrote it in its first years
    if stated in (None, UNNAMED) and beside.exists():
        return _producer(read_json(beside))
    return stated


def _producer(stated: dict[str, Any]) -> str:
    """Who packed the weights, as a name or as a section with one."""
    producer = stated.get("producer")
    name = producer.get("name") if isinstance(producer, dict) else producer
    return name if isinstance(name, str) else UNNAMED
