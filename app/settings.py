"""What the person chose, kept as JSON in the data folder. Knows nothing of widgets."""

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

NOISE_LEVELS = ("calm", "draft", "raw")


@dataclass(frozen=True, slots=True)
class Settings:
    """``noise`` is one of NOISE_LEVELS; ``geometry`` is Qt's saved geometry in base64.

    ``model_folder`` None means the built-in model; ``sidebar_width`` is in pixels.
    """

    noise: str = "calm"
    reduced_motion: bool = False
    model_folder: str | None = None
    geometry: str = ""
    sidebar_visible: bool = True
    sidebar_width: int = 260


class SettingsFile:
    """The current settings and their file. A damaged file is kept aside and defaults are used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.current = _read(path)

    def change(self, **changes: Any) -> Settings:
        """Replace some values and save; raises OSError if the file cannot be written."""
        changed = replace(self.current, **changes)
        if changed != self.current:
            self.current = changed
            _write(self._path, changed)
        return changed


def _read(path: Path) -> Settings:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, RecursionError):
        raw = None
    if not isinstance(raw, dict):
        _keep_aside(path)
        return Settings()
    return _checked(raw)


def _checked(raw: dict[str, Any]) -> Settings:
    """The values of the right type; the default for every other."""
    defaults = Settings()
    good: dict[str, Any] = {}
    for field in fields(Settings):
        value, default = raw.get(field.name), getattr(defaults, field.name)
        wanted = str if default is None else type(default)
        if type(value) is wanted:
            good[field.name] = value
    if good.get("noise") not in NOISE_LEVELS:
        good.pop("noise", None)
    if not 160 <= good.get("sidebar_width", 260) <= 1000:
        good.pop("sidebar_width")
    return Settings(**good)


def _keep_aside(path: Path) -> None:
    aside = path.with_suffix(".damaged.json")
    try:
        path.replace(aside)
    except OSError:
        return  # an unreadable file in an unwritable folder: the database will say so in words


def _write(path: Path, settings: Settings) -> None:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
