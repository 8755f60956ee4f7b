"""What this computer offers a model: processor, memory, disk and graphics cards. Without torch."""

import os
import platform
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from engine.disk import free_bytes
from engine.said import said

GIB = 1024**3  # memory is made and sold in these


class Backend(StrEnum):
    """Through what torch reaches a graphics card."""

    CUDA = "cuda"
    ROCM = "rocm"
    MPS = "mps"


@dataclass(frozen=True, slots=True)
class Gpu:
    """A graphics card. ``problem`` is a sentence if it cannot be used as things are.

    ``index`` counts the cards of a backend, as torch does. A Mac's chip shares the main memory:
    its ``total_bytes`` and ``free_bytes`` are what the system lets it take of that.
    """

    name: str
    backend: Backend
    total_bytes: int
    free_bytes: int
    index: int = 0
    problem: str | None = None

    @property
    def device(self) -> str:
        """What torch calls it."""
        return "mps" if self.backend is Backend.MPS else f"cuda:{self.index}"

    @property
    def shares_memory(self) -> bool:
        return self.backend is Backend.MPS


@dataclass(frozen=True, slots=True)
class Hardware:
    """Bytes of main memory and of free disk where models lie, and every graphics card found."""

    processor: str
    cores: int
    ram_bytes: int
    free_ram_bytes: int
    free_disk_bytes: int
    gpus: tuple[Gpu, ...] = ()

    @property
    def usable_gpus(self) -> tuple[Gpu, ...]:
        return tuple(gpu for gpu in self.gpus if gpu.problem is None)

    def sentences(self) -> tuple[str, ...]:
        """This computer in words, one sentence a thing."""
        cards = [_card_sentence(gpu) for gpu in self.gpus]
        return (
            *(cards or [said("No graphics card was found that could run a model.")]),
            said(
                "The main memory is {total}, {free} of it free.",
                total=memory_words(self.ram_bytes),
                free=memory_words(self.free_ram_bytes),
            ),
            said("The disk has {free} free.", free=disk_words(self.free_disk_bytes)),
            said(
                "The processor is {name} with {cores} cores.",
                name=self.processor,
                cores=self.cores,
            ),
        )


def survey(models: Path) -> Hardware:
    """Look around on this computer; ``models`` is where models lie, or are to lie."""
    import psutil

    from engine.graphics_cards import find_gpus

    memory = psutil.virtual_memory()
    return Hardware(
        processor=_processor_name(),
        cores=psutil.cpu_count(logical=False) or os.cpu_count() or 1,
        ram_bytes=memory.total,
        free_ram_bytes=memory.available,
        free_disk_bytes=free_bytes(models),
        gpus=find_gpus(memory.total, memory.available),
    )


def without_load(hardware: Hardware, device: str, held_bytes: int) -> Hardware:
    """The computer as if ``held_bytes`` of a device, "cpu" or a card's name in torch, were free."""
    gpus = tuple(
        replace(gpu, free_bytes=min(gpu.total_bytes, gpu.free_bytes + held_bytes))
        if gpu.device == device
        else gpu
        for gpu in hardware.gpus
    )
    if device != "cpu":
        return replace(hardware, gpus=gpus)
    free = min(hardware.ram_bytes, hardware.free_ram_bytes + held_bytes)
    return replace(hardware, free_ram_bytes=free)


def memory_words(size: int) -> str:
    """As memory is built: 12884901888 is "12 GiB"."""
    if size < GIB:
        return f"{size / 1024**2:.0f} MiB"
    return f"{size / GIB:.0f} GiB" if size >= 10 * GIB else f"{size / GIB:.1f} GiB"


def disk_words(size: int) -> str:
    """As disks and download pages count: 16800000000 is "16.8 GB"."""
    return f"{size / 1e9:.1f} GB"


def _card_sentence(gpu: Gpu) -> str:
    if gpu.problem is not None:
        return gpu.problem
    total, free = memory_words(gpu.total_bytes), memory_words(gpu.free_bytes)
    if gpu.shares_memory:
        return said(
            "The graphics of the {name} can use {total} of the main memory, {free} now.",
            name=gpu.name,
            total=total,
            free=free,
        )
    return said(
        "The graphics card is {name} with {total}, {free} of it free.",
        name=gpu.name,
        total=total,
        free=free,
    )


def _processor_name() -> str:
    about = Path("/proc/cpuinfo")
    if about.exists():
        for line in about.read_text(encoding="utf-8", errors="replace").splitlines():
            label, _, value = line.partition(":")
            if label.strip() == "model name":
                return value.strip()
    return platform.processor() or platform.machine()
