"""Tensors that stand for a device that this machine and this build of torch need not have.

A fake tensor has a shape, a dtype and a device but no numbers: an operation that would need them,
or that mixes devices, raises. Indexing with brackets and some methods ask torch for the device
itself, so they are spelled here as the operations they consist of.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor
from torch._subclasses.fake_tensor import FakeTensor, FakeTensorMode
from torch.overrides import TorchFunctionMode

Make = Callable[..., Tensor]  # a shape and ``dtype=`` to a tensor on the device


@contextmanager
def pretended(device: str) -> Iterator[Make]:
    """Within it, tensors made by what it gives lie on ``device`` ("cuda:0", "mps:0")."""
    with FakeTensorMode() as mode, _SpelledOut():

        def make(*shape: int, dtype: torch.dtype) -> Tensor:
            return FakeTensor(mode, torch.empty(shape, dtype=dtype, device="meta"), device)

        yield make


_CASTS = {Tensor.float: torch.float32, Tensor.bfloat16: torch.bfloat16}


class _SpelledOut(TorchFunctionMode):
    def __torch_function__(
        self, function: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        if function is Tensor.__getitem__:
            return _item(*args)
        if function is Tensor.__setitem__:
            return _item(args[0], args[1]).copy_(args[2])
        if function is Tensor.copy_:
            return torch.ops.aten.copy_(*args, **(kwargs or {}))
        if function is Tensor.contiguous:
            return torch.ops.aten.clone(args[0], memory_format=torch.contiguous_format)
        if function in _CASTS:
            return torch.ops.aten._to_copy(args[0], dtype=_CASTS[function])
        return function(*args, **(kwargs or {}))


def _item(tensor: Tensor, index: Any) -> Tensor:
    """``tensor[index]`` of whole numbers, slices, None, an ellipsis and one tensor of places."""
    parts = list(index) if isinstance(index, tuple) else [index]
    taken = sum(part is not None and part is not Ellipsis for part in parts)
    if Ellipsis in parts:
        at = parts.index(Ellipsis)
        parts[at : at + 1] = [slice(None)] * (tensor.dim() - taken)
    axis = 0
    for part in parts:
        if part is None:
            tensor = tensor.unsqueeze(axis)
        elif isinstance(part, int):
            tensor, axis = tensor.select(axis, part), axis - 1
        elif isinstance(part, Tensor):
            tensor = torch.ops.aten.index(tensor, [None] * axis + [part])
            axis += part.dim() - 1
        else:
            start, stop, step = part.indices(tensor.shape[axis])
            tensor = torch.ops.aten.slice(tensor, axis, start, stop, step)
        axis += 1
    return tensor
