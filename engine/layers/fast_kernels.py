"""Kernels that are off unless asked for: whether they work on a device, which weights they take.

Triton comes in only when somebody asked.
"""

import torch

from engine.layers.quantized import PackedWeight
from engine.said import Sentence, said

_DEVICES = ("cuda",)  # as torch calls ROCm's cards, too
# The largest error that rounding explains, as a share of the result's spread.
_ROUNDING = {torch.float32: 1e-4, torch.float16: 2e-2, torch.bfloat16: 1e-1}


def kernel_problem(device: torch.device, dtype: torch.dtype) -> Sentence | None:
    """Why they cannot be used there, as a sentence. Tries them on a small product."""
    if device.type not in _DEVICES:
        return said("The faster kernels are for graphics cards of NVIDIA and AMD.")
    try:
        from engine.layers.triton_blocks import largest_error as error_of_blocks
        from engine.layers.triton_four_bit import largest_error as error_of_four_bit
    except ImportError:
        return said("The faster kernels need Triton, which is not installed here.")
    try:
        error = max(error_of_four_bit(device, dtype), error_of_blocks(device, dtype))
    except Exception as problem:  # noqa: BLE001 - a compiler and a driver raise what they like
        return said(
            "The faster kernels do not work on this card and are not used ({problem}).",
            problem=str(problem).strip().splitlines()[0] if str(problem).strip() else repr(problem),
        )
    if not error < _ROUNDING[dtype]:  # nor is it for NaN
        return said("The faster kernels give other numbers on this card and are not used.")
    return None


def fast(weight: PackedWeight) -> PackedWeight | None:
    """The same weight, on the same memory, for the faster kernel; None if there is none for it."""
    from engine.layers import triton_blocks, triton_four_bit

    return triton_four_bit.taken(weight) or triton_blocks.taken(weight)
