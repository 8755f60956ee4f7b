"""A message fits its height, loads nothing, and offers its code and its thought."""

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.code_block import CodeBlock
from app.ui.message_style import message_style
from app.ui.message_view import MessageView
from app.ui.palettes import Look, palette_of
from app.ui.quiet_browser import QuietBrowser
from app.ui.text_block import TextBlock
from app.ui.text_pieces import LAID_OUT

MIXED = "# Title\n\nSome **words** and [a link](https://a.example/).\n\n```py\nx = 1\n```\n\nEnd."


def shown(qtbot: QtBot, role: str, text: str, width: int = 500) -> MessageView:
    view = MessageView(role)
    view.setStyleSheet(message_style(view.palette(), view.font()))
    qtbot.addWidget(view)
    view.resize(width, 300)
    view.show()
    view.set_message(text, "", "", "")
    qtbot.wait(20)
    view.adjustSize()
    view.resize(width, view.sizeHint().height())
    return view


def test_every_text_is_as_high_as_its_document(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", MIXED + "\n\n" + "long words " * 200)
    for width in (500, 260, 700):
        view.resize(width, 900)
        qtbot.wait(20)
        for block in view.findChildren(TextBlock):
            if block.isVisible():
                assert block.height() >= block.document().size().height() - 1
                assert block.verticalScrollBar().maximum() == 0


def test_narrower_is_higher(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", "long words " * 100, 600)
    wide = view.sizeHint().height()
    view.resize(250, 300)
    qtbot.waitUntil(lambda: view.sizeHint().height() > wide, timeout=2000)


def test_own_message_is_shown_as_typed(qtbot: QtBot) -> None:
    view = shown(qtbot, "user", "# not *a* title\n    <b>")
    assert view.findChildren(TextBlock)[-1].toPlainText() == "# not *a* title\n    <b>"
    assert view.accessibleName() == "You: # not *a* title\n    <b>"


def test_own_messages_look_unlike_replies(qtbot: QtBot) -> None:
    own, reply = shown(qtbot, "user", "Hello"), shown(qtbot, "assistant", "Hello")
    assert own.grab().toImage() != reply.grab().toImage()


def test_accessible_name_is_the_plain_text(qtbot: QtBot) -> None:
    name = shown(qtbot, "assistant", MIXED).accessibleName()
    assert name.startswith("Reply: Title")
    assert "x = 1" in name
    assert "**" not in name


@pytest.mark.parametrize("width", [260, 700])
def test_code_in_a_list_stands_under_its_item_with_a_button(qtbot: QtBot, width: int) -> None:
    text = "1. Do:\n   ```sh\n   run\n   ```\n   then\n2. " + "long words " * 30
    view = shown(qtbot, "assistant", text, width)
    button = view.findChild(QPushButton, "copyCode")
    assert button is not None
    button.click()
    assert QGuiApplication.clipboard().text() == "run"
    item, then, last = (block for block in view.findChildren(TextBlock) if block.isVisible())
    assert then.viewport().x() == 40  # where Qt begins the text of an item
    for block in (item, then, last):
        assert block.height() >= block.document().size().height() - 1
        assert block.verticalScrollBar().maximum() == 0


def test_copy_code_copies_exactly_the_code(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", "```py\nx = 1\n\ny = '<b>'\n```")
    button = view.findChild(QPushButton, "copyCode")
    assert button is not None
    assert button.text() == "Copy code"
    button.click()
    assert QGuiApplication.clipboard().text() == "x = 1\n\ny = '<b>'"


def test_wide_code_scrolls_sideways_only(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", "```\n" + "x" * 500 + "\n```")
    browser = view.findChildren(CodeBlock)[0].findChildren(QuietBrowser)[0]
    qtbot.waitUntil(lambda: browser.horizontalScrollBar().maximum() > 0, timeout=2000)
    assert browser.verticalScrollBar().maximum() == 0


def test_thought_is_folded_with_its_length_until_asked_for(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", "Answer.")
    toggle = view.findChild(QPushButton, "toggleThought")
    assert toggle is not None
    assert not toggle.isVisible()
    view.set_message("Answer.", "Hm, let me see.", "", "")
    assert toggle.isVisible()
    assert "4 word" in toggle.text()
    assert view.findChild(TextBlock, "thought") is None
    view.toggle_thought()
    thought = view.findChild(TextBlock, "thought")
    assert thought is not None
    assert thought.isVisible()
    assert thought.toPlainText() == "Hm, let me see."
    assert view.browsers()[0] is thought
    view.toggle_thought()
    assert not thought.isVisible()


def test_thought_grows_with_each_block(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", "")
    view.append("", "One two ")
    toggle = view.findChild(QPushButton, "toggleThought")
    assert toggle is not None
    assert "2 word" in toggle.text()
    view.append("So.", "three")
    assert "3 word" in toggle.text()


def test_footer_and_note_are_plain_text_and_left_out_when_empty(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", "Answer.")
    footer, note = view.findChild(QLabel, "footer"), view.findChild(QLabel, "note")
    assert footer is not None
    assert note is not None
    assert not footer.isVisible()
    view.set_message("Answer.", "", "<b>m</b> · 3 tokens", "You stopped this reply.")
    assert footer.isVisible()
    assert footer.text() == "<b>m</b> · 3 tokens"
    assert note.isVisible()


def test_appending_keeps_the_widgets_before(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", "One.\n\n```\nx\n```\n\nTwo")
    before = view.findChildren(CodeBlock)[0]
    view.append(" three.", "")
    assert view.text.endswith("Two three.")
    assert view.findChildren(CodeBlock)[0] is before
    assert view.accessibleName().endswith("Two three.")


def test_links_are_asked_for_and_not_followed(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", MIXED)
    block = next(b for b in view.findChildren(TextBlock) if "a link" in b.toPlainText())
    with qtbot.waitSignal(view.link_requested) as asked:
        block.anchorClicked.emit(QUrl("https://a.example/"))
    assert asked.args == ["https://a.example/"]
    assert "words" in block.toPlainText()


@pytest.mark.parametrize("address", ["http://a.example/b.png", "file:///etc/hostname", "c.png"])
def test_no_resource_is_asked_for_or_loaded(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    asked: list[str] = []
    load = QuietBrowser.loadResource

    def spy(self: QuietBrowser, kind: int, name: QUrl | str) -> object:
        asked.append(QUrl(name).toString())
        return load(self, kind, name)

    monkeypatch.setattr(QuietBrowser, "loadResource", spy)
    view = shown(
        qtbot, "assistant", f"![alt]({address}) <img src='{address}'>\n\n```html\n<img src=x>\n```"
    )
    view.grab()
    assert asked == []
    block = view.findChildren(TextBlock)[-1]
    block.setHtml(f'<img src="{address}">')
    block.grab()
    assert block.loadResource(2, QUrl(address)) is None


def test_theme_change_redraws(qtbot: QtBot) -> None:
    ours = QApplication.palette()
    QApplication.setPalette(palette_of(Look.LIGHT))
    view = shown(qtbot, "assistant", MIXED)
    before = view.grab().toImage()
    QApplication.setPalette(palette_of(Look.DARK))
    qtbot.wait(20)
    after = view.grab().toImage()
    QApplication.setPalette(ours)
    assert after != before
    assert after.pixelColor(499, 1).lightnessF() < before.pixelColor(499, 1).lightnessF()


def test_all_buttons_have_names(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", MIXED)
    for button in view.findChildren(QAbstractButton):
        assert button.accessibleName() or button.isHidden()


def test_empty_message_stands_alone(qtbot: QtBot) -> None:
    assert shown(qtbot, "assistant", "").accessibleName() == "Reply: "


@pytest.mark.parametrize("role", ["user", "assistant"])
@pytest.mark.parametrize("line", ["x" * 300_000, "some words\n" * 30_000])
def test_very_long_text_is_cut_and_all_of_it_shown_when_asked_for(
    qtbot: QtBot, role: str, line: str
) -> None:
    view = shown(qtbot, role, line)
    button = view.findChild(QPushButton, "showAll")
    assert button is not None
    assert button.isVisible()
    assert len(view.plain_text()) <= LAID_OUT
    assert view.num_hidden >= len(line) - LAID_OUT
    button.click()
    qtbot.waitUntil(
        lambda: sum(len(b.toPlainText()) for b in view.browsers()) >= 0.98 * len(line),
        timeout=20_000,
    )
    assert not button.isVisible()


def test_buttons_come_with_what_is_possible_and_take_no_room(qtbot: QtBot) -> None:
    view = shown(qtbot, "assistant", "Answer.")
    height = view.sizeHint().height()
    view.show_buttons({"copy_message", "regenerate"})
    names = {b.objectName() for b in view.findChildren(QPushButton) if b.isVisible()}
    assert names == {"bar_copy_message", "bar_regenerate", "bar_more"}
    assert view.sizeHint().height() == height
    again = view.findChild(QPushButton, "bar_regenerate")
    assert again is not None
    with qtbot.waitSignal(view.wanted) as wanted:
        again.click()
    assert wanted.args == ["regenerate"]
    view.show_buttons(set())
    assert not again.isVisible()


def test_arrows_step_between_versions_and_end_at_the_ends(qtbot: QtBot) -> None:
    view = shown(qtbot, "user", "Hello")
    view.show_versions(1, 3)
    back, forth = (view.findChild(QPushButton, n) for n in ("previousVersion", "nextVersion"))
    assert back is not None
    assert forth is not None
    assert "2 / 3" in [label.text() for label in view.findChildren(QLabel)]
    with qtbot.waitSignal(view.step_wanted) as step:
        back.click()
    assert step.args == [-1]
    view.show_versions(2, 3)
    assert not forth.isEnabled()
    view.show_versions(0, 1)
    assert not back.isVisible()


def test_editor_stands_in_the_place_of_the_text_and_esc_leaves_it(qtbot: QtBot) -> None:
    view = shown(qtbot, "user", "Hello")
    view.begin_edit("Hello")
    field = view.findChild(QPlainTextEdit, "editField")
    assert field is not None
    assert not view.browsers()[0].isVisible()
    qtbot.keyClicks(field, " you")
    assert field.toPlainText() == "Hello you"
    with qtbot.waitSignal(view.edited) as edited:
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert edited.args == ["Hello you"]
    with qtbot.waitSignal(view.edit_cancelled):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    view.end_edit()
    assert view.browsers()[0].isVisible()


def test_tab_goes_from_a_message_to_its_buttons_though_they_come_later(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view = MessageView("assistant", window)
    QPushButton("Retry", window)
    window.show()
    view.set_message("Hello", "", "", "")
    view.show_versions(1, 3)
    view.show_buttons({"copy_message", "regenerate"})
    view.setFocus()
    reached = []
    for _ in range(6):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        reached.append(window.focusWidget())
    assert [button.objectName() for button in reached[:2]] == ["previousVersion", "nextVersion"]
    assert [button.text() for button in reached[2:]] == ["Copy", "Again", "More", "Retry"]


def test_the_stripe_of_the_keyboard_stays_off_the_buttons(qtbot: QtBot) -> None:
    view = shown(qtbot, "user", "Hi?", width=600)
    view.show_buttons({"copy_message", "edit_message"})
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    image, stripe = view.grab().toImage(), view.palette().highlight().color().name()
    rows = [
        y
        for y in range(image.height())
        if any(image.pixelColor(x, y).name() == stripe for x in range(image.width()))
    ]
    bar = view.findChild(QWidget, "messageBar")
    assert rows
    assert max(rows) < bar.y()
