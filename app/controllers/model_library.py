"""What the Models window shows: records of models on this computer and of downloads."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from engine.catalogue import CatalogueEntry


class Origin(Enum):
    """Where a model came from; decides whether it may be deleted."""

    BUILT_IN = auto()
    DOWNLOADED = auto()
    OWN_FOLDER = auto()


@dataclass(frozen=True, slots=True)
class LibraryModel:
    """``problem`` is a sentence if it cannot be used; ``bytes`` None where nobody counted."""

    name: str
    folder: Path
    origin: Origin
    bytes: int | None = None
    problem: str | None = None
    unchecked: tuple[str, ...] = ()


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
    """``sentence`` says why it waits or failed. Sizes in bytes; 0 in total: not known yet."""

    folder: Path
    phase: DownloadPhase
    done_bytes: int = 0
    total_bytes: int = 0
    bytes_per_second: float | None = None
    seconds_left: float | None = None
    sentence: str = ""

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
    """``entries`` is the answer; ``sentence`` says why there is none."""

    phase: LookUpPhase = LookUpPhase.NONE
    repository: str = ""
    entries: tuple[CatalogueEntry, ...] = ()
    sentence: str = ""
