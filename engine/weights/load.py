"""Builds the model without memory, then puts each tensor in its place; none goes unaccounted."""

from pathlib import Path

import torch
from torch import Tensor

from engine.config import ModelConfig
from engine.errors import ModelFilesError
from engine.model.diffusion_gemma import DiffusionGemma
from engine.weights.checkpoint import Checkpoint

_DECODER = "model.decoder."
_ENCODER_LAYERS = "model.encoder.language_model.layers."
_VISION = ("model.encoder.vision_tower.", "model.encoder.embed_vision.")
_ENCODER_SCALAR = ".encoder_layer_scalar"  # our name; no checkpoint spells it so
_FLOATS = frozenset({"F32", "BF16", "F16"})


def parameter_name(tensor_name: str) -> str | None:
    """Our parameter for a checkpoint's tensor; None for one that the text model does not have."""
    if tensor_name.startswith(_DECODER) and not tensor_name.endswith(_ENCODER_SCALAR):
        return tensor_name.removeprefix(_DECODER)
    index, _, rest = tensor_name.removeprefix(_ENCODER_LAYERS).partition(".")
    if tensor_name.startswith(_ENCODER_LAYERS) and rest == "layer_scalar":
        return f"layers.{index}{_ENCODER_SCALAR}"
    return None


def count_parameters(config: ModelConfig) -> int:
    """Numbers in the text model; needs no memory."""
    with torch.device("meta"):
        return sum(parameter.numel() for parameter in DiffusionGemma(config).parameters())


def load_model(
    folder: Path, config: ModelConfig, device: torch.device, dtype: torch.dtype
) -> tuple[DiffusionGemma, tuple[str, ...]]:
    """The model with its weights on ``device``, and notes about what was left out.

    Tensors are converted one by one, so memory never holds the weights twice. Raises
    ModelFilesError naming the first missing, unexpected or misshapen tensor.
    """
    with torch.device("meta"):
        model = DiffusionGemma(config)
    checkpoint = Checkpoint(folder)
    vision = [name for name in checkpoint if name.startswith(_VISION)]
    sources = _sources(checkpoint, dict(model.named_parameters()))
    weights: dict[str, Tensor] = {
        parameter: checkpoint.read(name).to(device=device, dtype=dtype)
        for parameter, name in sources.items()
    }
    model.load_state_dict(weights, assign=True)
    model.requires_grad_(False).eval()
    return model, _notes(len(vision))


def _sources(checkpoint: Checkpoint, parameters: dict[str, torch.nn.Parameter]) -> dict[str, str]:
    """Our parameter names to the checkpoint's tensor names, one to one."""
    sources: dict[str, str] = {}
    for name, entry in checkpoint.items():
        if name.startswith(_VISION):
            continue
        parameter = parameter_name(name)
        if parameter not in parameters or parameter in sources:
            raise ModelFilesError(f"The model files hold an unexpected tensor: {name}.")
        expected = tuple(parameters[parameter].shape)
        if entry.shape != expected:
            raise ModelFilesError(
                f"The tensor {name} has the shape {list(entry.shape)}, "
                f"but config.json asks for {list(expected)}."
            )
        if entry.dtype not in _FLOATS:
            raise ModelFilesError(
                f"The tensor {name} is stored as {entry.dtype}, which is not a supported format."
            )
        sources[parameter] = name
    for parameter in parameters:
        if parameter not in sources:
            raise ModelFilesError(f"The model files lack the tensor {tensor_name(parameter)}.")
    return sources


def tensor_name(parameter: str) -> str:
    """The checkpoint's name of one of our parameters; ``parameter_name`` the other way round."""
    if parameter.endswith(_ENCODER_SCALAR):
        index = parameter.split(".")[1]
        return f"{_ENCODER_LAYERS}{index}.layer_scalar"
    return _DECODER + parameter


def _notes(vision_tensors: int) -> tuple[str, ...]:
    if not vision_tensors:
        return ()
    return (f"Images are not supported: {vision_tensors} vision tensors were left out.",)
