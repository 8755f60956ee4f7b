"""Where models run: the person's choice, and where the one in use runs now."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.controllers.model_controller import ModelStatus
from app.settings import DEVICES
from app.ui.model_words import device_choice_words, device_words
from app.ui.wrapped_label import WrappedLabel


class DeviceBox(QWidget):
    """``chosen`` carries one of DEVICES."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel(self.tr("Where models run"), self)
        heading.setObjectName("modelsHeading")
        heading.setIndent(0)
        self._choice = QComboBox(self)
        self._choice.setObjectName("device")
        self._choice.setAccessibleName(self.tr("Where models run"))
        for device in DEVICES:
            self._choice.addItem(device_choice_words(device), device)
        self._choice.activated.connect(lambda at: self.chosen.emit(self._choice.itemData(at)))
        self._words = WrappedLabel("", "modelWords", self)
        line = QHBoxLayout()
        line.addWidget(self._choice)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading)
        column.addLayout(line)
        column.addWidget(self._words)

    def show_state(self, wish: str, status: ModelStatus) -> None:
        """``wish`` is the choice; the status tells what came of it."""
        self._choice.setCurrentIndex(self._choice.findData(wish))
        words = device_words(wish, status.name, status.device) if status.device else ""
        if status.failure is not None:
            words = status.failure.sentence
        self._words.setObjectName("modelProblem" if status.failure else "modelWords")
        self._words.style().polish(self._words)
        self._words.setText(words)
        self._words.setVisible(bool(words))
