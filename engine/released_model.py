"""The geometry of google/diffusiongemma-26B-A4B-it, to judge whether it fits."""

from engine.model_config import FULL, SLIDING, ModelConfig, Rope

RELEASED = ModelConfig(
    vocab_size=262_144,
    hidden_size=2816,
    intermediate_size=2112,
    moe_intermediate_size=704,
    num_experts=128,
    top_k_experts=8,
    num_attention_heads=16,
    layer_types=((SLIDING,) * 5 + (FULL,)) * 5,
    head_dims=((256,) * 5 + (512,)) * 5,
    kv_heads=((8,) * 5 + (2,)) * 5,
    ropes={SLIDING: Rope(1e4, False, 1.0), FULL: Rope(1e6, True, 0.25)},
    sliding_window=1024,
    max_position_embeddings=262_144,
    rms_norm_eps=1e-6,
    final_logit_softcapping=30.0,
    canvas_length=256,
    eos_token_ids=(1, 106),
)
