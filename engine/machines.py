"""Computers that people have, as a survey of them would read, to try plans on."""

from engine.graphics_cards import metal_bytes
from engine.hardware import GIB, Backend, Gpu, Hardware

_DESKTOP = 0.5  # GB of a card that the desktop takes
_DISK = 200  # GB free
_SYSTEM = 3  # GB of main memory that the system and other programs hold


def _pc(processor: str, cores: int, ram: float, *cards: tuple[str, float]) -> Hardware:
    """A computer with ``ram`` GB and cards of so many GB, those named AMD reached by ROCm."""
    gpus = []
    for index, (name, size) in enumerate(cards):
        backend = Backend.ROCM if name.startswith("AMD") else Backend.CUDA
        desktop = _DESKTOP if index == 0 else 0
        gpus.append(Gpu(name, backend, int(size * GIB), int((size - desktop) * GIB), index))
    return _hardware(processor, cores, ram, tuple(gpus))


def _mac(chip: str, cores: int, ram: float) -> Hardware:
    most = metal_bytes(int(ram * GIB))
    gpu = Gpu(chip, Backend.MPS, most, min(most, int((ram - _SYSTEM) * GIB)))
    return _hardware(chip, cores, ram, (gpu,))


def _hardware(processor: str, cores: int, ram: float, gpus: tuple[Gpu, ...]) -> Hardware:
    return Hardware(
        processor, cores, int(ram * GIB), int((ram - _SYSTEM) * GIB), _DISK * 1000**3, gpus
    )


def _card(name: str, size: float, ram: float = 32) -> Hardware:
    return _pc("a desktop's processor", 8, ram, (f"NVIDIA GeForce {name}", size))


MACHINES: dict[str, Hardware] = {
    "RTX 3060 12 GB": _card("RTX 3060", 12),
    "RTX 3060 12 GB, 16 GB memory": _card("RTX 3060", 12, 16),
    "RTX 3070 8 GB": _card("RTX 3070", 8),
    "RTX 3080 10 GB": _card("RTX 3080", 10),
    "RTX 3090 24 GB": _card("RTX 3090", 24),
    "RTX 4060 8 GB": _card("RTX 4060", 8),
    "RTX 4060 Ti 16 GB": _card("RTX 4060 Ti", 16),
    "RTX 4070 12 GB": _card("RTX 4070", 12),
    "RTX 4070 Ti SUPER 16 GB": _card("RTX 4070 Ti SUPER", 16),
    "RTX 4090 24 GB": _card("RTX 4090", 24, 64),
    "RTX 5070 Ti 16 GB": _card("RTX 5070 Ti", 16),
    "RTX 5080 16 GB": _card("RTX 5080", 16, 64),
    "RTX 5090 32 GB": _card("RTX 5090", 32, 64),
    "two RTX 3090 24 GB": _pc(
        "a desktop's processor",
        12,
        64,
        ("NVIDIA GeForce RTX 3090", 24),
        ("NVIDIA GeForce RTX 3090", 24),
    ),
    "RTX 3060 12 GB and RTX 4060 Ti 16 GB": _pc(
        "a desktop's processor",
        8,
        32,
        ("NVIDIA GeForce RTX 3060", 12),
        ("NVIDIA GeForce RTX 4060 Ti", 16),
    ),
    "laptop, RTX 4060 8 GB, 16 GB memory": _pc(
        "a laptop's processor", 8, 16, ("NVIDIA GeForce RTX 4060 Laptop GPU", 8)
    ),
    "laptop, RTX 3050 4 GB, 16 GB memory": _pc(
        "a laptop's processor", 6, 16, ("NVIDIA GeForce RTX 3050 Laptop GPU", 4)
    ),
    "RX 7900 XTX 24 GB": _pc("a desktop's processor", 8, 32, ("AMD Radeon RX 7900 XTX", 24)),
    "RX 7800 XT 16 GB": _pc("a desktop's processor", 8, 32, ("AMD Radeon RX 7800 XT", 16)),
    "Mac M1 16 GB": _mac("Apple M1", 8, 16),
    "Mac M2 24 GB": _mac("Apple M2", 8, 24),
    "Mac M3 Pro 36 GB": _mac("Apple M3 Pro", 12, 36),
    "Mac M4 Pro 48 GB": _mac("Apple M4 Pro", 14, 48),
    "Mac M4 Max 64 GB": _mac("Apple M4 Max", 16, 64),
    "no card, 8 GB memory": _pc("a laptop's processor", 4, 8),
    "no card, 16 GB memory": _pc("a laptop's processor", 8, 16),
    "no card, 32 GB memory": _pc("a desktop's processor", 8, 32),
    "no card, 64 GB memory": _pc("a desktop's processor", 16, 64),
}
