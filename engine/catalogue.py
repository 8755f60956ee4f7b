"""The models Sfumato can fetch for a person: where they lie, how large they are, what is known."""

import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from engine.download_events import RemoteFile
from engine.said import said

GB = 1_000_000_000  # what people and file managers call a gigabyte of disk
ORIGINAL_BYTES = 51_700_000_000  # DiffusionGemma 26B as released, in bf16 with its image part
PACKED_SHARE = 0.33  # of bf16: experts 4.5 bits a number, attention 8, embeddings and images 16
_LARGEST_SHARD = 5 * GB  # the most that the makers' tools put into one file
_NOT_SEEN = said("Sfumato's makers have not downloaded these files themselves.")
_NO_COMMIT = said("No version is pinned: what the repository holds on the day is fetched.")
_LICENCE = said("Its licence stands on the repository's page; nobody here has read it there.")
_ROUND_SIZE = said(
    "The size is rounded; the exact one is asked of the hub before the download begins."
)


class Format(StrEnum):
    """How the weights are stored."""

    BF16 = "bf16 safetensors"
    PACKED = "packed to 4 and 8 bits while downloading"
    QUANTISED = "quantised safetensors"
    GGUF = "GGUF"


@dataclass(frozen=True, slots=True)
class KnownFile:
    """A file whose size in bytes and SHA-256 are known beforehand."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One model on the hub.

    ``patterns`` choose the files to fetch (``fnmatch``). ``revision`` is the pinned commit, None
    if none is known. ``download_bytes`` is their size, rounded unless ``is_size_exact``; ``known``
    lists the files whose hash was known when this was written, to be found unchanged.
    ``has_experts_apart``: they must be put together in memory, so no layer can be left in its file.
    ``unconfirmed`` says in whole sentences what nobody here could check.
    """

    key: str
    title: str
    summary: str
    repository: str
    revision: str | None
    patterns: tuple[str, ...]
    format: Format
    download_bytes: int
    is_size_exact: bool
    licence: str
    known: tuple[KnownFile, ...] = ()
    has_experts_apart: bool = False
    unconfirmed: tuple[str, ...] = ()

    @property
    def kept_bytes(self) -> int:
        """What stays on the disk, about; packed weights take a third."""
        is_packed = self.format is Format.PACKED
        return round(self.download_bytes * PACKED_SHARE) if is_packed else self.download_bytes

    @property
    def disk_bytes(self) -> int:
        """What the download takes at its fullest, about; packing keeps one file beside the rest."""
        return self.kept_bytes + (_LARGEST_SHARD if self.format is Format.PACKED else 0)


# What belongs to a model beside its weights. Never code: a repository may hold anything.
COMPANIONS = (
    "config.json",
    "generation_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "chat_template.jinja",
    "processor_config.json",
    "hf_quant_config.json",
    "LICENSE*",
)
WEIGHTS = (".safetensors", ".gguf")
SAFETENSORS_FILES = ("*.safetensors", "*.safetensors.index.json", *COMPANIONS)
_GGUF_REPOSITORY = "unsloth/diffusiongemma-26B-A4B-it-GGUF"
_GGUF_COMMIT = "f4183a2c7a354128d02545752303c4354d165bf0"

