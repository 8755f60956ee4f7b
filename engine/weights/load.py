"""Builds the model without memory, then puts each weight in its place, as floats or packed."""

from collections.abc import Sequence
from math import prod
from pathlib import Path

import torch
from torch import Tensor

from engine.layers.quantized import PackedWeight, put_packed
from engine.load_watch import LoadWatch
from engine.memory_plan import Place
from engine.model.decoder_layer import DecoderLayer
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import ModelConfig
from engine.weights.formats import open_weights
from engine.weights.formats.accounting import Shapes, WeightSource
from engine.weights.kernels import Kernels
from engine.weights.names import tensor_name
from engine.weights.placement import Placement
from engine.weights.quantize import Precision, pack, precision, require_finite, scheme_for


def empty_model(config: ModelConfig) -> DiffusionGemma:
    """The float model on the meta device: shapes without memory."""
    with torch.device("meta"):
        return DiffusionGemma(config)


def parameter_shapes(config: ModelConfig) -> dict[str, tuple[int, ...]]:
    """Every parameter of the text model and its shape; needs no memory."""
    return {name: tuple(given.shape) for name, given in empty_model(config).named_parameters()}


def load_model(
    folder: Path,
    config: ModelConfig,
    device: torch.device,
    dtype: torch.dtype,
    *,
    quantize: bool = False,
    places: Sequence[Place] | None = None,
    watch: LoadWatch | None = None,
    fast_kernels: bool = False,
) -> tuple[DiffusionGemma, tuple[str, ...]]:
    """The model with its weights on ``device``, and notes about what was left out.

    Tensors are taken one by one, so memory never holds the weights twice; ``quantize`` packs what
    comes as floats, and ``dtype`` is that of all others and of the arithmetic. ``places`` says of
    each layer where it is to lie, None that all are resident; ``watch`` counts numbers;
    ``fast_kernels`` asks for those that are off by default, notes tell what became of it. Raises
    ModelFilesError naming the first missing, unexpected or misshapen tensor, and LoadStopped.
    """
    watch = watch or LoadWatch()
    placement = Placement(device, places or [Place.RESIDENT] * config.num_hidden_layers)
    model = empty_model(config)
    shapes = parameter_shapes(config)
    source = open_weights(folder, shapes)
    kernels = Kernels(device, dtype, are_fast=fast_kernels)
    streamed = placement.streamed_layers
    numbers = {index: _numbers_of_layer(shapes, index) for index in streamed}
    watch.begin(sum(map(prod, shapes.values())) + sum(numbers.values()))
    floats: dict[str, Tensor] = {}
    for parameter, shape in shapes.items():
        weight = _in_place(source, parameter, placement, kernels, quantize)
        if isinstance(weight, Tensor):
            floats[parameter] = weight
        else:
            put_packed(model, parameter, weight)
        watch.took(prod(shape))
    model.load_state_dict(floats, assign=True, strict=False)
    assert not any(tensor.is_meta for tensor in model.state_dict().values())
    model.requires_grad_(False).eval()
    layers: list[DecoderLayer] = list(model.layers)  # type: ignore[arg-type]
    model.store = placement.store(layers, lambda index: watch.took(numbers[index]))
    return model, (*source.notes, *kernels.notes())


def _in_place(
    source: WeightSource, parameter: str, placement: Placement, kernels: Kernels, quantize: bool
) -> Tensor | PackedWeight:
    """One weight where it is to lie, floats at ``dtype`` or packed."""
    weight, device, dtype = source.read(parameter), placement.device, kernels.dtype
    if quantize and isinstance(weight, Tensor):
        weight = _packed(parameter, weight, device)
    if isinstance(weight, PackedWeight) and precision(parameter) is Precision.FLOAT:
        weight = weight.to(device).unpacked(dtype)
    if isinstance(weight, Tensor):
        return placement.floats(parameter, weight, dtype)
    weight = placement.packed(parameter, weight)
    return kernels.suited(weight, is_resident=placement.is_resident(parameter))


def _numbers_of_layer(shapes: Shapes, index: int) -> int:
    start = f"layers.{index}."
    return sum(prod(shape) for name, shape in shapes.items() if name.startswith(start))


def _packed(parameter: str, weight: Tensor, device: torch.device) -> Tensor | PackedWeight:
    scheme = scheme_for(parameter, tuple(weight.shape))
    if scheme is None:
        return weight
    packed = pack(weight, scheme, device)
    require_finite(tensor_name(parameter), packed)
    return packed
