"""How fast known graphics cards and chips are: facts from their makers' data sheets."""

import re
from dataclasses import dataclass

_GB = 1e9


@dataclass(frozen=True, slots=True)
class Speed:
    """Bytes a second of a device's memory and of its link to main memory, and its arithmetic.

    ``operations`` are dense bfloat16 multiplications and additions a second, at their peak.
    ``link`` is what a PCIe slot of the card's generation and width brings in practice.
    """

    memory: float
    link: float
    operations: float


def _speed(memory_gb: float, link_gb: float, teraflops: float) -> Speed:
    return Speed(memory_gb * _GB, link_gb * _GB, teraflops * 1e12)


DISK = 3 * _GB  # bytes a second that an NVMe disk reads
PROCESSOR = _speed(45, 45, 0.5)  # two channels of memory and eight cores with AVX2
_UNKNOWN_CARD = _speed(300, 12, 25)
_UNKNOWN_CHIP = _speed(100, 100, 5)

# By words of the name; the longest that is found counts.
_KNOWN = {
    "5090 Laptop": _speed(896, 24, 80),
    "5090": _speed(1792, 48, 209),
    "5080": _speed(960, 48, 113),
    "5070 Ti": _speed(896, 48, 88),
    "5070": _speed(672, 48, 62),
    "5060": _speed(448, 24, 48),
    "4090 Laptop": _speed(576, 24, 80),
    "4090": _speed(1008, 24, 165),
    "4080": _speed(717, 24, 97),
    "4070 Ti SUPER": _speed(672, 24, 88),
    "4070 Laptop": _speed(256, 12, 40),
    "4070": _speed(504, 24, 58),
    "4060 Ti": _speed(288, 12, 44),
    "4060 Laptop": _speed(256, 12, 36),
    "4060": _speed(272, 12, 30),
    "3090": _speed(936, 24, 71),
    "3080": _speed(760, 24, 60),
    "3070": _speed(448, 24, 41),
    "3060": _speed(360, 24, 25),
    "A100": _speed(1555, 24, 312),
    "H100": _speed(3350, 48, 989),
    "L4": _speed(300, 24, 60),
    "7900 XTX": _speed(960, 24, 123),
    "7900 XT": _speed(800, 24, 103),
    "7800 XT": _speed(624, 24, 74),
    "9070": _speed(640, 24, 97),
    "M1": _speed(68, 68, 2.6),
    "M2": _speed(100, 100, 3.6),
    "M3": _speed(100, 100, 4.1),
    "M4": _speed(120, 120, 4.6),
    "M1 Max": _speed(400, 400, 10),
    "M2 Max": _speed(400, 400, 13),
    "M3 Max": _speed(400, 400, 14),
    "M4 Max": _speed(546, 546, 18),
    "M2 Pro": _speed(200, 200, 6.8),
    "M3 Pro": _speed(150, 150, 7.4),
    "M4 Pro": _speed(273, 273, 9.2),
}


def speed_of(name: str, device: str) -> Speed:
    """What is known of a device, or a careful guess for one of its kind."""
    if device == "cpu":
        return PROCESSOR
    found = [part for part in _KNOWN if re.search(rf"\b{part}\b", name, re.IGNORECASE)]
    if found:
        return _KNOWN[max(found, key=len)]
    return _UNKNOWN_CHIP if device == "mps" else _UNKNOWN_CARD
