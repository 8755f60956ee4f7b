"""Takes files that are dragged into the window, and nothing else that is."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

_ENDINGS = (".json", ".zip")
_EVENTS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrop(QObject):
    """Watches ``widgets``: the window, and those in it that take drops of their own."""

    dropped = Signal(object)  # list[Path]

    def __init__(self, *widgets: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        for widget in widgets:
            widget.setAcceptDrops(True)
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what could be an export."""
        if event.type() not in _EVENTS or not isinstance(event, QDropEvent):
            return False
        paths = _importable(event.mimeData())
        if paths:
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.dropped.emit(paths)
        return bool(paths)


def _importable(dragged: QMimeData) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in dragged.urls() if url.isLocalFile()]
    return [path for path in files if path.suffix.lower() in _ENDINGS]
