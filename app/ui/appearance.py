"""The calm look of the window in light and dark. Two palettes and one style sheet over them."""

from PySide6.QtCore import Qt
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
_DIMMED = (_Role.WindowText, _Role.Text, _Role.ButtonText)


def palette_for(scheme: Qt.ColorScheme) -> QPalette:
    """The palette for the system's colour scheme; an unknown scheme is light."""
    colors = _DARK if scheme == Qt.ColorScheme.Dark else _LIGHT
    palette = QPalette(QColor(colors[_Role.Button]), QColor(colors[_Role.Window]))
    for role, color in colors.items():
        palette.setColor(role, QColor(color))
    for role in _DIMMED:
        dim = QColor(colors[_Role.Dark if scheme != Qt.ColorScheme.Dark else _Role.PlaceholderText])
        palette.setColor(QPalette.ColorGroup.Disabled, role, dim)
    palette.setColor(_Role.Accent, QColor(colors[_Role.Highlight]))
    return palette


STYLE_SHEET = """
#sidebar { background: palette(alternate-base); }
#conversations { background: transparent; }
#transcript, #transcriptBody, #emptyState { background: palette(window); }
QSplitter::handle { background: palette(midlight); }
#topBar { background: palette(window); border-bottom: 1px solid palette(midlight); }
#title { font-weight: 600; }
#emptyHeading { font-size: 17pt; font-weight: 600; }
#emptyWords { color: palette(placeholder-text); }
#composerFrame { background: palette(base); border: 1px solid palette(mid); border-radius: 14px; }
#composerFrame[focused="true"] { border-color: palette(highlight); }
#composer { background: transparent; border: none; }
#banner { background: palette(base); border: 1px solid palette(mid);
          border-left: 4px solid palette(bright-text); border-radius: 8px; margin-top: 12px; }
#tail { background: transparent; border: none; }
#tail QLabel { color: palette(placeholder-text); }
#banner QPushButton, #tail QPushButton, #examplePrompt, #newConversation, #toggleSidebar,
#closeSidebar, #removePaste {
    background: palette(base); color: palette(button-text);
    border: 1px solid palette(mid); border-radius: 8px; padding: 6px 12px; }
#examplePrompt { padding: 10px 14px; text-align: left; }
#newConversation { padding: 8px 12px; text-align: left; }
#toggleSidebar, #closeSidebar { padding: 5px 9px; background: transparent;
    border-color: transparent; }
#banner QPushButton:hover, #tail QPushButton:hover, #examplePrompt:hover, #newConversation:hover,
#toggleSidebar:hover { border-color: palette(highlight); }
#banner QPushButton:focus, #tail QPushButton:focus, #examplePrompt:focus, #newConversation:focus,
#toggleSidebar:focus { border-color: palette(highlight); }
#send { background: palette(highlight); color: palette(highlighted-text);
        border: 1px solid palette(highlight); border-radius: 9px; padding: 6px 16px;
        font-weight: 600; }
#send:disabled { background: palette(midlight); color: palette(placeholder-text);
                 border-color: palette(midlight); }
#send[stops="true"] { background: transparent; color: palette(text);
                      border-color: palette(placeholder-text); }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: palette(mid); border-radius: 4px; min-height: 32px;
                              margin: 2px; }
QScrollBar::handle:vertical:hover { background: palette(placeholder-text); }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
#send:focus { border-color: palette(text); }
"""
