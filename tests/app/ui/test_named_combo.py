"""Combo boxes tell what is chosen in them, on Linux too, where Qt drops their accessible names."""

import sys

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.ui.named_combo import name_combo


def test_what_a_screen_reader_gets_holds_the_words(qtbot: QtBot) -> None:
    combo = QComboBox()
    qtbot.addWidget(combo)
    combo.addItem("Markdown")
    name_combo(combo, "Format")
    found = QAccessible.queryAccessibleInterface(combo)
    assert found is not None
    told = [found.text(QAccessible.Text.Name), found.text(QAccessible.Text.Description)]
    assert "Format" in told
    if sys.platform.startswith("linux"):
        assert told == ["Markdown", "Format"]
