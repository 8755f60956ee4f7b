"""The catalogue states only what can be true."""

import fnmatch
import re
from dataclasses import replace

import pytest

from engine.catalogue import (
    ARCHITECTURES,
    CATALOGUE,
    CatalogueEntry,
    Format,
    entries_of,
    find_entry,
    matching,
)
from engine.download_events import Found, RemoteFile
from engine.errors import UnsupportedModel
from engine.weights import formats
from engine.weights.formats import sfumato
from engine.weights.methods import READABLE_METHODS

every_entry = pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.key)


@every_entry
def test_entry_is_found_by_its_key(entry: CatalogueEntry) -> None:
    assert find_entry(entry.key) is entry
    assert re.fullmatch(r"[\w.-]+", entry.key)


@every_entry
def test_pinned_versions_are_whole_commits(entry: CatalogueEntry) -> None:
    assert re.fullmatch(r"[\w.-]+/[\w.-]+", entry.repository)
    assert entry.revision is None or re.fullmatch(r"[0-9a-f]{40}", entry.revision)


@every_entry
def test_known_files_are_among_those_fetched(entry: CatalogueEntry) -> None:
    for file in entry.known:
        assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
        assert any(fnmatch.fnmatchcase(file.path, pattern) for pattern in entry.patterns)
    if entry.is_size_exact:
        assert sum(file.bytes for file in entry.known) == entry.download_bytes


@every_entry
def test_no_entry_fetches_code_or_pickles(entry: CatalogueEntry) -> None:
    for name in ("modeling.py", "model.bin", "model.pt", "model.pkl", "a.so", "run.sh"):
        assert not any(fnmatch.fnmatchcase(name, pattern) for pattern in entry.patterns)


@every_entry
def test_rounded_sizes_and_unseen_files_are_said_to_be_so(entry: CatalogueEntry) -> None:
    words = " ".join(entry.unconfirmed)
    assert entry.is_size_exact or "rounded" in words
    assert "not downloaded these files themselves" in words
    assert entry.licence or "Its licence stands on the repository's page" in words


def found(*paths: str, architecture: str | None = None, quantisation: str | None = None) -> Found:
    files = tuple(RemoteFile(path, 100 * len(path), "0" * 64) for path in paths)
    return Found("someone/model", "c" * 40, files, "mit", False, architecture, quantisation)


def fetched(entry: CatalogueEntry, what: Found) -> list[str]:
    return [file.path for file in matching(what.files, entry.patterns)]


def test_each_gguf_of_a_repository_is_a_model_of_its_own() -> None:
    what = found("m-Q4_K_M.gguf", "m-Q8_0-long.gguf", "mmproj-F16.gguf", "README.md")
    small, large = entries_of(what)
    assert (fetched(small, what), fetched(large, what)) == (
        ["m-Q4_K_M.gguf"],
        ["m-Q8_0-long.gguf"],
    )
    assert small.format is Format.GGUF
    assert small.download_bytes == what.files[0].bytes


def test_gguf_in_parts_is_not_offered() -> None:
    with pytest.raises(UnsupportedModel, match="no model weights"):
        entries_of(found("BF16/m-00001-of-00002.gguf", "BF16/m-00002-of-00002.gguf"))


def test_float_model_can_be_fetched_as_it_is_or_packed() -> None:
    what = found("config.json", "model-1.safetensors", "vae.py", architecture=ARCHITECTURES[0])
    packed, plain = entries_of(what)
    assert (packed.format, plain.format) == (Format.PACKED, Format.BF16)
    assert fetched(packed, what) == fetched(plain, what) == ["config.json", "model-1.safetensors"]
    assert packed.kept_bytes < plain.kept_bytes


@pytest.mark.parametrize("method", sorted(READABLE_METHODS))
def test_quantised_model_is_fetched_as_it_is(method: str) -> None:
    [entry] = entries_of(found("config.json", "model.safetensors", quantisation=method))
    assert entry.format is Format.QUANTISED


def test_readable_methods_are_those_that_a_loader_knows() -> None:
    assert {sfumato.METHOD, *formats._BY_MODULE} == READABLE_METHODS


def test_version_that_is_not_pinned_is_said_so() -> None:
    for entry in CATALOGUE:
        assert ("No version is pinned" in " ".join(entry.unconfirmed)) is (entry.revision is None)


@pytest.mark.parametrize("method", ["awq", "gptq", "unknown"])
def test_foreign_packing_is_refused_by_its_name(method: str) -> None:
    with pytest.raises(UnsupportedModel, match=method):
        entries_of(found("config.json", "model.safetensors", quantisation=method))


def test_architecture_that_is_not_ours_is_refused() -> None:
    with pytest.raises(UnsupportedModel, match="Gemma4ForConditionalGeneration"):
        entries_of(found("m.safetensors", architecture="Gemma4ForConditionalGeneration"))


def test_licence_that_is_not_told_is_said_so() -> None:
    what = replace(found("m-Q4_K_M.gguf"), licence=None)
    assert "does not tell its licence" in entries_of(what)[0].unconfirmed[0]


def test_unknown_key_is_none() -> None:
    assert find_entry("nothing") is None
