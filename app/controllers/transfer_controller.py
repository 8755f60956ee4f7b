"""Exports and imports as wishes of a person, one at a time. Knows nothing of widgets."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from app.controllers.chat_controller import ChatController
from app.controllers.organise_controller import OrganiseController
from app.controllers.persona_controller import PersonaController
from app.controllers.transfer_worker import ExportEnd, ExportWish, ImportEnd, TransferWorker


class TransferController(QObject):
    """The thread begins with the first wish. What came in is shown as soon as it is saved."""

    busy_changed = Signal(bool)
    progressed = Signal(int, int, float)  # conversations done, of how many (0: not known), share
    export_ended = Signal(object)  # ExportEnd
    import_ended = Signal(object)  # ImportEnd
    _export_wanted = Signal(object)
    _import_wanted = Signal(object)

    def __init__(
        self,
        path: Path,
        chat: ChatController,
        organise: OrganiseController,
        personas: PersonaController,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.is_busy = False
        self._chat, self._organise, self._personas = chat, organise, personas
        self._worker = TransferWorker(path)
        self._thread = QThread()
        self._thread.setObjectName("transfer")
        self._worker.moveToThread(self._thread)
        self._export_wanted.connect(self._worker.export)
        self._import_wanted.connect(self._worker.import_)
        self._worker.progressed.connect(self.progressed)
        self._worker.export_ended.connect(self._on_export_ended)
        self._worker.import_ended.connect(self._on_import_ended)

    def export(self, wish: ExportWish) -> None:
        """Write files; nothing while something else is under way."""
        if not self.is_busy:
            self._begin()
            self._export_wanted.emit(replace(wish, unsaved=self._chat.saver.unsaved()))

    def import_file(self, path: Path) -> None:
        """Read a file; nothing while something else is under way."""
        if not self.is_busy:
            self._begin()
            self._import_wanted.emit(path)

    def cancel(self) -> None:
        """End what is under way; what an import has saved stays, a file half written goes."""
        self._worker.cancelled.set()

    def close(self) -> None:
        """End what is under way, and the thread."""
        self.cancel()
        self._thread.quit()
        self._thread.wait()

    def _begin(self) -> None:
        self._worker.cancelled.clear()
        self._thread.start()
        self._set_busy(True)

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy
        self.busy_changed.emit(is_busy)

    def _on_export_ended(self, end: ExportEnd) -> None:
        self._set_busy(False)
        self.export_ended.emit(end)

    def _on_import_ended(self, end: ImportEnd) -> None:
        self._set_busy(False)
        self._personas.library_changed.emit()
        self._organise.folders_changed.emit()
        self._chat.conversations_changed.emit()
        open_now = self._chat.conversation
        if open_now is not None and open_now.id in end.report.changed:
            self._chat.open(open_now.id)
        self.import_ended.emit(end)
