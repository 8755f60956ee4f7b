"""What the Models window shows: records of models on this computer and of downloads."""

from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path

from engine import installed
from engine.catalogue import CatalogueEntry
from engine.download_events import Checking, DownloadEvent, Packing, Progress, Started, Waiting
from engine.installed import Manifest


class Origin(Enum):
    """Where a model came from; decides whether it may be deleted."""

    BUILT_IN = auto()
    DOWNLOADED = auto()
    OWN_FOLDER = auto()


@dataclass(frozen=True, slots=True)
class LibraryModel:
    """``problem`` is a sentence if it cannot be used; ``bytes`` None where nobody counted.

    ``packed_from`` is the folder of the person's that it was made of; ``packed_bytes`` what one of
    floats would take packed, None where packing is not offered.
    """

    name: str
    folder: Path
    origin: Origin
    bytes: int | None = None
    problem: str | None = None
    unchecked: tuple[str, ...] = ()
    packed_from: str | None = None
    packed_bytes: int | None = None


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where downloads are kept: folders of ``models`` that are here or on their way, and room."""

    models: tuple[tuple[Path, Manifest], ...] = ()
    free_bytes: int = 0

    def has(self, entry: CatalogueEntry) -> bool:
        """Whether a model is here or on its way; another owner's of the same name is another."""
        names = installed.names_for(entry.key, entry.repository, entry.revision)
        return any(
            folder.name in names and manifest.is_of(entry.repository, entry.revision)
            for folder, manifest in self.models
        )


class DownloadPhase(Enum):
    """What a download is doing."""

    STARTING = auto()
    FETCHING = auto()
    CHECKING = auto()
    PACKING = auto()
    WAITING = auto()
    PAUSED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class DownloadStatus:
    """``sentence`` says why it waits or failed. Sizes in bytes; 0 in total: not known yet.

    ``source`` is the folder that is packed, None if a model is fetched.
    """

    folder: Path
    phase: DownloadPhase
    done_bytes: int = 0
    total_bytes: int = 0
    bytes_per_second: float | None = None
    seconds_left: float | None = None
    sentence: str = ""
    source: str | None = None

    @property
    def is_running(self) -> bool:
        return self.phase not in (DownloadPhase.PAUSED, DownloadPhase.FAILED)


class LookUpPhase(Enum):
    """What the question about a repository is doing."""

    NONE = auto()
    ASKING = auto()
    ANSWERED = auto()
    FAILED = auto()


@dataclass(frozen=True, slots=True)
class LookUp:
    """``entries`` is the answer, with ``remarks``; ``sentence`` says why there is none."""

    phase: LookUpPhase = LookUpPhase.NONE
    repository: str = ""
    entries: tuple[CatalogueEntry, ...] = ()
    sentence: str = ""
    remarks: tuple[str, ...] = ()


def after(status: DownloadStatus, event: DownloadEvent) -> DownloadStatus:
    """The status of a download at work once ``event`` came."""
    match event:
        case Started():
            return replace(
                status,
                phase=DownloadPhase.FETCHING,
                done_bytes=event.done_bytes,
                total_bytes=event.total_bytes,
                sentence="",
            )
        case Progress():
            return replace(
                status,
                phase=DownloadPhase.FETCHING,
                done_bytes=event.done_bytes,
                total_bytes=event.total_bytes,
                bytes_per_second=event.bytes_per_second,
                seconds_left=event.seconds_left,
                sentence="",
            )
        case Checking():
            return replace(status, phase=DownloadPhase.CHECKING, sentence=event.file)
        case Packing():
            share = 100 * event.done_bytes // max(event.total_bytes, 1)
            return replace(status, phase=DownloadPhase.PACKING, sentence=f"{share} %")
        case Waiting():
            return replace(status, phase=DownloadPhase.WAITING, sentence=event.sentence)
    return status
