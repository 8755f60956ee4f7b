"""Fetches a model from a hub: resumable, checked, complete in one step. Prints nothing."""

import errno
import shutil
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from engine import installed
from engine.catalogue import PACKED_SHARE, matching, require_supported
from engine.download_events import Downloaded, DownloadEvent, RemoteFile, Started
from engine.errors import DownloadFailed, ModelFilesError, UnsupportedModel
from engine.file_transfer import FileTransfer
from engine.installed import Manifest
from engine.model_config import ModelConfig
from engine.packing import PackedDownload, require_packable
from engine.patience import RETRY_WAITS, Patience
from engine.said import said
from engine.system_reasons import system_reason

if TYPE_CHECKING:
    from engine.hub import Hub

RESERVE = 200_000_000  # bytes of disk left to the system


@dataclass(frozen=True, slots=True)
class DownloadRequest:
    """``folder`` is where the model will be; ``patterns`` choose the files at ``revision``.

    ``expected`` are hashes known beforehand: pairs of a file's path and its SHA-256. With
    ``is_packed`` the weights are packed to 4 and 8 bits as they come.
    """

    repository: str
    revision: str | None
    patterns: tuple[str, ...]
    folder: Path
    expected: tuple[tuple[str, str], ...] = ()
    is_packed: bool = False


def download(
    request: DownloadRequest,
    hub: "Hub",
    stop: threading.Event | None = None,
    retry_waits: Sequence[float] = RETRY_WAITS,
) -> Iterator[DownloadEvent]:
    """Fetch what is missing: Started, then Progress and others, then one Downloaded.

    Ends early, without Downloaded, when ``stop`` is set; what came stays for the next call, also
    of another process. Raises DownloadFailed, ModelFilesError for a file that came damaged, or
    UnsupportedModel before anything large is fetched.
    """
    patience = Patience(stop or threading.Event(), retry_waits)
    if request.folder.exists():
        raise DownloadFailed(
            said(
                "{name} is here already, in {folder}.",
                name=request.folder.name,
                folder=request.folder.parent,
            )
        )
    try:
        with _only_one(request.folder):
            yield from _download(request, hub, patience)
    except (UnsupportedModel, ModelFilesError):
        shutil.rmtree(installed.part_folder(request.folder), ignore_errors=True)
        raise
    except OSError as error:
        raise disk_error(error, request.folder) from error


def _download(request: DownloadRequest, hub: "Hub", patience: Patience) -> Iterator[DownloadEvent]:
    manifest = yield from _manifest(request, hub, patience)
    if manifest is None:
        return
    part, stop = installed.part_folder(request.folder), patience.stop
    transfer = FileTransfer(hub, manifest, part, patience)
    require_space(part, _bytes_needed(manifest, part))
    yield Started(
        manifest.repository,
        manifest.commit,
        len(manifest.files),
        transfer.done_bytes,
        manifest.bytes,
    )
    packed = PackedDownload(part, manifest, stop) if manifest.is_packed else None
    for file in manifest.files:
        yield from _bring(file, transfer, packed)
        if stop.is_set():
            return
        if file.path == "config.json":
            _check_config(part, manifest)
    unchecked = manifest.unchecked
    if packed is not None:
        packed.finish(request.folder)
    else:
        ModelConfig.from_folder(part)
        installed.complete(part, request.folder, manifest)
    yield Downloaded(request.folder, unchecked)


def _bring(
    file: RemoteFile, transfer: FileTransfer, packed: PackedDownload | None
) -> Iterator[DownloadEvent]:
    if packed is None or not file.path.endswith(".safetensors"):
        yield from transfer.fetch(file)
    elif not packed.has(file):
        yield from transfer.fetch(file)
        if not transfer.is_stopped:
            yield from _pack(file, packed)


def _pack(file: RemoteFile, packed: PackedDownload) -> Iterator[DownloadEvent]:
    try:
        yield from packed.take_in(file)
    except ModelFilesError as error:
        raise DownloadFailed(
            said("{file} cannot be packed. {problem}", file=file.path, problem=error)
        ) from error


