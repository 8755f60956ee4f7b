"""The line above a conversation: the list's button, the title, and what shapes the replies."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget


class TopBar(QFrame):
    """``shaping`` is the button of persona and preset; its owner fills it."""

    list_toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        toggle = QPushButton("☰")
        toggle.setObjectName("toggleSidebar")
        toggle.setAccessibleName(self.tr("Show or hide the conversations"))
        toggle.setToolTip(self.tr("Show or hide the conversations (Ctrl+B)"))
        toggle.clicked.connect(self.list_toggled)
        self.title = _Title()
        self.shaping = QToolButton()
        self.shaping.setObjectName("shaping")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 6, 16, 6)
        row.addWidget(toggle)
        row.addWidget(self.title, 1)
        row.addWidget(self.shaping)


class _Title(QLabel):
    """Shows as much as has room; the pointer shows all."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("title")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setMinimumWidth(40)

    def show_title(self, title: str) -> None:
        """Another title, on one line."""
        self.setToolTip(title)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        at_right = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.toolTip(), at_right, self.width()))
