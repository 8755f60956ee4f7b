"""What a search found, as rows: title, day and writer, and an excerpt with the finds marked."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPointF,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QPainter, QPalette, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.storage.hits import SearchHit
from app.storage.text import one_line
from app.ui.conversation_list_model import day_words
from app.ui.model_index import Index
from app.ui.theme import quiet_color, with_alpha
from app.wording import local_time, own_model_name

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
_MAX_LINES, _PADDING, _RADIUS, _SMALL = 3, 8, 7, 0.9


class HitListModel(QAbstractListModel):
    """Rows for a list view."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hits: list[SearchHit] = []

    def show_hits(self, hits: list[SearchHit]) -> None:
        """Replace all rows, unless they are the same: then the place in the list is kept."""
        if hits == self._hits:
            return
        self.beginResetModel()
        self._hits = hits
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        hit = self._hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{one_line(hit.title)}, {byline(hit, date.today())}: {hit.excerpt.text}"
        return None


@dataclass(frozen=True, slots=True)
class _Line:
    """A part of a row: at most ``max_lines`` of text with marked places."""

    text: str
    font: QFont
    max_lines: int = 1
    spans: Sequence[tuple[int, int]] = ()
    is_quiet: bool = False


class HitDelegate(QStyledItemDelegate):
    """Paints the title in bold, who wrote when, and at most three lines of the excerpt."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._view.viewport().width() - 2 * _PADDING
        height = sum(
            _height(_laid_out(line, width, option.palette))
            for line in _lines(index.data(HIT_ROLE), option.font)
        )
        return QSize(80, math.ceil(height) + 2 * _PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        rect = QRectF(option.rect.adjusted(_PADDING, _PADDING, -_PADDING, -_PADDING))
        palette: QPalette = option.palette
        for line in _lines(index.data(HIT_ROLE), option.font):
            layout = _laid_out(line, rect.width(), palette)
            text_color = palette.color(QPalette.ColorRole.WindowText)
            painter.setPen(quiet_color(palette) if line.is_quiet else text_color)
            layout.draw(painter, rect.topLeft())
            rect.setTop(rect.top() + _height(layout))
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
            color = option.palette.color(QPalette.ColorRole.Highlight)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(with_alpha(color, 0.20 if is_selected else 0.08))
            painter.drawRoundedRect(option.rect.adjusted(0, 1, 0, -1), _RADIUS, _RADIUS)


def byline(hit: SearchHit, today: date) -> str:
    """When it was written and by whom; a title has a day only."""
    day = day_words(local_time(hit.when).date(), today)
    if hit.message_id is None:
        return day
    if hit.role == "user":
        return f"{day} · {_tr('You')}"
    return f"{day} · {own_model_name(hit.model) if hit.model else _tr('Reply')}"


def _lines(hit: SearchHit, font: QFont) -> list[_Line]:
    bold, small = QFont(font), QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    small.setPointSizeF(small.pointSizeF() * _SMALL)
    words = _Line(byline(hit, date.today()), small, is_quiet=True)
    if hit.message_id is None:
        return [_Line(hit.excerpt.text, bold, spans=hit.excerpt.spans), words]
    title = _Line(one_line(hit.title), bold)
    return [title, words, _Line(hit.excerpt.text, small, _MAX_LINES, hit.excerpt.spans)]


def _laid_out(line: _Line, width: float, palette: QPalette) -> QTextLayout:
    layout = QTextLayout(line.text, line.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats([_marked(start, end, palette) for start, end in line.spans])
    layout.beginLayout()
    top = 0.0
    for _ in range(line.max_lines):
        made = layout.createLine()
        if not made.isValid():
            break
        made.setLineWidth(width)
        made.setPosition(QPointF(0, top))
        top += made.height()
    layout.endLayout()
    return layout


def _height(layout: QTextLayout) -> float:
    return layout.boundingRect().height()


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


def _tr(text: str) -> str:
    return QCoreApplication.translate("HitList", text)
