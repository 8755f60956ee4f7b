"""Graphics cards that are in the computer while their driver does not tell of them."""

import csv
from collections.abc import Callable
from pathlib import Path

from engine.hardware import GIB, Backend, Gpu
from engine.said import Sentence, said

SMALLEST = 2 * GIB  # an AMD processor's own graphics has less
NVIDIA, AMD = "0x10de", "0x1002"
_ON_WINDOWS = (
    "Get-CimInstance Win32_VideoController | "
    "Select-Object PNPDeviceID,Name,AdapterRAM,InstalledDisplayDrivers | "
    "ConvertTo-Csv -NoTypeInformation"
)

Ask = Callable[[list[str]], str | None]  # a command to its output; None if it fails


def nvidia_without_driver(devices: Path) -> tuple[Gpu, ...]:
    """Cards that Linux sees on the bus; to be asked where nvidia-smi tells of none."""
    return _nvidia() if any(_is_display(device, NVIDIA) for device in entries(devices)) else ()


def amd_without_driver(devices: Path) -> tuple[Gpu, ...]:
    """Cards that Linux sees on the bus and that no driver has taken."""
    is_idle = any(
        _is_display(device, AMD) and not (device / "driver").exists() for device in entries(devices)
    )
    return _amd() if is_idle else ()


def windows_cards(ask: Ask, *, needs_rocm: bool, is_nvidia_known: bool) -> tuple[Gpu, ...]:
    """The cards that Windows tells of and that cannot be used as things are.

    Without its maker's driver a card is there under another name; the memory that is told ends at
    4 GiB, which is enough to know a processor's own graphics by.
    """
    told = ask(["powershell", "-NoProfile", "-NonInteractive", "-Command", _ON_WINDOWS]) or ""
    found: list[Gpu] = []
    for row in csv.DictReader(told.splitlines()):
        place, name = row.get("PNPDeviceID") or "", row.get("Name") or ""
        if "VEN_10DE" in place.upper() and not is_nvidia_known:
            found += _nvidia()
        elif "VEN_1002" in place.upper():
            memory = row.get("AdapterRAM") or ""
            if not row.get("InstalledDisplayDrivers"):
                found += _amd()
            elif needs_rocm and memory.isdecimal() and int(memory) >= SMALLEST:
                found.append(Gpu(name, Backend.ROCM, 0, 0, problem=without_rocm(name)))
    return tuple(found)


def without_rocm(name: str) -> Sentence:
    """Why an AMD card is not used that works."""
    return said(
        "The {name} is not used: PyTorch was installed without ROCm. Install PyTorch's version "
        "for ROCm into Sfumato's environment to use it.",
        name=name,
    )


def entries(folder: Path) -> list[Path]:
    """What lies in one of the system's folders; nothing where there is none."""
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


def text_of(path: Path) -> str | None:
    """What one of the system's files says; None where it cannot be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None


def _nvidia() -> tuple[Gpu, ...]:
    problem = said(
        "There is an NVIDIA graphics card, but its driver is missing or does not answer. Install "
        "NVIDIA's driver and start the computer anew to use the card."
    )
    return (Gpu(said("NVIDIA graphics card"), Backend.CUDA, 0, 0, problem=problem),)


def _amd() -> tuple[Gpu, ...]:
    problem = said(
        "There is an AMD graphics card, but its driver is missing. Install AMD's driver and start "
        "the computer anew to use the card."
    )
    return (Gpu(said("AMD graphics card"), Backend.ROCM, 0, 0, problem=problem),)


def _is_display(device: Path, vendor: str) -> bool:
    kind = text_of(device / "class") or ""
    return text_of(device / "vendor") == vendor and kind.startswith("0x03")
