"""Where models run: the person's choice, and where the one in use runs now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.controllers.model_controller import ModelStatus
from app.settings import DEVICES, MOST_LAYERS
from app.ui.heading import heading
from app.ui.model_words import (
    device_choice_words,
    device_words,
    is_on_card,
    layers_words,
)
from app.ui.named_combo import name_combo
from app.ui.wheel_guard import WheelGuard
from app.ui.wrapped_label import WrappedLabel
from app.wording import own_model_name, own_words
from engine.hardware import Backend, Hardware


class DeviceBox(QWidget):
    """``chosen`` carries one of DEVICES, ``layers_chosen`` how many stay, -1 what fits.

    ``kernels_chosen`` says whether the kernels that are off by default are wanted.
    """

    chosen = Signal(str)
    layers_chosen = Signal(int)
    kernels_chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice = QComboBox(self)
        self._choice.setObjectName("device")
        name_combo(self._choice, self.tr("Where models run"))
        for device in DEVICES:
            self._choice.addItem(device_choice_words(device), device)
        self._choice.activated.connect(lambda at: self.chosen.emit(self._choice.itemData(at)))
        self._layers = QSpinBox(self)
        self._layers.setObjectName("residentLayers")
        self._layers.setRange(-1, MOST_LAYERS)
        self._layers.setSpecialValueText(self.tr("As many as fit"))
        self._layers.setKeyboardTracking(False)
        self._layers.editingFinished.connect(lambda: self.layers_chosen.emit(self._layers.value()))
        WheelGuard(self._layers)
        self._layers_name = QLabel(self)
        self._layers_name.setBuddy(self._layers)
        self._layers_help = WrappedLabel("", "modelWords", self)
        self._kernels = QCheckBox(self.tr("Faster kernels for packed experts"), self)
        self._kernels.setObjectName("fastKernels")
        self._kernels.clicked.connect(self.kernels_chosen)
        about = self.tr(
            "They move far less memory, but nobody has measured them on a graphics card yet. "
            "Before each use they are tried against the ordinary ones."
        )
        self._kernels.setAccessibleDescription(about)
        self._kernels_help = WrappedLabel(about, "modelWords", self)
        self._words = WrappedLabel("", "modelWords", self)
        line = QHBoxLayout()
        line.addWidget(self._choice)
        line.addStretch(1)
        second = QHBoxLayout()
        second.addWidget(self._layers_name)
        second.addWidget(self._layers)
        second.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(self.tr("Where models run"), self))
        column.addLayout(line)
        column.addWidget(self._words)
        column.addLayout(second)
        column.addWidget(self._layers_help)
        column.addWidget(self._kernels)
        column.addWidget(self._kernels_help)

    def show_kernels(self, are_wanted: bool, hardware: Hardware | None) -> None:
        """Offer them where there is a card for them."""
        self._kernels.setChecked(are_wanted)
        cards = hardware.usable_gpus if hardware else ()
        has_card = any(card.backend is not Backend.MPS for card in cards)
        for part in (self._kernels, self._kernels_help):
            part.setVisible(has_card)

    def show_state(
        self, wish: str, layers: int, status: ModelStatus, hardware: Hardware | None
    ) -> None:
        """``wish`` and ``layers`` are the choices; the status tells what came of them.

        ``hardware`` is this computer, None until it is known.
        """
        if not self._layers.hasFocus():
            self._layers.setValue(layers)
        self._name_layers(is_on_card(wish, status.device, hardware))
        self._choice.setCurrentIndex(self._choice.findData(wish))
        words = _where_words(wish, status)
        self._words.say(words, is_problem=status.failure is not None)
        self._words.setVisible(bool(words))

    def _name_layers(self, is_card: bool) -> None:
        """The same number bounds what stays on a card or, without one, in main memory."""
        name, help_ = layers_words(is_card)
        self._layers_name.setText(name)
        self._layers_help.setText(help_)
        self._layers.setAccessibleName(name)
        self._layers.setAccessibleDescription(help_)


def _where_words(wish: str, status: ModelStatus) -> str:
    """Where the model in memory runs, by which plan and why, a line each; or why it does not."""
    if status.failure is not None:
        return status.failure.sentence
    if not status.device:
        return ""
    first = device_words(wish, own_model_name(status.name), status.device)
    return "\n".join([first, *map(own_words, status.notes)])
