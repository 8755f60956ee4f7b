"""Finds a command or a conversation by a few letters (Ctrl+K), and lists every shortcut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.model_index import Index
from app.ui.screen_room import begin_at

_HINT_ROLE = Qt.ItemDataRole.UserRole + 1
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_MARGIN = 10


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Words, a hint at the right (a shortcut), whether it can be chosen now, and what it does."""

    words: str
    hint: str
    is_enabled: bool
    do: Callable[[], object]


def action_entries(actions: Sequence[QAction]) -> list[PaletteEntry]:
    """An entry for each action, with its first shortcut."""
    return [
        PaletteEntry(
            action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…"),
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            action.isEnabled(),
            action.trigger,
        )
        for action in actions
        if action.objectName() != "command_palette"
    ]


def found(entries: Sequence[PaletteEntry], typed: str) -> list[PaletteEntry]:
    """Entries that hold every word typed, in words or shortcut; beginnings of words come first."""
    words = typed.casefold().split()
    ranked = []
    for place, entry in enumerate(entries):
        text = f"{entry.words} {entry.hint}".casefold()
        if all(word in text for word in words):
            starts = sum(f" {word}" in f" {text}" for word in words)
            ranked.append((not entry.is_enabled, -starts, place, entry))
    return [entry for *_, entry in sorted(ranked, key=lambda row: row[:3])]


class _EntryModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[PaletteEntry] = []

    def show_entries(self, entries: list[PaletteEntry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.words}, {entry.hint}" if entry.hint else entry.words
        return entry.hint if role == _HINT_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags if self.entries[index.row()].is_enabled else flags & ~Qt.ItemFlag.ItemIsEnabled


class _EntryDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80, option.fontMetrics.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        palette: QPalette = option.palette
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
        text, ground = palette.color(QPalette.ColorRole.WindowText), None
        quiet = palette.color(QPalette.ColorRole.PlaceholderText)
        if is_selected:
            ground = palette.color(QPalette.ColorRole.Highlight)
            text = quiet = palette.color(QPalette.ColorRole.HighlightedText)
            painter.fillRect(option.rect, ground)
        rect = option.rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        hint = str(index.data(_HINT_ROLE))
        painter.setPen(quiet)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, hint)
        rect.setRight(rect.right() - painter.fontMetrics().horizontalAdvance(hint) - 2 * _MARGIN)
        painter.setPen(text if is_enabled else quiet)
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()


class CommandPalette(QDialog):
    """A field and what it finds. Return does the marked entry and closes; Esc only closes."""

    def __init__(
        self, entries: Sequence[PaletteEntry], prompt: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._all = list(entries)
        self.setObjectName("commandPalette")
        self.setWindowTitle(prompt)
        self.field = QLineEdit(self)
        self.field.setObjectName("paletteField")
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(prompt)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self._model = _EntryModel(self)
        self.list = QListView(self)
        self.list.setObjectName("paletteList")
        self.list.setAccessibleName(self.tr("What was found"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.clicked.connect(self._do)
        self.field.returnPressed.connect(lambda: self._do(self.list.currentIndex()))
        layout = QVBoxLayout(self)
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        begin_at(self, 520, 420)
        if parent is not None:
            self.resize(self.size().boundedTo(parent.window().size() * 0.94))
        self._search("")

    @property
    def shown(self) -> list[PaletteEntry]:
        """What is listed now."""
        return self._model.entries

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the field keeps the focus."""
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _search(self, typed: str) -> None:
        self._model.show_entries(found(self._all, typed))
        if self._model.entries:
            self.list.setCurrentIndex(self._model.index(0))

    def _do(self, index: Index) -> None:
        if not index.isValid() or not self._model.entries[index.row()].is_enabled:
            return
        entry = self._model.entries[index.row()]
        self.accept()
        entry.do()
