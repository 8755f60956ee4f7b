"""The search field over the list, its filters, and what was found. Emits wishes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.storage.hits import SearchHit
from app.storage.query import SearchFilter
from app.storage.records import Folder
from app.ui.escape import is_escape
from app.ui.hit_list import HitDelegate, HitListModel, chosen_hit
from app.ui.named_combo import name_combo
from app.wording import own_model_name


class SearchField(QLineEdit):
    """Esc empties it, Down goes on to what was found."""

    down_pressed = Signal()

    def event(self, event: QEvent) -> bool:
        if is_escape(event) and self.text():
            event.accept()  # not the shortcut of the window
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down_pressed.emit()
        else:
            super().keyPressEvent(event)


class SearchPanel(QWidget):
    """Only the field while nothing is typed; ``active_changed`` tells when that changes."""

    wanted = Signal(str, object)  # typed, SearchFilter
    active_changed = Signal(bool)
    opened = Signal(object)  # SearchHit

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = SearchField(self)
        self.field.setObjectName("searchField")
        self.field.setPlaceholderText(self.tr("Search"))
        self.field.setAccessibleName(self.tr("Search all conversations"))
        self.field.setToolTip(self.tr("Search all conversations (Ctrl+Shift+F)"))
        self.field.setClearButtonEnabled(True)
        for button in self.field.findChildren(QToolButton):
            button.setAccessibleName(self.tr("Clear the search"))
        self.field.textChanged.connect(self._on_typed)
        self.field.down_pressed.connect(self._enter_list)
        self._when = self._combo("searchWhen", self.tr("When"))
        self._folder = self._combo("searchFolder", self.tr("Folder"))
        self._model_name = self._combo("searchModel", self.tr("Model"))
        self._model = HitListModel(self)
        self.list = self._make_list()
        self._words = QLabel(self)
        self._words.setObjectName("nothingListed")
        self._words.setWordWrap(True)
        self._results = self._make_results()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self._results, 1)
        self._fill_when()
        self.show_folders([])
        self._fill(self._model_name, self.tr("Any model"), [])
        self._results.hide()
        self._fit()

    @property
    def is_active(self) -> bool:
        """Whether something is typed."""
        return bool(self.field.text().strip())

    def show_folders(self, folders: Sequence[Folder]) -> None:
        """Offer these folders as a filter."""
        self._fill(self._folder, self.tr("Any folder"), [(f.name, f.id) for f in folders])

    def show_hits(self, hits: list[SearchHit], models: Sequence[str]) -> None:
        """Show what was found, and offer the models as a filter."""
        self._model.show_hits(hits)
        if models:
            named = [(own_model_name(name), name) for name in models]
            self._fill(self._model_name, self.tr("Any model"), named)
        words = self.tr("%Ln found", "", len(hits)) if hits else self.tr("Nothing was found.")
        self._words.setText(words)
        self._words.setAccessibleName(words)

    def show_failure(self, sentence: str) -> None:
        """Say why nothing can be found."""
        self._model.show_hits([])
        self._words.setText(sentence)

    def _combo(self, name: str, words: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        name_combo(combo, words)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(6)
        combo.activated.connect(self._ask)
        return combo

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setObjectName("searchHits")
        view.setAccessibleName(self.tr("What was found"))
        view.setModel(self._model)
        view.setItemDelegate(HitDelegate(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setResizeMode(QListView.ResizeMode.Adjust)  # heights follow the width
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        return view

    def _make_results(self) -> QWidget:
        results = QWidget(self)
        filters = QGridLayout()
        filters.addWidget(self._when, 0, 0)
        filters.addWidget(self._folder, 0, 1)
        filters.addWidget(self._model_name, 1, 0, 1, 2)
        column = QVBoxLayout(results)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(filters)
        column.addWidget(self._words)
        column.addWidget(self.list, 1)
        return results

    def _fill_when(self) -> None:
        spans = [(self.tr("Last 7 days"), 7), (self.tr("Last 30 days"), 30)]
        self._fill(self._when, self.tr("Any time"), [*spans, (self.tr("Last year"), 365)])

    def _fill(self, combo: QComboBox, nothing: str, items: Sequence[tuple[str, object]]) -> None:
        chosen = combo.currentData()
        combo.clear()
        combo.addItem(nothing, None)
        for words, value in items:
            combo.addItem(words, value)
        combo.setCurrentIndex(max(combo.findData(chosen), 0) if chosen is not None else 0)

    def ask_again(self) -> None:
        """What was found may have changed or gone."""
        if self.is_active:
            self._ask()

    def _on_typed(self) -> None:
        if self.is_active != self._results.isVisibleTo(self):
            self._results.setVisible(self.is_active)
            self._fit()
            self.active_changed.emit(self.is_active)
        self._ask()

    def _fit(self) -> None:
        policy = QSizePolicy.Policy
        vertical = policy.Expanding if self.is_active else policy.Maximum
        self.setSizePolicy(policy.Preferred, vertical)

    def _ask(self) -> None:
        days = self._when.currentData()
        wanted = SearchFilter(
            since=datetime.now(UTC) - timedelta(days=days) if days else None,
            folder_id=self._folder.currentData(),
            model=self._model_name.currentData(),
        )
        self.wanted.emit(self.field.text(), wanted)

    def _enter_list(self) -> None:
        if self._model.rowCount():
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0))

    def _open(self, index: QModelIndex) -> None:
        if hit := chosen_hit(index):
            self.opened.emit(hit)
