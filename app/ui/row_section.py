"""A heading over rows that are kept as long as what they show is the same."""

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.ui.heading import heading

Row = tuple[Hashable, Callable[[], QWidget]]  # what it shows, and how the row is made


class RowSection(QWidget):
    """Not shown without rows."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if title:
            self._column.addWidget(heading(title, self))
        self._rows: list[tuple[Hashable, QWidget]] = []

    @property
    def rows(self) -> list[QWidget]:
        """The rows from top to bottom."""
        return [row for _, row in self._rows]

    def show_rows(self, wanted: Sequence[Row]) -> None:
        """Make these rows stand there; a replaced row hands its focus to the one in its place."""
        before = dict(self._rows)
        focused = self._focused_place()
        self._rows = [(key, before.pop(key) if key in before else make()) for key, make in wanted]
        for row in self.rows:
            self._column.removeWidget(row)
            self._column.addWidget(row)
            row.show()
        if focused is not None and self._focused_place() is None:
            self._focus(focused)  # before its row goes, or Qt hands it on and scrolls there
        for row in before.values():
            self._column.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self.setVisible(bool(self._rows))

    def _focused_place(self) -> int | None:
        focus = self.focusWidget()
        if focus is None or not focus.hasFocus():
            return None
        return next((n for n, row in enumerate(self.rows) if row.isAncestorOf(focus)), None)

    def _focus(self, place: int) -> None:
        for row in [*self.rows[place : place + 1], *self.rows]:
            for button in row.findChildren(QPushButton):
                if button.isEnabled():
                    button.setFocus()
                    return
        self.window().setFocus()
