"""How full the model's context would be, as a small bar with words. Shows a ContextUse."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.controllers.context_meter import ContextUse
from app.ui.theme import mixed
from app.wording import number

_NEARLY_FULL = 0.85


class ContextBar(QWidget):
    """A bar filled by a share of 0 to 1."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setFixedSize(QSize(44, 6))

    def set_share(self, share: float) -> None:
        """How much is filled; more than all is all."""
        self._share = min(max(share, 0.0), 1.0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = self.palette()
        ground = mixed(palette.base().color(), palette.windowText().color(), 0.18)
        role = QPalette.ColorRole
        color = palette.color(role.BrightText if self._share > _NEARLY_FULL else role.Highlight)
        rect = QRectF(self.rect())
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, 3, 3)
        rect.setWidth(max(rect.width() * self._share, 3.0 if self._share else 0.0))
        painter.setBrush(color)
        painter.drawRoundedRect(rect, 3, 3)
        painter.end()


class ContextLabel(QWidget):
    """The bar, and how many tokens of how many; what they are made of is in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("contextUse")
        self._bar = ContextBar(self)
        self._label = QLabel(self)
        self._label.setObjectName("contextWords")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._bar)
        row.addWidget(self._label)
        self.hide()

    def show_use(self, use: ContextUse | None) -> None:
        """Show what would be sent; None where no model can tell."""
        self.setVisible(use is not None)
        if use is None:
            return
        self._bar.set_share(use.total / max(use.limit, 1))
        self._label.setText(f"{number(use.total)} / {number(use.limit)}")
        words = self._words(use)
        self.setToolTip(words)
        self.setAccessibleName(words)

    def _words(self, use: ContextUse) -> str:
        parts = [
            self.tr("About {total} of {limit} tokens would be sent:"),
            self.tr("persona {system}, conversation {conversation}, your text {typed}."),
        ]
        if not use.fits:
            parts.append(
                self.tr("The model does not read as much: shorten it, or begin a new conversation.")
            )
        return " ".join(parts).format(
            total=number(use.total),
            limit=number(use.limit),
            system=number(use.system),
            conversation=number(use.conversation),
            typed=number(use.typed),
        )
