"""Settings tell of every change, and say so when they cannot be saved."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.controllers.settings_controller import SettingsController
from app.settings import Settings, SettingsFile


def test_a_change_is_told_once_and_saved(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    controller = SettingsController(SettingsFile(path))
    told: list[Settings] = []
    controller.changed.connect(told.append)
    controller.change(noise="raw")
    controller.change(noise="raw")
    assert told == [Settings(noise="raw")]
    assert SettingsFile(path).current.noise == "raw"


def test_unsaved_settings_hold_for_this_run(qtbot: QtBot, tmp_path: Path) -> None:
    controller = SettingsController(SettingsFile(tmp_path / "missing" / "settings.json"))
    with qtbot.waitSignal(controller.failed, timeout=1000) as failed:
        controller.change(noise="raw")
    assert failed.args == ["The settings could not be saved: no such file or folder."]
    assert controller.current.noise == "raw"


def test_what_could_not_be_saved_is_saved_with_the_same_change_again(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "missing" / "settings.json"
    controller = SettingsController(SettingsFile(path))
    assert not controller.change(new_draft="typed")
    path.parent.mkdir()
    assert controller.change(new_draft="typed")
    assert SettingsFile(path).current.new_draft == "typed"
