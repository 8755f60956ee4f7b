"""What an empty conversation shows: a greeting and prompts to try."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.centred import centre_in

# Not translated: the model that comes along reads English only.
EXAMPLE_PROMPTS = (
    "Hello, who are you?",
    "How do I export a conversation?",
    "Tell me a short story",
)
_WIDTH = 460


class EmptyState(QFrame):
    """A few words and one button for each example prompt."""

    prompt_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("emptyState")
        heading = _centred(self.tr("What would you like to talk about?"), "emptyHeading")
        self._words = _centred("", "emptyWords")
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(heading)
        column.addWidget(self._words)
        column.addSpacing(14)
        for prompt in EXAMPLE_PROMPTS:
            column.addWidget(self._button(prompt))
        centre_in(self, column, _WIDTH)
        self.show_kind(is_temporary=False)

    def show_kind(self, *, is_temporary: bool) -> None:
        """Say what becomes of what is written here."""
        if is_temporary:
            words = self.tr(
                "This conversation is temporary: nothing of it is ever written to a disk, and it "
                "is gone when Sfumato closes."
            )
        else:
            words = self.tr(
                "Everything stays on this computer. Watch each reply resolve out of noise."
            )
        self._words.setText(words)

    def _button(self, prompt: str) -> QPushButton:
        button = QPushButton(prompt, self)
        button.setObjectName("examplePrompt")
        button.setAccessibleName(self.tr("Ask: {prompt}").format(prompt=prompt))
        button.clicked.connect(lambda: self.prompt_chosen.emit(prompt))
        return button


def _centred(text: str, name: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    return label
