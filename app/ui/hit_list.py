"""What a search found, as rows: a title, and an excerpt in which the finds are marked."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.storage.query import SearchHit
from app.storage.text import one_line
from app.ui.conversation_list_model import Index
from app.ui.theme import mixed, with_alpha

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
_LINES, _PADDING, _RADIUS, _SMALL = 3, 8, 7, 0.9


class HitListModel(QAbstractListModel):
    """Rows for a list view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[SearchHit] = []

    def show_hits(self, hits: Sequence[SearchHit]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{one_line(hit.title)}: {hit.excerpt.text}"
        return None


class HitDelegate(QStyledItemDelegate):
    """Paints the title in bold over at most three lines of the excerpt."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = option.fontMetrics.lineSpacing()
        is_title = index.data(HIT_ROLE).message_id is None
        return QSize(80, line * (1 if is_title else 1 + _LINES) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        hit: SearchHit = index.data(HIT_ROLE)
        rect = QRectF(option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING))
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * _SMALL)
        palette: QPalette = option.palette
        if hit.message_id is None:
            self._draw(painter, rect, hit.excerpt.text, hit.excerpt.spans, bold, palette, 1)
        else:
            self._draw(painter, rect, one_line(hit.title), (), bold, palette, 1)
            rect.setTop(rect.top() + option.fontMetrics.lineSpacing())
            self._draw(painter, rect, hit.excerpt.text, hit.excerpt.spans, small, palette, _LINES)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
            color = option.palette.color(QPalette.ColorRole.Highlight)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(with_alpha(color, 0.20 if is_selected else 0.08))
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), _RADIUS, _RADIUS)

    def _draw(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        spans: Sequence[tuple[int, int]],
        font: QFont,
        palette: QPalette,
        max_lines: int,
    ) -> None:
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([_marked(start, end, palette) for start, end in spans])
        layout.beginLayout()
        top = 0.0
        for _ in range(max_lines):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(rect.width())
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        text_color = palette.color(QPalette.ColorRole.WindowText)
        is_quiet = max_lines > 1
        ground = palette.color(QPalette.ColorRole.Window)
        painter.setPen(mixed(text_color, ground, 0.2) if is_quiet else text_color)
        layout.draw(painter, rect.topLeft())


def _marked(start: int, end: int, palette: QPalette) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, end - start
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setForeground(palette.color(QPalette.ColorRole.WindowText))
    look.setBackground(with_alpha(palette.color(QPalette.ColorRole.Highlight), 0.25))
    found.format = look
    return found


def chosen_hit(index: QModelIndex) -> SearchHit | None:
    """The hit of a row, if there is one."""
    hit = index.data(HIT_ROLE) if index.isValid() else None
    return hit if isinstance(hit, SearchHit) else None
