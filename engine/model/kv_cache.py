"""Keys and values of what was encoded. Sliding layers keep only what their window can reach."""

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, slots=True)
class _Layer:
    """Keys and values [kv_heads, tokens, head_dim]; the last one belongs to the newest token."""

    keys: Tensor
    values: Tensor

    def extended(self, keys: Tensor, values: Tensor) -> "_Layer":
        return _Layer(torch.cat((self.keys, keys), 1), torch.cat((self.values, values), 1))

    def without_last(self, count: int) -> "_Layer":
        end = self.keys.shape[1] - count
        return _Layer(self.keys[:, :end], self.values[:, :end])

    def last(self, count: int) -> "_Layer":
        """The newest ``count`` tokens, copied so that the older ones' memory is freed."""
        if self.keys.shape[1] <= count:
            return self
        start = self.keys.shape[1] - count
        return _Layer(self.keys[:, start:].clone(), self.values[:, start:].clone())


class KVCache:
    """A growing cache that can be rewound.

    ``windows`` holds a sliding window for each layer, or None for full attention. A sliding layer
    keeps ``window - 1`` tokens, so it can only be rewound where a checkpoint was taken (or while
    nothing has been dropped yet); full layers can be rewound to anywhere, so that a checkpoint
    holds no second copy of them.
    """

    def __init__(self, windows: list[int | None]) -> None:
        self.windows = windows
        self.length: int
        self._layers: list[_Layer | None]
        self._checkpoint: tuple[int, list[_Layer | None]]
        self.clear()

    def joined(self, index: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """The layer's cached keys and values followed by those given; nothing is stored."""
        layer = self._joined(index, keys, values)
        return layer.keys, layer.values

    def extend(self, index: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Store the rows of one layer and return all that these rows may look at.

        ``advance`` must follow once every layer was extended.
        """
        layer = self._joined(index, keys, values)
        window = self.windows[index]
        self._layers[index] = layer if window is None else layer.last(window - 1)
        return layer.keys, layer.values

    def advance(self, tokens: int) -> None:
        """Count ``tokens`` more as encoded."""
        self.length += tokens

    def set_checkpoint(self) -> None:
        """Remember this place, so that ``rewind`` can come back to it. The newest one counts."""
        pairs = zip(self._layers, self.windows, strict=True)
        self._checkpoint = (self.length, [layer if window else None for layer, window in pairs])

    def rewind(self, length: int) -> int:
        """Forget tokens from the end until at most ``length`` remain; returns how many remain.

        The result is smaller than asked where a sliding layer no longer holds the history needed:
        then it is the checkpoint's length, or 0.
        """
        if length >= self.length:
            return self.length
        if self._can_drop(self.length - length):
            self._drop(self.length - length)
        elif 0 < self._checkpoint[0] <= length:
            self._return()
        else:
            self.clear()
        return self.length

    def clear(self) -> None:
        """Forget everything."""
        self.length = 0
        self._layers = [None] * len(self.windows)
        self.set_checkpoint()

    def _joined(self, index: int, keys: Tensor, values: Tensor) -> _Layer:
        layer = self._layers[index]
        return _Layer(keys, values) if layer is None else layer.extended(keys, values)

    def _can_drop(self, tokens: int) -> bool:
        """Whether every sliding layer would still hold all that its window reaches."""
        left = self.length - tokens
        for layer, window in zip(self._layers, self.windows, strict=True):
            if layer is not None and window is not None:
                held = layer.keys.shape[1] - tokens
                if held < min(left, window - 1):
                    return False
        return True

    def _return(self) -> None:
        """Go back to the checkpoint."""
        length, kept = self._checkpoint
        self._layers = [
            then if window else now and now.without_last(self.length - length)
            for then, now, window in zip(kept, self._layers, self.windows, strict=True)
        ]
        self.length = length

    def _drop(self, tokens: int) -> None:
        self._layers = [layer and layer.without_last(tokens) for layer in self._layers]
        self.length -= tokens
        if self._checkpoint[0] > self.length:
            self.set_checkpoint()
