"""Searches on a thread of its own while a person types. Knows storage; nothing of widgets."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from app.rendering import plain_text
from app.storage.errors import DatabaseError
from app.storage.query import SearchFilter
from app.storage.search import SearchIndex
from app.wording import own_error

_PAUSE_MS = 150


class SearchWorker(QObject):
    """Lives on the search thread, with a reading access of its own to the database."""

    found = Signal(int, object, object)  # serial, list[SearchHit], names of models
    failed = Signal(int, str)  # serial, a sentence

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.newest = 0  # set from the GUI thread: anything older is not searched
        self._path = path
        self._index: SearchIndex | None = None

    @Slot(int, str, object)
    def search(self, serial: int, typed: str, wanted: SearchFilter) -> None:
        """Find what was typed, unless something else was typed since."""
        if serial != self.newest:
            return
        try:
            if self._index is None:
                self._index = SearchIndex(self._path, plain_text)
            self.found.emit(serial, self._index.find(typed, wanted), self._index.models())
        except DatabaseError as error:
            self.failed.emit(serial, own_error(error))

    @Slot()
    def close(self) -> None:
        """Give the database back."""
        if self._index is not None:
            self._index.close()
            self._index = None


class SearchController(QObject):
    """The newest wish wins. The thread begins with the first search."""

    found = Signal(object, object)  # list[SearchHit], names of models
    failed = Signal(str)  # a sentence
    _wanted = Signal(int, str, object)

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = SearchWorker(path)
        self._worker.found.connect(self._on_found)
        self._worker.failed.connect(self._on_failed)
        self._thread = QThread()
        self._thread.setObjectName("search")
        self._worker.moveToThread(self._thread)
        self._wanted.connect(self._worker.search)
        self._thread.finished.connect(self._worker.close, Qt.ConnectionType.DirectConnection)
        self._wish: tuple[str, SearchFilter] = ("", SearchFilter())
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._search)

    def search(self, typed: str, wanted: SearchFilter) -> None:
        """Search after a short pause; nothing typed finds nothing, at once."""
        self._worker.newest += 1
        self._wish = typed, wanted
        if typed.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.found.emit([], [])

    def close(self) -> None:
        """End the thread."""
        self._pause.stop()
        self._worker.newest += 1
        self._thread.quit()
        self._thread.wait()

    def _search(self) -> None:
        self._thread.start()
        self._wanted.emit(self._worker.newest, *self._wish)

    def _on_found(self, serial: int, hits: list[object], models: list[str]) -> None:
        if serial == self._worker.newest:
            self.found.emit(hits, models)

    def _on_failed(self, serial: int, sentence: str) -> None:
        if serial == self._worker.newest:
            self.failed.emit(sentence)
