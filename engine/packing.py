"""Packs the shards of a download to 4 and 8 bits as they arrive, so that none has to be kept."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

from engine import installed
from engine.download_events import DownloadEvent, Packing, RemoteFile
from engine.installed import Manifest
from engine.model_config import ModelConfig


class PackedDownload:
    """The packed model that grows inside the part folder of a download."""

    def __init__(self, part: Path, manifest: Manifest, stop: threading.Event) -> None:
        self._part, self._manifest, self._stop = part, manifest, stop
        self._folder = installed.packed_folder(part)

    def has(self, file: RemoteFile) -> bool:
        """Whether a shard was packed already."""
        return (self._folder / file.path).is_file()

    def take_in(self, file: RemoteFile) -> Iterator[DownloadEvent]:
        """Pack one shard and delete it. Raises ModelFilesError for a tensor that is wrong."""
        from engine.devices import leave_a_core_free
        from engine.weights.quantized_folder import QuantizedFolder

        leave_a_core_free()
        writer = QuantizedFolder(ModelConfig.from_folder(self._part), self._folder)
        writer.begin()
        shard, done = self._part / file.path, 0
        for taken in writer.take_in(shard):
            done += taken
            yield Packing(file.path, min(done, file.bytes), file.bytes)
            if self._stop.is_set():
                return
        shard.unlink()

    def finish(self, folder: Path) -> Manifest:
        """Make the packed model whole and put it at ``folder``; its manifest."""
        from engine.weights.quantized_folder import QuantizedFolder

        writer = QuantizedFolder(ModelConfig.from_folder(self._part), self._folder)
        writer.begin()  # again, if the last attempt ended just before the end
        writer.finish(self._part)
        self._take_companions()
        manifest = installed.as_stored(self._manifest, self._folder)
        installed.complete(self._folder, folder, manifest)
        shutil.rmtree(self._part, ignore_errors=True)
        return manifest

    def _take_companions(self) -> None:
        for file in self._manifest.files:
            source, target = self._part / file.path, self._folder / file.path
            if source.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
