"""What the person chose, kept as JSON in the data folder. Knows nothing of widgets."""

import json
from dataclasses import Field, asdict, dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.storage.files import write_text_atomically

NOISE_LEVELS = ("calm", "draft", "raw")
THEMES = ("system", "light", "dark", "contrast")
DEVICES = ("auto", "gpu", "cpu")
LANGUAGES = ("", "en", "de")
PRESETS = ("fast", "balanced", "careful", "custom")
MOST_LAYERS = 99  # more than a model has
TEXT_SIZES = (70, 80, 90, 100, 110, 125, 150, 175, 200)  # per cent


class SettingsPage(StrEnum):
    """Where the settings window shows a setting."""

    APPEARANCE = "appearance"
    CANVAS = "canvas"
    REPLY = "reply"


@dataclass(frozen=True, slots=True)
class Rule:
    """What a value may be and where it is shown; without a ``page`` it is not shown.

    ``choices`` are all good values, or ``least`` and ``most`` bound a number that an editor
    changes by ``step``.
    """

    page: SettingsPage | None = None
    choices: tuple[Any, ...] = ()
    least: float | None = None
    most: float | None = None
    step: float = 1

    def allows(self, value: Any) -> bool:
        """Whether a value of the right type is a good one."""
        if self.choices:
            return value in self.choices
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )


def _setting(default: Any, *rule: Any, **rules: Any) -> Any:
    return field(default=default, metadata={"rule": Rule(*rule, **rules)})


@dataclass(frozen=True, slots=True)
class Settings:
    """Every choice with its default and its rule; the settings window is made from this record.

    ``geometry`` is Qt's saved geometry in base64, ``model_folder`` None the built-in model,
    ``models_folder`` is where downloads go (None: beside the conversations), ``own_models`` lists
    model folders that the person added, one a line; ``device`` is where models run,
    ``resident_layers`` how many of their layers may stay on the device that computes (-1: what
    fits); ``fast_kernels`` asks for those of a graphics card that are off by default;
    ``language`` "" the system's; ``sidebar_width`` is in pixels, ``text_size`` in per cent.
    The values from ``max_denoising_steps`` to ``t_min`` hold with the preset "custom"; ``seed`` -1
    is another one each time.
    """

    theme: str = _setting("system", SettingsPage.APPEARANCE, THEMES)
    text_size: int = _setting(100, SettingsPage.APPEARANCE, TEXT_SIZES)
    language: str = _setting("", SettingsPage.APPEARANCE, LANGUAGES)
    noise: str = _setting("calm", SettingsPage.CANVAS, NOISE_LEVELS)
    reduced_motion: bool = _setting(False, SettingsPage.CANVAS)
    preset: str = _setting("balanced", SettingsPage.REPLY, PRESETS)
    max_denoising_steps: int = _setting(48, SettingsPage.REPLY, least=1, most=256)
    entropy_bound: float = _setting(0.1, SettingsPage.REPLY, least=0.0, most=5.0, step=0.01)
    t_max: float = _setting(0.8, SettingsPage.REPLY, least=0.05, most=2.0, step=0.05)
    t_min: float = _setting(0.4, SettingsPage.REPLY, least=0.05, most=2.0, step=0.05)
    max_new_tokens: int = _setting(2048, SettingsPage.REPLY, least=256, most=32768, step=256)
    thinking: bool = _setting(False, SettingsPage.REPLY)
    seed: int = _setting(-1, SettingsPage.REPLY, least=-1, most=2**31 - 1)
    model_folder: str | None = None
    models_folder: str | None = None
    own_models: str = ""
    device: str = _setting("auto", choices=DEVICES)
    resident_layers: int = _setting(-1, least=-1, most=MOST_LAYERS)
    fast_kernels: bool = False
    geometry: str = ""
    sidebar_visible: bool = True
    sidebar_width: int = _setting(260, least=160, most=1000)
    has_seen_welcome: bool = False
    warned_folder: str = ""  # the data folder whose place was warned about
    new_draft: str = ""  # typed where no conversation has begun


def rule_of(setting: Field[Any]) -> Rule:
    """The rule of a field of Settings."""
    found = setting.metadata.get("rule", Rule())
    assert isinstance(found, Rule)
    return found


def changes_for(name: str, value: Any) -> dict[str, Any]:
    """What changes with one value: a sampling value of one's own makes the preset "custom"."""
    is_sampling = name in ("max_denoising_steps", "entropy_bound", "t_min", "t_max")
    return {name: value, "preset": "custom"} if is_sampling else {name: value}


class SettingsFile:
    """The current settings and their file. A damaged file is kept aside and defaults are used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.current = self._saved = _read(path)

    def change(self, **changes: Any) -> Settings:
        """Replace some values and save; raises OSError if the file cannot be written.

        What could not be written is written with the next change, whatever that is.
        """
        self.current = changed = replace(self.current, **changes)
        if changed != self._saved:
            write_text_atomically(self._path, json.dumps(asdict(changed), indent=2))
            self._saved = changed
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
    """The values of the right type that their rules allow; the default for every other."""
    defaults = Settings()
    good: dict[str, Any] = {}
    for setting in fields(Settings):
        value, default = raw.get(setting.name), getattr(defaults, setting.name)
        wanted = str if default is None else type(default)
        if type(value) is wanted and rule_of(setting).allows(value):
            good[setting.name] = value
    return Settings(**good)


def _keep_aside(path: Path) -> None:
    aside = path.with_suffix(".damaged.json")
    try:
        path.replace(aside)
    except OSError:
        return  # an unreadable file in an unwritable folder: the database will say so in words
