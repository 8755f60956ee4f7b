"""How the layers of a pass become ready to compute, one after the other."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from engine.model.decoder_layer import DecoderLayer


class LayerStore(Protocol):
    """Knows where layers lie. ``close`` gives back what it holds; no layer works afterwards."""

    def visit(self, layers: Sequence[DecoderLayer]) -> Iterator[tuple[int, DecoderLayer]]:
        """Each layer with its index, in order, its weights on the device until the next one."""
        ...

    def close(self) -> None: ...


class ResidentLayers:
    """All layers lie where they compute."""

    def visit(self, layers: Sequence[DecoderLayer]) -> Iterator[tuple[int, DecoderLayer]]:
        return iter(enumerate(layers))

    def close(self) -> None:
        """Nothing is held beside the layers themselves."""
