"""Layers that come to the device when their turn is, while the one before them computes.

Two slots on the device serve all streamed layers in turn. A layer's tensors are views into its
slot from the beginning, so that nothing has to be put in place when its bytes arrive.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from engine.memory_plan import SLOTS, Place
from engine.model.decoder_layer import DecoderLayer
from engine.weights.transfer import Pair, Transfer

_ALIGNMENT = 256  # bytes; what kernels may expect of where a tensor begins
# Page-locked memory comes in powers of two: small pieces waste least of it.
_PINNED_PIECE = 16 * 1024**2


@dataclass(frozen=True, slots=True)
class _Turn:
    """A streamed layer: which slot it uses, and what is copied there."""

    index: int
    slot: int
    pairs: tuple[Pair, ...]


class StreamedLayers:
    """Keeps the streamed layers in main memory or in their files, and brings them in turn.

    ``places`` tells of each layer where it is to lie; those that are not resident are taken over:
    their tensors, wherever they are, become views into the slots. Page-locked ones are copied.
    ``on_taken`` hears of each layer that was taken over.
    """

    def __init__(
        self,
        layers: Sequence[DecoderLayer],
        places: Sequence[Place],
        device: torch.device,
        transfer: Transfer,
        on_taken: Callable[[int], None] | None = None,
    ) -> None:
        self._transfer = transfer
        streamed = [index for index, place in enumerate(places) if place is not Place.RESIDENT]
        size = max((_layout(layers[index])[1] for index in streamed), default=0)
        self._slots = [
            torch.empty(size, dtype=torch.uint8, device=device)
            for _ in range(min(SLOTS, len(streamed)))
        ]
        self._turns: list[_Turn] = []
        for number, index in enumerate(streamed):
            slot = number % SLOTS
            is_pinned = places[index] is Place.PINNED and device.type == "cuda"
            pairs = _take_over(layers[index], self._slots[slot], is_pinned)
            self._turns.append(_Turn(index, slot, tuple(pairs)))
            if on_taken is not None:
                on_taken(index)
        self._at: Mapping[int, int] = {turn.index: n for n, turn in enumerate(self._turns)}
        self._held: list[int | None] = [None] * len(self._slots)  # the turn a slot holds or awaits

    def visit(self, layers: Sequence[DecoderLayer]) -> Iterator[tuple[int, DecoderLayer]]:
        """Each layer in order; while one computes, the next streamed one comes."""
        for slot in range(len(self._slots)):
            self._transfer.record(slot)  # a pass that was cut short may have left work behind
        for index, layer in enumerate(layers):
            number = self._at.get(index)
            if number is None:
                yield index, layer
                continue
            turn = self._turns[number]
            self._fetch(number)
            self._transfer.wait(turn.slot)
            yield index, layer
            self._transfer.record(turn.slot)
            self._fetch((number + 1) % len(self._turns))

    def close(self) -> None:
        """Give back the slots and the layers' bytes."""
        self._transfer.close()
        self._turns, self._at, self._slots = [], {}, []

    def _fetch(self, number: int) -> None:
        """Begin to bring a layer, unless its slot has it or awaits it."""
        turn = self._turns[number]
        if self._held[turn.slot] != number:
            self._held[turn.slot] = None  # until the copy has begun: it may fail
            self._transfer.copy(turn.slot, turn.pairs)
            self._held[turn.slot] = number


def _tensors(layer: nn.Module) -> Iterator[tuple[nn.Module, str, Tensor]]:
    """Every parameter and buffer with its owner and name."""
    for owner in layer.modules():
        for name, tensor in (*owner._parameters.items(), *owner._buffers.items()):
            if tensor is not None:
                yield owner, name, tensor


def _layout(layer: nn.Module) -> tuple[list[int], int]:
    """Where each of a layer's tensors begins in a slot, and the bytes that all of them take."""
    starts, end = [], 0
    for _, _, tensor in _tensors(layer):
        starts.append(end)
        end += -(-tensor.nbytes // _ALIGNMENT) * _ALIGNMENT
    return starts, end


def _take_over(layer: nn.Module, slot: Tensor, is_pinned: bool) -> list[Pair]:
    """Make a layer's tensors views into a slot; returns what has to be copied there."""
    starts, size = _layout(layer)
    pairs: list[Pair] = []
    for start, (owner, name, tensor) in zip(starts, list(_tensors(layer)), strict=True):
        place = slot[start : start + tensor.nbytes]
        pairs.append((tensor.detach().contiguous().view(-1).view(torch.uint8), place))
        view = place.view(tensor.dtype).view(tensor.shape)
        if isinstance(tensor, nn.Parameter):
            owner._parameters[name] = nn.Parameter(view, requires_grad=False)
        else:
            owner._buffers[name] = view
    return _pinned(pairs, starts, size, slot) if is_pinned else pairs


def _pinned(pairs: list[Pair], starts: list[int], size: int, slot: Tensor) -> list[Pair]:
    """The same bytes in page-locked memory, or as they were where the system gives none."""
    try:
        pieces = [
            torch.empty(min(_PINNED_PIECE, size - start), dtype=torch.uint8, pin_memory=True)
            for start in range(0, size, _PINNED_PIECE)
        ]
    except RuntimeError:
        return pairs
    for start, (source, _) in zip(starts, pairs, strict=True):
        _write(source, start, pieces)
    return [
        (piece, slot[n * _PINNED_PIECE : n * _PINNED_PIECE + len(piece)])
        for n, piece in enumerate(pieces)
    ]


def _write(source: Tensor, start: int, pieces: Sequence[Tensor]) -> None:
    """Copy bytes to where they begin in memory that lies in pieces of equal length."""
    done = 0
    while done < len(source):
        number, offset = divmod(start + done, _PINNED_PIECE)
        count = min(len(source) - done, len(pieces[number]) - offset)
        pieces[number][offset : offset + count] = source[done : done + count]
        done += count
