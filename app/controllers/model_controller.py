"""Which model is in memory, and the thread it lives on. Knows nothing of conversations."""

import threading
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QObject, Qt, QThread, QTimer, Signal

from app.controllers.context_meter import ContextMeter
from app.controllers.engine_worker import (
    EngineLoader,
    EngineWorker,
    Failure,
    LoadedModel,
    LoadRequest,
    ReplyRequest,
)
from app.paths import model_name
from engine import Finished

FORCE_AFTER_MS = 5_000
_POLL_MS = 10


class ModelState(Enum):
    """Where the model is on its way into memory."""

    NONE = auto()
    LOADING = auto()
    READY = auto()
    FAILED = auto()
    STOPPED = auto()  # loading was; there is no model in memory
    UNLOADED = auto()  # the person wanted the memory back; what is sent loads it again


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """``name`` is the model's, or its folder's while it loads; ``failure`` says why it failed.

    ``share`` is how much of it is loaded, from 0 to 1, None while nobody can say.
    ``meter`` counts the tokens of what would be sent to a model that is ready, ``device`` is where
    it runs, as torch names it, and ``held_bytes`` about what it takes there. ``fallen`` is a
    sentence if memory ran out, so that fewer layers are kept there now.
    """

    state: ModelState = ModelState.NONE
    name: str = ""
    folder: Path | None = None
    notes: tuple[str, ...] = ()
    failure: Failure | None = None
    meter: ContextMeter | None = None
    device: str = ""
    held_bytes: int = 0
    share: float | None = None
    fallen: str = ""


