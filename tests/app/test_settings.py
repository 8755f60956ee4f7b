"""Settings survive, and a damaged file never stops the program."""

from dataclasses import fields
from pathlib import Path

import pytest

from app.settings import Settings, SettingsFile, rule_of


def test_changes_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    SettingsFile(path).change(noise="raw", reduced_motion=True, model_folder="/somewhere")
    again = SettingsFile(path).current
    assert again == Settings(noise="raw", reduced_motion=True, model_folder="/somewhere")


@pytest.mark.parametrize("content", ["", "{", "[]", "\0\0\0", '"words"'])
def test_damaged_file_is_kept_aside_and_defaults_are_used(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content, encoding="utf-8")
    assert SettingsFile(path).current == Settings()
    assert (tmp_path / "settings.damaged.json").read_text(encoding="utf-8") == content


def test_values_of_a_wrong_kind_fall_back_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(
        '{"noise": "loud", "reduced_motion": 1, "sidebar_width": 300, "new": 5}', encoding="utf-8"
    )
    assert SettingsFile(path).current == Settings(sidebar_width=300)


def test_every_value_that_is_shown_has_a_rule_its_default_follows() -> None:
    shown = [setting for setting in fields(Settings) if rule_of(setting).page]
    assert len(shown) >= 5
    assert all(rule_of(setting).allows(setting.default) for setting in fields(Settings))
