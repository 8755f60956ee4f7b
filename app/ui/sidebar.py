"""The list of conversations beside the transcript. Emits wishes; the controller fulfils them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.storage.records import Conversation
from app.ui.conversation_list_model import CONVERSATION_ID_ROLE, ConversationListModel, Index

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
            " ".join(title.split()), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


class ConversationList(QListView):
    """A list view in which Delete asks to delete and Return opens."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
            return
        super().keyPressEvent(event)


class Sidebar(QFrame):
    """New-conversation button and conversation list."""

    new_requested = Signal()
    close_requested = Signal()
    opened = Signal(str)
    rename_requested = Signal(str, str)
    delete_requested = Signal(str)
    export_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.new_button = QPushButton("New conversation", self)
        self.new_button.setObjectName("newConversation")
        self.new_button.setAccessibleName("New conversation")
        self.new_button.setToolTip("New conversation (Ctrl+N)")
        self.new_button.clicked.connect(self.new_requested)
        self.close_button = QPushButton("☰", self)
        self.close_button.setObjectName("closeSidebar")
        self.close_button.setAccessibleName("Back to the conversation")
        self.close_button.setToolTip("Back to the conversation (Ctrl+B)")
        self.close_button.clicked.connect(self.close_requested)
        self.close_button.hide()
        self.model = ConversationListModel(self)
        self.model.renamed.connect(self.rename_requested)
        self.list = self._make_list()
        self._menu = self._make_menu()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 12, 10, 10)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.close_button)
        top.addWidget(self.new_button, 1)
        layout.addLayout(top)
        layout.addWidget(self.list, 1)

    def set_fills_window(self, fills: bool) -> None:
        """Offer the way back where the list hides the conversation."""
        self.close_button.setVisible(fills)

    def show_conversations(
        self, conversations: Sequence[Conversation], open_id: str | None
    ) -> None:
        """List the conversations and mark the open one."""
        today = date.today()
        self.model.set_conversations(conversations, today)
        self.mark_open(open_id)

    def mark_open(self, conversation_id: str | None) -> None:
        """Select a conversation without asking to open it."""
        index = self.model.index_of(conversation_id or "")
        if index.isValid():
            self.list.setCurrentIndex(index)
        else:
            self.list.setCurrentIndex(QModelIndex())
            self.list.clearSelection()

    def edit_title(self, conversation_id: str) -> None:
        """Let the person type a new title in place."""
        index = self.model.index_of(conversation_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.edit(index)

    def neighbour(self, step: int) -> str | None:
        """The conversation ``step`` rows below the marked one, or the first; None at an end."""
        ids = self.model.conversation_ids()
        current = self._current_id()
        if current not in ids:
            return ids[0] if ids else None
        place = ids.index(current) + step
        return ids[place] if 0 <= place < len(ids) else None

    def _make_list(self) -> ConversationList:
        view = ConversationList(self)
        view.setObjectName("conversations")
        view.setAccessibleName("Conversations")
        view.setModel(self.model)
        view.setItemDelegate(ConversationDelegate(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.clicked.connect(self._on_chosen)
        view.activated.connect(self._on_chosen)
        view.delete_pressed.connect(self._delete)
        return view

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction("Rename", self._rename)
        menu.addAction("Export as Markdown…", self._export)
        menu.addSeparator()
        menu.addAction("Delete…", self._delete)
        return menu

    def _current_id(self) -> str | None:
        found = self.list.currentIndex().data(CONVERSATION_ID_ROLE)
        return found if isinstance(found, str) else None

    def _on_chosen(self, index: QModelIndex) -> None:
        conversation_id = index.data(CONVERSATION_ID_ROLE)
        if isinstance(conversation_id, str):
            self.opened.emit(conversation_id)

    def _show_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.data(CONVERSATION_ID_ROLE) is not None:
            self.list.setCurrentIndex(index)
            self._menu.popup(self.list.viewport().mapToGlobal(place))

    def _rename(self) -> None:
        if conversation_id := self._current_id():
            self.edit_title(conversation_id)

    def _export(self) -> None:
        if conversation_id := self._current_id():
            self.export_requested.emit(conversation_id)

    def _delete(self) -> None:
        if conversation_id := self._current_id():
            self.delete_requested.emit(conversation_id)
