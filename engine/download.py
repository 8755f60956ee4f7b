"""Fetches a model from a hub: resumable, checked, complete in one step. Prints nothing."""

import errno
import shutil
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from engine import installed
from engine.catalogue import PACKED_SHARE, is_weights, matching
from engine.disk import free_bytes, is_full
from engine.download_checks import require_companions, require_model
from engine.download_events import Downloaded, DownloadEvent, RemoteFile, Started
from engine.errors import DownloadFailed, ModelFilesError, UnsupportedModel
from engine.file_transfer import FileTransfer
from engine.installed import Manifest
from engine.packing import PackedDownload
from engine.patience import RETRY_WAITS, Patience
from engine.repository import lack_of, require_supported
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
    of another process. Raises DownloadFailed; ModelFilesError or UnsupportedModel if the model is
    found to be none before anything large came whole, which is then deleted.
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
        with only_one(request.folder):
            yield from _download(request, hub, patience)
    except (UnsupportedModel, ModelFilesError) as error:
        part = installed.part_folder(request.folder)
        if installed.has_whole_weights(part):
            raise _kept(error, request.folder) from error
        shutil.rmtree(part, ignore_errors=True)
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
    weights = [file for file in manifest.files if is_weights(file.path)]
    companions = [file for file in manifest.files if not is_weights(file.path)]
    yield from _bring_all(companions, transfer, packed)
    if stop.is_set():
        return
    require_companions(part, manifest)
    yield from _bring_all(weights, transfer, packed)
    if stop.is_set():
        return
    unchecked = manifest.unchecked
    if packed is not None:
        packed.finish(request.folder)
    else:
        require_model(part)
        installed.complete(part, request.folder, manifest)
    yield Downloaded(request.folder, unchecked)


def _bring_all(
    files: Iterable[RemoteFile], transfer: FileTransfer, packed: PackedDownload | None
) -> Iterator[DownloadEvent]:
    for file in files:
        yield from _bring(file, transfer, packed)
        if transfer.is_stopped:
            return


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


def _kept(problem: UnsupportedModel | ModelFilesError, folder: Path) -> DownloadFailed:
    """Nothing that took hours is deleted without being asked for."""
    return DownloadFailed(
        said(
            "{problem} So {name} cannot be used. Its files are kept in {place} until you cancel "
            "the download.",
            problem=problem,
            name=folder.name,
            place=installed.part_folder(folder),
        )
    )


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
    elif not manifest.is_of(request.repository, request.revision):
        raise DownloadFailed(
            said(
                "{place} holds a begun download of {repository} at version {commit}. Resume or "
                "cancel that, or give this model another name.",
                place=part,
                repository=manifest.repository,
                commit=manifest.commit,
            )
        )
    return manifest


def _list_files(request: DownloadRequest, hub: "Hub") -> Manifest:
    found = hub.look_up(request.repository, request.revision)
    require_supported(found)
    chosen = matching(found.files, request.patterns)
    if not chosen:
        raise DownloadFailed(
            said("{repository} has none of the files of this model.", repository=request.repository)
        )
    if not any(file.path.endswith(".gguf") for file in chosen):  # it would tell all by itself
        lack = lack_of(request.repository, [file.path for file in chosen])
        if lack is not None:
            raise UnsupportedModel(lack)
    files = tuple(hub.with_metadata(found.repository, found.commit, file) for file in chosen)
    if any(file.bytes < 0 for file in files):
        raise DownloadFailed(
            said("The hub does not tell how large {repository} is.", repository=request.repository)
        )
    _require_expected(files, dict(request.expected))
    files = _in_one_folder(files)
    return Manifest(found.repository, found.commit, request.patterns, files, request.is_packed)


def _in_one_folder(files: Iterable[RemoteFile]) -> tuple[RemoteFile, ...]:
    """The files under their last names, as a model's folder holds them."""
    named: dict[str, RemoteFile] = {}
    for file in files:
        name = PurePosixPath(file.path).name
        if name in named:
            raise DownloadFailed(
                said("Two of the files to fetch are called {file}. Choose one.", file=name)
            )
        is_there = name == file.path
        named[name] = file if is_there else replace(file, path=name, at_hub=file.path)
    return tuple(named.values())


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


def disk_error(error: OSError, folder: Path) -> DownloadFailed:
    """The sentence for what a disk refuses."""
    if is_full(error):
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
def only_one(folder: Path) -> Iterator[None]:
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
