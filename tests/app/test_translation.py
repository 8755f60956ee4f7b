"""The translations are complete, of today, and usable: placeholders, plurals, menu letters."""

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app.application import Application
from app.settings import SettingsFile
from app.translation import use_language
from tests.fakes.scripted_engine import ScriptedEngine


def _tool() -> ModuleType:
    path = Path(__file__).parents[2] / "packaging" / "translate.py"
    spec = importlib.util.spec_from_file_location("sfumato_translate", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


TOOL = _tool()


@pytest.fixture(params=TOOL.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """Each language in turn."""
    return str(request.param)


@pytest.fixture
def german(qtbot: QtBot) -> None:
    """The program's language is German."""
    use_language("de")


def test_translations_have_the_texts_of_the_program_and_no_others(language: str) -> None:
    """Run ``python packaging/translate.py`` if this fails."""
    assert sorted(TOOL.read_ts(language)) == TOOL.wanted(language)


def test_every_text_is_translated(language: str) -> None:
    unfinished = [text for text, forms in TOOL.read_ts(language).items() if not all(forms)]
    assert unfinished == []


def test_placeholders_survive_translation(language: str) -> None:
    def placeholders(words: str) -> list[str]:
        return sorted(re.findall(r"\{[^}]*\}|%L?n", words))

    for text, forms in TOOL.read_ts(language).items():
        for form in forms:
            assert placeholders(form) == placeholders(text.source), text


def test_counts_are_grouped_as_in_the_language(language: str) -> None:
    for text, forms in TOOL.read_ts(language).items():
        assert not [form for form in (text.source, *forms) if "%n" in form], "%Ln groups"


def test_compiled_translations_are_up_to_date(language: str) -> None:
    translator = QTranslator()
    assert translator.load(str(TOOL.ts_path(language).with_suffix(".qm")))
    for text, forms in TOOL.read_ts(language).items():
        counts = (1, 2) if text.is_plural else (-1,)
        for count, form in zip(counts, forms, strict=True):
            found = translator.translate(text.context, text.source, None, count)
            assert found == form, text


def test_german_is_shown_with_its_plurals(german: None) -> None:
    def counted(count: int) -> str:
        source = "%Ln conversation(s) are in the trash."
        return QCoreApplication.translate("OrganiseActions", source, None, count)

    assert counted(1) == "1 Unterhaltung ist im Papierkorb."
    assert counted(3) == "3 Unterhaltungen sind im Papierkorb."
    assert counted(1234) == "1.234 Unterhaltungen sind im Papierkorb."
    assert QLocale().language() == QLocale.Language.German


@pytest.mark.parametrize(("code", "menu"), [("en", "&Conversation"), ("de", "&Unterhaltung")])
def test_letters_of_each_menu_are_unique(
    qtbot: QtBot, tmp_path: Path, code: str, menu: str
) -> None:
    SettingsFile(tmp_path / "settings.json").change(language=code)
    application = Application(tmp_path, None, ScriptedEngine().load)
    letters = [
        (found.title(), place, letter)
        for place, found in enumerate(application.window.findChildren(QMenu))
        for action in found.actions()
        for letter in re.findall(r"&(\w)", action.text().replace("&&", "").lower())
    ]
    titles = {found.title() for found in application.window.findChildren(QMenu)}
    application.close()
    assert menu in titles
    assert [both for both, count in Counter(letters).items() if count > 1] == []
