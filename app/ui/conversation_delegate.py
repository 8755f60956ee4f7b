"""Paints the rows of the conversation list in the palette's colours."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.storage.text import one_line
from app.ui.conversation_list_model import CONVERSATION_ID_ROLE
from app.ui.model_index import Index

_ROW_HEIGHT, _HEADING_HEIGHT, _INDENT, _RADIUS = 34, 32, 10, 7


class ConversationDelegate(QStyledItemDelegate):
    """Paints rounded rows and small headings in the palette's colours."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_heading = index.data(CONVERSATION_ID_ROLE) is None
        least = _HEADING_HEIGHT if is_heading else _ROW_HEIGHT
        return QSize(80, max(least, option.fontMetrics.height() + 14))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(CONVERSATION_ID_ROLE) is None:
            self._paint_heading(painter, option, str(index.data()))
        else:
            self._paint_conversation(painter, option, str(index.data()))
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, words: str) -> None:
        rect: QRect = option.rect
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.85)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        palette: QPalette = option.palette
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            rect.adjusted(_INDENT, 0, -_INDENT, -4),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom,
            words,
        )

    def _paint_conversation(
        self, painter: QPainter, option: QStyleOptionViewItem, title: str
    ) -> None:
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        palette: QPalette = option.palette
        state = option.state
        is_selected = bool(state & QStyle.StateFlag.State_Selected)
        color = palette.color(QPalette.ColorRole.Highlight)
        if is_selected or state & QStyle.StateFlag.State_MouseOver:
            color.setAlphaF(0.20 if is_selected else 0.08)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color)
            painter.drawRoundedRect(rect, _RADIUS, _RADIUS)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.setFont(option.font)
        inner = rect.adjusted(_INDENT, 0, -_INDENT, 0)
        cut = painter.fontMetrics().elidedText(
            one_line(title), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)
