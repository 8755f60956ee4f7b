"""Which kernel multiplies by a packed weight on the device that computes."""

import torch

from engine.layers.cpu_four_bit import CpuFourBitWeight, serves
from engine.layers.fast_kernels import fast, kernel_problem
from engine.layers.quantized import PackedWeight
from engine.said import Sentence, said


class Kernels:
    """Gives each weight to the kernel that is fastest for it; ``dtype`` is the arithmetic's.

    ``are_fast`` asks for those that are off by default; ``notes`` tell what became of that.
    """

    def __init__(self, device: torch.device, dtype: torch.dtype, *, are_fast: bool) -> None:
        self.dtype = dtype
        self._device = device
        self._are_wanted = are_fast
        self._problem = kernel_problem(device, dtype) if are_fast else None
        self._num_fast = 0

    def suited(self, weight: PackedWeight, *, is_resident: bool) -> PackedWeight:
        """The same weight, in another layout where a kernel wants one."""
        if self._are_wanted and self._problem is None and (taken := fast(weight)) is not None:
            self._num_fast += 1
            return taken
        if is_resident and serves(weight, self._device, self.dtype):
            return CpuFourBitWeight(weight)
        return weight

    def notes(self) -> list[Sentence]:
        """What a person is told who asked for the faster kernels."""
        if not self._are_wanted:
            return []
        if self._problem is not None:
            return [self._problem]
        if not self._num_fast:
            return [said("The faster kernels do not read this model's kind of weights yet.")]
        return [said("The experts are multiplied by the faster kernels.")]
