"""One model on this computer, with what can be done with it."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.controllers.model_library import LibraryModel, Origin
from app.ui.model_words import model_words
from app.ui.wish_button import WishButton
from app.ui.wrapped_label import WrappedLabel
from app.wording import with_own_numbers


class ModelRow(QFrame):
    """Shows a LibraryModel; the signals carry no more than the wish."""

    use_wanted = Signal()
    show_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, model: LibraryModel, is_in_use: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("modelRow")
        self.model = model
        column = QVBoxLayout(self)
        title = QLabel(model.name, self)
        title.setObjectName("modelTitle")
        column.addWidget(title)
        column.addWidget(WrappedLabel(model_words(model, is_in_use), "modelWords", self))
        if model.fit:
            column.addWidget(WrappedLabel(with_own_numbers(model.fit), "modelFit", self))
        if model.problem:
            column.addWidget(WrappedLabel(model.problem, "modelProblem", self))
        column.addLayout(self._buttons(is_in_use))

    def _buttons(self, is_in_use: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        if not is_in_use and not self.model.problem:
            row.addWidget(self._button(self.tr("Use"), "useModel", self.use_wanted))
        if self.model.origin is not Origin.BUILT_IN:
            row.addWidget(self._button(self.tr("Show folder"), "showModel", self.show_wanted))
            words = self.tr("Delete…")
            if self.model.origin is Origin.OWN_FOLDER:
                words = self.tr("Remove from this list")
            row.addWidget(self._button(words, "deleteModel", self.delete_wanted))
        row.addStretch(1)
        return row

    def _button(self, words: str, name: str, wish: SignalInstance) -> WishButton:
        button = WishButton(words, name, self.model.name, self)
        button.clicked.connect(lambda: wish.emit())
        return button
