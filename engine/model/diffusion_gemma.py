"""DiffusionGemma for text: ``encode`` fills the cache causally, ``denoise`` reads it.

Agrees with transformers 5.23.0 (``models/diffusion_gemma``); works on one sequence, no batch axis.
"""

import torch
from torch import Tensor, nn

from engine.beliefs import Beliefs, Workspace
from engine.layers.feed_forward import SelfConditioning
from engine.layers.linear import linear
from engine.layers.norm import RMSNorm
from engine.layers.rope import inverse_frequencies, rotation
from engine.model.decoder_layer import DecoderLayer
from engine.model.kv_cache import KVCache
from engine.model.layer_store import LayerStore, ResidentLayers
from engine.model.masks import causal_mask
from engine.model_config import SLIDING, ModelConfig

_COLUMNS_AT_ONCE = 4096


class DiffusionGemma(nn.Module):
    """One stack of weights, two modes. Parameter names are the checkpoint's, less their prefix."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        shape = (config.vocab_size, config.hidden_size)
        # Given a weight it draws no random one, for which torch would bring its compiler in.
        self.embed_tokens = nn.Embedding(*shape, _weight=torch.empty(shape))
        self.layers = nn.ModuleList(
            DecoderLayer(config, index) for index in range(config.num_hidden_layers)
        )
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.store: LayerStore = ResidentLayers()
        self.self_conditioning = SelfConditioning(
            config.hidden_size, config.intermediate_size, config.rms_norm_eps
        )
        self._frequencies = {
            kind: inverse_frequencies(config.ropes[kind], head_dim)
            for kind, head_dim in zip(config.layer_types, config.head_dims, strict=True)
        }

    @property
    def device(self) -> torch.device:
        return self.embed_tokens.weight.device

    def new_cache(self) -> KVCache:
        """An empty cache for this model's layers."""
        window = self.config.sliding_window
        return KVCache([window if kind == SLIDING else None for kind in self.config.layer_types])

    def new_workspace(self) -> Workspace:
        """Memory for the logits of every step to come."""
        weight, config = self.embed_tokens.weight, self.config
        return Workspace(config.canvas_length, config.vocab_size, weight.dtype, weight.device)

    @torch.inference_mode()
    def encode(self, tokens: Tensor, cache: KVCache) -> Tensor:
        """Causal pass over ``tokens`` [n], appended to ``cache``; hidden states [n, hidden].

        Each row sees itself and what lies before it, in sliding layers ``sliding_window`` keys.
        """
        hidden = self._embed(tokens)
        rotations = self._rotations(cache.length, len(tokens), hidden.dtype)
        for index, layer in self.store.visit(self._layers()):
            query, key, value = layer.self_attn.project(
                layer.input_layernorm(hidden), rotations[layer.kind]
            )
            keys, values = cache.extend(index, key, value)
            mask = causal_mask(len(tokens), keys.shape[1], self.device, cache.windows[index])
            attended = layer.self_attn.attend(query, keys, values, mask)
            hidden = hidden + layer.post_attention_layernorm(attended)
            hidden = layer.feed_forward(hidden) * layer.encoder_layer_scalar
        cache.advance(len(tokens))
        return self.norm(hidden)

    @torch.inference_mode()
    def denoise(
        self,
        canvas: Tensor,
        cache: KVCache,
        soft_embeddings: Tensor | None,
        out: Tensor | None = None,
    ) -> Tensor:
        """One denoising pass over ``canvas`` [canvas]: float32 logits [canvas, vocab], soft-capped.

        Rows see each other both ways and the cache (sliding layers its last window - 1 tokens);
        nothing is written. ``soft_embeddings`` come from ``soft_embed`` of the step before; the
        logits are written to ``out`` where it is given.
        """
        hidden = self.self_conditioning.condition(self._embed(canvas), soft_embeddings)
        rotations = self._rotations(cache.length, len(canvas), hidden.dtype)
        for index, layer in self.store.visit(self._layers()):
            query, key, value = layer.self_attn.project(
                layer.input_layernorm(hidden), rotations[layer.kind]
            )
            keys, values = cache.joined(index, key, value)
            attended = layer.self_attn.attend(query, keys, values, None)
            hidden = hidden + layer.post_attention_layernorm(attended)
            hidden = layer.feed_forward(hidden) * layer.layer_scalar
        return self.logits(self.norm(hidden), out)

    @torch.inference_mode()
    def soft_embed(self, beliefs: Beliefs) -> Tensor:
        """What a step believed, as embeddings [canvas, hidden]."""
        summed = beliefs.soft @ self.embed_tokens.weight
        mean = (summed.float() / beliefs.soft_totals[:, None]).type_as(summed)
        return mean * self._embed_scale()

    def logits(self, hidden: Tensor, out: Tensor | None = None) -> Tensor:
        """Soft-capped float32 logits of normed hidden states, through the tied embedding.

        A CPU works through the vocabulary in parts: what it has just multiplied it caps while it
        is in its cache.
        """
        weight, cap = self.embed_tokens.weight, self.config.final_logit_softcapping
        if out is None:
            out = hidden.new_empty((len(hidden), len(weight)), dtype=torch.float32)
        if weight.device.type != "cpu":
            return _soft_capped(out.copy_(linear(hidden, weight)), cap)
        parts = torch.split(out, _COLUMNS_AT_ONCE, 1), torch.split(weight, _COLUMNS_AT_ONCE)
        for part, rows in zip(*parts, strict=True):
            part.copy_(_soft_capped(linear(hidden, rows).float(), cap))
        return out

    def _layers(self) -> list[DecoderLayer]:
        return list(self.layers)  # type: ignore[arg-type]

    def _embed(self, tokens: Tensor) -> Tensor:
        return self.embed_tokens(tokens) * self._embed_scale()

    def _embed_scale(self) -> float:
        """sqrt(hidden_size), rounded to the weight's dtype as the reference does.

        A number and no tensor, so that nothing has to come from the CPU in a pass.
        """
        exact = torch.tensor(self.config.hidden_size**0.5, device="cpu")
        return float(exact.to(self.embed_tokens.weight.dtype))

    def _rotations(
        self, start: int, count: int, dtype: torch.dtype
    ) -> dict[str, tuple[Tensor, Tensor]]:
        positions = torch.arange(start, start + count, device=self.device)
        for kind, frequencies in self._frequencies.items():
            self._frequencies[kind] = frequencies.to(self.device)  # once: then they are there
        return {
            kind: rotation(frequencies, positions, dtype)
            for kind, frequencies in self._frequencies.items()
        }


def _soft_capped(logits: Tensor, cap: float) -> Tensor:
    """tanh(logits / cap) * cap, in place; a sigmoid takes a CPU a fifth of the time of a tanh."""
    return logits.mul_(2 / cap).sigmoid_().mul_(2 * cap).sub_(cap)
