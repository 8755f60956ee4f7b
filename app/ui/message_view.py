"""One message of a transcript: what a person wrote as it is, a reply as rendered Markdown."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QFontMetricsF, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.rendering import (
    CodePart,
    Part,
    TextPart,
    markdown_stylesheet,
    render_markdown,
    split_markdown,
)
from app.storage.query import Term
from app.ui.code_block import CodeBlock, QuietBrowser
from app.ui.theme import (
    bubble_color,
    code_families,
    code_style,
    markdown_colors,
    mixed,
    quiet_color,
)

MAX_TEXT, MAX_THOUGHT = 40_000, 20_000  # characters laid out
_BUBBLE_INDENT = 64  # pixels left free beside the person's own messages
_MIN_BUBBLE = 48
_LONG_LINE = 400  # characters; more fill any column
_GAP = 8
_SMALL = 0.88


class TextBlock(QuietBrowser):
    """Text at its full height for the width it is given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_plain(self, text: str) -> None:
        """Show text as it is."""
        self.setPlainText(text)
        self._fit()

    def show_part(self, part: TextPart, palette: QPalette) -> None:
        """Show Markdown in the colours of the palette (this widget's own is see-through)."""
        self.document().setDefaultStyleSheet(
            markdown_stylesheet(markdown_colors(palette), code_families())
        )
        html = render_markdown(part.text, code_style(palette), part.references)
        self.setHtml(html.strip())
        if "<a " in html:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._drop_last_margin()
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 10)

    def _drop_last_margin(self) -> None:
        block = self.document().lastBlock()
        form = block.blockFormat()
        form.setBottomMargin(0)
        cursor = self.textCursor()
        cursor.setPosition(block.position())
        cursor.setBlockFormat(form)

    def _fit(self) -> None:
        height = max(round(self.document().size().height() + 0.5), 1)
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class MessageView(QFrame):
    """``role`` is "user" or "assistant". Fits its height; asks for links by ``link_requested``."""

    link_requested = Signal(str)

    def __init__(self, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_reply = role != "user"
        self.setObjectName("reply" if self._is_reply else "ownMessage")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._text = self._thought = ""
        self._parts: list[Part] = []
        self._blocks: list[TextBlock | CodeBlock] = []
        self._terms: list[Term] = []
        self._marks: list[tuple[TextBlock | CodeBlock, int | None]] = []
        self._toggle = QPushButton("Show the thought", self)
        self._toggle.setObjectName("toggleThought")
        self._toggle.setAccessibleName("Show or hide the thought")
        self._toggle.setCheckable(True)
        self._toggle.setCursor(Qt.CursorShape.PointingHandCursor)
        self._toggle.toggled.connect(self._on_toggled)
        self._thought_view = TextBlock(self)
        self._thought_view.setObjectName("thought")
        self._thought_view.setAccessibleName("Thought")
        self._note = self._make_label("note")
        self._footer = self._make_label("footer")
        self._arrange()
        self._restyle()
        self.set_message("", "", "", "")

    # Commands

    def set_message(self, text: str, thought: str, footer: str, note: str) -> None:
        """Show all of a message; empty strings leave out their line."""
        self._text, self._thought = text, thought.strip()
        self._toggle.setVisible(bool(self._thought))
        self._on_toggled(self._toggle.isChecked())
        for label, words in ((self._note, note), (self._footer, footer)):
            label.setText(words)
            label.setVisible(bool(words))
        self._show_text()

    def append_text(self, text: str) -> None:
        """Add to the end of the message; what stands before keeps its widgets and selection."""
        self._text += text
        self._show_text()

    def mark(self, terms: list[Term]) -> None:
        """Mark what is looked for in everything this message shows."""
        self._terms = terms
        self._marks = [(block, block.mark(terms)) for block in self._blocks]

    def first_mark(self) -> int:
        """Pixels from this widget's top to the first find; 0 without one."""
        for block, top in self._marks:
            if top is not None:
                return block.mapTo(self, QPoint(0, top)).y()
        return 0

    @property
    def text(self) -> str:
        """The message as it was given."""
        return self._text

    # Building

    def _make_label(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _arrange(self) -> None:
        self._body = QFrame(self)
        self._body.setObjectName("messageBody" if self._is_reply else "bubble")
        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(*((4, 0, 4, 0) if self._is_reply else (14, 10, 14, 10)))
        self._column.setSpacing(_GAP)
        self._column.addWidget(self._toggle, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._thought_view)
        self._column.addWidget(self._note)
        self._column.addWidget(self._footer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0 if self._is_reply else _BUBBLE_INDENT, 0, 0, 0)
        if not self._is_reply:
            row.addStretch(1)
        row.addWidget(self._body, 1000)

    # Showing

    def _show_text(self) -> None:
        text = _laid_out(self._text)
        parts = split_markdown(text) if self._is_reply else _plain_parts(text)
        same = 0
        for old, new in zip(self._parts, parts, strict=False):
            if old != new:
                break
            same += 1
        for block in self._blocks[same:]:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self._blocks = self._blocks[:same]
        for part in parts[same:]:
            self._add_block(part)
        self._parts = parts
        if not self._is_reply:
            self._body.setMaximumWidth(self._bubble_width())
        self.mark(self._terms)
        who = "Reply" if self._is_reply else "You"
        self.setAccessibleName(f"{who}: {self._plain_text()}")

    def _add_block(self, part: Part) -> None:
        block = self._make_block(part)
        self._column.insertWidget(self._column.indexOf(self._note), block)
        self._blocks.append(block)

    def _make_block(self, part: Part) -> TextBlock | CodeBlock:
        if isinstance(part, CodePart):
            return CodeBlock(part.code, part.language, self._body)
        block = TextBlock(self._body)
        block.anchorClicked.connect(self._on_link)
        self._fill(block, part)
        return block

    def _fill(self, block: TextBlock, part: TextPart) -> None:
        if self._is_reply:
            block.show_part(part, self.palette())
        else:
            block.show_plain(part.text)
        block.setAccessibleName(block.toPlainText())

    def _bubble_width(self) -> int:
        """As wide as the longest line; wrapped where the column is narrower."""
        lines = [line[:_LONG_LINE] for line in self._text.split("\n")]
        metrics = QFontMetricsF(self.font())
        longest = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
        margins = self._column.contentsMargins()
        return max(_MIN_BUBBLE, round(longest) + margins.left() + margins.right() + 6)

    def _plain_text(self) -> str:
        return "\n".join(
            block.code if isinstance(block, CodeBlock) else block.toPlainText().rstrip()
            for block in self._blocks
        )

    def _on_toggled(self, is_open: bool) -> None:
        shows = is_open and bool(self._thought)
        self._toggle.setText("Hide the thought" if is_open else "Show the thought")
        self._thought_view.show_plain(self._thought[:MAX_THOUGHT] if shows else "")
        self._thought_view.setVisible(shows)

    def _on_link(self, url: QUrl) -> None:
        self.link_requested.emit(url.toString())

    # Theme

    def _restyle(self) -> None:
        palette = self.palette()
        quiet = quiet_color(palette).name()
        rule = mixed(palette.window().color(), palette.windowText().color(), 0.2).name()
        size = self.font().pointSizeF() * _SMALL
        small = f"font-size: {size:.1f}pt;" if size > 0 else ""
        sheet = (
            f"#bubble {{ background: {bubble_color(palette).name()}; border-radius: 12px; }}"
            f"#footer, #note {{ color: {quiet}; {small} }}"
            f"#toggleThought {{ color: {quiet}; {small} background: transparent;"
            f" border: 1px solid {rule}; border-radius: 6px; padding: 3px 10px; }}"
            f"#toggleThought:hover, #toggleThought:focus {{ border-color: {quiet}; }}"
            f"#thought {{ color: {quiet}; padding-left: 10px; }}"
        )
        if sheet == self.styleSheet():
            return  # a style sheet sends palette changes of its own
        self.setStyleSheet(sheet)
        for block, part in zip(self._blocks, self._parts, strict=True):
            if isinstance(block, TextBlock) and isinstance(part, TextPart):
                self._fill(block, part)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._restyle()


def _laid_out(text: str) -> str:
    """What is laid out of very long text, which would freeze the window."""
    if len(text) <= MAX_TEXT:
        return text
    return f"{text[:MAX_TEXT]}\n\n… and {len(text) - MAX_TEXT:,} more characters."


def _plain_parts(text: str) -> list[Part]:
    return [TextPart(text)] if text else []
