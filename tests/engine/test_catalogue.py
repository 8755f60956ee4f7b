"""The catalogue states only what can be true."""

import fnmatch
import re

import pytest

from engine.catalogue import CATALOGUE, CatalogueEntry, find_entry

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


def test_version_that_is_not_pinned_is_said_so() -> None:
    for entry in CATALOGUE:
        assert ("No version is pinned" in " ".join(entry.unconfirmed)) is (entry.revision is None)


def test_unknown_key_is_none() -> None:
    assert find_entry("nothing") is None
