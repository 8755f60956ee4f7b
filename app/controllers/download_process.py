"""The one process that may use a network, seen from the window: started, read and ended."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from engine.download_events import Downloaded, Failed, Found, from_json
from engine.network_switches import download_environment

_ROOT = Path(__file__).parents[2]
_END_MS = 5_000


class DownloadProcess(QObject):
    """Runs ``engine download --json``, one at a time; its last event says how it ended."""

    event_came = Signal(object)  # DownloadEvent

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._has_ended = True

    @property
    def is_running(self) -> bool:
        """Whether events may still come."""
        return self._process is not None

    def start(self, arguments: Sequence[str]) -> None:
        """Begin; nothing else may be running."""
        assert self._process is None
        program, *first = engine_command()
        process = QProcess(self)
        process.setProcessEnvironment(_environment())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process, self._has_ended = process, False
        process.start(program, [*first, "download", "--json", *arguments])

    def stop(self) -> None:
        """End it at once, without a last event; what it fetched lies on the disk."""
        process, self._process = self._process, None
        self._has_ended = True
        if process is not None:
            process.blockSignals(True)
            process.kill()
            process.waitForFinished(_END_MS)
            process.deleteLater()

    def _read(self) -> None:
        while self._process is not None and self._process.canReadLine():
            line = bytes(self._process.readLine().data()).decode("utf-8", "replace")
            event = from_json(line)
            self._has_ended = isinstance(event, Downloaded | Found | Failed)
            self.event_came.emit(event)

    def _on_finished(self) -> None:
        self._read()
        process, self._process = self._process, None
        if process is None:
            return
        details = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        if not self._has_ended:
            status = self.tr("status {number}").format(number=process.exitCode())
            last = details.splitlines()[-1] if details else status
            sentence = self.tr("The download ended unexpectedly ({reason}). Try to resume it.")
            self.event_came.emit(Failed(sentence.format(reason=last)))

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is not QProcess.ProcessError.FailedToStart or self._process is None:
            return
        reason = self._process.errorString()
        self._process.deleteLater()
        self._process = None
        sentence = self.tr("The download could not be started: {reason}.").format(reason=reason)
        self.event_came.emit(Failed(sentence))


def engine_command() -> list[str]:
    """The engine's command line, from source and in a packaged program alike."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--engine"]
    return [sys.executable, "-m", "engine"]


def _environment() -> QProcessEnvironment:
    environment = QProcessEnvironment()
    for name, value in download_environment().items():
        environment.insert(name, value)
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment.insert("PYTHONPATH", os.pathsep.join(paths))
    return environment