class ModelController(QObject):
    """Owns the engine thread. Its signals come on the GUI thread."""

    status_changed = Signal(object)  # ModelStatus
    load_progressed = Signal(object)  # ModelStatus, of which only the share is another
    event_came = Signal(str, object)  # reply id, engine event
    reply_failed = Signal(str, object)  # reply id, Failure
    reply_abandoned = Signal(str)  # reply id: the thread did not stop in time
    _load_wanted = Signal(object)
    _reply_wanted = Signal(object)
    _unload_wanted = Signal()

    def __init__(self, load_engine: EngineLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.status = ModelStatus()
        self.force_after_ms = FORCE_AFTER_MS
        self._load_engine = load_engine
        self._serial = 0
        self._stop_load = threading.Event()
        self._running: ReplyRequest | None = None
        self._abandoned: list[tuple[QThread, EngineWorker]] = []
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(self._abandon_thread)
        self._thread: QThread | None = None
        self._worker: EngineWorker | None = None

    def load(self, folder: Path) -> None:
        """Switch to the model in ``folder``.

        A reply at work stops within a step, a load at work at the next tensor, or by force.
        """
        self._serial += 1
        self.stop_reply()
        self.stop_load()
        self._stop_load = threading.Event()
        if self._thread is None:
            self._start_thread()
        self._set_status(ModelStatus(ModelState.LOADING, model_name(folder), folder))
        self._patience.start(self.force_after_ms)
        self._load_wanted.emit(LoadRequest(self._serial, folder, self._stop_load))

    def reload(self) -> None:
        """Try the present folder again."""
        if self.status.folder is not None:
            self.load(self.status.folder)

    def unload(self) -> None:
        """Give the model's memory back; a reply at work stops within a step."""
        self._serial += 1
        self.stop_reply()
        self._set_status(ModelStatus(ModelState.UNLOADED, self.status.name, self.status.folder))
        self._unload_wanted.emit()

    def wake(self) -> None:
        """Load a model again that was unloaded: somebody wants an answer."""
        if self.status.state is ModelState.UNLOADED:
            self.reload()

    def ask(self, request: ReplyRequest) -> None:
        """Run a reply; its events follow as signals. The model must be ready."""
        assert self.status.state is ModelState.READY
        self._running = request
        self._reply_wanted.emit(request)

    def stop_reply(self) -> None:
        """Ask the running reply to stop; takes effect within one step."""
        if self._running is not None:
            self._running.stop.set()

    def stop_load(self) -> None:
        """Ask the load at work to stop; no model is in memory then."""
        self._stop_load.set()

    def shutdown(self) -> bool:
        """Stop and end the thread; events that came before are still delivered.

        False if it had to be abandoned after ``force_after_ms``: then only ending the process
        ends it.
        """
        self.stop_reply()
        self.stop_load()
        self._patience.stop()
        if self._thread is None:
            return not self._has_abandoned_running()
        self._thread.quit()
        deadline = QDeadlineTimer(self.force_after_ms)
        while not self._thread.wait(_POLL_MS) and not deadline.hasExpired():
            QCoreApplication.processEvents()
        QCoreApplication.processEvents()
        if self._thread.isFinished():
            self._thread = self._worker = None
        else:
            self._abandon_thread(restart=False)
        return not self._has_abandoned_running()

    def _has_abandoned_running(self) -> bool:
        return any(not thread.isFinished() for thread, _ in self._abandoned)

    def _start_thread(self) -> None:
        thread, worker = QThread(), EngineWorker(self._load_engine)
        thread.setObjectName("engine")
        worker.moveToThread(thread)
        self._load_wanted.connect(worker.load)
        self._reply_wanted.connect(worker.reply)
        self._unload_wanted.connect(worker.unload)
        worker.load_began.connect(self._on_load_began)
        worker.load_progressed.connect(self._on_load_progressed)
        worker.load_stopped.connect(self._on_load_stopped)
        worker.loaded.connect(self._on_loaded)
        worker.unloaded.connect(self._on_unloaded)
        worker.load_failed.connect(self._on_load_failed)
        worker.event_came.connect(self._on_event)
        worker.reply_failed.connect(self._on_reply_failed)
        thread.finished.connect(worker.unload, Qt.ConnectionType.DirectConnection)
        thread.start()
        self._thread, self._worker = thread, worker

    def _abandon_thread(self, restart: bool = True) -> None:
        """Leave a thread that does not answer to itself and go on with a fresh one."""
        assert self._thread is not None
        assert self._worker is not None
        self._worker.retired.set()
        self._worker.blockSignals(True)
        for signal in (self._load_wanted, self._reply_wanted, self._unload_wanted):
            signal.disconnect()
        self._worker.disconnect(self)
        self._thread.quit()
        self._abandoned.append((self._thread, self._worker))
        self._thread = self._worker = None
        running, self._running = self._running, None
        if running is not None:
            self.reply_abandoned.emit(running.reply_id)
        if restart and self.status.folder is not None:
            self._start_thread()
            request = LoadRequest(self._serial, self.status.folder, self._stop_load)
            self._load_wanted.emit(request)

    def _set_status(self, status: ModelStatus) -> None:
        self.status = status
        self.status_changed.emit(status)

    def _on_load_began(self, serial: int) -> None:
        if serial == self._serial:
            self._patience.stop()

    def _on_load_progressed(self, serial: int, share: float) -> None:
        if serial == self._serial:
            self.status = replace(self.status, share=share)
            self.load_progressed.emit(self.status)

    def _on_load_stopped(self, serial: int) -> None:
        if serial == self._serial:
            folder, name = self.status.folder, self.status.name
            self._set_status(ModelStatus(ModelState.STOPPED, name, folder))

    def _on_loaded(self, serial: int, model: LoadedModel) -> None:
        if serial == self._serial:
            ready = ModelState.READY
            status = ModelStatus(ready, model.name, model.folder, model.notes, meter=model.meter)
            status = replace(status, device=model.device, held_bytes=model.held_bytes)
            self._set_status(replace(status, fallen=model.fallen))

    def _on_unloaded(self) -> None:
        if self.status.state is ModelState.UNLOADED:
            self.status_changed.emit(self.status)  # only now what it took is free

    def _on_load_failed(self, serial: int, failure: Failure) -> None:
        if serial == self._serial:
            folder = self.status.folder
            name = model_name(folder) if folder else ""
            self._set_status(ModelStatus(ModelState.FAILED, name, folder, failure=failure))

    def _on_event(self, reply_id: str, event: object) -> None:
        if isinstance(event, Finished):
            self._forget(reply_id)
        self.event_came.emit(reply_id, event)

    def _on_reply_failed(self, reply_id: str, failure: Failure) -> None:
        self._forget(reply_id)
        self.reply_failed.emit(reply_id, failure)

    def _forget(self, reply_id: str) -> None:
        if self._running is not None and self._running.reply_id == reply_id:
            self._running = None
