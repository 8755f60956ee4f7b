"""A model's row offers what can be done with it, in any width."""

from pathlib import Path

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from app.controllers.model_controller import ModelState
from app.controllers.model_library import LibraryModel, Origin
from app.ui.model_row import ModelRow


def test_buttons_of_a_narrow_row_stand_in_several_lines(qtbot: QtBot) -> None:
    model = LibraryModel("mine", Path("/mine"), Origin.OWN_FOLDER, packed_bytes=17_000_000_000)
    row = ModelRow(model, ModelState.NONE)
    qtbot.addWidget(row)
    row.resize(300, row.heightForWidth(300))
    row.show()
    buttons = row.findChildren(QAbstractButton)
    assert [each.text() for each in buttons] == [
        "Use",
        "Pack it (about 17.0\xa0GB)",
        "Show folder",
        "Remove from this list",
    ]
    assert all(row.rect().contains(each.geometry()) for each in buttons)
    assert len({each.y() for each in buttons}) > 1
