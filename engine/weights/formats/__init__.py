"""The formats a model's weights come in; each file knows one."""

from pathlib import Path

from engine.config import read_json
from engine.errors import UnsupportedModel
from engine.gguf.model import gguf_path
from engine.weights.checkpoint import Checkpoint
from engine.weights.formats.accounting import Shapes, WeightSource
from engine.weights.formats.gguf import GGUFWeights
from engine.weights.formats.plain import PlainWeights
from engine.weights.formats.sfumato import METHOD, SfumatoWeights


def open_weights(folder: Path, shapes: Shapes) -> WeightSource:
    """The weights of a GGUF file, or of a folder in the format that its config.json names.

    Raises ModelFilesError naming the first missing, unexpected or misshapen tensor, and
    UnsupportedModel for a format that is not known.
    """
    gguf = gguf_path(folder)
    if gguf is not None:
        return GGUFWeights(gguf, shapes)
    method = quantisation_method(folder)
    if method is None:
        return PlainWeights(Checkpoint.from_folder(folder), shapes)
    if method == METHOD:
        return SfumatoWeights(Checkpoint.from_folder(folder), shapes)
    raise UnsupportedModel(
        f"The model is quantised with “{method}”, which Sfumato does not read. Choose another "
        "version of it."
    )


def quantisation_method(folder: Path) -> str | None:
    """What config.json says about how the weights are packed; None for plain floats."""
    said = read_json(folder / "config.json").get("quantization_config")
    if said is None:
        return None
    return str(said.get("quant_method")) if isinstance(said, dict) else str(said)
