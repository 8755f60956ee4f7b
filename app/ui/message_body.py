"""The text of one message as widgets: paragraphs and code blocks, made bit by bit if it is long."""

from PySide6.QtCore import QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.rendering import CodePart, Part, PlainPart, TextPart
from app.storage.query import Term
from app.ui.code_block import CodeBlock
from app.ui.quiet_browser import QuietBrowser
from app.ui.text_block import TextBlock
from app.ui.text_pieces import parts_of

REPLY_INDENT = 4  # pixels beside a reply's text
_MIN_BUBBLE = 48
_LONG_LINE = 400  # characters; more fill any column
_GAP = 8
_AT_ONCE = 12  # parts made in one go; the window stays alive in between


class MessageBody(QFrame):
    """What changes nothing of a part keeps its widget and the selection in it.

    ``column`` has room for other widgets above and below the text.
    """

    link_requested = Signal(str)
    browser_made = Signal(object)  # QuietBrowser
    shown = Signal(str)  # the text that is laid out now, without any marks

    def __init__(self, message: QWidget, *, is_reply: bool) -> None:
        super().__init__(message)
        self.setObjectName("messageBody" if is_reply else "bubble")
        self._message = message  # its palette has the text's colours; a bubble has its own
        self._is_reply = is_reply
        self._parts: list[Part] = []
        self._waiting: list[Part] = []  # parts of a long message that are made bit by bit
        self._blocks: list[TextBlock | CodeBlock] = []
        self._terms: list[Term] = []
        self._current: int | None = None  # which find is marked most of all
        self._more = QTimer(self, interval=0, singleShot=True)
        self._more.timeout.connect(self._make_waiting)
        self.column = QVBoxLayout(self)
        sides = (REPLY_INDENT, 0, REPLY_INDENT, 0) if is_reply else (14, 10, 14, 10)
        self.column.setContentsMargins(*sides)
        self.column.setSpacing(_GAP)
        self._end = QWidget(self)
        self._end.hide()
        self.column.addWidget(self._end)

    # Commands

    def show_text(self, text: str) -> None:
        """Show this instead; the parts that it begins with as before stay."""
        parts = parts_of(text, is_markdown=self._is_reply)
        same = 0
        for old, new in zip(self._parts, parts, strict=False):
            if old != new:
                break
            same += 1
        for block in self._blocks[same:]:
            self.column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks, self._parts = self._blocks[:same], parts[:same]
        self._waiting = parts[same:]
        self._make_waiting()
        if not self._is_reply:
            self.setMaximumWidth(self._bubble_width(text))

    def mark(self, terms: list[Term], current: int | None = None) -> None:
        """Mark what is looked for, and the find of this number most of all."""
        if terms or self._terms:
            self._terms, self._current = terms, current
            for browser in self.browsers():
                browser.mark(terms, current)
                current = None if current is None else current - browser.num_finds

    @property
    def is_finished(self) -> bool:
        """Whether all parts are made."""
        return not self._waiting

    def finish(self) -> None:
        """Make all parts of a long message now."""
        while self._waiting:
            self._make_waiting()

    def restyle(self) -> None:
        """Take the colours and the font of the message, which have changed."""
        for block, part in zip(self._blocks, self._parts, strict=True):
            if isinstance(block, TextBlock) and not isinstance(part, CodePart):
                self._fill(block, part)

    # State

    @property
    def num_finds(self) -> int:
        """How many finds are laid out."""
        return sum(browser.num_finds for browser in self.browsers())

    def place_of_find(self, number: int) -> QPoint | None:
        """Where in here the find of this number stands."""
        for browser in self.browsers():
            if number < browser.num_finds:
                return browser.mapTo(self, QPoint(0, browser.top_of_find(number)))
            number -= browser.num_finds
        return None

    def browsers(self) -> list[QuietBrowser]:
        """Everything in which text can be selected, from top to bottom."""
        return [block.browser if isinstance(block, CodeBlock) else block for block in self._blocks]

    def plain_text(self) -> str:
        """The text as it reads, without any marks."""
        return "\n".join(
            block.code if isinstance(block, CodeBlock) else block.toPlainText().rstrip()
            for block in self._blocks
        )

    # Inside

    def _make_waiting(self) -> None:
        for part in self._waiting[:_AT_ONCE]:
            block = self._make_block(part)
            self.column.insertWidget(self.column.indexOf(self._end), block)
            self._blocks.append(block)
            self._parts.append(part)
        del self._waiting[:_AT_ONCE]
        if self._waiting:
            self._more.start()
        self.mark(self._terms, self._current)
        self.shown.emit(self.plain_text())

    def _make_block(self, part: Part) -> TextBlock | CodeBlock:
        if isinstance(part, CodePart):
            code = CodeBlock(part, self)
            self.browser_made.emit(code.browser)
            return code
        block = TextBlock(self)
        block.anchorClicked.connect(self._on_link)
        self._fill(block, part)
        self.browser_made.emit(block)
        return block

    def _fill(self, block: TextBlock, part: TextPart | PlainPart) -> None:
        if isinstance(part, TextPart):
            block.show_part(part, self._message.palette())
        else:
            block.show_plain(part.text)
        block.setAccessibleName(block.toPlainText())

    def _bubble_width(self, text: str) -> int:
        """As wide as the longest line; wrapped where the column is narrower."""
        metrics = QFontMetricsF(self.font())
        lines = (line[:_LONG_LINE] for line in text.split("\n"))
        longest = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
        margins = self.column.contentsMargins()
        return max(_MIN_BUBBLE, round(longest) + margins.left() + margins.right() + 6)

    def _on_link(self, url: QUrl) -> None:
        self.link_requested.emit(url.toString())
