"""The palettes of the program: light, dark, and both again with high contrast."""

from enum import Enum

from PySide6.QtGui import QColor, QPalette

_Role = QPalette.ColorRole
_LIGHT = {
    _Role.Window: "#f7f5f1",
    _Role.WindowText: "#25231f",
    _Role.Base: "#fffdf9",
    _Role.AlternateBase: "#efece5",
    _Role.Text: "#25231f",
    _Role.Button: "#f0ede7",
    _Role.ButtonText: "#25231f",
    _Role.PlaceholderText: "#6d675e",
    _Role.Highlight: "#3f6795",
    _Role.HighlightedText: "#fffdf9",
    _Role.Link: "#2f5c92",
    _Role.LinkVisited: "#6a4f8a",
    _Role.BrightText: "#a8321f",
    _Role.Light: "#fffdf9",
    _Role.Midlight: "#e8e4dc",
    _Role.Mid: "#d8d3c9",
    _Role.Dark: "#a8a297",
    _Role.Shadow: "#6f6a61",
    _Role.ToolTipBase: "#fffdf9",
    _Role.ToolTipText: "#25231f",
}
_DARK = {
    _Role.Window: "#1d1e21",
    _Role.WindowText: "#e7e4de",
    _Role.Base: "#26272b",
    _Role.AlternateBase: "#18191b",
    _Role.Text: "#e7e4de",
    _Role.Button: "#2b2c31",
    _Role.ButtonText: "#e7e4de",
    _Role.PlaceholderText: "#a09c94",
    _Role.Highlight: "#86addb",
    _Role.HighlightedText: "#15171a",
    _Role.Link: "#93b9e6",
    _Role.LinkVisited: "#bda3df",
    _Role.BrightText: "#f0917f",
    _Role.Light: "#44464c",
    _Role.Midlight: "#35373c",
    _Role.Mid: "#3d3f45",
    _Role.Dark: "#121315",
    _Role.Shadow: "#0b0c0d",
    _Role.ToolTipBase: "#2b2c31",
    _Role.ToolTipText: "#e7e4de",
}
_CONTRAST_LIGHT = _LIGHT | {
    _Role.Window: "#ffffff",
    _Role.WindowText: "#000000",
    _Role.Base: "#ffffff",
    _Role.AlternateBase: "#ffffff",
    _Role.Text: "#000000",
    _Role.Button: "#ffffff",
    _Role.ButtonText: "#000000",
    _Role.PlaceholderText: "#333333",
    _Role.Highlight: "#00319c",
    _Role.HighlightedText: "#ffffff",
    _Role.Link: "#00319c",
    _Role.LinkVisited: "#5a007a",
    _Role.BrightText: "#9c0000",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#000000",
    _Role.Mid: "#000000",
    _Role.Dark: "#000000",
    _Role.ToolTipBase: "#ffffff",
    _Role.ToolTipText: "#000000",
}
_CONTRAST_DARK = _DARK | {
    _Role.Window: "#000000",
    _Role.WindowText: "#ffffff",
    _Role.Base: "#000000",
    _Role.AlternateBase: "#000000",
    _Role.Text: "#ffffff",
    _Role.Button: "#000000",
    _Role.ButtonText: "#ffffff",
    _Role.PlaceholderText: "#d8d8d8",
    _Role.Highlight: "#7fc4ff",
    _Role.HighlightedText: "#000000",
    _Role.Link: "#7fc4ff",
    _Role.LinkVisited: "#e0b0ff",
    _Role.BrightText: "#ffb3a6",
    _Role.Light: "#ffffff",
    _Role.Midlight: "#ffffff",
    _Role.Mid: "#ffffff",
    _Role.Dark: "#ffffff",
    _Role.ToolTipBase: "#000000",
    _Role.ToolTipText: "#ffffff",
}
_DIMMED = (_Role.WindowText, _Role.Text, _Role.ButtonText)


class Look(Enum):
    """A palette by name."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST_LIGHT = "contrast light"
    CONTRAST_DARK = "contrast dark"

    @property
    def is_contrast(self) -> bool:
        """Whether borders are to be strong as well."""
        return self in (Look.CONTRAST_LIGHT, Look.CONTRAST_DARK)


def palette_of(look: Look) -> QPalette:
    """All colours of a look."""
    colors = _COLORS[look]
    palette = QPalette(QColor(colors[_Role.Button]), QColor(colors[_Role.Window]))
    for role, color in colors.items():
        palette.setColor(role, QColor(color))
    for role in _DIMMED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(_DIM[look]))
    palette.setColor(_Role.Accent, QColor(colors[_Role.Highlight]))
    return palette


_COLORS = {
    Look.LIGHT: _LIGHT,
    Look.DARK: _DARK,
    Look.CONTRAST_LIGHT: _CONTRAST_LIGHT,
    Look.CONTRAST_DARK: _CONTRAST_DARK,
}
_DIM = {
    Look.LIGHT: _LIGHT[_Role.Dark],
    Look.DARK: _DARK[_Role.PlaceholderText],
    Look.CONTRAST_LIGHT: "#595959",
    Look.CONTRAST_DARK: "#b0b0b0",
}
