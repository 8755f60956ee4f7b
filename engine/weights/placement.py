"""Where each layer's tensors go while a model is loaded, and how the layers come to compute."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor

from engine.layers.quantized import PackedWeight
from engine.memory_plan import Place
from engine.model.decoder_layer import DecoderLayer
from engine.model.layer_store import LayerStore, ResidentLayers
from engine.weights.layer_stream import StreamedLayers
from engine.weights.transfer import transfer_to

_CPU = torch.device("cpu")


class Placement:
    """The device that computes and the place of each layer; all else is resident.

    A CPU computes on what is mapped, so nothing is streamed to it: of a model that does not fit,
    the resident layers are copied out of the file, so that the system does not drop them to make
    room for the others.
    """

    def __init__(self, device: torch.device, places: Sequence[Place]) -> None:
        self.device = device
        self.places = places
        self._is_partly_mapped = device.type == "cpu" and Place.MAPPED in places

    def is_resident(self, parameter: str) -> bool:
        _, _, rest = parameter.partition("layers.")
        return not rest or self.places[int(rest.split(".")[0])] is Place.RESIDENT

    def floats(self, parameter: str, weight: Tensor, dtype: torch.dtype) -> Tensor:
        """A float weight where it is to lie."""
        home = self.device if self.is_resident(parameter) else _CPU
        return self._kept(parameter, weight.to(device=home, dtype=dtype))

    def packed(self, parameter: str, weight: PackedWeight) -> PackedWeight:
        """A packed weight where it is to lie."""
        weight = weight.to(self.device if self.is_resident(parameter) else _CPU)
        for name, buffer in weight.named_buffers():
            weight.register_buffer(name, self._kept(parameter, buffer))
        return weight

    @property
    def streamed_layers(self) -> list[int]:
        """The layers that come to the device at every step."""
        if self.device.type == "cpu":
            return []
        return [index for index, place in enumerate(self.places) if place is not Place.RESIDENT]

    def store(self, layers: Sequence[DecoderLayer], on_taken: Callable[[int], None]) -> LayerStore:
        """How the loaded layers are visited; those that are streamed are taken over.

        ``on_taken`` hears of each of them.
        """
        if not self.streamed_layers:
            return ResidentLayers()
        transfer = transfer_to(self.device)
        return StreamedLayers(layers, self.places, self.device, transfer, on_taken)

    def _kept(self, parameter: str, tensor: Tensor) -> Tensor:
        return tensor.clone() if self._is_partly_mapped and self.is_resident(parameter) else tensor
