"""Random tiny DiffusionGemma checkpoints, built and saved by the reference implementation.

Every weight is random and scaled so that logits are far from flat; norms, router scales and layer
scalars differ from 1, so that leaving one out shows.
"""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from transformers import DiffusionGemmaConfig, DiffusionGemmaForBlockDiffusion
from transformers.models.diffusion_gemma.configuration_diffusion_gemma import (
    DiffusionGemmaTextConfig,
)
from transformers.models.diffusion_gemma.generation_diffusion_gemma import (
    DiffusionGemmaGenerationConfig,
    EntropyBoundSamplerConfig,
)
from transformers.models.gemma4.configuration_gemma4 import Gemma4VisionConfig

from tests.fakes.tiny_tokenizer import EOS_IDS, write_tokenizer

SLIDING, FULL = "sliding_attention", "full_attention"
_BRANCH_ENDS = ("post_attention_layernorm.weight", "post_feedforward_layernorm.weight")


@dataclass(frozen=True, slots=True)
class Recipe:
    """The geometry of one tiny checkpoint and how it is written.

    ``eos_scale`` shrinks the end ids' embeddings, so that replies last several blocks; a small
    ``branch_scale`` weakens what layers add, so that canvases settle before the last step, and so
    that a random network does not blow float32's rounding up from step to step (at 1.0 a change of
    one part in 10^7 in a weight changes whole generations, of the reference too);
    ``released`` rewrites config.json into the released spelling.
    """

    name: str
    layer_types: tuple[str, ...] = (SLIDING, SLIDING, FULL)
    vocab_size: int = 160
    canvas_length: int = 8
    sliding_window: int = 8
    num_attention_heads: int = 4
    num_key_value_heads: int = 2
    head_dim: int = 8
    num_global_key_value_heads: int = 1
    global_head_dim: int = 16
    num_experts: int = 6
    top_k_experts: int = 2
    hidden_size: int = 32
    intermediate_size: int = 24
    moe_intermediate_size: int = 12
    max_position_embeddings: int = 1024
    eos_scale: float = 0.05
    embedding_std: float = 1.2
    branch_scale: float = 0.5
    released: bool = False
    sharded: bool = False
    seed: int = 1


RECIPES = {
    recipe.name: recipe
    for recipe in (
        Recipe("plain"),
        Recipe("top1", num_experts=4, top_k_experts=1, canvas_length=16, seed=2),
        # More experts than the tokens of a canvas; top-8 as in the released model.
        Recipe("top8", num_experts=24, top_k_experts=8, branch_scale=0.4, seed=3),
        # Full layers equal the sliding ones: per_layer_config is then saved as {}.
        Recipe(
            "uniform",
            layer_types=(SLIDING, FULL, SLIDING, FULL),
            num_global_key_value_heads=2,
            global_head_dim=8,
            canvas_length=12,
            branch_scale=0.25,
            seed=4,
        ),
        Recipe(
            "sharded", layer_types=(SLIDING,) * 5 + (FULL,), branch_scale=0.3, sharded=True, seed=5
        ),
        Recipe("released", released=True, canvas_length=10, sliding_window=5, seed=6),
        # Ends early, and spells any byte: for texts.
        # Rows that divide into every packing's groups: 256 columns in GGUF, 64 elsewhere.
        Recipe(
            "wide",
            hidden_size=256,
            intermediate_size=64,
            moe_intermediate_size=128,
            head_dim=16,
            global_head_dim=32,
            num_experts=4,
            canvas_length=8,
            branch_scale=0.2,
            seed=8,
        ),
        Recipe("talkative", vocab_size=512, canvas_length=16, eos_scale=1.0, seed=7),
    )
}
PARITY = [name for name in RECIPES if name not in ("wide", "talkative")]


