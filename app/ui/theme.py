"""Colours derived from a palette at the moment of use; no colour of its own."""

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from app.rendering import CodeStyle, MarkdownColors

_Role = QPalette.ColorRole


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """``first`` with ``share`` (0 to 1) of ``second`` in it."""
    keep = 1.0 - share
    return QColor.fromRgbF(
        first.redF() * keep + second.redF() * share,
        first.greenF() * keep + second.greenF() * share,
        first.blueF() * keep + second.blueF() * share,
    )


def with_alpha(color: QColor, alpha: float) -> QColor:
    """The colour at an opacity of 0 to 1."""
    faded = QColor(color)
    faded.setAlphaF(min(max(alpha, 0.0), 1.0))
    return faded


def haze_color(palette: QPalette) -> QColor:
    """The colour of unsettled positions: text with some of the accent in it."""
    return mixed(palette.color(_Role.WindowText), palette.color(_Role.Highlight), 0.75)


def quiet_color(palette: QPalette) -> QColor:
    """The colour of small print; still easy to read."""
    return palette.color(_Role.PlaceholderText)


def code_background(palette: QPalette) -> QColor:
    """The ground of code: a little nearer to the text than the window is."""
    return mixed(palette.color(_Role.Window), palette.color(_Role.WindowText), 0.055)


def bubble_color(palette: QPalette) -> QColor:
    """The ground of the person's own messages: the window with a touch of the accent."""
    return mixed(palette.color(_Role.Window), palette.color(_Role.Highlight), 0.14)


def markdown_colors(palette: QPalette) -> MarkdownColors:
    """The colours of rendered Markdown."""
    window, text = palette.color(_Role.Window), palette.color(_Role.WindowText)
    return MarkdownColors(
        text=text.name(),
        muted=mixed(text, window, 0.25).name(),
        link=palette.color(_Role.Link).name(),
        rule=mixed(window, text, 0.2).name(),
        header_background=mixed(window, text, 0.06).name(),
        code_background=code_background(palette).name(),
    )


def code_style(palette: QPalette) -> CodeStyle:
    """Colours of highlighted code: hues around the palette's link, as dark or light as it is."""
    text, window = palette.color(_Role.WindowText), palette.color(_Role.Window)
    link = palette.color(_Role.Link)
    return CodeStyle(
        text=text.name(),
        comment=mixed(text, window, 0.38).name(),
        keyword=mixed(_turned(link, 60), text, 0.25).name(),
        string=mixed(_turned(link, -95), text, 0.3).name(),
        number=mixed(_turned(link, 165), text, 0.25).name(),
        name=link.name(),
        background=code_background(palette).name(),
        families=code_families(),
    )


def code_font(size: float) -> QFont:
    """The system's fixed-width font at ``size`` points."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    font.setPointSizeF(size)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font


def code_families() -> str:
    """The fixed-width font as CSS families."""
    family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return f"'{family}', monospace"


def _turned(color: QColor, degrees: int) -> QColor:
    turned = (max(color.hslHueF(), 0.0) + degrees / 360) % 1.0
    return QColor.fromHslF(turned, color.hslSaturationF(), color.lightnessF())
