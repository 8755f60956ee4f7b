"""Keys, growth, pasting, and one button that is Send or Stop."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.controllers.run_status import ReplyActivity
from app.ui.composer import MAX_LINES, Composer


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    widget = Composer(QLabel("status"))
    qtbot.addWidget(widget)
    widget.resize(500, 200)
    widget.show()
    return widget


def test_enter_submits_the_text_and_keeps_it_until_cleared(
    qtbot: QtBot, composer: Composer
) -> None:
    qtbot.keyClicks(composer.edit, "Hello")
    with qtbot.waitSignal(composer.submitted) as waited:
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert waited.args == ["Hello"]
    assert composer.text == "Hello"
    composer.clear()
    assert composer.text == ""


def test_shift_enter_breaks_the_line(qtbot: QtBot, composer: Composer) -> None:
    qtbot.keyClicks(composer.edit, "one")
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(composer.edit, "two")
    assert composer.text == "one\ntwo"


def test_enter_belongs_to_the_input_method_while_it_composes(
    qtbot: QtBot, composer: Composer
) -> None:
    composer.set_text("日")
    QApplication.sendEvent(composer.edit, QInputMethodEvent("ほん", []))
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    done = QInputMethodEvent("", [])
    done.setCommitString("本")
    QApplication.sendEvent(composer.edit, done)
    with qtbot.waitSignal(composer.submitted):
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)


def test_whitespace_is_not_submitted(qtbot: QtBot, composer: Composer) -> None:
    composer.set_text("  \n ")
    assert not composer.button.isEnabled()
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)


def test_field_grows_with_its_lines_up_to_a_limit(composer: Composer) -> None:
    heights = []
    for lines in (1, 3, MAX_LINES, 3 * MAX_LINES):
        composer.set_text("\n".join("x" * lines))
        heights.append(composer.edit.height())
    assert heights[0] < heights[1] < heights[2] == heights[3]


def test_pasted_rich_text_arrives_plain(composer: Composer) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b>")
    data.setText("bold\r\nwords\0")
    composer.edit.insertFromMimeData(data)
    assert composer.text == "bold\nwords"


def test_tab_leaves_the_field(qtbot: QtBot, composer: Composer) -> None:
    composer.set_text("Hello")
    assert composer.edit.tabChangesFocus()
    qtbot.keyClick(composer.edit, Qt.Key.Key_Tab)
    assert composer.text == "Hello"


def test_button_is_stop_while_a_reply_forms(qtbot: QtBot, composer: Composer) -> None:
    composer.set_text("next")
    composer.show_activity(ReplyActivity.ACTIVE)
    assert composer.button.accessibleName() == "Stop"
    with qtbot.assertNotEmitted(composer.submitted):
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    with qtbot.waitSignal(composer.stop_requested):
        composer.button.click()
    composer.show_activity(ReplyActivity.STOPPING)
    assert not composer.button.isEnabled()
    composer.show_activity(ReplyActivity.IDLE)
    assert composer.button.text() == "Send"
    assert composer.text == "next"


def test_megabyte_paste_is_held_whole_without_freezing(qtbot: QtBot, composer: Composer) -> None:
    data = QMimeData()
    data.setText("x" * 1_000_000)
    composer.edit.insertFromMimeData(data)
    assert composer.edit.toPlainText() == ""
    assert composer.text == "x" * 1_000_000
    qtbot.keyClicks(composer.edit, "See:")
    with qtbot.waitSignal(composer.submitted) as waited:
        composer.button.click()
    assert waited.args == ["See:\n\n" + "x" * 1_000_000]
    composer.findChild(QPushButton, "removePaste").click()
    assert composer.text == "See:"
