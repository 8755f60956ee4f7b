"""The starter model as it is trained: the engine's own layers, run over batches with gradients."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.layers.experts import Experts
from engine.layers.feed_forward import SelfConditioning, gated_gelu
from engine.layers.norm import RMSNorm
from engine.layers.rope import inverse_frequencies, rotation
from engine.model.decoder_layer import DecoderLayer
from engine.model_config import FULL, SLIDING, ModelConfig, Rope

LAYER_TYPES = (SLIDING, SLIDING, FULL, SLIDING, SLIDING, FULL)


def starter_config(vocab_size: int) -> ModelConfig:
    """The geometry of the embedded model."""
    is_full = [kind == FULL for kind in LAYER_TYPES]
    return ModelConfig(
        vocab_size=vocab_size,
        hidden_size=192,
        intermediate_size=384,
        moe_intermediate_size=128,
        num_experts=16,
        top_k_experts=2,
        num_attention_heads=4,
        layer_types=LAYER_TYPES,
        head_dims=(64,) * len(LAYER_TYPES),
        kv_heads=tuple(1 if full else 2 for full in is_full),
        ropes={SLIDING: Rope(1e4, False, 1.0), FULL: Rope(1e6, True, 0.25)},
        sliding_window=1024,
        max_position_embeddings=8192,
        rms_norm_eps=1e-6,
        final_logit_softcapping=30.0,
        canvas_length=256,
        eos_token_ids=(1, 106),
    )


@dataclass(frozen=True, slots=True)
class Encoded:
    """What the causal pass leaves: hidden states and each layer's keys and values.

    ``hidden`` [batch, rows, hidden]; ``keys`` and ``values`` [batch, kv heads, rows, head_dim].
    """

    hidden: Tensor
    keys: list[Tensor]
    values: list[Tensor]


class TrainedExperts(Experts):
    """The engine's experts, their weights taken apart once a pass.

    Taking one slice at a time, each slice's gradient would be a tensor of all experts' size.
    """

    def forward(self, hidden: Tensor, weights: Tensor, chosen: Tensor) -> Tensor:
        picks = chosen.flatten()
        order = picks.argsort(stable=True)  # rows of one expert lie together
        counts = torch.bincount(picks, minlength=self.num_experts).tolist()
        rows = hidden[order // chosen.shape[-1]].split(counts)
        parts = zip(rows, self.gate_up_proj.unbind(), self.down_proj.unbind(), strict=True)
        outputs = torch.cat([_expert(*part) for part in parts if len(part[0])])
        weighted = outputs * weights.flatten()[order, None]
        return torch.zeros_like(hidden).index_add(0, order // chosen.shape[-1], weighted)


def _expert(rows: Tensor, gate_up_proj: Tensor, down_proj: Tensor) -> Tensor:
    gate, up = functional.linear(rows, gate_up_proj).chunk(2, dim=-1)
    return functional.linear(gated_gelu(gate, up), down_proj)


class StarterNetwork(nn.Module):
    """Parameter names are the checkpoint's, less ``model.decoder.``."""

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(DecoderLayer(config, i) for i in range(len(config.layer_types)))
        self.norm = RMSNorm(config.hidden_size, config.rms_norm_eps)
        self.self_conditioning = SelfConditioning(
            config.hidden_size, config.intermediate_size, config.rms_norm_eps
        )
        self._frequencies = {
            kind: inverse_frequencies(config.ropes[kind], config.head_dims[i])
            for i, kind in enumerate(config.layer_types)
        }
        self._routed: list[Tensor] = []
        for layer in self.layers:
            layer.experts = TrainedExperts(
                config.hidden_size, config.moe_intermediate_size, config.num_experts
            )
            layer.router.proj.register_forward_hook(self._note_routing)
            layer.encoder_layer_scalar.requires_grad_(False)
            layer.layer_scalar.requires_grad_(False)
        self._initialise()

    def encode(self, tokens: Tensor) -> Encoded:
        """Causal pass over ``tokens`` [batch, rows], padded on the right."""
        hidden = self._embed(tokens)
        rows = tokens.shape[1]
        positions = torch.arange(rows).expand(tokens.shape[0], rows)
        rotations = self._rotations(positions)
        all_keys, all_values = [], []
        for layer in self.layers:
            query, keys, values = self._project(layer, hidden, rotations)
            attended = _attend(query, keys, values, is_causal=True)
            hidden = self._finish(layer, hidden, attended)
            all_keys.append(keys)
            all_values.append(values)
        return Encoded(self.norm(hidden), all_keys, all_values)

    def denoise(
        self, canvas: Tensor, encoded: Encoded, prompt_lengths: Tensor, soft: Tensor | None
    ) -> Tensor:
        """Soft-capped logits [batch, canvas, vocab]; each row sees its prompt and its canvas.

        ``canvas`` [batch, canvas] ids, ``prompt_lengths`` [batch], ``soft`` from ``soft_embed``.
        """
        batch, length = canvas.shape
        hidden = self.self_conditioning.condition(self._embed(canvas), soft)
        rotations = self._rotations(prompt_lengths[:, None] + torch.arange(length))
        reach = int(prompt_lengths.max())
        seen = torch.arange(reach + length) >= reach
        prompt = torch.arange(reach + length) < prompt_lengths[:, None]
        mask = (seen | prompt)[:, None, None, :]  # [batch, 1, 1, keys]
        for index, layer in enumerate(self.layers):
            query, keys, values = self._project(layer, hidden, rotations)
            keys = torch.cat((encoded.keys[index][:, :, :reach], keys), dim=2)
            values = torch.cat((encoded.values[index][:, :, :reach], values), dim=2)
            attended = _attend(query, keys, values, mask=mask)
            hidden = self._finish(layer, hidden, attended)
        return self.logits(self.norm(hidden)).view(batch, length, -1)

    def soft_embed(self, scaled_logits: Tensor) -> Tensor:
        """What a step believed, [batch, canvas, hidden]."""
        return self._scaled(scaled_logits.softmax(-1) @ self.embed_tokens.weight)

    def logits(self, hidden: Tensor) -> Tensor:
        """Soft-capped logits through the tied embedding."""
        cap = self.config.final_logit_softcapping
        return torch.tanh(functional.linear(hidden, self.embed_tokens.weight) / cap) * cap

    def take_balance_loss(self) -> Tensor:
        """The switch-transformer balance loss of all passes since the last call; 1 is balanced."""
        losses = []
        for logits in self._routed:
            probabilities = logits.softmax(-1)
            chosen = probabilities.topk(self.config.top_k_experts, -1).indices.flatten()
            share = torch.bincount(chosen, minlength=self.config.num_experts) / len(chosen)
            losses.append(self.config.num_experts * (share * probabilities.mean(0)).sum())
        self._routed.clear()
        return torch.stack(losses).mean()

    def _embed(self, tokens: Tensor) -> Tensor:
        return self._scaled(self.embed_tokens(tokens))

    def _scaled(self, embedded: Tensor) -> Tensor:
        return embedded * self.config.hidden_size**0.5

    def _rotations(self, positions: Tensor) -> dict[str, tuple[Tensor, Tensor]]:
        flat = positions.flatten()
        return {
            kind: rotation(frequencies, flat, torch.float32)
            for kind, frequencies in self._frequencies.items()
        }

    def _project(
        self, layer: DecoderLayer, hidden: Tensor, rotations: dict[str, tuple[Tensor, Tensor]]
    ) -> list[Tensor]:
        """Query, key, value, each [batch, heads, rows, head_dim]."""
        flat = layer.input_layernorm(hidden).flatten(0, 1)
        parts = layer.self_attn.project(flat, rotations[layer.kind])
        return [part.unflatten(1, hidden.shape[:2]).transpose(0, 1) for part in parts]

    def _finish(self, layer: DecoderLayer, hidden: Tensor, attended: Tensor) -> Tensor:
        projected = layer.self_attn.o_proj(attended.transpose(1, 2).flatten(2))
        hidden = hidden + layer.post_attention_layernorm(projected)
        return layer.feed_forward(hidden.flatten(0, 1)).view_as(hidden)

    def _note_routing(self, module: nn.Module, inputs: object, logits: Tensor) -> None:
        if torch.is_grad_enabled():
            self._routed.append(logits)

    def _initialise(self) -> None:
        """Unit variance through every matrix; branches start weak and attention mild."""
        with torch.no_grad():
            for name, parameter in self.named_parameters():
                if parameter.dim() > 1:
                    parameter.normal_(0, parameter.shape[-1] ** -0.5)
                elif name.endswith(("q_norm.weight", "k_norm.weight")):
                    parameter.fill_(parameter.shape[0] ** -0.25)
                elif name.endswith(
                    ("post_attention_layernorm.weight", "post_feedforward_layernorm.weight")
                ):
                    parameter.fill_(0.3)


def _attend(
    query: Tensor,
    keys: Tensor,
    values: Tensor,
    *,
    mask: Tensor | None = None,
    is_causal: bool = False,
) -> Tensor:
    groups = query.shape[1] // keys.shape[1]
    return functional.scaled_dot_product_attention(
        query,
        keys.repeat_interleave(groups, 1),
        values.repeat_interleave(groups, 1),
        attn_mask=mask,
        is_causal=is_causal,
        scale=1.0,
    )
