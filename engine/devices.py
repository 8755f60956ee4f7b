"""What torch reaches of this computer: devices, a dtype that suits, memory used, cores taken."""

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import replace

import psutil
import torch

from engine.errors import InvalidRequest
from engine.hardware import Backend, Gpu, Hardware
from engine.said import said

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}
# Such as "sm_86", "sm_90a" (for this one only) or "compute_120".
_ARCHITECTURE = re.compile(r"\b(sm|compute)_(\d+)(\d)([af]?)\b")
_CPU_RESERVE = 2 * 1024**3  # bytes left to the system and the activations


def require_device(wish: str) -> None:
    """Raises InvalidRequest unless ``wish`` is "auto", "cpu", "cuda", "cuda:1", "mps" or kin."""
    try:
        known = wish == "auto" or torch.device(wish).type in ("cpu", "cuda", "mps")
    except RuntimeError:
        known = False
    if not known:
        raise InvalidRequest(said("There is no device called “{name}”.", name=wish))


def seen_by_torch(hardware: Hardware) -> Hardware:
    """The same computer with the graphics cards that torch really reaches, and what they have free.

    A card that looked usable and that torch does not reach, or that it cannot compute on, gets a
    problem in words. Cards are counted as ``survey`` counts them, by their place in the computer;
    CUDA would count the fastest first, and looks at this only when it starts.
    """
    os.environ.setdefault("CUDA_DEVICE_ORDER", "PCI_BUS_ID")
    if torch.cuda.is_available():
        reached = tuple(_cuda_gpu(index) for index in range(torch.cuda.device_count()))
        others = (gpu for gpu in hardware.gpus if gpu.problem is not None)
        return replace(hardware, gpus=(*reached, *others))
    has_mps = torch.backends.mps.is_available()
    gpus = (
        _metal_gpu(gpu) if has_mps and gpu.backend is Backend.MPS else _unreached(gpu)
        for gpu in hardware.gpus
    )
    return replace(hardware, gpus=tuple(gpus))


def _cuda_gpu(index: int) -> Gpu:
    """A card, with a problem where it fails at the simplest sum."""
    backend = Backend.ROCM if torch.version.hip else Backend.CUDA
    name: str = said("graphics card")
    try:
        name = torch.cuda.get_device_name(index)
        if not torch.version.hip and not is_built_for(
            torch.cuda.get_device_capability(index), torch.cuda.get_arch_list()
        ):
            return Gpu(name, backend, 0, 0, index, _other_build(name))
        free, total = torch.cuda.mem_get_info(index)
        try_sum(torch.device("cuda", index))
    except RuntimeError as error:
        return Gpu(name, backend, 0, 0, index, _failing(name, error))
    return Gpu(name, backend, total, free, index)


def is_built_for(capability: tuple[int, int], architectures: Sequence[str]) -> bool:
    """Whether a build for "sm_86", "compute_90" and so on computes on a card of this capability.

    Code for a card runs on later ones of its generation, code still to be compiled on all later.
    """
    for kind, major, minor, only in _ARCHITECTURE.findall(" ".join(architectures)):
        built = int(major), int(minor)
        is_near = built[0] == capability[0] or kind == "compute"
        if built == capability or (is_near and built < capability and only != "a"):
            return True
    return False


def try_sum(device: torch.device) -> None:
    """Compute one number there; raises RuntimeError where that cannot be done."""
    torch.ones(1, device=device).add(1).item()


def _other_build(name: str) -> str:
    return said(
        "The graphics card {name} is not used: this version of PyTorch was not built for it. "
        "Install a version that was, into Sfumato's environment, to use it.",
        name=name,
    )


def _failing(name: str, error: RuntimeError) -> str:
    text = str(error)
    if "no kernel image" in text or "invalid device function" in text:
        return _other_build(name)
    return said(
        "The graphics card {name} is not used: it is busy, or its driver fails. Close other "
        "programs that use it, or start the computer anew.",
        name=name,
    )


def _metal_gpu(gpu: Gpu) -> Gpu:
    most = torch.mps.recommended_max_memory()
    return replace(gpu, total_bytes=most, free_bytes=min(most, gpu.free_bytes))


def _unreached(gpu: Gpu) -> Gpu:
    if gpu.problem is not None:
        return gpu
    if gpu.backend is Backend.MPS:
        way = said("Update macOS and start the computer anew.")
    else:
        way = said("Update its driver and start the computer anew.")
    problem = said("PyTorch does not reach the {name}. {way}", name=gpu.name, way=way)
    return replace(gpu, problem=problem)


def choose_dtype(wish: str, device: torch.device, wide_bytes: int) -> torch.dtype:
    """ "auto" is bfloat16 on a GPU, and on a CPU float32 where that fits into free memory.

    ``wide_bytes`` is what the weights take with floats of 4 bytes; packed ones stay as they are.
    """
    if wish in _DTYPES:
        return _DTYPES[wish]
    if wish != "auto":
        raise InvalidRequest(
            said("The dtype “{name}” is not one of auto, float32, bfloat16.", name=wish)
        )
    free = psutil.virtual_memory().available
    if device.type == "cpu" and wide_bytes + _CPU_RESERVE <= free:
        return torch.float32
    return torch.bfloat16


def leave_a_core_free() -> None:
    """Let torch compute on all cores but one.

    Its threads wait for each other in every operation: with all cores taken, one that is also
    wanted by the window or another program holds up all the others.
    """
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    torch.set_num_threads(max(1, min(torch.get_num_threads(), cores - 1)))


def own_memory_bytes() -> int:
    """What the process takes of main memory; mapped files are left out where that is told."""
    memory = psutil.Process().memory_info()
    return int(memory.rss - getattr(memory, "shared", 0))


def peak_memory_bytes(device: torch.device) -> int:
    """The device's peak allocation on CUDA, the driver's on MPS, else the process's peak size."""
    if device.type == "cuda":
        return int(torch.cuda.max_memory_allocated(device))
    if device.type == "mps":
        return int(torch.mps.driver_allocated_memory())
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return int(peak) if sys.platform == "darwin" else int(peak) * 1024
