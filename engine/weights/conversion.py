"""Quantises a whole model folder shard by shard; can be stopped and taken up again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.disk import free_bytes, is_full
from engine.errors import InvalidRequest, NotEnoughDisk
from engine.model_config import ModelConfig
from engine.said import said
from engine.system_reasons import system_reason
from engine.weights.checkpoint import UNFINISHED_FILE, Checkpoint, shard_files
from engine.weights.formats import quantisation_method
from engine.weights.quantized_folder import QuantizedFolder

_SPARE_BYTES = 64 * 1024**2  # disk space left free beside what is written


@dataclass(frozen=True, slots=True)
class ConversionProgress:
    """Bytes of the source's weights taken in by this run, of how many."""

    done_bytes: int
    total_bytes: int


def quantize_folder(
    source: Path, target: Path, *, delete_source_shards: bool = False
) -> Iterator[ConversionProgress]:
    """Convert ``source`` (released layout, floats) into ``target``; yields after every tensor.

    Nothing is written, let alone deleted, before every tensor was accounted for and the disk was
    found large enough. A conversion that was stopped goes on with the first shard it lacks. Memory
    stays below one finished shard and one expert. With ``delete_source_shards`` each shard is
    deleted once its successor is on the disk. Raises ModelFilesError, UnsupportedModel,
    InvalidRequest or NotEnoughDisk.
    """
    config = ModelConfig.from_folder(source)
    _require_sensible(source, target)
    writer = QuantizedFolder(config, target)
    shards = shard_files(source)
    to_do = [shard for shard in shards if not writer.has(shard)]
    sizes = [writer.check(Checkpoint([shard])) for shard in to_do]
    writer.require_all(Checkpoint(to_do))
    _require_room(target, to_do, sizes, delete_source_shards)
    try:
        writer.begin()
        yield from _convert(writer, to_do, delete_source_shards)
        writer.finish(source)
    except OSError as error:
        raise _disk_error(error, target) from error
    if delete_source_shards:
        for shard in shards:
            shard.unlink(missing_ok=True)


def _convert(
    writer: QuantizedFolder, shards: Sequence[Path], delete_source_shards: bool
) -> Iterator[ConversionProgress]:
    total = sum(shard.stat().st_size for shard in shards)
    before = 0
    for shard in shards:
        size, done = shard.stat().st_size, before
        for taken in writer.take_in(shard):
            done += taken
            yield ConversionProgress(done, total)
        before += size
        if delete_source_shards and shard is not shards[-1]:  # the last one when all is finished
            shard.unlink()
    yield ConversionProgress(total, total)


def _require_sensible(source: Path, target: Path) -> None:
    if quantisation_method(source) is not None:
        raise InvalidRequest(
            said(
                "The model in {folder} is quantised already. It can be opened as it is.",
                folder=source.name,
            )
        )
    if target.exists() and not target.is_dir():
        raise InvalidRequest(
            said("{folder} is a file. Name a folder that does not exist yet.", folder=target)
        )
    is_occupied = target.is_dir() and any(target.iterdir())
    if is_occupied and not (target / UNFINISHED_FILE).exists():
        raise InvalidRequest(
            said(
                "The folder {folder} is not empty. Name one that does not exist yet.", folder=target
            )
        )


def _require_room(
    target: Path, shards: Sequence[Path], sizes: Sequence[int], delete_source_shards: bool
) -> None:
    """Each shard must fit beside those before it; deleted sources make room on their own disk."""
    nearest = next(folder for folder in (target, *target.absolute().parents) if folder.exists())
    free = free_bytes(nearest)
    for shard, size in zip(shards, sizes, strict=True):
        free -= size
        if free < _SPARE_BYTES:
            raise NotEnoughDisk(
                said(
                    "The quantised model takes {size:,.1f} GB, which the "
                    "disk of {folder} has not free. Make room there, or choose a folder on "
                    "another disk.",
                    size=sum(sizes) / 1e9,
                    folder=target,
                )
            )
        if delete_source_shards and shard.stat().st_dev == nearest.stat().st_dev:
            free += shard.stat().st_size


def _disk_error(error: OSError, target: Path) -> NotEnoughDisk | InvalidRequest:
    if is_full(error):
        return NotEnoughDisk(
            said(
                "The disk of {folder} is full. Make room and start the same conversion "
                "again: it goes on where it stopped.",
                folder=target,
            )
        )
    return InvalidRequest(
        said(
            "The folder {folder} cannot be written: {reason}.",
            folder=target,
            reason=system_reason(error),
        )
    )
