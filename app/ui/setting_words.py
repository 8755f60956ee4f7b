"""What the settings are called and what they mean, for the settings window."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from app.settings import TEXT_SIZES, SettingsPage


@dataclass(frozen=True, slots=True)
class SettingWords:
    """A setting's label, one sentence about it, and the words of its choices by value."""

    label: str
    explanation: str
    choices: dict[object, str] = field(default_factory=dict)


def page_title(page: SettingsPage) -> str:
    """The heading over a page's settings."""
    match page:
        case SettingsPage.APPEARANCE:
            return _tr("Appearance")
        case SettingsPage.CANVAS:
            return _tr("Canvas")
        case SettingsPage.REPLY:
            return _tr("Replies")


def words_of(name: str) -> SettingWords:
    """The words of a field of Settings that is shown."""
    return _WORDS[name]()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Settings", text)


def _theme() -> SettingWords:
    return SettingWords(
        _tr("Theme"),
        _tr("The system's theme follows light, dark and high contrast of your desktop."),
        {
            "system": _tr("Like the system"),
            "light": _tr("Light"),
            "dark": _tr("Dark"),
            "contrast": _tr("High contrast"),
        },
    )


def _text_size() -> SettingWords:
    return SettingWords(
        _tr("Text size"),
        _tr("Of the whole window. Ctrl and + or − change it too."),
        {size: f"{size} %" for size in TEXT_SIZES},
    )


def _language() -> SettingWords:
    return SettingWords(
        _tr("Language"),
        _tr("Of menus and messages, from the next start on; replies are in the model's language."),
        {"": _tr("Like the system"), "en": "English", "de": "Deutsch"},
    )


def _noise() -> SettingWords:
    return SettingWords(
        _tr("Noise"),
        _tr("How much of the unsettled text is shown while a reply forms."),
        {
            "calm": _tr("Calm: only what has settled"),
            "draft": _tr("Draft: guesses too, faintly"),
            "raw": _tr("Raw: everything"),
        },
    )


def _reduced_motion() -> SettingWords:
    return SettingWords(_tr("Reduce motion"), _tr("Text appears at once instead of fading in."))


def _preset() -> SettingWords:
    return SettingWords(
        _tr("Sampling"),
        _tr("Fast settles more text at each step, careful less; a conversation can differ."),
        {
            "fast": _tr("Fast"),
            "balanced": _tr("Balanced: as the model was made"),
            "careful": _tr("Careful"),
            "custom": _tr("Custom: the values below"),
        },
    )


def _steps() -> SettingWords:
    return SettingWords(
        _tr("Denoising steps"), _tr("A block takes at most so many; most take fewer.")
    )


def _entropy_bound() -> SettingWords:
    return SettingWords(
        _tr("Entropy bound"), _tr("How much doubt one step may settle, in nats. More is faster.")
    )


def _t_max() -> SettingWords:
    return SettingWords(
        _tr("First temperature"), _tr("Where a block begins. Higher is more varied.")
    )


def _t_min() -> SettingWords:
    return SettingWords(
        _tr("Last temperature"), _tr("Where a block ends; not above the first one.")
    )


def _max_new_tokens() -> SettingWords:
    return SettingWords(
        _tr("Longest reply"), _tr("In tokens, in whole blocks of 256; a longer reply is cut.")
    )


def _thinking() -> SettingWords:
    return SettingWords(
        _tr("Think first"), _tr("The model writes down its thoughts before it answers.")
    )


def _seed() -> SettingWords:
    return SettingWords(
        _tr("Seed"), _tr("The same seed gives the same reply to the same conversation.")
    )


_WORDS = {
    "theme": _theme,
    "text_size": _text_size,
    "language": _language,
    "noise": _noise,
    "reduced_motion": _reduced_motion,
    "preset": _preset,
    "max_denoising_steps": _steps,
    "entropy_bound": _entropy_bound,
    "t_max": _t_max,
    "t_min": _t_min,
    "max_new_tokens": _max_new_tokens,
    "thinking": _thinking,
    "seed": _seed,
}
