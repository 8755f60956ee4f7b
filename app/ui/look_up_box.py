"""Looks up a repository by its name, only when its button is pressed, and shows what it holds."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.controllers.model_library import LookUp, LookUpPhase
from app.ui.heading import heading
from app.ui.row_section import Row, RowSection
from app.ui.wish_button import WishButton
from app.ui.wrapped_label import WrappedLabel
from app.wording import own_words


class LookUpBox(QWidget):
    """Shows a LookUp; the wish is a repository's name."""

    look_up_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLineEdit(self)
        self._name.setObjectName("repositoryName")
        self._name.setPlaceholderText(self.tr("owner/name"))
        self._name.setAccessibleName(self.tr("Name of a repository on the model hub"))
        self._button = WishButton(self.tr("Look up"), "lookUp", self.tr("the repository"), self)
        self._button.setEnabled(False)
        self._words = WrappedLabel(self._promise(), "modelWords", self)
        self._rows = RowSection("", self)
        self._name.textChanged.connect(self._enable)
        self._name.returnPressed.connect(self._ask)
        self._button.clicked.connect(self._ask)
        line = QHBoxLayout()
        line.addWidget(self._name, 1)
        line.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading(self.tr("Another repository"), self))
        column.addLayout(line)
        column.addWidget(self._words)
        column.addWidget(self._rows)

    def show_state(self, look_up: LookUp, answer: Sequence[Row]) -> None:
        """Show the question's state and the rows of its answer."""
        self._rows.show_rows(answer)
        is_failure = look_up.phase is LookUpPhase.FAILED
        self._words.say(self._sentence(look_up), is_problem=is_failure)

    def _sentence(self, look_up: LookUp) -> str:
        match look_up.phase:
            case LookUpPhase.NONE:
                return self._promise()
            case LookUpPhase.ASKING:
                return self.tr("Asking the hub about {name}…").format(name=look_up.repository)
            case LookUpPhase.FAILED:
                return look_up.sentence
            case LookUpPhase.ANSWERED:
                holds = self.tr("{name} holds:").format(name=look_up.repository)
                return " ".join([*map(own_words, look_up.remarks), holds])

    def _promise(self) -> str:
        return self.tr(
            "The network is used only when you press “Look up” or “Download”. "
            "Nothing about you or your conversations is sent."
        )

    def _enable(self, typed: str) -> None:
        self._button.setEnabled(bool(typed.strip()))

    def _ask(self) -> None:
        if typed := self._name.text().strip():
            self.look_up_wanted.emit(typed)
