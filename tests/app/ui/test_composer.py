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
    with qtbot.assertNotEmitted(composer.submitted):  # the Enter that chose the word
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    assert composer.text == "日本"
    qtbot.wait(120)
    with qtbot.waitSignal(composer.submitted):
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)


def test_words_that_come_without_composing_leave_enter_alone(
    qtbot: QtBot, composer: Composer
) -> None:
    typed = QInputMethodEvent("", [])
    typed.setCommitString("é")  # a dead key, or an emoji picker
    QApplication.sendEvent(composer.edit, typed)
    with qtbot.waitSignal(composer.submitted):
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)


def test_composing_that_is_given_up_leaves_enter_alone(qtbot: QtBot, composer: Composer) -> None:
    composer.set_text("Hello")
    QApplication.sendEvent(composer.edit, QInputMethodEvent("ほん", []))
    QApplication.sendEvent(composer.edit, QInputMethodEvent("", []))
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
    with qtbot.waitSignal(composer.stop_requested):
        composer.button.click()
    composer.show_activity(ReplyActivity.STOPPING)
    assert not composer.button.isEnabled()
    composer.show_activity(ReplyActivity.IDLE)
    assert composer.button.text() == "Send"
    assert composer.text == "next"


def test_enter_and_the_button_queue_while_a_reply_forms(qtbot: QtBot, composer: Composer) -> None:
    assert not composer.queue_button.isVisible()
    composer.show_activity(ReplyActivity.ACTIVE)
    assert not composer.queue_button.isVisible()
    composer.set_text("next")
    with qtbot.waitSignal(composer.submitted):
        qtbot.keyClick(composer.edit, Qt.Key.Key_Return)
    with qtbot.waitSignal(composer.submitted):
        composer.queue_button.click()
    composer.show_activity(ReplyActivity.IDLE)
    assert not composer.queue_button.isVisible()


def test_pasted_html_without_a_plain_text_arrives_as_its_words(composer: Composer) -> None:
    data = QMimeData()
    data.setHtml("<p>Some <b>bold</b></p><p>words</p>")
    composer.edit.insertFromMimeData(data)
    assert composer.text == "Some bold\nwords"


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