CATALOGUE = (
    CatalogueEntry(
        key="diffusiongemma-26B-A4B-it-Q4_K_M",
        title=said("DiffusionGemma 26B, 4-bit (GGUF Q4_K_M)"),
        summary=said("The full model in its most widely used small form."),
        repository=_GGUF_REPOSITORY,
        revision=_GGUF_COMMIT,
        patterns=("diffusiongemma-26B-A4B-it-Q4_K_M.gguf",),
        format=Format.GGUF,
        download_bytes=16_806_810_208,
        is_size_exact=True,
        licence="Apache-2.0",
        known=(
            # Commit, size and hash as several independent projects state them.
            KnownFile(
                "diffusiongemma-26B-A4B-it-Q4_K_M.gguf",
                16_806_810_208,
                "24523b6c833c9ce9f5f34f9b333ab1517d73d6f1e76a103645353114c8028bc5",
            ),
        ),
        unconfirmed=(_NOT_SEEN,),
    ),
    CatalogueEntry(
        key="diffusiongemma-26B-A4B-it-Q8_0",
        title=said("DiffusionGemma 26B, 8-bit (GGUF Q8_0)"),
        summary=said("Hardly to be told from the original, but half as large again."),
        repository=_GGUF_REPOSITORY,
        revision=_GGUF_COMMIT,
        patterns=("diffusiongemma-26B-A4B-it-Q8_0.gguf",),
        format=Format.GGUF,
        download_bytes=25 * GB,
        is_size_exact=False,
        licence="Apache-2.0",
        unconfirmed=(_NOT_SEEN, _ROUND_SIZE),
    ),
    CatalogueEntry(
        key="diffusiongemma-26B-A4B-it-packed",
        title=said("DiffusionGemma 26B, packed by Sfumato (4 and 8 bits)"),
        summary=said(
            "Google's files, each packed on this computer as it arrives and then deleted. "
            "As small as the 4-bit GGUF, and it keeps the part for images."
        ),
        repository="google/diffusiongemma-26B-A4B-it",
        revision="f7f5b7f5fa82ffc52addd066915886d497f5517b",
        patterns=SAFETENSORS_FILES,
        format=Format.PACKED,
        download_bytes=ORIGINAL_BYTES,
        is_size_exact=False,
        licence="Apache-2.0",
        unconfirmed=(_NOT_SEEN, _ROUND_SIZE),
    ),
    CatalogueEntry(
        key="diffusiongemma-26B-A4B-it-NVFP4",
        title=said("DiffusionGemma 26B, 4-bit (NVIDIA NVFP4)"),
        summary=said("Made by NVIDIA: the experts in 4 bits, all else as released."),
        repository="nvidia/diffusiongemma-26B-A4B-it-NVFP4",
        revision=None,
        patterns=SAFETENSORS_FILES,
        format=Format.QUANTISED,
        download_bytes=18_900_000_000,
        is_size_exact=False,
        licence="",
        has_experts_apart=True,
        unconfirmed=(_NOT_SEEN, _LICENCE, _NO_COMMIT, _ROUND_SIZE),
    ),
    CatalogueEntry(
        key="diffusiongemma-26B-A4B-it-MLX-4bit",
        title=said("DiffusionGemma 26B, 4-bit (MLX)"),
        summary=said("The form that Mac programs share: useful if you have it already."),
        repository="mlx-community/diffusiongemma-26B-A4B-it-4bit",
        revision="a7a81407613811e8ba63af92ac0d852b809e191f",
        patterns=SAFETENSORS_FILES,
        format=Format.QUANTISED,
        download_bytes=16_580_000_000,
        is_size_exact=False,
        licence="",
        unconfirmed=(_NOT_SEEN, _LICENCE, _ROUND_SIZE),
    ),
    CatalogueEntry(
        key="diffusiongemma-26B-A4B-it",
        title=said("DiffusionGemma 26B, original (bf16)"),
        summary=said("The model as Google released it, for the largest graphics cards only."),
        repository="google/diffusiongemma-26B-A4B-it",
        revision="f7f5b7f5fa82ffc52addd066915886d497f5517b",
        patterns=SAFETENSORS_FILES,
        format=Format.BF16,
        download_bytes=ORIGINAL_BYTES,
        is_size_exact=False,
        licence="Apache-2.0",
        unconfirmed=(_NOT_SEEN, _ROUND_SIZE),
    ),
)


def matching(files: Sequence[RemoteFile], patterns: Sequence[str]) -> tuple[RemoteFile, ...]:
    """The files that any pattern chooses, what describes the model before its weights.

    A pattern without a folder chooses no file in one: beside a model may lie others.
    """
    chosen = [file for file in files if any(_matches(file.path, each) for each in patterns)]
    return tuple(sorted(chosen, key=lambda file: (is_weights(file.path), file.bytes, file.path)))


def _matches(path: str, pattern: str) -> bool:
    # fnmatch's star takes slashes too.
    return path.count("/") == pattern.count("/") and fnmatch.fnmatchcase(path, pattern)


def is_weights(path: str) -> bool:
    """Whether a file holds weights, the only ones that are large."""
    return path.endswith(WEIGHTS)


def find_entry(key: str) -> CatalogueEntry | None:
    """The entry of that key, if there is one."""
    return next((entry for entry in CATALOGUE if entry.key == key), None)
