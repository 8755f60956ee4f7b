"""A model folder's safetensors files as one lazy mapping. Knows files and names, not models."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from engine.errors import ModelFilesError
from engine.json_files import damaged, read_json, unreadable
from engine.said import said

if TYPE_CHECKING:
    from torch import Tensor

INDEX_FILE = "model.safetensors.index.json"
SINGLE_FILE = "model.safetensors"
UNFINISHED_FILE = "conversion-unfinished"  # lies in a folder while it is being converted into


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """Where a tensor lies, its shape and its dtype as safetensors spells it ("BF16", "F32")."""

    shard: Path
    shape: tuple[int, ...]
    dtype: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """What the weight files hold: how many tensors of each stored kind, and the files."""

    kinds: Mapping[str, int]
    files: tuple[Path, ...]


class Checkpoint(Mapping[str, TensorEntry]):
    """Names to entries; ``read`` brings one tensor into memory. Headers are read at once.

    The files stay open as long as the mapping lives. Raises ModelFilesError for a missing,
    truncated or contradictory file.
    """

    def __init__(self, shards: Iterable[Path]) -> None:
        self.metadata: dict[Path, dict[str, str]] = {}
        self._entries: dict[str, TensorEntry] = {}
        self._files: dict[Path, Any] = {}  # safetensors types its handles as Any
        for shard in shards:
            self._read_header(shard)

    @classmethod
    def from_folder(cls, folder: Path) -> "Checkpoint":
        """All shards of a finished model folder, checked against their index."""
        if (folder / UNFINISHED_FILE).exists():
            raise ModelFilesError(
                said(
                    "The model in {folder} was not converted to its end. Start the same "
                    "conversion again: it goes on where it stopped.",
                    folder=folder.name,
                )
            )
        checkpoint = cls(shard_files(folder))
        checkpoint._check_index(folder)
        return checkpoint

    def __getitem__(self, name: str) -> TensorEntry:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def read(self, name: str) -> "Tensor":
        """The tensor on the CPU, mapped from the file where the system allows it."""
        from safetensors import SafetensorError

        shard = self._entries[name].shard
        try:
            tensor: Tensor = self._files[shard].get_tensor(name)
        except OSError as error:
            raise unreadable(shard, error) from error
        except SafetensorError as error:
            raise _damaged(shard, error) from error
        return tensor

    def inventory(self) -> Inventory:
        kinds = Counter(entry.dtype for entry in self._entries.values())
        return Inventory(kinds, tuple(self._files))

    def _read_header(self, shard: Path) -> None:
        from safetensors import SafetensorError, safe_open

        try:
            file: Any = safe_open(shard, framework="pt")
            self._files[shard] = file
            self.metadata[shard] = file.metadata() or {}
            for name in file.keys():  # noqa: SIM118 - safe_open is no mapping
                part = file.get_slice(name)
                if name in self._entries:
                    raise ModelFilesError(said("The tensor {name} is stored twice.", name=name))
                self._entries[name] = TensorEntry(shard, tuple(part.get_shape()), part.get_dtype())
        except FileNotFoundError as error:
            raise ModelFilesError(
                said("The model file {file} is missing.", file=shard.name)
            ) from error
        except OSError as error:
            raise unreadable(shard, error) from error
        except SafetensorError as error:
            raise _damaged(shard, error) from error

    def _check_index(self, folder: Path) -> None:
        if not (folder / INDEX_FILE).exists():
            return
        for name, file in _weight_map(folder).items():
            if name not in self._entries or self._entries[name].shard.name != file:
                raise ModelFilesError(
                    said(
                        "The index lists {name} in {file}, but it is not there.",
                        name=name,
                        file=file,
                    )
                )


def shard_files(folder: Path) -> list[Path]:
    """The weight files a folder's index names, or its single one; they need not all exist."""
    if (folder / INDEX_FILE).exists():
        files = sorted(set(_weight_map(folder).values()))
        if any(Path(file).name != file for file in files):
            raise ModelFilesError(
                said("{index} names a file outside the model folder.", index=INDEX_FILE)
            )
        return [folder / file for file in files]
    if (folder / SINGLE_FILE).exists():
        return [folder / SINGLE_FILE]
    raise ModelFilesError(
        said(
            "The folder {folder} has neither {file} nor {index}: the model's weights are missing.",
            folder=folder.name,
            file=SINGLE_FILE,
            index=INDEX_FILE,
        )
    )


def _weight_map(folder: Path) -> dict[str, str]:
    weight_map = read_json(folder / INDEX_FILE).get("weight_map")
    if weight_map is None:
        raise ModelFilesError(said("{index} has no weight_map.", index=INDEX_FILE))
    is_map = isinstance(weight_map, dict)
    if not is_map or not all(isinstance(file, str) for file in weight_map.values()):
        raise damaged(INDEX_FILE)
    return dict(weight_map)


def _damaged(shard: Path, error: Exception) -> ModelFilesError:
    return ModelFilesError(
        said(
            "The model file {file} is damaged or incomplete ({problem}).",
            file=shard.name,
            problem=error,
        )
    )
