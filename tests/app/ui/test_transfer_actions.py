"""Export and import from the window: what is offered, asked, shown and dropped."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.transfer_worker import ExportFormat
from app.storage.conversations import ConversationStore
from app.ui.export_dialog import ExportDialog, Scope
from app.ui.transfer_actions import TransferActions
from tests.fakes.transfer_files import chatgpt, node, talk


@pytest.fixture
def shown(qtbot: QtBot, application: Application) -> Application:
    """The program with three conversations, in its window."""
    store = ConversationStore(application.database)
    for title in ("First", "Second", "Third & last"):
        talk(store, f"Question of {title}", "Answer", title=title)
    application.show()
    qtbot.waitExposed(application.window)
    return application


@pytest.fixture
def asked(shown: Application, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Every question for a place is answered by one in ``tmp_path``; gives what was suggested."""
    suggested: list[str] = []

    def where(_self: TransferActions, _title: str, name: str, _kind: str) -> Path:
        suggested.append(Path(name).name)
        return tmp_path / "out" / Path(name).name

    def folder(_self: TransferActions, _title: str, _start: str) -> Path:
        return tmp_path / "out"

    (tmp_path / "out").mkdir()
    monkeypatch.setattr(TransferActions, "asks_where", where)
    monkeypatch.setattr(TransferActions, "asks_for_folder", folder)
    return suggested


def answer(change: Callable[[ExportDialog], object]) -> None:
    """Let the dialog that opens next be filled and accepted."""

    def fill_in() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        change(dialog)
        dialog.accept()

    QTimer.singleShot(0, fill_in)


def chosen(format: ExportFormat, scope: int = 0) -> Callable[[ExportDialog], None]:
    """Choose these in the dialog."""

    def change(dialog: ExportDialog) -> None:
        dialog.choices.setCurrentIndex(scope)
        dialog.formats.setCurrentIndex(dialog.formats.findData(format))

    return change


@pytest.mark.parametrize("format", list(ExportFormat))
def test_open_conversation_is_exported_in_every_format(
    qtbot: QtBot, shown: Application, asked: list[str], tmp_path: Path, format: ExportFormat
) -> None:
    answer(chosen(format))
    with qtbot.waitSignal(shown.transfer.export_ended, timeout=10_000):
        shown.window.window_actions["export"].trigger()
    assert asked == [f"Third last.{format}"]
    assert (tmp_path / "out" / asked[0]).stat().st_size > 80
    bar = shown.window.transfer_bar
    assert bar.sentence == f"1 conversation exported to “Third last.{format}”."
    assert not bar.isHidden()
    assert not bar.folder_button.isHidden()
    assert bar.cancel_button.isHidden()


def test_selected_conversations_are_offered_and_get_a_folder(
    qtbot: QtBot, shown: Application, asked: list[str], tmp_path: Path
) -> None:
    shown.window.sidebar.list.selectAll()
    answer(chosen(ExportFormat.MARKDOWN))
    with qtbot.waitSignal(shown.transfer.export_ended, timeout=10_000):
        shown.window.window_actions["export"].trigger()
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name.startswith("Sfumato 2")
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["First.md", "Second.md", "Third last.md"]


def test_all_conversations_as_json_are_one_file(
    qtbot: QtBot, shown: Application, asked: list[str], tmp_path: Path
) -> None:
    answer(chosen(ExportFormat.JSON, scope=1))
    with qtbot.waitSignal(shown.transfer.export_ended, timeout=10_000):
        shown.window.window_actions["export"].trigger()
    (path,) = (tmp_path / "out").iterdir()
    assert len(json.loads(path.read_text(encoding="utf-8"))["conversations"]) == 3


def test_thoughts_can_be_left_out(
    qtbot: QtBot, shown: Application, asked: list[str], tmp_path: Path
) -> None:
    answer(lambda dialog: dialog.thoughts.setChecked(False))
    with qtbot.waitSignal(shown.transfer.export_ended, timeout=10_000):
        shown.window.window_actions["export"].trigger()
    assert "Hm." not in (tmp_path / "out" / asked[0]).read_text(encoding="utf-8")


def test_context_menu_exports_what_is_selected(shown: Application) -> None:
    shown.window.sidebar.list.selectAll()
    wanted: list[object] = []
    shown.window.organise_actions.export_wanted.disconnect()
    shown.window.organise_actions.export_wanted.connect(wanted.append)
    menu = shown.window.organise_actions.menu_for(shown.window.sidebar.selected())
    next(action for action in menu.actions() if action.text() == "Export…").trigger()
    assert len(wanted) == 1
    assert len(wanted[0]) == 3


