"""The list of conversations beside the transcript. Emits wishes; controllers fulfil them."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.controllers.organise_controller import ARCHIVE, EVERYWHERE, TRASH, Place, PlaceKind
from app.storage.records import Conversation, Folder
from app.ui.conversation_delegate import ConversationDelegate
from app.ui.conversation_list_model import CONVERSATION_ID_ROLE, ConversationListModel
from app.ui.named_combo import name_combo
from app.ui.search_panel import SearchPanel


class ConversationList(QListView):
    """A list view in which Delete asks to delete; Ctrl and Shift select several rows."""

    delete_pressed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
            return
        super().keyPressEvent(event)


class Sidebar(QFrame):
    """New-conversation button, search, what the list shows, and the list."""

    new_requested = Signal()
    close_requested = Signal()
    opened = Signal(str)
    rename_requested = Signal(str, str)
    delete_requested = Signal(object)  # list of conversation ids
    menu_requested = Signal(QPoint)  # on the screen; ``selected`` are meant
    place_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.new_button = self._button("newConversation", self.tr("New conversation"), "Ctrl+N")
        self.new_button.setText(self.tr("New conversation"))
        self.new_button.clicked.connect(self.new_requested)
        self.close_button = self._button(
            "closeSidebar", self.tr("Back to the conversation"), "Ctrl+B"
        )
        self.close_button.setText("☰")
        self.close_button.clicked.connect(self.close_requested)
        self.close_button.hide()
        self.search = SearchPanel(self)
        self.search.active_changed.connect(self._show_search)
        self.places = QComboBox(self)
        self.places.setObjectName("places")
        name_combo(self.places, self.tr("Which conversations are listed"))
        self.places.activated.connect(self.place_changed)
        self.model = ConversationListModel(self)
        self.model.renamed.connect(self.rename_requested)
        self.list = self._make_list()
        self._nothing = QLabel(self)
        self._nothing.setObjectName("nothingListed")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._arrange()
        self.show_folders([])

    @property
    def place(self) -> Place:
        """What the list is to show."""
        found = self.places.currentData()
        return found if isinstance(found, Place) else EVERYWHERE

    def set_place(self, place: Place) -> None:
        """Choose what the list is to show; everything if the place is gone."""
        self.places.setCurrentIndex(max(self._find(place), 0))
        self.place_changed.emit()

    def set_fills_window(self, fills: bool) -> None:
        """Offer the way back where the list hides the conversation."""
        self.close_button.setVisible(fills)

    def show_folders(self, folders: Sequence[Folder]) -> None:
        """Offer these folders between everything and the archive; the choice stays."""
        chosen = self.place
        self.places.clear()
        self.places.addItem(self.tr("All conversations"), EVERYWHERE)
        for folder in folders:
            self.places.addItem(folder.name, Place(PlaceKind.FOLDER, folder.id))
        self.places.addItem(self.tr("Archive"), ARCHIVE)
        self.places.addItem(self.tr("Trash"), TRASH)
        self.places.setCurrentIndex(max(self._find(chosen), 0))
        if self.place != chosen:
            self.place_changed.emit()

    def show_conversations(
        self, conversations: Sequence[Conversation], open_id: str | None
    ) -> None:
        """List the conversations and mark the open one; a selection of several is kept."""
        chosen = [c.id for c in self.selected()]
        has_changed = self.model.set_conversations(conversations, date.today())
        if has_changed and len(chosen) > 1:
            self._select(chosen)
        if len(self.selected()) < 2:
            self.mark_open(open_id)
        self._nothing.setText(self._words_for_nothing())
        self._nothing.setVisible(not conversations and not self.search.is_active)

    def mark_open(self, conversation_id: str | None) -> None:
        """Select a conversation without asking to open it."""
        index = self.model.index_of(conversation_id or "")
        if index.isValid():
            if index not in self.list.selectedIndexes():
                self._choose(index)
        else:
            self.list.setCurrentIndex(QModelIndex())
            self.list.clearSelection()

    def selected(self) -> list[Conversation]:
        """The selected conversations, in the order shown."""
        ids = {index.data(CONVERSATION_ID_ROLE) for index in self.list.selectedIndexes()}
        return [c for c in self.model.conversations() if c.id in ids]

    def edit_title(self, conversation_id: str) -> None:
        """Let the person type a new title in place."""
        index = self.model.index_of(conversation_id)
        if index.isValid():
            self._choose(index)
            self.list.edit(index)

    def neighbour(self, step: int) -> str | None:
        """The conversation ``step`` rows below the marked one, or the first; None at an end."""
        ids = [conversation.id for conversation in self.model.conversations()]
        current = self.list.currentIndex().data(CONVERSATION_ID_ROLE)
        if current not in ids:
            return ids[0] if ids else None
        place = ids.index(current) + step
        return ids[place] if 0 <= place < len(ids) else None

    def _button(self, name: str, words: str, shortcut: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({shortcut})")
        return button

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 12, 10, 10)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(self.close_button)
        top.addWidget(self.new_button, 1)
        layout.addLayout(top)
        layout.addWidget(self.search)
        layout.addWidget(self.places)
        layout.addWidget(self._nothing)
        layout.addWidget(self.list, 1)

    def _make_list(self) -> ConversationList:
        view = ConversationList(self)
        view.setObjectName("conversations")
        view.setAccessibleName(self.tr("Conversations"))
        view.setModel(self.model)
        view.setItemDelegate(ConversationDelegate(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._ask_for_menu)
        view.clicked.connect(self._on_clicked)
        view.activated.connect(self._open)
        view.delete_pressed.connect(self._delete)
        return view

    def _show_search(self, is_active: bool) -> None:
        self.places.setVisible(not is_active)
        self.list.setVisible(not is_active)
        self._nothing.setVisible(not is_active and not self.model.conversations())

    def _find(self, place: Place) -> int:
        items = range(self.places.count())
        return next((i for i in items if self.places.itemData(i) == place), -1)

    def _choose(self, index: QModelIndex) -> None:
        """Select this row alone; the view's own way would add it while Ctrl is held."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, alone)

    def _select(self, conversation_ids: Sequence[str]) -> None:
        self.list.clearSelection()
        for conversation_id in conversation_ids:
            index = self.model.index_of(conversation_id)
            if index.isValid():
                select = QItemSelectionModel.SelectionFlag.Select
                self.list.selectionModel().select(index, select)

    def _words_for_nothing(self) -> str:
        match self.place.kind:
            case PlaceKind.TRASH:
                return self.tr("The trash is empty.")
            case PlaceKind.ARCHIVE:
                return self.tr("Archived conversations lie here, out of the way.")
            case PlaceKind.FOLDER:
                return self.tr("This folder is empty. Move conversations here by right click.")
            case PlaceKind.ALL:
                return self.tr("Your conversations will be listed here.")

    def _on_clicked(self, index: QModelIndex) -> None:
        if len(self.selected()) == 1:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        conversation_id = index.data(CONVERSATION_ID_ROLE)
        if isinstance(conversation_id, str):
            self.opened.emit(conversation_id)

    def _ask_for_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.data(CONVERSATION_ID_ROLE) is not None:
            if index not in self.list.selectedIndexes():
                self._choose(index)
            self.menu_requested.emit(self.list.viewport().mapToGlobal(place))

    def _delete(self) -> None:
        if chosen := [conversation.id for conversation in self.selected()]:
            self.delete_requested.emit(chosen)
