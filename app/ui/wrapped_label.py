"""Plain text that wraps and can be selected."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class WrappedLabel(QLabel):
    """A label of plain text with the object name by which the style sheet knows it."""

    def __init__(self, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, words: str, *, is_problem: bool) -> None:
        """Show these words as those about a model, or as a problem with one."""
        self.setObjectName("modelProblem" if is_problem else "modelWords")
        self.style().polish(self)
        self.setText(words)

    def minimumSizeHint(self) -> QSize:
        """One line: the height follows from the width, and no narrow guess may add to it."""
        return QSize(40, self.fontMetrics().height())
