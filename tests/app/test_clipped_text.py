"""With every text 40 % longer and accented, as in other languages, nothing is cut off."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import application as program
from app.application import Application
from app.ui.main_window import MainWindow
from tests.fakes.scripted_engine import ScriptedEngine

SMALLEST = (480, 560)  # pixels; the window's promise
USUAL = (1000, 700)


class PseudoLocale(QTranslator):
    """Every text in brackets, with letters added that are taller and make it longer."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"[{source} {'Éß' * max(1, len(source) // 5)}]"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """The program's window in the pseudo-locale."""
    translator = PseudoLocale()
    monkeypatch.setattr(
        program, "use_language", lambda _: QCoreApplication.installTranslator(translator)
    )
    application = Application(tmp_path, None, ScriptedEngine().load)
    application.window.show()
    yield application.window
    for dialog in shown_dialogs():
        dialog.close()
    application.close()
    QCoreApplication.removeTranslator(translator)


def shown_dialogs() -> list[QDialog]:
    """The dialogs that are open."""
    tops = QApplication.topLevelWidgets()
    return [top for top in tops if isinstance(top, QDialog) and top.isVisible()]


def clipped(top: QWidget) -> list[str]:
    """Labels and buttons in ``top`` that are smaller than their text needs."""
    found = []
    for widget in top.findChildren(QWidget):
        if not isinstance(widget, QLabel | QAbstractButton) or not widget.isVisibleTo(top):
            continue
        if not re.search("[A-Za-z]{2}", widget.text()):
            continue
        if isinstance(widget, QLabel) and widget.wordWrap():
            is_cut = widget.heightForWidth(widget.width()) > widget.height() + 1
        else:
            needed = widget.minimumSizeHint()
            is_cut = needed.width() > widget.width() + 1 or needed.height() > widget.height() + 1
        if is_cut:
            found.append(f"{type(widget).__name__} {widget.size().toTuple()}: {widget.text()[:60]}")
    return found


def test_the_guard_sees_a_cut_text(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    label = QLabel("A sentence that is far too long", top)
    label.setFixedWidth(40)
    assert len(clipped(top)) == 1
    label.setFixedSize(label.sizeHint())
    assert clipped(top) == []


@pytest.mark.parametrize("size", [USUAL, SMALLEST])
def test_the_window_cuts_no_text(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    qtbot.wait(50)
    texts = [label.text() for label in window.findChildren(QLabel)]
    assert any("Éß" in text for text in texts)
    assert clipped(window) == []


@pytest.mark.parametrize(
    "action", ["settings", "personas", "stored", "about", "models", "command_palette", "shortcuts"]
)
def test_the_dialogs_cut_no_text(qtbot: QtBot, window: MainWindow, action: str) -> None:
    window.resize(*USUAL)
    window.window_actions[action].trigger()
    qtbot.wait(50)
    assert shown_dialogs()

    def nothing_is_cut() -> None:  # rows that came just now are laid out in the next round
        assert [text for dialog in shown_dialogs() for text in clipped(dialog)] == []

    qtbot.waitUntil(nothing_is_cut)
