"""From presets and settings to what the engine is asked for."""

from dataclasses import replace

from app.settings import Settings
from engine import GenerationOptions


def options_for(settings: Settings, preset: str | None = None) -> GenerationOptions:
    """The options of a reply; ``preset`` is a conversation's own, None means the settings'.

    "balanced" leaves the checkpoint's own values, "fast" settles more at each step, "careful" less.
    """
    always = GenerationOptions(
        max_new_tokens=settings.max_new_tokens,
        thinking=settings.thinking,
        seed=None if settings.seed < 0 else settings.seed,
    )
    match preset or settings.preset:
        case "fast":
            return replace(always, max_denoising_steps=24, entropy_bound=0.3)
        case "careful":
            return replace(always, max_denoising_steps=96, entropy_bound=0.03)
        case "custom":
            return replace(
                always,
                max_denoising_steps=settings.max_denoising_steps,
                entropy_bound=settings.entropy_bound,
                t_min=min(settings.t_min, settings.t_max),
                t_max=settings.t_max,
            )
        case _:
            return always
