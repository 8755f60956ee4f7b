"""What a repository of the hub offers, and what of it is left out and why. Opens no socket."""

import glob
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from pathlib import PurePosixPath

from engine.catalogue import COMPANIONS, SAFETENSORS_FILES, CatalogueEntry, Format, matching
from engine.download_events import Found, RemoteFile
from engine.errors import UnsupportedModel
from engine.gguf.model import ARCHITECTURE as GGUF_ARCHITECTURE
from engine.said import Sentence, joined, said
from engine.weights.methods import APART_METHODS, READABLE_METHODS, UNNAMED

ARCHITECTURES = ("DiffusionGemmaForBlockDiffusion", "diffusion_gemma", GGUF_ARCHITECTURE)
# What a model in safetensors cannot do without; of each line one file is enough.
_REQUIRED = (
    ("config.json",),
    ("tokenizer.json",),
    ("chat_template.jinja", "tokenizer_config.json"),
    ("model.safetensors.index.json", "model.safetensors"),
)
_PACKS = said("Each file is packed on this computer as it arrives and then deleted.")
_NO_LICENCE = said("The repository does not tell its licence.")
# GGUF files that are no model to be run, by their names: the first that fits says why.
_NOT_OFFERED: tuple[tuple[re.Pattern[str], Callable[[str], Sentence]], ...] = (
    (
        re.compile(r"mmproj", re.IGNORECASE),
        lambda files: said("Not offered, as the part for images alone: {files}.", files=files),
    ),
    (
        re.compile(r"imatrix", re.IGNORECASE),
        lambda files: said("Not offered, as measurements without a model: {files}.", files=files),
    ),
    (
        re.compile(r"-\d{5}-of-\d{5}\.gguf$"),
        lambda files: said(
            "Not offered, as parts of a model, which Sfumato reads in a single file only: {files}.",
            files=files,
        ),
    ),
    (
        # As llama.cpp's tools name files: the types that engine.gguf.file does not read.
        re.compile(
            r"(?<![a-z0-9])(IQ\d_\w+|Q[23]_\w+|Q8_1|TQ\d_\d|MXFP4\w*|NVFP4)(?![a-z0-9])",
            re.IGNORECASE,
        ),
        lambda files: said(
            "Not offered, as stored in types that Sfumato does not read: {files}.", files=files
        ),
    ),
)


def entries_of(found: Found) -> tuple[CatalogueEntry, ...]:
    """What could be fetched of a repository that was looked up, smallest first.

    Raises UnsupportedModel for another architecture and for a repository without a model.
    """
    require_supported(found)
    entries = [*_safetensors_entries(found), *_gguf_entries(found)]
    if not entries:
        nothing = said(
            "{repository} has no model weights that Sfumato can read.", repository=found.repository
        )
        raise UnsupportedModel(joined([nothing, *left_out(found)]))
    return tuple(sorted(entries, key=lambda entry: entry.kept_bytes))


def left_out(found: Found) -> tuple[str, ...]:
    """Sentences about the weights in a repository that are not offered, and why."""
    problem = _safetensors_problem(found)
    names: dict[Callable[[str], Sentence], list[str]] = {}
    for file in found.files:
        told = _reason_against(file)
        if told is not None:
            names.setdefault(told, []).append(file.path)
    told_of_gguf = (told(", ".join(paths)) for told, paths in names.items())
    return (*([problem] if problem else []), *told_of_gguf)


def remarks_on(found: Found) -> tuple[str, ...]:
    """What a person should know before choosing among the entries."""
    agreement = said(
        "Its files are given only to people who agreed to its terms on its page and set the "
        "environment variable HF_TOKEN to their access token."
    )
    return (*([agreement] if found.is_gated else []), *left_out(found))


