"""What a config.json says about how the weights are packed. Knows no torch."""

from typing import Any

from engine.said import said

UNNAMED = said("an unnamed method")
APART_METHODS = frozenset({"compressed-tensors", "modelopt"})  # their tools unstack the experts
READABLE_METHODS = frozenset({"sfumato", "compressed-tensors", "modelopt", "mlx"})


def stated_method(config: dict[str, Any]) -> str | None:
    """The method's name as its makers spell it; None if the config speaks of none."""
    stated = config.get("quantization_config")
    if isinstance(stated, dict) and "quant_method" in stated:
        method = stated["quant_method"]
        return method if isinstance(method, str) else UNNAMED
    if isinstance(config.get("quantization"), dict):
        mode = config["quantization"].get("mode", "affine")
        return "mlx" if mode == "affine" else f"mlx {mode}"
    return None if stated is None else UNNAMED
