"""The style sheet of the messages: one for all of them, since a sheet for each costs time."""

from PySide6.QtGui import QFont, QPalette

from app.ui.theme import bubble_color, mixed, quiet_color

_SMALL = 0.88  # of the text's size


def message_style(palette: QPalette, font: QFont) -> str:
    """Rules in the colours of a palette, for whatever widget holds messages."""
    quiet = quiet_color(palette).name()
    window, text = palette.window().color(), palette.windowText().color()
    rule, faint = mixed(window, text, 0.2).name(), mixed(window, text, 0.25).name()
    size = font.pointSizeF() * _SMALL
    small = f"font-size: {size:.1f}pt;" if size > 0 else ""
    flat = f"color: {quiet}; background: transparent; border: 1px solid transparent;"
    return (
        f"#bubble {{ background: {bubble_color(palette).name()}; border-radius: 12px; }}"
        f"#footer, #note, #messageBar QLabel {{ color: {quiet}; {small} }}"
        f"#toggleThought, #showAll {{ color: {quiet}; {small} background: transparent;"
        f" border: 1px solid {rule}; border-radius: 6px; padding: 3px 10px; }}"
        f"#toggleThought:hover, #toggleThought:focus, #showAll:hover, #showAll:focus"
        f" {{ border-color: {quiet}; }}"
        f"#thought {{ color: {quiet}; padding-left: 10px; }}"
        f"#messageBar QPushButton {{ {flat} {small} border-radius: 6px; padding: 2px 7px; }}"
        f"#messageBar QPushButton:hover, #messageBar QPushButton:focus"
        f" {{ color: {text.name()}; border-color: {rule}; }}"
        f"#messageBar QPushButton:disabled {{ color: {faint}; }}"
        f"#codeBlock QLabel {{ color: {quiet}; background: transparent; }}"
        f"#copyCode {{ {flat} border-radius: 6px; padding: 3px 8px; }}"
        f"#copyCode:hover, #copyCode:focus {{ color: {text.name()}; border-color: {faint}; }}"
        "#codeBlock QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }"
        f"#codeBlock QScrollBar::handle:horizontal {{ background: {faint};"
        " border-radius: 3px; min-width: 32px; margin: 2px 0; }"
        f"#messageEditor {{ background: {palette.base().color().name()};"
        f" border: 1px solid {palette.highlight().color().name()}; border-radius: 12px; }}"
        f"#messageEditor QPushButton {{ background: transparent; color: {text.name()};"
        f" border: 1px solid {rule}; border-radius: 8px; padding: 5px 12px; }}"
        f"#messageEditor QPushButton:hover, #messageEditor QPushButton:focus"
        f" {{ border-color: {palette.highlight().color().name()}; }}"
        "#editField { background: transparent; border: none; }"
    )
