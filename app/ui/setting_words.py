"""What the settings are called and what they mean, for the settings window."""

from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication

from app.settings import TEXT_SIZES, Page


@dataclass(frozen=True, slots=True)
class SettingWords:
    """A setting's label, one sentence about it, and the words of its choices by value."""

    label: str
    explanation: str
    choices: dict[object, str] = field(default_factory=dict)


def page_title(page: Page) -> str:
    """The heading over a page's settings."""
    match page:
        case Page.APPEARANCE:
            return _tr("Appearance")
        case Page.CANVAS:
            return _tr("Canvas")


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
        _tr("Of menus and messages; replies are in the model's language. Holds after a restart."),
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


_WORDS = {
    "theme": _theme,
    "text_size": _text_size,
    "language": _language,
    "noise": _noise,
    "reduced_motion": _reduced_motion,
}
