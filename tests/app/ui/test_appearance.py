"""The look follows the settings and the system; high contrast is really high."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.application import Application
from app.settings import Settings
from app.ui.appearance import Appearance, look_for, style_sheet
from app.ui.palettes import Look, palette_of
from tests.app.ui.test_theme import contrast

DARK, LIGHT, UNKNOWN = Qt.ColorScheme.Dark, Qt.ColorScheme.Light, Qt.ColorScheme.Unknown


@pytest.mark.parametrize(
    ("theme", "scheme", "wants_contrast", "look"),
    [
        ("system", UNKNOWN, False, Look.LIGHT),
        ("system", DARK, False, Look.DARK),
        ("system", DARK, True, Look.CONTRAST_DARK),
        ("light", DARK, True, Look.LIGHT),
        ("dark", LIGHT, False, Look.DARK),
        ("contrast", LIGHT, False, Look.CONTRAST_LIGHT),
        ("contrast", DARK, False, Look.CONTRAST_DARK),
    ],
)
def test_the_persons_theme_wins_over_the_systems(
    theme: str, scheme: Qt.ColorScheme, wants_contrast: bool, look: Look
) -> None:
    assert look_for(theme, scheme, wants_contrast=wants_contrast) is look


@pytest.mark.parametrize("look", [Look.CONTRAST_LIGHT, Look.CONTRAST_DARK])
def test_high_contrast_text_has_at_least_seven_to_one(look: Look) -> None:
    palette = palette_of(look)
    role = QPalette.ColorRole
    pairs = [
        (role.WindowText, role.Window),
        (role.PlaceholderText, role.Window),
        (role.Link, role.Base),
        (role.BrightText, role.Base),
        (role.HighlightedText, role.Highlight),
    ]
    for text, ground in pairs:
        assert contrast(palette.color(text).name(), palette.color(ground).name()) >= 7, text


def test_size_of_text_and_theme_reach_the_window(qtbot: QtBot, application: Application) -> None:
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    font, palette, sheet = qt.font(), qt.palette(), qt.styleSheet()
    try:
        appearance = Appearance(qt)
        window = application.window
        usual = window.font().pointSizeF()
        appearance.show_settings(Settings(theme="dark", text_size=150))
        assert window.font().pointSizeF() == pytest.approx(1.5 * usual)
        assert window.palette().window().color() == palette_of(Look.DARK).window().color()
        appearance.show_settings(Settings())
        assert window.font().pointSizeF() == pytest.approx(usual)
    finally:
        qt.styleHints().setColorScheme(UNKNOWN)
        qt.setFont(font)
        qt.setPalette(palette)
        qt.setStyleSheet(sheet)


def test_text_size_shortcuts_stop_at_the_ends(application: Application) -> None:
    actions = application.window.window_actions
    for _ in range(20):
        actions["text_larger"].trigger()
    assert application.settings.current.text_size == 200
    actions["text_smaller"].trigger()
    assert application.settings.current.text_size == 175
    actions["text_usual"].trigger()
    assert application.settings.current.text_size == 100


def test_every_picture_that_the_style_names_is_there() -> None:
    named = re.findall(r"url\(([^)]+)\)", style_sheet(10.0, is_contrast=False))
    assert named
    assert all(Path(name).is_file() for name in named)
