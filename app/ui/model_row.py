"""One model on this computer, with what can be done with it."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from app.controllers.model_controller import ModelState
from app.controllers.model_library import LibraryModel, Origin
from app.ui.flow_layout import FlowLayout
from app.ui.model_words import model_words
from app.ui.wish_button import WishButton
from app.ui.wrapped_label import WrappedLabel
from app.wording import own_model_name, own_words, size

_STEPS = 1000


class ModelRow(QFrame):
    """Shows a LibraryModel that is on its way into memory, there, or neither.

    ``fit`` is a sentence about how it runs here. The signals carry no more than the wish.
    """

    use_wanted = Signal()
    stop_wanted = Signal()
    show_wanted = Signal()
    delete_wanted = Signal()
    pack_wanted = Signal()

    def __init__(
        self,
        model: LibraryModel,
        state: ModelState,
        fit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("modelRow")
        self.model, self.state = model, state
        self.bar: QProgressBar | None = None
        column = QVBoxLayout(self)
        title = QLabel(own_model_name(model.name), self)
        title.setObjectName("modelTitle")
        column.addWidget(title)
        words = model_words(model, state)
        for text, name in (
            (words, "modelWords"),
            (fit, "modelFit"),
            (own_words(model.problem or ""), "modelProblem"),
        ):
            if text:
                column.addWidget(WrappedLabel(text, name, self))
        if state is ModelState.LOADING:
            self.bar = self._bar()
            column.addWidget(self.bar)
        column.addLayout(self._buttons())

    def show_share(self, share: float | None) -> None:
        """How much of the model is loaded, from 0 to 1; None while nobody can say."""
        if self.bar is not None:
            self.bar.setMaximum(0 if share is None else _STEPS)
            self.bar.setValue(int(_STEPS * (share or 0)))

    def _bar(self) -> QProgressBar:
        bar = QProgressBar(self)
        bar.setTextVisible(False)
        bar.setMaximum(0)
        bar.setAccessibleName(
            self.tr("Loading: {name}").format(name=own_model_name(self.model.name))
        )
        return bar

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(8)
        if self.state is ModelState.LOADING:
            row.addWidget(self._button(self.tr("Stop loading"), "stopLoading", self.stop_wanted))
        elif self.state is not ModelState.READY and not self.model.problem:
            row.addWidget(self._button(self.tr("Use"), "useModel", self.use_wanted))
        if self.model.packed_bytes is not None:
            words = self.tr("Pack it (about {size})").format(size=size(self.model.packed_bytes))
            row.addWidget(self._button(words, "packModel", self.pack_wanted))
        if self.model.origin is not Origin.BUILT_IN:
            row.addWidget(self._button(self.tr("Show folder"), "showModel", self.show_wanted))
            words = self.tr("Delete…")
            if self.model.origin is Origin.OWN_FOLDER:
                words = self.tr("Remove from this list")
            row.addWidget(self._button(words, "deleteModel", self.delete_wanted))
        return row

    def _button(self, words: str, name: str, wish: SignalInstance) -> WishButton:
        button = WishButton(words, name, own_model_name(self.model.name), self)
        button.clicked.connect(lambda: wish.emit())
        return button
