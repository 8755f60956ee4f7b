"""Copies bytes into slots on a device, and keeps computing and copying in their order."""

from collections.abc import Iterable
from typing import Protocol

import torch
from torch import Tensor

from engine.memory_plan import SLOTS

Pair = tuple[Tensor, Tensor]  # a source in main memory and its place on the device


class Transfer(Protocol):
    """What a slot holds may be read after ``wait``, and is overwritten only after ``record``."""

    def copy(self, slot: int, pairs: Iterable[Pair]) -> None:
        """Begin to fill a slot, once what was computed before ``record`` of it is done."""
        ...

    def wait(self, slot: int) -> None:
        """Let what is computed from here on wait until the slot is filled."""
        ...

    def record(self, slot: int) -> None:
        """Mark that all that reads the slot has been given to the device."""
        ...

    def close(self) -> None:
        """Wait until nothing is copied any more."""
        ...


class OrderedTransfer:
    """For devices that do one thing after another, as a CPU and Apple's graphics do here."""

    def copy(self, slot: int, pairs: Iterable[Pair]) -> None:
        for source, target in pairs:
            target.copy_(source)

    def wait(self, slot: int) -> None:
        """The copy is done, or stands before whatever is computed next."""

    def record(self, slot: int) -> None:
        """The device is done with the slot before it begins the next copy."""

    def close(self) -> None:
        """Nothing goes on by itself."""


class CudaTransfer:
    """Copies on a stream of its own, beside the computing one; for CUDA and ROCm.

    From page-locked memory a copy returns at once. From other memory it holds the caller up, while
    the device goes on with what it was given before.
    """

    def __init__(self, device: torch.device) -> None:
        self._device = device
        self._stream = torch.cuda.Stream(device)  # type: ignore[no-untyped-call]
        self._filled, self._used = _events(), _events()

    def copy(self, slot: int, pairs: Iterable[Pair]) -> None:
        self._stream.wait_event(self._used[slot])
        with torch.cuda.stream(self._stream):
            for source, target in pairs:
                target.copy_(source, non_blocking=True)
        self._filled[slot].record(self._stream)

    def wait(self, slot: int) -> None:
        torch.cuda.current_stream(self._device).wait_event(self._filled[slot])

    def record(self, slot: int) -> None:
        self._used[slot].record(torch.cuda.current_stream(self._device))

    def close(self) -> None:
        self._stream.synchronize()


def _events() -> list[torch.cuda.Event]:
    return [torch.cuda.Event() for _ in range(SLOTS)]  # type: ignore[no-untyped-call]


def transfer_to(device: torch.device) -> Transfer:
    """The way of copying that suits a device."""
    return CudaTransfer(device) if device.type == "cuda" else OrderedTransfer()
