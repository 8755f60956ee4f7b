"""The released geometry on a device that need not exist, and a count of what its passes move."""

import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

from engine.layers.grouped_weight import Code, GroupedWeight
from engine.layers.quantized import put_packed
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import SLIDING, ModelConfig
from engine.released_model import RELEASED
from engine.weights.load import empty_model
from engine.weights.quantize import scheme_for
from tests.fakes.pretended_device import Make


def few_layers(*kinds: str) -> ModelConfig:
    """The released model with only so many layers: an operation's cost is that of any layer."""
    is_sliding = [kind == SLIDING for kind in kinds]
    return replace(
        RELEASED,
        layer_types=kinds,
        head_dims=tuple(256 if each else 512 for each in is_sliding),
        kv_heads=tuple(8 if each else 2 for each in is_sliding),
    )


def pretended_model(config: ModelConfig, make: Make) -> DiffusionGemma:
    """Packed as ``engine.weights.quantize`` packs, all else bfloat16, all of it on the device."""
    model = empty_model(config).requires_grad_(False)
    for name, parameter in list(model.named_parameters()):
        packed = _packed(name, tuple(parameter.shape), make)
        if packed is not None:
            put_packed(model, name, packed)
            continue
        owner, _, last = name.rpartition(".")
        fake = make(*parameter.shape, dtype=torch.bfloat16)
        model.get_submodule(owner)._parameters[last] = nn.Parameter(fake, requires_grad=False)
    model._frequencies = {
        kind: make(*each.shape, dtype=torch.float32) for kind, each in model._frequencies.items()
    }
    return model


def _packed(name: str, shape: tuple[int, ...], make: Make) -> GroupedWeight | None:
    scheme = scheme_for(name, shape)
    if scheme is None:
        return None
    *lead, columns = shape
    code = torch.int8 if scheme.code == Code.INT8 else torch.uint8
    groups = (*lead, columns // scheme.group)
    offsets = make(*groups, dtype=torch.bfloat16) if scheme.code == Code.UINT4 else None
    codes = make(*lead, scheme.code_columns(columns), dtype=code)
    return GroupedWeight(scheme, codes, make(*groups, dtype=torch.bfloat16), offsets)


class Traffic(TorchDispatchMode):
    """``moved`` counts bytes that operations read and write, ``peak`` those alive at one time."""

    # They read no numbers: they look at a tensor in another way.
    FREE = frozenset(
        (
            *("view", "slice", "select", "transpose", "t", "unsqueeze", "squeeze", "expand"),
            *("split", "split_with_sizes", "unbind", "detach", "detach_", "alias", "permute"),
            *("_unsafe_view", "as_strided", "lift_fresh", "device", "item"),
            *("flatten", "chunk"),
        )
    )

    def __init__(self) -> None:
        super().__init__()
        self.moved = self.peak = self._alive = 0
        self._storages: dict[int, int] = {}

    def __torch_dispatch__(
        self, function: Any, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        result = function(*args, **(kwargs or {}))
        results = [each for each in tree_leaves(result) if isinstance(each, Tensor)]
        name = function.overloadpacket.__name__
        if name in (
            "embedding",
            "index",
            "index_select",
            "gather",
        ):  # reads as much of its table as it writes
            self.moved += 2 * sum(map(_bytes, results))
        elif name not in (*self.FREE, "empty") and not (name == "to" and results[0] is args[0]):
            given = [each for each in tree_leaves((args, kwargs)) if isinstance(each, Tensor)]
            self.moved += sum(map(_bytes, [*given, *results]))
        for each in results if name not in self.FREE else ():
            self._count(each)
        return result

    def _count(self, tensor: Tensor) -> None:
        storage = tensor.untyped_storage()
        key = storage._cdata
        if key not in self._storages:
            self._storages[key] = _bytes(tensor)
            self._alive += _bytes(tensor)
            self.peak = max(self.peak, self._alive)
            weakref.finalize(storage, self._forget, key)

    def _forget(self, key: int) -> None:
        self._alive -= self._storages.pop(key, 0)


@contextmanager
def counted() -> Iterator[Traffic]:
    """What happens within it is counted."""
    with Traffic() as traffic:
        yield traffic


def _bytes(tensor: Tensor) -> int:
    return tensor.numel() * tensor.element_size()
