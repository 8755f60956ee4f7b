"""Finds graphics cards without torch, and says why one cannot be used: driver, torch's build."""

import csv
import importlib.util
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.hardware import GIB, Backend, Gpu
from engine.said import said
from engine.silent_cards import (
    AMD,
    SMALLEST,
    Ask,
    amd_without_driver,
    entries,
    nvidia_without_driver,
    text_of,
    windows_cards,
    without_rocm,
)

_QUERY = (
    "--query-gpu=name,memory.total,memory.free,driver_version",
    "--format=csv,noheader,nounits",
)
_MIB = 1024**2
_PATIENCE = 10.0  # seconds; the tool is slow where the driver sleeps
# The oldest driver for each major version of CUDA, from NVIDIA's table of compatibility.
_OLDEST_DRIVER = {11: 450, 12: 525, 13: 580}


@dataclass(frozen=True, slots=True)
class TorchBuild:
    """What the installed torch was built for: a version of CUDA or of ROCm, or neither."""

    cuda: str | None = None
    hip: str | None = None


def find_gpus(ram_bytes: int, free_ram_bytes: int) -> tuple[Gpu, ...]:
    """All graphics cards that torch could use if all is well, the best ones first."""
    if sys.platform == "darwin":
        return apple_gpu(platform.machine(), _apple_chip(), ram_bytes, free_ram_bytes)
    build = torch_build()
    nvidia = nvidia_gpus(ask, build, ram_bytes, free_ram_bytes)
    if sys.platform == "win32":
        amd = windows_cards(ask, needs_rocm=build.hip is None, is_nvidia_known=bool(nvidia))
    else:
        bus = Path("/sys/bus/pci/devices")
        nvidia = nvidia or nvidia_without_driver(bus)
        amd = amd_gpus(Path("/sys/class/drm"), build) or amd_without_driver(bus)
    found = sorted((*nvidia, *amd), key=lambda gpu: (gpu.problem is not None, -gpu.free_bytes))
    return tuple(found)


def nvidia_gpus(
    ask: Ask, build: TorchBuild, ram_bytes: int, free_ram_bytes: int
) -> tuple[Gpu, ...]:
    """The cards that NVIDIA's driver tells of; none if there is no driver.

    Of one without memory of its own it tells none: that one has the main memory.
    """
    told = ask(["nvidia-smi", *_QUERY])
    if told is None:
        return ()
    found: list[Gpu] = []
    for row in csv.reader(told.splitlines(), skipinitialspace=True):
        if len(row) == 4:
            name, total, free, driver = row
            problem = _nvidia_problem(name, driver, build)
            memory = (ram_bytes, free_ram_bytes)
            if total.isdecimal() and free.isdecimal():
                memory = (int(total) * _MIB, int(free) * _MIB)
            found.append(Gpu(name, Backend.CUDA, *memory, len(found), problem))
    return tuple(found)


def amd_gpus(cards: Path, build: TorchBuild) -> tuple[Gpu, ...]:
    """The AMD cards that Linux's driver tells of, less a processor's own small graphics."""
    found: list[Gpu] = []
    for card in entries(cards):
        device = card / "device"
        total, used = (_number(device / f"mem_info_vram_{name}") for name in ("total", "used"))
        if re.fullmatch(r"card\d+", card.name) and text_of(device / "vendor") == AMD:
            if total is None or used is None or total < SMALLEST:
                continue
            name = text_of(device / "product_name") or said("AMD graphics card")
            problem = None if build.hip else without_rocm(name)
            found.append(Gpu(name, Backend.ROCM, total, total - used, len(found), problem))
    return tuple(found)


def metal_bytes(ram_bytes: int) -> int:
    """What Metal lets graphics have: two thirds of a small memory, three quarters above 36 GB.

    That is Metal's ``recommendedMaxWorkingSetSize``, as people report it.
    """
    return int(ram_bytes * (3 / 4 if ram_bytes > 36 * GIB else 2 / 3))


def apple_gpu(machine: str, chip: str, ram_bytes: int, free_ram_bytes: int) -> tuple[Gpu, ...]:
    """The graphics of an Apple chip, if the machine has one."""
    if machine != "arm64":
        return ()
    most = metal_bytes(ram_bytes)
    return (Gpu(chip, Backend.MPS, most, min(most, free_ram_bytes)),)


@cache
def torch_build() -> TorchBuild:
    """Read from torch's own file, because importing it takes seconds."""
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return TorchBuild()
    return parse_build(text_of(Path(spec.origin).with_name("version.py")) or "")


def parse_build(text: str) -> TorchBuild:
    """The build that torch's ``version.py`` states."""
    found = dict(re.findall(r"^(cuda|hip)\b[^=\n]*= *'([^']+)'", text, re.MULTILINE))
    return TorchBuild(found.get("cuda"), found.get("hip"))


def ask(command: list[str]) -> str | None:
    """What a command prints; None if it is not there, fails or takes too long."""
    program = shutil.which(command[0])
    if program is None:
        return None
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        ran = subprocess.run(
            [program, *command[1:]],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_PATIENCE,
            creationflags=hidden,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ran.stdout if ran.returncode == 0 else None


def _nvidia_problem(name: str, driver: str, build: TorchBuild) -> str | None:
    if build.cuda is None:
        return said(
            "The graphics card {name} is not used: PyTorch was installed without CUDA. "
            "Install Sfumato anew now that the card's driver is there.",
            name=name,
        )
    oldest = _OLDEST_DRIVER.get(int(build.cuda.split(".")[0]))
    major = driver.split(".")[0]
    if oldest is not None and major.isdecimal() and int(major) < oldest:
        return said(
            "The driver {driver} of the graphics card {name} is too old: PyTorch needs version "
            "{oldest} or newer. Update NVIDIA's driver to use the card.",
            driver=driver,
            name=name,
            oldest=oldest,
        )
    return None


def _apple_chip() -> str:
    return (ask(["sysctl", "-n", "machdep.cpu.brand_string"]) or "Apple chip").strip()


def _number(path: Path) -> int | None:
    text = text_of(path)
    return int(text) if text and text.isdecimal() else None
