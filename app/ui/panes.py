"""The list and the conversation: side by side in a wide window, one at a time in a narrow one."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from app.controllers.settings_controller import SettingsController
from app.ui.sidebar import Sidebar

NARROW = 640  # pixels: below, the list takes the place of the conversation instead of a column


class Panes(QSplitter):
    """Whether the list is wanted in a wide window, and how wide, is kept in the settings."""

    def __init__(
        self,
        sidebar: Sidebar,
        content: QWidget,
        settings: SettingsController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._sidebar, self._content, self._settings = sidebar, content, settings
        self._shows_list = False  # in a narrow window: the list instead of the conversation
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(sidebar)
        self.addWidget(content)
        self.setStretchFactor(1, 1)
        self.setSizes([settings.current.sidebar_width, 800])
        settings.changed.connect(self._arrange)
        self._arrange()

    @property
    def shows_content(self) -> bool:
        """Whether the conversation is to be seen."""
        return not self._content.isHidden()

    @property
    def sidebar_width(self) -> int | None:
        """How wide the list stands beside the conversation; None where it does not."""
        is_beside = self._sidebar.isVisible() and self._content.isVisible()
        return self._sidebar.width() if is_beside else None

    def toggle_list(self) -> None:
        """Show the list or hide it; in a narrow window it changes places with the conversation."""
        if self._is_narrow():
            self._shows_list = not self._shows_list
            self._arrange()
        else:
            self._settings.change(sidebar_visible=not self._settings.current.sidebar_visible)

    def show_content(self) -> None:
        """Have the conversation seen."""
        self._shows_list = False
        self._arrange()

    def _is_narrow(self) -> bool:
        return self.width() < NARROW

    def _arrange(self) -> None:
        is_narrow, wants_list = self._is_narrow(), self._settings.current.sidebar_visible
        self._sidebar.setVisible(self._shows_list if is_narrow else wants_list)
        self._content.setVisible(not (is_narrow and self._shows_list))
        self._sidebar.set_fills_window(is_narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
