"""The line below a message: arrows between its versions, and buttons when it is pointed at."""

from collections.abc import Set

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget


class MessageBar(QWidget):
    """Keeps its height with and without buttons, so that nothing moves when they appear."""

    wanted = Signal(str)  # the name of an action
    step_wanted = Signal(int)  # 1 is the next version, -1 the one before
    menu_wanted = Signal(QPoint)  # where, on the screen

    def __init__(self, *, is_reply: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._is_reply = is_reply
        self._buttons: dict[str, QPushButton] = {}
        self._arrows: list[QWidget] = []
        self._last: QWidget = parent or self  # what Tab reaches before the next button made
        self._count = QLabel(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.addStretch(1)  # a reply's buttons stand left of it, others right
        self._count.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height() + 8)

    def show_versions(self, place: int, count: int) -> None:
        """``place`` counts from 0; fewer than two versions show nothing."""
        if count > 1 and not self._arrows:
            self._make_arrows()
        words = self.tr("{place} / {count}").format(place=place + 1, count=count)
        self._count.setText(words)
        spoken = self.tr("Version {place} of {count}").format(place=place + 1, count=count)
        self._count.setAccessibleName(spoken)
        for widget in (self._count, *self._arrows):
            widget.setVisible(count > 1)
        if self._arrows:
            self._arrows[0].setEnabled(place > 0)
            self._arrows[1].setEnabled(place < count - 1)

    def show_buttons(self, offers: Set[str]) -> None:
        """Show the buttons for these actions; none at all for the empty set."""
        if offers and not self._buttons:
            self._make_buttons()
        for name, button in self._buttons.items():
            button.setVisible(name in offers or (name == "" and bool(offers)))

    def _make_arrows(self) -> None:
        back = self._button("previousVersion", "‹", self.tr("Previous version (Alt+Left)"))
        forth = self._button("nextVersion", "›", self.tr("Next version (Alt+Right)"))
        back.clicked.connect(lambda: self.step_wanted.emit(-1))
        forth.clicked.connect(lambda: self.step_wanted.emit(1))
        self._arrows = [back, forth]
        first = 0 if self._is_reply else 1
        for place, widget in enumerate((back, self._count, forth)):
            self._row.insertWidget(first + place, widget)

    def _make_buttons(self) -> None:
        for name, words, spoken in self._words():
            button = self._button(f"bar_{name or 'more'}", words, spoken)
            button.clicked.connect(lambda _on=False, name=name: self._on_button(name))
            self._buttons[name] = button
            end = self._row.count() - 1 if self._is_reply else self._row.count()
            self._row.insertWidget(end, button)

    def _on_button(self, name: str) -> None:
        if name:
            self.wanted.emit(name)
        else:
            button = self._buttons[name]
            self.menu_wanted.emit(button.mapToGlobal(button.rect().bottomLeft()))

    def _words(self) -> tuple[tuple[str, str, str], ...]:
        """Name of the action, the button's words, and what it says when pointed at."""
        copy = ("copy_message", self.tr("Copy"), self.tr("Copy this message (Ctrl+Shift+C)"))
        more = ("", self.tr("More"), self.tr("More for this message"))
        if not self._is_reply:
            edit = ("edit_message", self.tr("Edit"), self.tr("Edit this message (Ctrl+E)"))
            return copy, edit, more
        again = ("regenerate", self.tr("Again"), self.tr("Answer again (Ctrl+R)"))
        go_on = self.tr("Continue"), self.tr("Continue this reply (Ctrl+G)")
        return copy, again, ("continue_reply", *go_on), more

    def _button(self, name: str, words: str, spoken: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.setProperty("bar", True)
        button.setAccessibleName(spoken)
        button.setToolTip(spoken)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        QWidget.setTabOrder(self._last, button)  # else it would come last in the window
        self._last = button
        return button
