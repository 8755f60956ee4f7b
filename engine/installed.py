"""The models in a folder of models: which are complete, which are half there. No network."""

import json
import re
import shutil
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from engine.catalogue import WEIGHTS
from engine.disk import put_in_place
from engine.download_events import RemoteFile
from engine.errors import EngineError
from engine.said import said
from engine.system_reasons import system_reason

MARKER = "sfumato-model.json"
PART_SUFFIX = ".part"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_MANIFEST = "sfumato-download.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a model folder is to hold. ``patterns`` chose the files at ``commit``.

    ``is_packed``: the weights are packed to 4 and 8 bits as they come, or were. ``source`` is the
    folder of this computer that they are packed from, if they do not come from a hub.
    """

    repository: str
    commit: str
    patterns: tuple[str, ...]
    files: tuple[RemoteFile, ...]
    is_packed: bool = False
    source: str | None = None

    def is_of(self, repository: str, revision: str | None) -> bool:
        """Whether this is that repository's model, at that commit if ``revision`` is one."""
        is_other = _COMMIT.fullmatch(revision or "") and revision != self.commit
        return self.repository == repository and not is_other

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """The files of which only the size could be checked; packed ones were made here."""
        if self.is_packed:
            return ()
        return tuple(file.path for file in self.files if not (file.sha256 or file.git_sha1))


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """``problem`` is a sentence if files are missing or changed; then it must not be offered."""

    folder: Path
    manifest: Manifest
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class UnfinishedDownload:
    """``folder`` is where the model will be; ``done_bytes`` of it lie on the disk."""

    folder: Path
    manifest: Manifest
    done_bytes: int


def names_for(name: str, repository: str, revision: str | None) -> tuple[str, ...]:
    """What the folder of a model may be called, from short to long: others may have its name."""
    owned = f"{repository.split('/')[0]}_{name}"
    return (name, owned, *([f"{owned}_{revision[:7]}"] if revision else []))


def place_for(root: Path, name: str, repository: str, revision: str | None) -> Path:
    """Where in ``root`` a model is or is on its way to, or else where it can be put."""
    places = [root / each for each in names_for(name, repository, revision)]
    begun = [
        place
        for place in places
        for manifest in (_read(place / MARKER), read_manifest(part_folder(place)))
        if manifest is not None and manifest.is_of(repository, revision)
    ]
    free = [place for place in places if not place.exists() and not part_folder(place).exists()]
    return [*begun, *free, places[-1]][0]


def part_folder(folder: Path) -> Path:
    """Where a model is put together until it is complete."""
    return folder.with_name(folder.name + PART_SUFFIX)


def packed_folder(part: Path) -> Path:
    """Where a model grows that is packed as it comes."""
    return part / "packed"


def incomplete(part: Path, file: RemoteFile) -> Path:
    """Where a file grows; it gets its own name when its size and hash are right."""
    return part / (file.path + ".incomplete")


def installed_models(root: Path) -> list[InstalledModel]:
    """The downloaded models in ``root``, by name. A folder that cannot be read has none."""
    found = []
    for folder in _folders(root):
        manifest = _read(folder / MARKER)
        if manifest is not None and folder.suffix != PART_SUFFIX:
            found.append(InstalledModel(folder, manifest, problem_of(folder, manifest)))
    return found


def unfinished_downloads(root: Path) -> list[UnfinishedDownload]:
    """The downloads in ``root`` that were begun and can be resumed."""
    found = []
    for part in _folders(root):
        manifest = _read(part / _MANIFEST)
        is_left_over = (part.with_suffix("") / MARKER).exists()
        if manifest is not None and part.suffix == PART_SUFFIX and not is_left_over:
            done = sum(size_on_disk(part, file) for file in manifest.files)
            found.append(UnfinishedDownload(part.with_suffix(""), manifest, done))
    return found


def problem_of(folder: Path, manifest: Manifest | None = None) -> str | None:
    """A sentence if a folder that Sfumato filled is not whole; looks at names and sizes only."""
    if folder.suffix == PART_SUFFIX or (folder / _MANIFEST).exists():
        name = folder.name.removesuffix(PART_SUFFIX)
        return said("The download of {name} is not finished.", name=name)
    manifest = manifest or _read(folder / MARKER)
    for file in manifest.files if manifest else ():
        path = folder / file.path
        if not path.is_file():
            return said(
                "{file} is missing. Delete this model and download it again.", file=file.path
            )
        if path.stat().st_size != file.bytes:
            return said(
                "{file} has changed. Delete this model and download it again.", file=file.path
            )
    return None


def has_whole_weights(part: Path) -> bool:
    """Whether files came that are large and checked, or were packed: a person decides on them."""
    return any(path.name.endswith(WEIGHTS) for path in part.rglob("*"))


def size_on_disk(part: Path, file: RemoteFile) -> int:
    """The bytes of a file that came so far, checked or not; all of them if it is packed."""
    if (packed_folder(part) / file.path).is_file():
        return file.bytes
    for path in (part / file.path, incomplete(part, file)):
        if path.is_file():
            return min(path.stat().st_size, file.bytes)
    return 0


def read_manifest(part: Path) -> Manifest | None:
    """What an unfinished folder is to hold; None if it was not begun or cannot be read."""
    return _read(part / _MANIFEST)


def write_manifest(part: Path, manifest: Manifest) -> None:
    """Begin an unfinished folder. Raises OSError."""
    part.mkdir(parents=True, exist_ok=True)
    _write(part / _MANIFEST, manifest)


def complete(made: Path, folder: Path, manifest: Manifest) -> None:
    """Turn the finished folder ``made`` into the model's, in one step. Raises OSError."""
    _write(made / MARKER, manifest)
    (made / _MANIFEST).unlink(missing_ok=True)
    made.rename(folder)


def as_stored(manifest: Manifest, folder: Path) -> Manifest:
    """The manifest of a packed model: the files that were made of those that came."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != _MANIFEST)
    files = [RemoteFile(path.relative_to(folder).as_posix(), path.stat().st_size) for path in paths]
    return replace(manifest, files=tuple(files))


def delete(folder: Path) -> None:
    """Delete a model or an unfinished download, marker first: a half-deleted one is never offered.

    Raises EngineError if the folder is none of ours or cannot be deleted.
    """
    if not any((folder / name).is_file() for name in (MARKER, _MANIFEST)):
        raise EngineError(
            said("{folder} was not downloaded by Sfumato: delete it yourself.", folder=folder)
        )
    try:
        (folder / MARKER).unlink(missing_ok=True)
        shutil.rmtree(folder)
    except OSError as error:
        raise EngineError(
            said(
                "{name} could not be deleted whole: {reason}. What is left lies in {folder}.",
                name=folder.name,
                reason=system_reason(error),
                folder=folder,
            )
        ) from error


def _folders(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.iterdir() if path.is_dir())
    except OSError:
        return []


def _read(path: Path) -> Manifest | None:
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        files = tuple(RemoteFile(**file) for file in raw["files"])
        return Manifest(
            raw["repository"],
            raw["commit"],
            tuple(raw["patterns"]),
            files,
            bool(raw.get("is_packed", False)),
            raw.get("source"),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(path: Path, manifest: Manifest) -> None:
    part = path.with_suffix(".new")
    part.write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    put_in_place(part, path)
