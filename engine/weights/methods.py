"""What a config.json says about how the weights are packed. Knows no torch."""

from typing import Any

UNNAMED = "an unnamed method"
READABLE_METHODS = frozenset({"sfumato", "compressed-tensors", "modelopt", "mlx"})


def stated_method(config: dict[str, Any]) -> str | None:
    """The method's name as its makers spell it; None if the config speaks of none."""
    said = config.get("quantization_config")
    if isinstance(said, dict) and "quant_method" in said:
        return str(said["quant_method"])
    if isinstance(config.get("quantization"), dict):
        mode = config["quantization"].get("mode", "affine")
        return "mlx" if mode == "affine" else f"mlx {mode}"
    return None if said is None else UNNAMED
