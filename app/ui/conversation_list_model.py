"""The conversations as rows: the pinned ones first, then a heading for each day. No widgets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QLocale,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)

from app.storage.records import Conversation
from app.ui.model_index import Index
from app.wording import local_time, own_title

CONVERSATION_ID_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Heading:
    """The row above the conversations that belong together."""

    words: str


Row = Heading | Conversation


def day_words(day: date, today: date) -> str:
    """“Today”, “Yesterday”, or the date, with its year if that is not this year's."""
    if day >= today:
        return _tr("Today")
    if day == today - timedelta(days=1):
        return _tr("Yesterday")
    pattern = _tr("dddd, d MMMM") if day.year == today.year else _tr("d MMMM yyyy")
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def grouped(conversations: Sequence[Conversation], today: date) -> list[Row]:
    """Rows in the order given (newest first), the pinned ones above; days are in local time."""
    rows: list[Row] = []
    last = ""
    in_order = sorted(conversations, key=lambda c: (not c.is_temporary, c.pinned_at is None))
    for conversation in in_order:
        words = _heading(conversation, today)
        if words != last:
            rows.append(Heading(words))
            last = words
        rows.append(conversation)
    return rows


def _heading(conversation: Conversation, today: date) -> str:
    if conversation.is_temporary:
        return _tr("Temporary, never saved")
    if conversation.pinned_at:
        return _tr("Pinned")
    return day_words(local_time(conversation.updated_at).date(), today)


class ConversationListModel(QAbstractListModel):
    """Rows for a list view. A new title typed by a person is emitted, not kept."""

    renamed = Signal(str, str)  # conversation id, title

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def set_conversations(self, conversations: Sequence[Conversation], today: date) -> bool:
        """Show these conversations; False if they look the same and nothing was done."""
        rows = grouped(conversations, today)
        if [_look(row) for row in rows] == [_look(row) for row in self._rows]:
            self._rows = rows
            return False
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        return True

    def index_of(self, conversation_id: str) -> QModelIndex:
        """The row of a conversation; an invalid index if it has none."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Conversation) and row.id == conversation_id:
                return self.index(number)
        return QModelIndex()

    def conversations(self) -> list[Conversation]:
        """All of them in the order shown."""
        return [row for row in self._rows if isinstance(row, Conversation)]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return row.words if role == Qt.ItemDataRole.DisplayRole else None
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.EditRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return own_title(row.title)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _tr("Conversation: {title}").format(title=own_title(row.title))
        return row.id if role == CONVERSATION_ID_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        conversation_id = self.data(index, CONVERSATION_ID_ROLE)
        if role != Qt.ItemDataRole.EditRole or not isinstance(conversation_id, str):
            return False
        if isinstance(value, str) and value.strip() and value != self.data(index):
            self.renamed.emit(conversation_id, value)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], Conversation):
            return (
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsEditable
            )
        return Qt.ItemFlag.NoItemFlags


def _look(row: Row) -> tuple[str, str]:
    return ("", row.words) if isinstance(row, Heading) else (row.id, row.title)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConversationList", text)
