"""The heading above a part of a dialog."""

from PySide6.QtWidgets import QLabel, QWidget


def heading(words: str, parent: QWidget) -> QLabel:
    """By its name the style sheet knows it."""
    label = QLabel(words, parent)
    label.setObjectName("partHeading")
    label.setIndent(0)
    return label
