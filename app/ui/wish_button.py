"""A button that says what it acts on, and is pressed by nothing but itself."""

from PySide6.QtWidgets import QPushButton, QWidget


class WishButton(QPushButton):
    """``about`` is what it acts on, for those who hear the window."""

    def __init__(self, words: str, name: str, about: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self._about = about
        self.say(words)

    def say(self, words: str) -> None:
        """Change what it says."""
        self.setText(words)
        plain = words.rstrip("…")
        self.setAccessibleName(f"{plain}: {self._about}" if self._about else plain)
