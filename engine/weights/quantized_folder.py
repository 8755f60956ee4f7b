"""Writes a folder of our own format one shard at a time, each from one shard of floats.

The folder holds a mark while the work lasts; taking the mark away is the last act, so a folder
without it is whole. A shard appears under its name only when it is complete and on the disk.
"""

import json
import os
import re
import shutil
from collections.abc import Iterator
from math import prod
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import save_file
from torch import Tensor

from engine.disk import put_in_place
from engine.errors import ModelFilesError
from engine.json_files import read_json
from engine.layers.grouped_weight import Scheme
from engine.model_config import ModelConfig
from engine.said import said
from engine.weights.checkpoint import INDEX_FILE, UNFINISHED_FILE, Checkpoint, TensorEntry
from engine.weights.formats.accounting import Expected, require
from engine.weights.formats.sfumato import (
    METHOD,
    VERSION,
    expected_parts,
    parts,
    schemes_of,
    stated,
)
from engine.weights.load import parameter_shapes
from engine.weights.names import is_vision, parameter_name, tensor_name
from engine.weights.quantize import pack, require_finite, scheme_for

_SOURCE_BYTES = "source_bytes"  # metadata: the size of the file that a shard was made from
_SIDE_FILES = frozenset({".json", ".jinja", ".txt", ".md", ".model"})
_SYSTEM_ERROR = re.compile(r"\(os error (\d+)\)")
_DTYPE_BYTES = {"F32": 4, "F16": 2, "BF16": 2, "U8": 1, "I8": 1}


class QuantizedFolder:
    """A folder being written; shards may be taken in in any order, over several runs."""

    def __init__(self, config: ModelConfig, folder: Path) -> None:
        self.folder = folder
        self._shapes = parameter_shapes(config)

    def begin(self) -> None:
        """Make the folder and put the mark into it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / UNFINISHED_FILE).touch()

    def has(self, shard: Path) -> bool:
        """Whether this shard was taken in; one that changed since counts as another."""
        made = self.folder / shard.name
        if not made.exists():
            return False
        stated = Checkpoint([made]).metadata[made].get(_SOURCE_BYTES)
        return stated is not None and (not shard.exists() or stated == str(shard.stat().st_size))

    def check(self, checkpoint: Checkpoint) -> int:
        """Bytes that a shard of floats will take; ModelFilesError names a tensor that is wrong."""
        return sum(self._bytes_made(name, entry) for name, entry in checkpoint.items())

    def require_all(self, checkpoint: Checkpoint) -> None:
        """Raises ModelFilesError for a tensor that neither it nor the shards made so far hold."""
        there = set(checkpoint) | self._names_made()
        for parameter in self._shapes:
            if tensor_name(parameter) not in there:
                raise ModelFilesError(
                    said("The model files lack the tensor {name}.", name=tensor_name(parameter))
                )

    def take_in(self, shard: Path) -> Iterator[int]:
        """Quantise one shard; yields the bytes of each of its tensors when it is done.

        Raises ModelFilesError, before anything is written, for a tensor that is wrong, and OSError.
        """
        checkpoint = Checkpoint([shard])
        self.check(checkpoint)
        tensors: dict[str, Tensor] = {}
        schemes: dict[str, Scheme] = {}
        for name, entry in checkpoint.items():
            scheme = self._scheme(name, entry)
            tensors |= _converted(name, checkpoint.read(name), scheme)
            if scheme is not None:
                schemes[name] = scheme
            yield _bytes_of(entry)
        metadata = stated(schemes) | {_SOURCE_BYTES: str(shard.stat().st_size)}
        made = self.folder / shard.name
        part = made.with_name(made.name + ".part")
        _save(tensors, part, metadata)
        shutil.copymode(shard, part)  # the library lets nobody else read it
        put_in_place(part, made)

    def finish(self, source: Path) -> None:
        """Check that all is there, add ``source``'s small files and the index, remove the mark."""
        self.require_all(Checkpoint([]))
        made = self._made()
        for file in sorted(source.iterdir()):
            if file.suffix in _SIDE_FILES and file.name != INDEX_FILE:
                shutil.copyfile(file, self.folder / file.name)
        config = read_json(source / "config.json")
        config["quantization_config"] = {"quant_method": METHOD, "version": VERSION}
        _write_json(config, self.folder / "config.json")
        weight_map = {name: entry.shard.name for name, entry in made.items()}
        size = sum(_bytes_of(entry) for entry in made.values())
        index = {"metadata": {"total_size": size}, "weight_map": weight_map}
        _write_json(index, self.folder / INDEX_FILE)
        for part in self.folder.glob("*.part"):
            part.unlink()
        (self.folder / UNFINISHED_FILE).unlink()

    def _bytes_made(self, name: str, entry: TensorEntry) -> int:
        if is_vision(name):
            return _bytes_of(entry)
        parameter = parameter_name(name)
        if parameter not in self._shapes:
            raise ModelFilesError(
                said("The model files hold an unexpected tensor: {name}.", name=name)
            )
        require(name, entry, Expected(self._shapes[parameter]))
        scheme = self._scheme(name, entry)
        if scheme is None:
            return 2 * prod(entry.shape)
        codes, *scales = expected_parts(name, entry.shape, scheme).values()
        return prod(codes.shape) + sum(2 * prod(part.shape) for part in scales)

    def _scheme(self, name: str, entry: TensorEntry) -> Scheme | None:
        parameter = parameter_name(name)
        return None if parameter is None else scheme_for(parameter, entry.shape)

    def _made(self) -> Checkpoint:
        return Checkpoint(sorted(self.folder.glob("*.safetensors")))

    def _names_made(self) -> set[str]:
        """Names in the shards made so far, a packed tensor by its own name."""
        made = self._made()
        names = set(made)
        for metadata in made.metadata.values():
            for name, scheme in schemes_of(metadata).items():
                if names.issuperset(parts(name, scheme)):
                    names.add(name)
        return names


def _converted(name: str, tensor: Tensor, scheme: Scheme | None) -> dict[str, Tensor]:
    """What is stored for a tensor: its parts, or itself, in bfloat16 if the model reads it."""
    if is_vision(name):
        return {name: tensor}
    if scheme is None:
        return {name: tensor.to(torch.bfloat16)}
    packed = pack(tensor, scheme)
    require_finite(name, packed)
    buffers = [packed.codes, packed.scales, packed.offsets]
    return dict(
        zip(parts(name, scheme), (part for part in buffers if part is not None), strict=True)
    )


def _bytes_of(entry: TensorEntry) -> int:
    """Raises ModelFilesError for an unknown kind of number."""
    if entry.dtype not in _DTYPE_BYTES:
        raise ModelFilesError(
            said(
                "{file} holds numbers of a kind that is not supported: {kind}.",
                file=entry.shard.name,
                kind=entry.dtype,
            )
        )
    return prod(entry.shape) * _DTYPE_BYTES[entry.dtype]


def _write_json(content: dict[str, object], path: Path) -> None:
    part = path.with_name(path.name + ".part")
    part.write_text(json.dumps(content, indent=2), encoding="utf-8")
    put_in_place(part, path)


def _save(tensors: dict[str, Tensor], path: Path, metadata: dict[str, str]) -> None:
    """Raises OSError also for what the library tells by its own error, a full disk above all."""
    try:
        save_file(tensors, path, metadata)
    except SafetensorError as error:
        found = _SYSTEM_ERROR.search(str(error))
        if found is None:
            raise
        code = int(found[1])  # errno, and on Windows its own number, which is the last argument
        raise OSError(code, os.strerror(code), str(path), code) from error
