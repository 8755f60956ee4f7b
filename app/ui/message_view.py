"""One message of a transcript: what a person wrote as it is, a reply as rendered Markdown."""

from collections.abc import Set

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QEnterEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.storage.query import Term
from app.ui.message_bar import MessageBar
from app.ui.message_body import MessageBody
from app.ui.message_editor import MessageEditor
from app.ui.quiet_browser import QuietBrowser
from app.ui.text_block import TextBlock
from app.ui.text_pieces import count_words, first_piece
from app.wording import number

_BUBBLE_INDENT = 64  # pixels left free beside the person's own messages


class MessageView(QFrame):
    """``role`` is "user" or "assistant". Fits its height; tells of wishes by signals.

    Its colours come from a style sheet of ``message_style`` on a widget around it.
    """

    link_requested = Signal(str)
    wanted = Signal(str)  # the name of an action
    step_wanted = Signal(int)  # to the next (1) or the previous (-1) version
    menu_wanted = Signal(QPoint)  # where, on the screen
    pointed_at = Signal(bool)  # by the mouse; False when it leaves
    edited = Signal(str)
    edit_changed = Signal(str)
    edit_cancelled = Signal()
    browser_made = Signal(object)  # QuietBrowser

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_reply = role != "user"
        self.setObjectName("reply" if self._is_reply else "ownMessage")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._text = self._thought = ""
        self._is_whole = False
        self._thought_view: TextBlock | None = None
        self._editor: MessageEditor | None = None
        self._toggle = self._make_button("toggleThought")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._show_thought)
        self._show_all = self._make_button("showAll")
        self._show_all.clicked.connect(self.show_whole)
        self._note, self._footer = self._make_label("note"), self._make_label("footer")
        self._bar = MessageBar(is_reply=self._is_reply, parent=self)
        self._bar.wanted.connect(self.wanted)
        self._bar.step_wanted.connect(self.step_wanted)
        self._bar.menu_wanted.connect(self.menu_wanted)
        self._body = MessageBody(self, is_reply=self._is_reply)
        self._body.link_requested.connect(self.link_requested)
        self._body.browser_made.connect(self.browser_made)
        self._body.shown.connect(self._on_shown)
        self._arrange()
        self.set_message("", "", "", "")

    # Commands

    def set_message(self, text: str, thought: str, footer: str, note: str) -> None:
        """Show all of a message; empty strings leave out their line."""
        self._text, self._thought = text, thought
        self._show_thought()
        for label, words in ((self._note, note), (self._footer, footer)):
            label.setText(words)
            label.setVisible(bool(words))
        self._show_text()

    def append(self, text: str, thought: str) -> None:
        """Add to the end of the message; what stands before keeps its widgets and selection."""
        self._text += text
        self._thought += thought
        if thought:
            self._show_thought()
        self._show_text()

    def set_forming(self, is_forming: bool) -> None:
        """While more is to come the canvas follows at once, without a line for buttons."""
        self._bar.setVisible(not is_forming)

    def show_versions(self, place: int, count: int) -> None:
        """Which version this is; ``place`` counts from 0."""
        self._bar.show_versions(place, count)

    def show_buttons(self, offers: Set[str]) -> None:
        """Show buttons for these actions, or none."""
        self._bar.show_buttons(offers)

    def show_whole(self) -> None:
        """Lay out all of a long message."""
        self._is_whole = True
        self._show_thought()
        self._show_text()

    def toggle_thought(self) -> None:
        """Unfold the thought or fold it, if there is one."""
        if self._thought.strip():
            self._toggle.toggle()

    def begin_edit(self, text: str) -> None:
        """Put an editor in the place of the text."""
        if self._editor is None:
            self._editor = MessageEditor(text, self.tr("Send"), self)
            self._editor.finished.connect(self.edited)
            self._editor.changed.connect(self.edit_changed)
            self._editor.cancelled.connect(self.edit_cancelled)
            self._rows.insertWidget(0, self._editor)
            self._editor.show()
            self._body.hide()
            self._bar.hide()

    def focus_editor(self) -> None:
        """Put the keyboard into the editor."""
        if self._editor is not None:
            self._editor.setFocus()

    def end_edit(self) -> None:
        """Show the message again as it was."""
        if self._editor is not None:
            self._editor.hide()
            self._editor.deleteLater()
            self._editor = None
            self._body.show()
            self._bar.show()
            self.setFocus()

    def mark(self, terms: list[Term], current: int | None = None) -> None:
        """Mark what is looked for in everything this message shows, and one find most of all."""
        self._body.mark(terms, current)

    def show_find(self, number: int) -> None:
        """Lay out as much of a long message as it takes to show this find."""
        if number >= self.num_finds:
            self._body.finish()
        if number >= self.num_finds and self.num_hidden:
            self.show_whole()
            self._body.finish()

    def top_of_find(self, number: int) -> int:
        """Pixels from this widget's top to a find; 0 without one."""
        place = self._body.place_of_find(number)
        return 0 if place is None else self._body.mapTo(self, place).y()

    @property
    def num_finds(self) -> int:
        """How many finds this message shows."""
        return self._body.num_finds

    @property
    def shows_all(self) -> bool:
        """Whether the whole message is laid out."""
        return not self.num_hidden and self._body.is_finished

    # State

    @property
    def text(self) -> str:
        """The message as it was given."""
        return self._text

    @property
    def num_hidden(self) -> int:
        """Characters of the message that are not laid out."""
        texts = () if self._is_whole else (self._text, self._thought)
        return sum(len(text) - len(first_piece(text)) for text in texts)

    def browsers(self) -> list[QuietBrowser]:
        """Everything in which text can be selected, from top to bottom."""
        found = self._body.browsers()
        if self._thought_view is not None and self._toggle.isChecked():
            return [self._thought_view, *found]
        return found

    def plain_text(self) -> str:
        """The message as it reads, without any marks."""
        return self._body.plain_text()

    # Building

    def _make_label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _make_button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        return button

    def _arrange(self) -> None:
        column, left = self._body.column, Qt.AlignmentFlag.AlignLeft
        column.insertWidget(0, self._toggle, 0, left)
        column.addWidget(self._show_all, 0, left)
        column.addWidget(self._note)
        column.addWidget(self._footer)
        row = QHBoxLayout()
        if not self._is_reply:
            row.addStretch(1)
        row.addWidget(self._body, 1000)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0 if self._is_reply else _BUBBLE_INDENT, 0, 0, 0)
        self._rows.setSpacing(2)
        self._rows.addLayout(row)
        self._rows.addWidget(self._bar)

    # Showing

    def _show_text(self) -> None:
        self._body.show_text(self._text if self._is_whole else first_piece(self._text))
        self._show_cut()

    def _on_shown(self, plain_text: str) -> None:
        who = self.tr("Reply") if self._is_reply else self.tr("You")
        self.setAccessibleName(f"{who}: {plain_text}")

    def _show_cut(self) -> None:
        count = self.num_hidden
        self._show_all.setVisible(count > 0)
        if count:
            words = self.tr("Show all: {count} more characters").format(count=number(count))
            self._show_all.setText(words)
            self._show_all.setAccessibleName(words)

    def _show_thought(self) -> None:
        """Say how long the thought is, and show it where it is unfolded."""
        is_open, thought = self._toggle.isChecked(), self._thought.strip()
        self._toggle.setVisible(bool(thought))
        if thought:
            self._name_toggle(count_words(thought), is_open=is_open)
        if is_open and thought and self._thought_view is None:
            self._make_thought_view()
        if self._thought_view is not None:
            shown = thought if self._is_whole else first_piece(thought)
            self._thought_view.show_plain(shown if is_open else "")
            self._thought_view.setVisible(is_open and bool(thought))
        self._show_cut()

    def _name_toggle(self, count: int, *, is_open: bool) -> None:
        words = self.tr("Show the thought (%Ln word(s))", "", count)
        if is_open:
            words = self.tr("Hide the thought (%Ln word(s))", "", count)
        self._toggle.setText(words)
        self._toggle.setAccessibleName(words)

    def _make_thought_view(self) -> None:
        self._thought_view = TextBlock(self)
        self._thought_view.setObjectName("thought")
        self._thought_view.setAccessibleName(self.tr("Thought"))
        self._body.column.insertWidget(1, self._thought_view)
        self.browser_made.emit(self._thought_view)

    # Events

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed_at.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed_at.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A stripe beside the message that the keyboard stands on."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            body = self._body.geometry()  # the buttons below may reach further left
            left = max(body.left() - 8, 0)
            painter.fillRect(left, body.top(), 2, body.height(), self.palette().highlight())
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._body.restyle()
