"""The one download at work, and those that were begun and not finished. Opens no socket."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.controllers.download_process import DownloadProcess
from app.controllers.model_library import DownloadPhase, DownloadStatus, after
from app.wording import own_error
from engine import installed
from engine.catalogue import CatalogueEntry, Format
from engine.download_events import Downloaded, DownloadEvent, Failed, Found
from engine.errors import EngineError
from engine.installed import Manifest, UnfinishedDownload


class Downloads(QObject):
    """Fetches models into the folder that ``place`` names at that moment."""

    changed = Signal()  # others, or a model came
    status_changed = Signal(object)  # DownloadStatus of the one at work
    failed = Signal(str)  # a sentence

    def __init__(self, place: Callable[[], Path], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._status: DownloadStatus | None = None
        self._begun: tuple[Path, Manifest] | None = None  # the last one, before it asked the hub
        self._process = DownloadProcess(self)
        self._process.event_came.connect(self._on_event)

    def unfinished(self) -> list[DownloadStatus]:
        """Unfinished downloads, the one at work among them."""
        found = {
            left.folder: DownloadStatus(
                left.folder,
                DownloadPhase.PAUSED,
                left.done_bytes,
                left.manifest.bytes,
                source=left.manifest.source,
            )
            for left in self._left()
        }
        if self._status is not None:
            found[self._status.folder] = self._status
        return list(found.values())

    def coming(self) -> list[tuple[Path, Manifest]]:
        """Where each unfinished download is to be, and what it is to hold."""
        found = {left.folder: left.manifest for left in self._left()}
        if self._begun is not None and self._status is not None:
            folder, manifest = self._begun
            if folder == self._status.folder:
                found.setdefault(folder, manifest)
        return list(found.items())

    def fetch(self, entry: CatalogueEntry) -> None:
        """Begin to download a model; another download at work is paused."""
        folder = installed.place_for(self._place(), entry.key, entry.repository, entry.revision)
        self._begun = folder, Manifest(entry.repository, entry.revision or "", entry.patterns, ())
        self._begin(
            DownloadStatus(folder, DownloadPhase.STARTING),
            [entry.repository, "--name", folder.name, "--exact", "--files", *entry.patterns]
            + (["--revision", entry.revision] if entry.revision else [])
            + (["--pack"] if entry.format is Format.PACKED else [])
            + [part for file in entry.known for part in ("--expect", file.path, file.sha256)],
        )

    def pack(self, source: Path) -> None:
        """Begin to pack a model of floats that is here; it stays as it is."""
        folder = self._place() / f"{source.name}-packed"
        self._pack(DownloadStatus(folder, DownloadPhase.CHECKING, source=str(source)))

    def resume(self, folder: Path) -> None:
        """Go on with an unfinished download."""
        manifest = installed.read_manifest(installed.part_folder(folder))
        status = next((each for each in self.unfinished() if each.folder == folder), None)
        if manifest is None or status is None:
            self.failed.emit(self.tr("There is nothing left of {name}.").format(name=folder.name))
            self.changed.emit()
            return
        if manifest.source is not None:
            self._pack(status)
            return
        status = replace(status, phase=DownloadPhase.STARTING, sentence="")
        self._begin(status, [manifest.repository, "--name", folder.name])

    def pause(self) -> None:
        """Stop the download at work; what came stays."""
        if self._status is not None and self._process.is_running:
            self._process.stop()
            self._status = None
            self.changed.emit()

    def cancel(self, folder: Path) -> None:
        """Stop a download and delete what came of it."""
        if self._status is not None and self._status.folder == folder:
            self._process.stop()
            self._status = None
        self.delete(installed.part_folder(folder))

    def delete(self, folder: Path) -> None:
        """Delete a folder that was filled here, a finished model's or not."""
        try:
            if folder.exists():
                installed.delete(folder)
        except EngineError as error:
            self.failed.emit(own_error(error))
        self.changed.emit()

    def shutdown(self) -> None:
        """End the process; what came stays."""
        self._process.stop()

    def _pack(self, status: DownloadStatus) -> None:
        source = status.source
        assert source is not None
        status = replace(status, phase=DownloadPhase.CHECKING, sentence=Path(source).name)
        self._begin(status, ["--pack-folder", source, "--name", status.folder.name])

    def _left(self) -> list[UnfinishedDownload]:
        return installed.unfinished_downloads(self._place())

    def _begin(self, status: DownloadStatus, arguments: list[str]) -> None:
        self.pause()
        self._process.stop()  # one that told its end may not be gone yet
        self._set_status(status)
        self._process.start([*arguments, "--to", str(status.folder.parent)])
        self.changed.emit()

    def _on_event(self, event: DownloadEvent) -> None:
        status = self._status
        assert status is not None
        match event:
            case Downloaded():
                self._status = None
                self.changed.emit()
            case Failed():
                self._set_status(
                    replace(status, phase=DownloadPhase.FAILED, sentence=event.sentence)
                )
                self.changed.emit()
            case Found():
                raise AssertionError("a download that was asked to look up")
            case _:
                self._set_status(after(status, event))

    def _set_status(self, status: DownloadStatus) -> None:
        self._status = status
        self.status_changed.emit(status)