def reference_config(recipe: Recipe) -> DiffusionGemmaConfig:
    """The reference's config.json of this recipe."""
    text = DiffusionGemmaTextConfig(
        vocab_size=recipe.vocab_size,
        hidden_size=recipe.hidden_size,
        intermediate_size=recipe.intermediate_size,
        moe_intermediate_size=recipe.moe_intermediate_size,
        num_hidden_layers=len(recipe.layer_types),
        layer_types=list(recipe.layer_types),
        num_attention_heads=recipe.num_attention_heads,
        num_key_value_heads=recipe.num_key_value_heads,
        head_dim=recipe.head_dim,
        num_global_key_value_heads=recipe.num_global_key_value_heads,
        global_head_dim=recipe.global_head_dim,
        num_experts=recipe.num_experts,
        top_k_experts=recipe.top_k_experts,
        sliding_window=recipe.sliding_window,
        max_position_embeddings=recipe.max_position_embeddings,
        use_bidirectional_attention="vision",
        final_logit_softcapping=30.0,
    )
    vision = Gemma4VisionConfig(
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=8,
        position_embedding_size=16,
    )
    config = DiffusionGemmaConfig(
        text_config=text,
        vision_config=vision,
        canvas_length=recipe.canvas_length,
        eos_token_id=EOS_IDS[:2],
        boi_token_id=4,
        eoi_token_id=5,
        image_token_id=recipe.vocab_size - 1,
    )
    config._attn_implementation = "eager"
    return config


def generation_config() -> DiffusionGemmaGenerationConfig:
    """The reference's defaults for tiny models."""
    return DiffusionGemmaGenerationConfig(
        max_new_tokens=256,
        max_denoising_steps=12,
        sampler_config=EntropyBoundSamplerConfig(entropy_bound=0.1),
        t_min=0.4,
        t_max=0.8,
        stability_threshold=1,
        confidence_threshold=0.005,
        eos_token_id=EOS_IDS,
        pad_token_id=0,
        bos_token_id=2,
    )


def build_reference(recipe: Recipe) -> DiffusionGemmaForBlockDiffusion:
    """The reference's model of this recipe with random weights, float32, on the CPU."""
    model = DiffusionGemmaForBlockDiffusion(reference_config(recipe)).eval()
    _randomise(model, recipe)
    model.generation_config = generation_config()
    return model


def save_checkpoint(recipe: Recipe, folder: Path) -> DiffusionGemmaForBlockDiffusion:
    """Write a complete model folder; returns the reference's model that was saved."""
    folder.mkdir(parents=True, exist_ok=True)
    model = build_reference(recipe)
    model.save_pretrained(folder, max_shard_size="60KB" if recipe.sharded else "1GB")
    if recipe.released:
        _spell_as_released(recipe, folder / "config.json")
    write_tokenizer(folder, recipe.vocab_size)
    return model


def _randomise(model: DiffusionGemmaForBlockDiffusion, recipe: Recipe) -> None:
    generator = torch.Generator().manual_seed(recipe.seed)
    tensors = {**dict(model.named_parameters()), **_layer_scalars(model)}
    with torch.no_grad():
        for name, tensor in tensors.items():
            tensor.copy_(_random_weight(name, tensor, recipe, generator))


def _layer_scalars(model: DiffusionGemmaForBlockDiffusion) -> dict[str, Tensor]:
    return {name: buffer for name, buffer in model.named_buffers() if "layer_scalar" in name}


def _random_weight(name: str, tensor: Tensor, recipe: Recipe, generator: torch.Generator) -> Tensor:
    if "layer_scalar" in name:  # the encoder's are unlike the decoder's
        low = 0.5 if "encoder" in name else 0.8
        return low + 0.3 * torch.rand(tensor.shape, generator=generator)
    normal = torch.randn(tensor.shape, generator=generator)
    if tensor.dim() == 1:  # norms, router.scale, per_expert_scale
        is_branch_end = name.endswith(_BRANCH_ENDS)
        return (1.0 + 0.3 * normal.clamp(-2, 2)) * (recipe.branch_scale if is_branch_end else 1.0)
    if "embed_tokens" in name:
        normal[EOS_IDS] *= recipe.eos_scale
        return normal * recipe.embedding_std
    return normal * 1.5 / math.sqrt(tensor.shape[-1])


def _spell_as_released(recipe: Recipe, path: Path) -> None:
    """Turn ``per_layer_config`` into the keys that the released config.json has."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    text = raw["text_config"]
    del text["per_layer_config"]
    text["global_head_dim"] = recipe.global_head_dim
    text["num_global_key_value_heads"] = recipe.num_global_key_value_heads
    path.write_text(json.dumps(raw), encoding="utf-8")
