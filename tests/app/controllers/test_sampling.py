"""Presets and settings become what the engine is asked for."""

from app.controllers.sampling import options_for
from app.settings import Settings
from engine import GenerationOptions


def test_balanced_leaves_the_checkpoints_values() -> None:
    assert options_for(Settings()) == GenerationOptions(max_new_tokens=2048)


def test_fast_settles_more_at_a_step_and_careful_less() -> None:
    fast, careful = options_for(Settings(), "fast"), options_for(Settings(), "careful")
    assert fast.max_denoising_steps is not None
    assert careful.max_denoising_steps is not None
    assert fast.max_denoising_steps < 48 < careful.max_denoising_steps
    assert (fast.entropy_bound, careful.entropy_bound) == (0.3, 0.03)


def test_a_conversations_preset_wins_over_the_settings() -> None:
    settings = Settings(preset="custom", entropy_bound=0.7, max_denoising_steps=5, seed=3)
    assert options_for(settings).entropy_bound == 0.7
    assert options_for(settings, "balanced") == GenerationOptions(max_new_tokens=2048, seed=3)


def test_a_last_temperature_above_the_first_is_drawn_down() -> None:
    options = options_for(Settings(preset="custom", t_min=1.2, t_max=0.6, thinking=True))
    assert (options.t_min, options.t_max, options.thinking) == (0.6, 0.6, True)