def _check_config(part: Path, manifest: Manifest) -> None:
    ModelConfig.from_folder(part)
    if manifest.is_packed:
        require_packable(part)


def _bytes_needed(manifest: Manifest, part: Path) -> int:
    """Disk still to be taken; packed, the largest shard lies beside the result for a while."""
    left = [file.bytes - installed.size_on_disk(part, file) for file in manifest.files]
    if not manifest.is_packed:
        return sum(left)
    return round(sum(left) * PACKED_SHARE) + max(file.bytes for file in manifest.files)


def _manifest(
    request: DownloadRequest, hub: "Hub", patience: Patience
) -> Generator[DownloadEvent, None, Manifest | None]:
    """That of a download begun earlier, or a new one; a begun one keeps its commit."""
    part = installed.part_folder(request.folder)
    manifest = installed.read_manifest(part)
    if manifest is None:
        manifest = yield from patience.until_answered(lambda: _list_files(request, hub))
        if manifest is not None:
            require_space(part, _bytes_needed(manifest, part))
            installed.write_manifest(part, manifest)
    return manifest


def _list_files(request: DownloadRequest, hub: "Hub") -> Manifest:
    found = hub.look_up(request.repository, request.revision)
    require_supported(found)
    chosen = matching(found.files, request.patterns)
    if not chosen:
        raise DownloadFailed(
            said("{repository} has none of the files of this model.", repository=request.repository)
        )
    files = tuple(hub.with_metadata(found.repository, found.commit, file) for file in chosen)
    if any(file.bytes < 0 for file in files):
        raise DownloadFailed(
            said("The hub does not tell how large {repository} is.", repository=request.repository)
        )
    _require_expected(files, dict(request.expected))
    return Manifest(found.repository, found.commit, request.patterns, files, request.is_packed)


def require_space(folder: Path, num_bytes: int) -> None:
    """Raises DownloadFailed if the disk of ``folder`` has no room for that much and a reserve."""
    free = free_bytes(folder)
    if num_bytes + RESERVE > free:
        raise DownloadFailed(
            said(
                "The disk of {parent} has {free:.1f} GB free, and "
                "{needed:.1f} GB are needed. Make room, or keep the "
                "models in a folder on another disk.",
                parent=folder.parent,
                free=free / 1e9,
                needed=(num_bytes + RESERVE) / 1e9,
            )
        )


def free_bytes(folder: Path) -> int:
    """What is free on the disk of a folder that may not exist yet."""
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    return shutil.disk_usage(existing).free


def disk_error(error: OSError, folder: Path) -> DownloadFailed:
    """The sentence for what a disk refuses."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DownloadFailed(
            said(
                "The disk is full: {folder} cannot be stored whole. Make room and "
                "resume the download, or cancel it; what came so far is kept until "
                "then.",
                folder=folder.name,
            )
        )
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return DownloadFailed(
            said(
                "Sfumato may not write to {parent}. Change its permissions, or keep "
                "the models in another folder.",
                parent=folder.parent,
            )
        )
    return DownloadFailed(
        said(
            "{folder} cannot be stored in {parent}: {reason}.",
            folder=folder.name,
            parent=folder.parent,
            reason=system_reason(error),
        )
    )


def _require_expected(files: Sequence[RemoteFile], expected: dict[str, str]) -> None:
    for file in files:
        if file.path in expected and file.sha256 != expected[file.path]:
            raise DownloadFailed(
                said(
                    "{file} on the hub is not the file that Sfumato knows: its hash is "
                    "another. Look the repository up by its name if you want what it has "
                    "now.",
                    file=file.path,
                )
            )


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Keep other processes from the same download."""
    part = installed.part_folder(folder)
    part.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(part.with_name(f".{part.name}.lock"), timeout=0)
    try:
        with lock:
            yield
    except Timeout as error:
        raise DownloadFailed(
            said("{folder} is being downloaded already.", folder=folder.name)
        ) from error
