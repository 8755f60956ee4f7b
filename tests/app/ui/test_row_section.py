"""Rows stay as long as what they show is the same, and the focus stays with them."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.row_section import RowSection


def row(name: str) -> Callable[[], QWidget]:
    def make() -> QWidget:
        frame = QFrame()
        QVBoxLayout(frame).addWidget(QPushButton(name, frame))
        return frame

    return make


def names(section: RowSection) -> list[str]:
    found = [each.findChild(QPushButton).text() for each in section.rows]
    places = [each.y() for each in section.rows]
    assert places == sorted(places)
    return found


def shown(qtbot: QtBot) -> RowSection:
    section = RowSection("Heading")
    qtbot.addWidget(section)
    section.show_rows([("a", row("a")), ("b", row("b"))])
    with qtbot.waitActive(section):
        section.show()
    return section


def test_rows_that_show_the_same_are_kept(qtbot: QtBot) -> None:
    section = shown(qtbot)
    before = section.rows
    section.show_rows([("c", row("c")), ("b", row("b"))])
    qtbot.wait(10)
    assert names(section) == ["c", "b"]
    assert section.rows[1] is before[1]


def test_focus_goes_to_the_row_that_takes_the_place(qtbot: QtBot) -> None:
    section = shown(qtbot)
    section.rows[0].findChild(QPushButton).setFocus()
    section.show_rows([("c", row("c")), ("b", row("b"))])
    assert section.rows[0].findChild(QPushButton).hasFocus()


def test_focus_stays_in_a_row_that_stays(qtbot: QtBot) -> None:
    section = shown(qtbot)
    section.rows[1].findChild(QPushButton).setFocus()
    section.show_rows([("b", row("b"))])
    assert section.rows[0].findChild(QPushButton).hasFocus()


def test_section_without_rows_is_not_shown(qtbot: QtBot) -> None:
    section = shown(qtbot)
    section.show_rows([])
    assert section.isHidden()
