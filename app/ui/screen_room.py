"""How large a window may begin: as wished, where the screen has room for it."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

_SHARE = 0.92  # of the screen; a frame and a panel need the rest


def begin_at(window: QWidget, width: int, height: int) -> None:
    """Give a window that is not shown yet this size, or less on a small screen."""
    window.resize(QSize(width, height).boundedTo(window.screen().availableSize() * _SHARE))
