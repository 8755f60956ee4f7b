"""Values of a foreign JSON text, taken for what they are or for nothing."""

from typing import Any

from app.storage.text import storable


def as_text(value: object) -> str:
    """Text that can be saved; anything else is empty."""
    return storable(value) if isinstance(value, str) else ""


def as_object(value: object) -> dict[str, Any]:
    """An object; anything else has no fields."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[Any]:
    """A list; anything else is empty."""
    return value if isinstance(value, list) else []
