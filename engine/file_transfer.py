"""Brings single files of a model from the hub to the disk, through cuts and damage."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from engine import installed
from engine.checked_file import GrowingFile
from engine.download_events import Checking, DownloadEvent, Progress, RemoteFile, Waiting
from engine.errors import DownloadFailed, HubUnavailable
from engine.gguf.model import require_readable
from engine.installed import Manifest
from engine.patience import Patience
from engine.said import said
from engine.transfer_rate import TransferRate

if TYPE_CHECKING:
    from engine.hub import Hub

_TELL_EVERY = 0.25  # seconds
_HEADER = 128 * 1024 * 1024  # bytes: the header of a GGUF with this vocabulary takes about 20 MB


class FileTransfer:
    """Fills ``part`` with the files of ``manifest`` and counts the bytes of them all."""

    def __init__(self, hub: "Hub", manifest: Manifest, part: Path, patience: Patience) -> None:
        self._hub, self._manifest, self._part = hub, manifest, part
        self._patience = patience
        self._rate = TransferRate(time.monotonic())
        self._told = 0.0
        self.done_bytes = sum(installed.size_on_disk(part, file) for file in manifest.files)

    @property
    def is_stopped(self) -> bool:
        """Whether somebody wants no more."""
        return self._patience.stop.is_set()

    def fetch(self, file: RemoteFile) -> Iterator[DownloadEvent]:
        """Bring one file to its place, unless stopped; a damaged one is fetched once more."""
        target = self._part / file.path
        if target.is_file():
            return
        with GrowingFile(installed.incomplete(self._part, file), file) as growing:
            if growing.size:
                yield Checking(file.path)
                for _ in growing.read_again():
                    if self.is_stopped:
                        return
            yield from self._grow(file, growing)
            if self._is_damaged(growing):
                again = said("{file} arrived damaged and is fetched once more.", file=file.path)
                yield Waiting(again, 0.0)
                self._start_over(growing)
                yield from self._grow(file, growing)
            if self._is_damaged(growing):
                self._start_over(growing)
                raise DownloadFailed(
                    said(
                        "{file} arrived damaged twice and was removed. Resume the download to "
                        "try again; if it stays so, the repository or a proxy on the way is "
                        "broken.",
                        file=file.path,
                    )
                )
            if not self.is_stopped:
                growing.finish(target)

    def _is_damaged(self, growing: GrowingFile) -> bool:
        return not self.is_stopped and not growing.is_right()

    def _start_over(self, growing: GrowingFile) -> None:
        self.done_bytes -= growing.size
        growing.start_over()

    def _grow(self, file: RemoteFile, growing: GrowingFile) -> Iterator[DownloadEvent]:
        """Fetch until the file has its size."""
        failures = 0
        while growing.size < file.bytes and not self.is_stopped:
            before = growing.size
            try:
                yield from self._read_stream(file, growing)
            except HubUnavailable as error:
                failures = 1 if growing.size > before else failures + 1
                yield from self._patience.after(error, failures)

    def _read_stream(self, file: RemoteFile, growing: GrowingFile) -> Iterator[DownloadEvent]:
        manifest = self._manifest
        opened = self._hub.open(manifest.repository, manifest.commit, file, growing.size)
        with opened as stream:
            if stream.offset != growing.size:
                self._start_over(growing)
            for chunk in stream.chunks:
                growing.append(chunk)
                self._look_early(file, growing, len(chunk))
                self.done_bytes += len(chunk)
                self._rate.add(len(chunk), time.monotonic())
                yield from self._progress(file)
                if self.is_stopped:
                    return
        if growing.size < file.bytes:
            raise HubUnavailable(said("The server closed the connection too early."))
        yield from self._progress(file, at_once=True)

    def _look_early(self, file: RemoteFile, growing: GrowingFile, came: int) -> None:
        """Refuse a GGUF file that cannot be read before the most of it has come."""
        enough = min(_HEADER, file.bytes)
        if file.path.endswith(".gguf") and growing.size - came < enough <= growing.size:
            require_readable(installed.incomplete(self._part, file), file.bytes)

    def _progress(self, file: RemoteFile, at_once: bool = False) -> Iterator[Progress]:
        now = time.monotonic()
        if not at_once and now - self._told < _TELL_EVERY:
            return
        self._told = now
        rate = self._rate.bytes_per_second(now)
        total = self._manifest.bytes
        left = (total - self.done_bytes) / rate if rate else None
        yield Progress(file.path, self.done_bytes, total, rate, left)
