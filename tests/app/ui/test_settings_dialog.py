"""The settings window shows every setting with words and changes it at once."""

from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.controllers.settings_controller import SettingsController
from app.settings import Settings, SettingsFile, rule_of
from app.ui.setting_words import words_of
from app.ui.settings_dialog import SettingRow, SettingsDialog

SHOWN = [setting for setting in fields(Settings) if rule_of(setting).page]


@pytest.fixture
def settings(tmp_path: Path) -> SettingsController:
    return SettingsController(SettingsFile(tmp_path / "settings.json"))


@pytest.fixture
def dialog(qtbot: QtBot, settings: SettingsController) -> SettingsDialog:
    dialog = SettingsDialog(settings)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def row(dialog: SettingsDialog, name: str) -> SettingRow:
    return next(r for r in dialog.findChildren(SettingRow) if r.name == name)


def test_every_setting_with_a_page_has_a_row_and_words(dialog: SettingsDialog) -> None:
    assert {r.name for r in dialog.findChildren(SettingRow)} == {s.name for s in SHOWN}
    for setting in SHOWN:
        words = words_of(setting.name)
        assert words.label
        assert words.explanation.endswith(".")
        assert tuple(words.choices) == rule_of(setting).choices


def test_choosing_changes_the_setting_at_once(
    dialog: SettingsDialog, settings: SettingsController
) -> None:
    combo = dialog.findChild(QComboBox, "setting_theme")
    combo.setCurrentIndex(combo.findData("dark"))
    combo.activated.emit(combo.currentIndex())
    dialog.findChild(QCheckBox, "setting_reduced_motion").click()
    assert settings.current == Settings(theme="dark", reduced_motion=True)


def test_a_change_from_elsewhere_is_shown(
    dialog: SettingsDialog, settings: SettingsController
) -> None:
    settings.change(noise="raw", reduced_motion=True)
    assert dialog.findChild(QComboBox, "setting_noise").currentData() == "raw"
    assert dialog.findChild(QCheckBox, "setting_reduced_motion").isChecked()


def test_resetting_brings_the_default_back(
    dialog: SettingsDialog, settings: SettingsController
) -> None:
    settings.change(noise="raw", theme="dark", geometry="kept")
    row(dialog, "noise").findChild(QPushButton).click()
    assert settings.current == Settings(theme="dark", geometry="kept")
    dialog.findChild(QPushButton, "resetAll").click()
    assert settings.current == Settings(geometry="kept")


def test_search_keeps_the_rows_that_say_so(dialog: SettingsDialog) -> None:
    dialog.search.setText("contrast")
    visible = {r.name for r in dialog.findChildren(SettingRow) if r.isVisible()}
    assert visible == {"theme"}
    dialog.search.clear()
    assert all(r.isVisible() for r in dialog.findChildren(SettingRow))


@pytest.mark.parametrize("field", ["settingsSearch", "setting_max_denoising_steps"])
def test_enter_in_a_field_resets_nothing(
    qtbot: QtBot, dialog: SettingsDialog, settings: SettingsController, field: str
) -> None:
    settings.change(theme="dark")
    editor = dialog.findChild(QWidget, field)
    editor.setFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert settings.current.theme == "dark"
    assert dialog.isVisible()
