"""What a download tells of itself: frozen records, and the same as lines of JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from engine.said import from_plain, to_plain


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file on the hub. ``sha256`` is known for large files, ``git_sha1`` (of git's blob) for
    small ones; both are None where the hub does not tell. ``at_hub`` is where it lies there if
    ``path`` is only what it is called here.
    """

    path: str
    bytes: int
    sha256: str | None = None
    git_sha1: str | None = None
    at_hub: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What a repository holds at one commit.

    ``architecture`` is config.json's or the GGUF's; ``quantisation`` what config.json says about
    packed weights, None for plain floats.
    """

    repository: str
    commit: str
    files: tuple[RemoteFile, ...]
    licence: str | None
    is_gated: bool
    architecture: str | None
    quantisation: str | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """Sizes in bytes; ``done_bytes`` lay on the disk already."""

    repository: str
    commit: str
    num_files: int
    done_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True)
class Progress:
    """At most a few a second. ``bytes_per_second`` and ``seconds_left`` None: not known yet."""

    file: str
    done_bytes: int
    total_bytes: int
    bytes_per_second: float | None
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Checking:
    """What lies on the disk of ``file`` is read again, to be checked with the rest of it."""

    file: str


@dataclass(frozen=True, slots=True)
class Packing:
    """A shard that came is being packed; bytes of it that are done, of all."""

    file: str
    done_bytes: int
    total_bytes: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """``sentence`` says what went wrong; it is tried again in ``seconds``."""

    sentence: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Downloaded:
    """The model is complete and checked. ``unchecked`` are files without a hash to check."""

    folder: Path
    unchecked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The end of a download; ``sentence`` is for the person."""

    sentence: str


DownloadEvent = Found | Started | Progress | Checking | Packing | Waiting | Downloaded | Failed
_KINDS = {
    kind.__name__.lower(): kind
    for kind in (Found, Started, Progress, Checking, Packing, Waiting, Downloaded, Failed)
}


def to_json(event: DownloadEvent) -> str:
    """One line: an object whose ``event`` names its kind, the other fields as in the record.

    ``said`` is how a ``sentence`` was made, for a reader who translates it.
    """
    fields = asdict(event)
    if isinstance(event, Waiting | Failed):
        fields["said"] = to_plain(event.sentence)
    return json.dumps({"event": type(event).__name__.lower(), **fields}, default=str)


def from_json(line: str) -> DownloadEvent:
    """The record of a line written by ``to_json``; raises ValueError for any other."""
    try:
        fields = json.loads(line)
        kind = _KINDS[fields.pop("event")]
        if kind is Found:
            fields["files"] = tuple(RemoteFile(**file) for file in fields["files"])
        if kind is Downloaded:
            fields |= {"folder": Path(fields["folder"]), "unchecked": tuple(fields["unchecked"])}
        if kind in (Waiting, Failed):
            fields["sentence"] = from_plain(fields.pop("said", fields["sentence"]))
        event: DownloadEvent = kind(**fields)
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"not a download event: {line[:200]}") from error
    return event
