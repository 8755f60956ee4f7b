"""With every text 40 % longer and accented, as in other languages, nothing is cut off."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTranslator
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QDialog,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app import application as program
from app.application import Application
from app.controllers.transfer_worker import ExportFormat
from app.storage.conversations import ConversationStore
from app.storage.queue import QueueStore
from app.ui.appearance import Appearance
from app.ui.banner import WayOut
from app.ui.export_dialog import ExportDialog
from app.ui.main_window import MainWindow
from tests.fakes.scripted_engine import ScriptedEngine

SMALLEST = (480, 560)  # pixels; the window's promise
USUAL = (1000, 700)
SMALL_SCREEN = {"name": "small", "x": 0, "y": 0, "width": 960, "height": 1200}  # before scaling


_NEVER = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class PseudoLocale(QTranslator):
    """Every text in brackets, with letters added that are taller and make it longer."""

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str:
        return f"[{source} {'Éß' * max(1, len(source) // 5)}]"

    def isEmpty(self) -> bool:
        return False


@pytest.fixture
def looks() -> Iterator[None]:
    """The program's own look: it needs more room than the bare one."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    before = qt.palette(), qt.font()
    appearance = Appearance(qt)
    yield
    qt.setStyleSheet("")
    qt.setPalette(before[0])
    qt.setFont(before[1])
    appearance.deleteLater()


@pytest.fixture
def whole(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, looks: None
) -> Iterator[Application]:
    """The program in the pseudo-locale."""
    translator = PseudoLocale()
    monkeypatch.setattr(
        program, "use_language", lambda _: QCoreApplication.installTranslator(translator)
    )
    application = Application(tmp_path, None, ScriptedEngine().load)
    application.window.show()
    yield application
    for dialog in shown_dialogs():
        dialog.close()
    application.close()
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def window(whole: Application) -> MainWindow:
    """Its window."""
    return whole.window


@pytest.fixture
def crowded(qtbot: QtBot, whole: Application) -> MainWindow:
    """The window with everything at once that comes and goes in it."""
    store, window = ConversationStore(whole.database), whole.window
    conversation = store.create("A talk about many things between two")
    store.append_user(conversation.id, "needle")
    QueueStore(whole.database).add(conversation.id, "What waits until the reply before it is done")
    whole.chat.open(conversation.id)
    window.window_actions["find"].trigger()
    window.find_bar.field.setText("needle")
    ways = WayOut.RUN_ON_CPU, WayOut.RETRY, WayOut.CHOOSE_MODEL, WayOut.BUILT_IN_MODEL
    window.show_problem("Something went wrong. " * 4, "Traceback", ways)
    window.undo_bar.offer("The conversation “A talk about many things” is in the trash.", list)
    with qtbot.waitSignal(whole.search.found, timeout=5000):
        window.sidebar.search.field.setText("needle")
    return window


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
        if is_cut or is_covered(widget):
            found.append(f"{type(widget).__name__} {widget.size().toTuple()}: {widget.text()[:60]}")
    return found


def is_covered(widget: QWidget) -> bool:
    """Whether a part of it lies outside what it stands in; not if that can be scrolled."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return is_beside(widget, parent)
        parent = parent.parentWidget()
    return widget.visibleRegion().boundingRect() != widget.rect()


def is_beside(widget: QWidget, area: QAbstractScrollArea) -> bool:
    """Whether it reaches over the side of an area that scrolls up and down only."""
    left = widget.mapTo(area.viewport(), QPoint()).x()
    is_within = left >= 0 and left + widget.width() <= area.viewport().width()
    return area.horizontalScrollBarPolicy() is _NEVER and not is_within


def too_large(top: QWidget) -> list[str]:
    """The window itself, if the screen is too small for it."""
    room, needed = top.screen().availableGeometry(), top.frameGeometry()
    fits = needed.width() <= room.width() and needed.height() <= room.height()
    return [] if fits else [f"{type(top).__name__} {needed.size().toTuple()} {room.size()}"]


def test_the_guard_sees_a_cut_text(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    label = QLabel("A sentence that is far too long", top)
    label.setFixedWidth(40)
    assert len(clipped(top)) == 1
    label.setFixedSize(label.sizeHint())
    top.resize(label.size())
    top.show()
    assert clipped(top) == []
    top.resize(label.width(), label.height() // 2)
    assert len(clipped(top)) == 1


@pytest.mark.parametrize("size", [USUAL, SMALLEST])
def test_the_window_cuts_no_text(qtbot: QtBot, window: MainWindow, size: tuple[int, int]) -> None:
    window.resize(*size)
    qtbot.wait(50)
    texts = [label.text() for label in window.findChildren(QLabel)]
    assert any("Éß" in text for text in texts)
    assert clipped(window) == []


@pytest.mark.parametrize("list_shown", [True, False])
@pytest.mark.parametrize("size", [USUAL, SMALLEST])
def test_the_crowded_window_cuts_no_text(
    qtbot: QtBot, crowded: MainWindow, size: tuple[int, int], list_shown: bool
) -> None:
    crowded.resize(*size)
    if crowded.sidebar.isVisible() != list_shown:
        crowded.window_actions["toggle_sidebar"].trigger()
    qtbot.wait(50)
    assert crowded.size().toTuple() == size
    assert crowded.sidebar.isVisible() == list_shown
    for bar in (crowded.find_bar, crowded.banner, crowded.undo_bar, crowded.queue_bar):
        assert not bar.isHidden()
    assert clipped(crowded) == []


@pytest.mark.parametrize(
    "action", ["settings", "personas", "stored", "about", "models", "command_palette", "shortcuts"]
)
def test_the_dialogs_cut_no_text(qtbot: QtBot, window: MainWindow, action: str) -> None:
    window.resize(*USUAL)
    window.window_actions[action].trigger()
    qtbot.wait(50)
    nothing_is_cut(qtbot)


def test_the_settings_cut_no_text_where_each_can_be_reset(qtbot: QtBot, whole: Application) -> None:
    whole.settings.change(noise="raw", preset="custom", entropy_bound=0.2, seed=3)
    whole.window.window_actions["settings"].trigger()
    qtbot.wait(50)
    nothing_is_cut(qtbot)


def test_the_export_dialog_cuts_no_text(qtbot: QtBot, crowded: MainWindow) -> None:
    scopes = crowded.transfer_actions.scopes([])
    for format in ExportFormat:
        ExportDialog(scopes, format, "A reply is forming. " * 4, crowded).show()
    nothing_is_cut(qtbot)


def nothing_is_cut(qtbot: QtBot) -> None:
    """In any dialog, as soon as rows that came just now are laid out."""
    assert shown_dialogs()

    def check() -> None:
        assert [text for dialog in shown_dialogs() for text in clipped(dialog)] == []
        assert [text for dialog in shown_dialogs() for text in too_large(dialog)] == []

    qtbot.waitUntil(check)


def test_all_of_it_holds_at_200_percent_on_a_small_screen(tmp_path: Path) -> None:
    """The tests above once more; Qt takes the scale at its start only."""
    screens = tmp_path / "screens.json"
    whole = SMALL_SCREEN | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    screens.write_text(json.dumps({"screens": [whole]}))
    changed = {"QT_QPA_PLATFORM": f"offscreen:configfile={screens}", "QT_SCALE_FACTOR": "2"}
    command = [sys.executable, "-m", "pytest", "-q", "-k", "no_text", __file__]
    ended = subprocess.run(
        command, env=os.environ | changed, capture_output=True, text=True, timeout=300, check=False
    )
    assert ended.returncode == 0, ended.stdout[-6000:]
