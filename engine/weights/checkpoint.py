"""A model folder's safetensors files as one lazy mapping. Knows files and names, not models."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.config import read_json
from engine.errors import ModelFilesError

if TYPE_CHECKING:
    from torch import Tensor

INDEX_FILE = "model.safetensors.index.json"
SINGLE_FILE = "model.safetensors"


@dataclass(frozen=True, slots=True)
class TensorEntry:
    """Where a tensor lies, its shape and its dtype as safetensors spells it ("BF16", "F32")."""

    shard: Path
    shape: tuple[int, ...]
    dtype: str


class Checkpoint(Mapping[str, TensorEntry]):
    """Names to entries; ``read`` brings one tensor into memory. Headers are read at once.

    Raises ModelFilesError for a missing, truncated or contradictory file.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._entries: dict[str, TensorEntry] = {}
        for shard in _shards(folder):
            self._read_header(shard)
        self._check_index()

    def __getitem__(self, name: str) -> TensorEntry:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def read(self, name: str) -> "Tensor":
        """The tensor on the CPU, mapped from the file where the system allows it."""
        from safetensors import SafetensorError, safe_open

        shard = self._entries[name].shard
        try:
            with safe_open(shard, framework="pt") as file:
                tensor: Tensor = file.get_tensor(name)
                return tensor
        except (OSError, SafetensorError) as error:
            raise _damaged(shard, error) from error

    def _read_header(self, shard: Path) -> None:
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(shard, framework="pt") as file:
                for name in file.keys():  # noqa: SIM118 - safe_open is no mapping
                    part = file.get_slice(name)
                    if name in self._entries:
                        raise ModelFilesError(f"The tensor {name} is stored twice.")
                    self._entries[name] = TensorEntry(
                        shard, tuple(part.get_shape()), part.get_dtype()
                    )
        except FileNotFoundError as error:
            raise ModelFilesError(f"The model file {shard.name} is missing.") from error
        except (OSError, SafetensorError) as error:
            raise _damaged(shard, error) from error

    def _check_index(self) -> None:
        if not (self.folder / INDEX_FILE).exists():
            return
        for name, file in _weight_map(self.folder).items():
            if name not in self._entries or self._entries[name].shard.name != file:
                raise ModelFilesError(f"The index lists {name} in {file}, but it is not there.")


def _shards(folder: Path) -> list[Path]:
    if (folder / INDEX_FILE).exists():
        files = sorted(set(_weight_map(folder).values()))
        if any(Path(file).name != file for file in files):
            raise ModelFilesError(f"{INDEX_FILE} names a file outside the model folder.")
        return [folder / file for file in files]
    if (folder / SINGLE_FILE).exists():
        return [folder / SINGLE_FILE]
    raise ModelFilesError(
        f"The folder {folder.name} has neither {SINGLE_FILE} nor {INDEX_FILE}: "
        "the model's weights are missing."
    )


def _weight_map(folder: Path) -> dict[str, str]:
    weight_map = read_json(folder / INDEX_FILE).get("weight_map")
    if not isinstance(weight_map, dict):
        raise ModelFilesError(f"{INDEX_FILE} has no weight_map.")
    return weight_map


def _damaged(shard: Path, error: Exception) -> ModelFilesError:
    return ModelFilesError(f"The model file {shard.name} is damaged or incomplete ({error}).")
