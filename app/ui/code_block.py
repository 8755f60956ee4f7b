"""One code block of a message: highlighted, with its language and a button that copies it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from app.rendering import CodePart, highlight_code
from app.ui.part_indent import code_indent
from app.ui.quiet_browser import QuietBrowser
from app.ui.theme import (
    code_background,
    code_font,
    code_style,
    mixed,
)

_COPIED_MS = 1600
_FONT_SHARE = 0.94  # of the text's size: fixed-width fonts look larger


class CodeBlock(QFrame):
    """Shows code at its full height; wide lines scroll sideways."""

    def __init__(self, part: CodePart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeBlock")
        language = part.language
        self._code, self._language = part.code, language
        self._indent = code_indent(part.num_lists, part.num_quotes)
        self._label = QLabel(language or self.tr("code"), self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._copy = QPushButton(self.tr("Copy code"), self)
        self._copy.setObjectName("copyCode")
        self._copy.setAccessibleName(self.tr("Copy code"))
        self._copy.setCursor(Qt.CursorShape.PointingHandCursor)
        self._copy.clicked.connect(self._on_copy)
        self._restore = QTimer(self, interval=_COPIED_MS, singleShot=True)
        self._restore.timeout.connect(self._on_restore)
        self._view = QuietBrowser(self)
        self._view.setAccessibleName(
            self.tr("Code, {language}").format(language=language) if language else self.tr("Code")
        )
        self._view.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
        self._view.setWordWrapMode(QTextOption.WrapMode.NoWrap)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._arrange()
        self._fill()

    @property
    def browser(self) -> QuietBrowser:
        """Where the code stands and can be selected."""
        return self._view

    @property
    def code(self) -> str:
        """The code as it is copied."""
        return self._code

    def minimumSizeHint(self) -> QSize:
        return QSize(80 + self._indent, super().minimumSizeHint().height())

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 6, 6, 0)
        head.addWidget(self._label, 1)
        head.addWidget(self._copy)
        body = QHBoxLayout()
        body.setContentsMargins(12, 2, 12, 10)
        body.addWidget(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(self._indent, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(body)

    def _fill(self) -> None:
        style = code_style(self.palette())
        size = self.font().pointSizeF() * _FONT_SHARE
        font = code_font(size if size > 0 else 10.0)
        self._view.document().setDefaultFont(font)
        html = highlight_code(self._code, self._language, style)
        self._view.setHtml(
            f'<pre style="margin:0; white-space:pre; color:{style.text};'
            f' font-family:{style.families}; font-size:{font.pointSizeF()}pt">{html}</pre>'
        )
        self._fit()

    def _fit(self) -> None:
        document = self._view.document()
        bar = self._view.horizontalScrollBar()
        is_wide = document.idealWidth() > self._view.viewport().width()
        extra = bar.sizeHint().height() if is_wide else 0
        self._view.setFixedHeight(round(document.size().height()) + extra + 1)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self._copy.setText(self.tr("Copied"))
        self._restore.start()

    def _on_restore(self) -> None:
        self._copy.setText(self.tr("Copy code"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, in colours of the palette now."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(mixed(palette.window().color(), palette.windowText().color(), 0.12))
        painter.setBrush(code_background(palette))
        ground = QRectF(self.rect()).adjusted(self._indent + 0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(ground, 8, 8)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._fill()
