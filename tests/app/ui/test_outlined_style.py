"""Check boxes and radio buttons can be seen in every look, measured in painted pixels."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QDialog,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QProxyStyle,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.appearance import style_sheet
from app.ui.outlined_style import OutlinedStyle
from app.ui.palettes import Look, palette_of
from tests.app.ui.test_theme import contrast

LEAST = 3.0  # to one, as WCAG asks of what tells a control


@pytest.fixture(params=Look)
def look(qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[Look]:
    """The program's style, palette and sheet, each look in turn."""
    qt = QApplication.instance()
    assert isinstance(qt, QApplication)
    palette, sheet = qt.palette(), qt.styleSheet()
    qt.setStyle(OutlinedStyle())
    qt.setPalette(palette_of(request.param))
    qt.setStyleSheet(style_sheet(10, is_contrast=request.param.is_contrast))
    yield request.param
    qt.setStyleSheet(sheet)
    qt.setStyle("Fusion")
    qt.setPalette(palette)


def edges(image: QImage, place: QPoint, reach: int) -> list[float]:
    """The strongest contrast with the ground met on the way in to ``place`` from four sides."""
    ways = [(-1, 0), (1, 0), (0, -1), (0, 1)]
    found = []
    for x, y in ways:
        line = [
            image.pixelColor(place.x() + step * x, place.y() + step * y).name()
            for step in range(reach, reach - 5, -1)
        ]
        found.append(max(contrast(line[0], color) for color in line[1:]))
    return found


@pytest.mark.parametrize("kind", [QCheckBox, QRadioButton])
@pytest.mark.parametrize("is_checked", [False, True])
def test_outline_stands_out_on_all_sides(
    qtbot: QtBot, look: Look, kind: type[QAbstractButton], is_checked: bool
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    button = kind("", page)  # type: ignore[call-arg]
    button.setAutoExclusive(False)
    button.setChecked(is_checked)
    button.move(20, 20)
    page.show()
    page.activateWindow()
    page.setFocus()
    option = QStyleOptionButton()
    option.initFrom(button)
    part = (
        QStyle.SubElement.SE_CheckBoxIndicator
        if kind is QCheckBox
        else QStyle.SubElement.SE_RadioButtonIndicator
    )
    rect = button.style().subElementRect(part, option, button)
    image = page.grab().toImage()
    middle = button.mapTo(page, rect.center())
    assert min(edges(image, middle, rect.width() // 2 + 3)) >= LEAST, look


def test_boxes_of_menus_are_outlined_too(qtbot: QtBot, look: Look) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction("")
    action.setCheckable(True)
    menu.resize(menu.sizeHint())  # not shown: the test platform has no keyboard to grab
    image = menu.grab().toImage()
    row = menu.actionGeometry(action)
    ground = image.pixelColor(row.right() - 4, row.center().y()).name()
    line = [image.pixelColor(x, row.center().y()).name() for x in range(row.left(), 30)]
    assert max(contrast(ground, color) for color in line) >= LEAST, look


@pytest.mark.parametrize("is_enabled", [False, True])
def test_words_on_the_send_button_stand_out_from_it(
    qtbot: QtBot, look: Look, is_enabled: bool
) -> None:
    button = QPushButton("Send")
    qtbot.addWidget(button)
    button.setObjectName("send")
    button.setEnabled(is_enabled)
    button.resize(120, 40)
    image = button.grab().toImage()
    ground = image.pixelColor(60, 6).name()
    words = [image.pixelColor(x, y).name() for x in range(30, 90) for y in range(6, 34)]
    assert max(contrast(ground, color) for color in words) >= LEAST


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_hints_in_the_fields_of_dialogs_can_be_read(
    qtbot: QtBot, look: Look, kind: type[QWidget]
) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    field = kind(dialog)
    dialog.show()
    hint, ground = field.palette().placeholderText().color(), field.palette().base().color()
    assert hint.alpha() == 255
    assert contrast(hint.name(), ground.name()) >= 4.5


def test_buttons_of_dialogs_have_no_pictures_even_where_the_desktop_has_them(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QProxyStyle, "styleHint", lambda *_: 1)
    pictures = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
    assert OutlinedStyle().styleHint(pictures) == 0


def test_a_list_shows_that_it_has_the_keyboard_even_if_it_is_empty(
    qtbot: QtBot, look: Look
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows, other = QListView(window), QLineEdit(window)
    rows.setObjectName("conversations")
    QVBoxLayout(window).addWidget(rows)
    window.show()
    window.activateWindow()
    pictures = []
    for widget in (other, rows):
        widget.setFocus()
        qtbot.waitUntil(widget.hasFocus)
        pictures.append(rows.grab().toImage())
    assert pictures[0] != pictures[1]
