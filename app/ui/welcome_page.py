"""The first start: what Sfumato is, in three sentences, and two ways on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.centred import centre_in

_WIDTH = 480


class WelcomePage(QFrame):
    """Shown until the person goes on; emits which way."""

    begun = Signal()
    models_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePage")
        heading = QLabel(self.tr("Welcome to Sfumato"), self)
        heading.setObjectName("emptyHeading")
        heading.setWordWrap(True)
        column = QVBoxLayout()
        column.setSpacing(14)
        column.addWidget(heading)
        for sentence in self._sentences():
            label = QLabel(sentence, self)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(6)
        column.addLayout(self._buttons())
        centre_in(self, column, _WIDTH)

    def _sentences(self) -> tuple[str, ...]:
        return (
            self.tr(
                "Here you talk with a language model that drafts a whole block of text at once "
                "and lets it emerge from noise, step by step, while you watch."
            ),
            self.tr(
                "A very small model came along and is your guide; for real answers install "
                "DiffusionGemma in the Models window."
            ),
            self.tr(
                "Everything you write stays on this computer, saved as you go, and nothing is sent "
                "anywhere."
            ),
        )

    def _buttons(self) -> QHBoxLayout:
        begin = QPushButton(self.tr("Begin"), self)
        begin.setObjectName("welcomeBegin")
        begin.setDefault(True)
        begin.clicked.connect(self.begun)
        models = QPushButton(self.tr("Models…"), self)
        models.setObjectName("welcomeModels")
        models.clicked.connect(self.models_wanted)
        row = QHBoxLayout()
        row.addWidget(begin)
        row.addWidget(models)
        row.addStretch(1)
        row.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return row
