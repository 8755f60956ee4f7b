"""Packs a model that is on this computer into a folder of models, told as a download is."""

import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from engine import installed
from engine.download import disk_error, only_one
from engine.download_events import Downloaded, DownloadEvent, Progress, RemoteFile, Started
from engine.errors import DownloadFailed, EngineError, ModelFilesError
from engine.installed import Manifest
from engine.said import said
from engine.transfer_rate import TransferRate
from engine.weights.checkpoint import shard_files


def pack_folder(source: Path, folder: Path, stop: threading.Event) -> Iterator[DownloadEvent]:
    """Pack the floats in ``source``, which stays as it is, into a model at ``folder``.

    Ends early, without Downloaded, when ``stop`` is set, and goes on with the first shard that is
    not packed. Raises ModelFilesError, UnsupportedModel, NotEnoughDisk and others of EngineError.
    """
    part = installed.part_folder(folder)
    if folder.exists():
        raise DownloadFailed(
            said("{name} is here already, in {folder}.", name=folder.name, folder=folder.parent)
        )
    try:
        with only_one(folder):
            yield from _pack(_manifest(source, part), folder, stop)
    except EngineError:
        if not installed.has_whole_weights(part):
            shutil.rmtree(part, ignore_errors=True)
        raise
    except OSError as error:
        raise disk_error(error, folder) from error


def _manifest(source: Path, part: Path) -> Manifest:
    begun = installed.read_manifest(part)
    if begun is not None and begun.source != str(source):
        raise DownloadFailed(
            said("{place} holds what was begun of another model. Cancel that first.", place=part)
        )
    shards = tuple(map(_described, shard_files(source)))
    manifest = Manifest("", "", (), shards, is_packed=True, source=str(source))
    installed.write_manifest(part, manifest)
    return manifest


def _described(shard: Path) -> RemoteFile:
    try:
        return RemoteFile(shard.name, shard.stat().st_size)
    except FileNotFoundError as error:
        raise ModelFilesError(said("The model file {file} is missing.", file=shard.name)) from error


def _pack(manifest: Manifest, folder: Path, stop: threading.Event) -> Iterator[DownloadEvent]:
    from engine.devices import leave_a_core_free
    from engine.weights.conversion import quantize_folder

    leave_a_core_free()
    assert manifest.source is not None
    source, part = Path(manifest.source), installed.part_folder(folder)
    made, total = installed.packed_folder(part), manifest.bytes
    before = done = sum(installed.size_on_disk(part, file) for file in manifest.files)
    yield Started(str(source), "", len(manifest.files), before, total)
    rate = TransferRate(time.monotonic())
    for progress in quantize_folder(source, made):
        now = time.monotonic()
        rate.add(before + progress.done_bytes - done, now)
        done = before + progress.done_bytes
        speed = rate.bytes_per_second(now)
        yield Progress(source.name, min(done, total), total, speed, _left(total - done, speed))
        if stop.is_set():
            return
    installed.complete(made, folder, installed.as_stored(manifest, made))
    shutil.rmtree(part, ignore_errors=True)
    yield Downloaded(folder, ())


def _left(num_bytes: int, speed: float | None) -> float | None:
    return max(num_bytes, 0) / speed if speed else None
