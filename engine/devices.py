"""The device that torch is to compute on, its dtype, its memory and how many cores it takes."""

import sys

import psutil
import torch

from engine.errors import InvalidRequest

_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}
_CPU_RESERVE = 2 * 1024**3  # bytes left to the system and the activations


def choose_device(wish: str) -> torch.device:
    """``wish`` is "auto", "cpu", "cuda", "cuda:1" or "mps"; raises InvalidRequest if absent."""
    has_mps = torch.backends.mps.is_available()
    if wish == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "mps" if has_mps else "cpu")
    try:
        device = torch.device(wish)
    except RuntimeError as error:
        raise InvalidRequest(f"There is no device called {wish!r}.") from error
    present = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": has_mps}
    if not present.get(device.type, False):
        raise InvalidRequest(f"This computer has no usable {device.type} device.")
    return device


def choose_dtype(wish: str, device: torch.device, num_parameters: int) -> torch.dtype:
    """ "auto" is bfloat16 on a GPU, and on a CPU float32 where that fits into free memory."""
    if wish in _DTYPES:
        return _DTYPES[wish]
    if wish != "auto":
        raise InvalidRequest(f"The dtype {wish!r} is not one of auto, float32, bfloat16.")
    free = psutil.virtual_memory().available
    if device.type == "cpu" and num_parameters * 4 + _CPU_RESERVE <= free:
        return torch.float32
    return torch.bfloat16


def leave_a_core_free() -> None:
    """Let torch compute on all cores but one.

    Its threads wait for each other in every operation: with all cores taken, one that is also
    wanted by the window or another program holds up all the others.
    """
    cores = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    torch.set_num_threads(max(1, min(torch.get_num_threads(), cores - 1)))


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