def require_supported(found: Found) -> None:
    """Raises UnsupportedModel for a repository that says it is of another architecture."""
    if found.architecture not in (None, *ARCHITECTURES):
        raise UnsupportedModel(
            said(
                "{repository} holds a model of the architecture {architecture}. Sfumato only runs "
                "DiffusionGemma.",
                repository=found.repository,
                architecture=str(found.architecture),
            )
        )


def lack_of(repository: str, paths: Collection[str]) -> str | None:
    """A sentence if files are missing that a model in safetensors cannot do without."""
    missing = [names[0] for names in _REQUIRED if not set(names) & set(paths)]
    return lacks(repository, missing) if missing else None


def lacks(repository: str, files: Sequence[str]) -> str:
    """That files are missing."""
    return said(
        "{repository} lacks {files}: without that it is no model that Sfumato can run.",
        repository=repository,
        files=", ".join(files),
    )


def _safetensors_problem(found: Found) -> str | None:
    """Why safetensors that are there are not offered; None if they are or there are none."""
    paths = {file.path for file in found.files}
    if not any(path.endswith(".safetensors") for path in paths):
        return None
    if lack := lack_of(found.repository, paths):
        return lack
    if found.quantisation in (None, *READABLE_METHODS):
        return None
    return said(
        "{repository} is quantised with “{method}”, which Sfumato does not read. Choose "
        "another version of it.",
        repository=found.repository,
        method=UNNAMED if found.quantisation == UNNAMED else found.quantisation,
    )


def _safetensors_entries(found: Found) -> list[CatalogueEntry]:
    files = matching(found.files, SAFETENSORS_FILES)
    has_weights = any(file.path.endswith(".safetensors") for file in files)
    is_gguf = found.architecture == GGUF_ARCHITECTURE  # nobody told how the rest is stored
    if not has_weights or is_gguf or _safetensors_problem(found) is not None:
        return []
    name = found.repository.split("/")[-1]
    if found.quantisation is not None:
        return [_looked_up(found, name, SAFETENSORS_FILES, files, Format.QUANTISED)]
    return [
        _looked_up(found, f"{name}-packed", SAFETENSORS_FILES, files, Format.PACKED),
        _looked_up(found, name, SAFETENSORS_FILES, files, Format.BF16),
    ]


def _gguf_entries(found: Found) -> list[CatalogueEntry]:
    """Each file is a model of its own, named by its folder too where its name is not enough."""
    files = [
        file
        for file in found.files
        if file.path.endswith(".gguf") and _reason_against(file) is None
    ]
    count = Counter(PurePosixPath(file.path).name for file in files)
    return [_gguf_entry(found, file, count[PurePosixPath(file.path).name] == 1) for file in files]


def _gguf_entry(found: Found, file: RemoteFile, is_unique: bool) -> CatalogueEntry:
    path = PurePosixPath(file.path)
    name = path.stem if is_unique else "-".join(path.with_suffix("").parts)
    patterns = (glob.escape(file.path), *COMPANIONS)
    return _looked_up(found, name, patterns, [file], Format.GGUF)


def _reason_against(file: RemoteFile) -> Callable[[str], Sentence] | None:
    """What says why a GGUF file is not offered; None if it is, and for other files."""
    if not file.path.endswith(".gguf"):
        return None
    return next((told for name, told in _NOT_OFFERED if name.search(file.path)), None)


def _looked_up(
    found: Found,
    name: str,
    patterns: tuple[str, ...],
    files: Sequence[RemoteFile],
    format: Format,
) -> CatalogueEntry:
    return CatalogueEntry(
        key=name,
        title=name,
        summary=_PACKS if format is Format.PACKED else "",
        repository=found.repository,
        revision=found.commit,
        patterns=patterns,
        format=format,
        download_bytes=sum(max(file.bytes, 0) for file in files),
        is_size_exact=all(file.bytes >= 0 for file in files),
        licence=found.licence or "",
        has_experts_apart=found.quantisation in APART_METHODS,
        unconfirmed=() if found.licence else (_NO_LICENCE,),
    )