def test_nothing_to_export_is_said(qtbot: QtBot, application: Application) -> None:
    application.window.window_actions["export"].trigger()
    assert application.window.transfer_bar.sentence == "There is no conversation to export yet."


def test_failed_export_is_told_in_the_banner(
    qtbot: QtBot, shown: Application, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(TransferActions, "asks_where", lambda *_: tmp_path / "missing" / "x.md")
    answer(chosen(ExportFormat.MARKDOWN))
    with qtbot.waitSignal(shown.transfer.export_ended, timeout=10_000):
        shown.window.window_actions["export"].trigger()
    assert "x.md could not be written" in shown.window.banner.sentence
    assert shown.window.transfer_bar.isHidden()


# Import


def test_chatgpt_export_is_imported_and_listed(
    qtbot: QtBot, shown: Application, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([chatgpt(node("q", None, "user", "Hello"))]), encoding="utf-8")
    monkeypatch.setattr(TransferActions, "asks_which", lambda *_: path)
    with qtbot.waitSignal(shown.transfer.import_ended, timeout=10_000):
        shown.window.window_actions["import"].trigger()
    sentence = shown.window.transfer_bar.sentence
    assert sentence == "“conversations.json”: 1 conversation added."
    assert "From there" in {c.title for c in shown.window.sidebar.model.conversations()}


def test_unreadable_parts_are_named(qtbot: QtBot, shown: Application, tmp_path: Path) -> None:
    path = tmp_path / "conversations.json"
    path.write_text(json.dumps([chatgpt(), {"title": "Broken"}]), encoding="utf-8")
    with qtbot.waitSignal(shown.transfer.import_ended, timeout=10_000):
        shown.window.transfer_actions.import_files([path])
    assert "“Broken”: it has no messages" in shown.window.banner.sentence
    assert "1 could not be read" in shown.window.transfer_bar.sentence


def dropped(widget: QWidget, *paths: Path) -> tuple[bool, bool]:
    """Drag files over a widget and drop them: whether each was taken."""
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, dragged, left, no_key)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    drop = QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, dragged, left, no_key)
    drop.ignore()
    QApplication.sendEvent(widget, drop)
    return enter.isAccepted(), drop.isAccepted()


@pytest.mark.parametrize("place", ["window", "composer"])
def test_dropped_file_is_imported(
    qtbot: QtBot, shown: Application, tmp_path: Path, place: str
) -> None:
    path = tmp_path / "conversations.JSON"
    path.write_text(json.dumps([chatgpt(node("q", None, "user", "Hello"))]), encoding="utf-8")
    window = shown.window
    widget = window if place == "window" else window.composer.edit.viewport()
    with qtbot.waitSignal(shown.transfer.import_ended, timeout=10_000):
        assert dropped(widget, path) == (True, True)
    assert "1 conversation added" in window.transfer_bar.sentence
    assert window.composer.text == ""


def test_other_files_are_not_taken(qtbot: QtBot, shown: Application, tmp_path: Path) -> None:
    assert dropped(shown.window, tmp_path / "photo.png") == (False, False)
    assert not shown.transfer.is_busy


def test_one_file_at_a_time(qtbot: QtBot, shown: Application, tmp_path: Path) -> None:
    assert dropped(shown.window, tmp_path / "a.json", tmp_path / "b.zip") == (True, True)
    assert shown.window.transfer_bar.sentence == "Please import one file at a time."


# The dialog


def test_every_format_is_explained_and_json_has_its_thoughts(qtbot: QtBot) -> None:
    dialog = ExportDialog([Scope("All", None, 2)], ExportFormat.JSON, "A note.")
    qtbot.addWidget(dialog)
    assert dialog.format is ExportFormat.JSON
    assert not dialog.thoughts.isEnabled()
    said = set()
    for place in range(dialog.formats.count()):
        dialog.formats.setCurrentIndex(place)
        said.add(dialog.formats.accessibleDescription())
    assert len(said) == 5
    assert dialog.scope.ids is None


def test_progress_is_counted_and_within_one_conversation_too(
    qtbot: QtBot, shown: Application, tmp_path: Path
) -> None:
    bar = shown.window.transfer_bar
    shown.transfer.is_busy = True
    shown.transfer.progressed.emit(12, 48, 0.0)
    assert bar.sentence.endswith(": 12 of 48")
    assert bar.share == pytest.approx(0.25)
    shown.transfer.progressed.emit(0, 1, 0.5)
    assert bar.share == pytest.approx(0.5)
    shown.transfer.is_busy = False
