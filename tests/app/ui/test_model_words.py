"""Sizes, times and states as a person reads them."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.controllers.model_controller import ModelState
from app.controllers.model_library import DownloadPhase, DownloadStatus, LibraryModel, Origin
from app.ui.model_words import (
    download_words,
    entry_words,
    is_on_card,
    model_words,
    room_words,
    time_words,
)
from engine.catalogue import CATALOGUE, Format
from engine.machines import MACHINES

FOLDER = Path("/models/gemma")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (3, "less than a minute"),
        (70, "about a minute"),
        (20 * 60, "about 20 minutes"),
        (3 * 3600, "about 3 hours"),
    ],
)
def test_times(seconds: float, words: str) -> None:
    assert time_words(seconds) == words


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (DownloadStatus(FOLDER, DownloadPhase.STARTING), "Asking the hub…"),
        (
            DownloadStatus(FOLDER, DownloadPhase.FETCHING, 3 * 10**9, 17 * 10**9, 11_000_000, 1260),
            "3.0\xa0GB of 17.0\xa0GB · 11\xa0MB a second · about 21 minutes left",
        ),
        (
            DownloadStatus(FOLDER, DownloadPhase.FETCHING, 0, 17 * 10**9),
            "0\xa0B of 17.0\xa0GB",
        ),
        (
            DownloadStatus(FOLDER, DownloadPhase.PAUSED, 3 * 10**9, 17 * 10**9),
            "3.0\xa0GB of 17.0\xa0GB, paused",
        ),
        (
            DownloadStatus(FOLDER, DownloadPhase.WAITING, sentence="The line was cut."),
            "The line was cut. Trying again…",
        ),
        (DownloadStatus(FOLDER, DownloadPhase.FAILED, sentence="No room."), "No room."),
        (
            DownloadStatus(FOLDER, DownloadPhase.CHECKING, sentence="a.gguf"),
            "Checking what is here of a.gguf…",
        ),
    ],
)
def test_downloads(status: DownloadStatus, words: str) -> None:
    assert download_words(status) == words


def test_disk_without_room_is_told_with_both_sizes() -> None:
    small = CATALOGUE[0]
    assert room_words(small, 18 * 10**9) == ""
    assert room_words(small, 16 * 10**9) == (
        "Does not fit on the disk: 17.0\xa0GB are needed, 16.0\xa0GB are free."
    )


def test_packing_needs_no_room_for_all_files_at_once() -> None:
    packed = next(entry for entry in CATALOGUE if entry.format is Format.PACKED)
    assert room_words(packed, 25 * 10**9) == ""
    assert room_words(replace(packed, format=Format.BF16), 25 * 10**9)


def test_models_say_where_they_came_from() -> None:
    built_in = LibraryModel("Starter", FOLDER, Origin.BUILT_IN)
    words = model_words(built_in, ModelState.READY)
    assert words == "In use · comes along with Sfumato, very small"
    words = model_words(built_in, ModelState.LOADING)
    assert words == "Is being loaded · comes along with Sfumato, very small"
    unchecked = LibraryModel("g", FOLDER, Origin.DOWNLOADED, 10**9, unchecked=("x",))
    assert model_words(unchecked, ModelState.NONE) == (
        "1.0\xa0GB on disk · the hub told no hash for some files: only their size was checked"
    )
    own = LibraryModel("g", FOLDER, Origin.OWN_FOLDER)
    assert model_words(own, ModelState.NONE) == f"Your folder {FOLDER}"


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.key)
def test_rounded_sizes_are_said_to_be_about(entry: object) -> None:
    assert entry_words(entry).startswith("about ") is not entry.is_size_exact  # type: ignore
    assert entry.licence in entry_words(entry)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("wish", "device", "machine", "is_card"),
    [
        ("gpu", "", None, True),
        ("cpu", "cuda:0", "RTX 4090 24 GB", False),
        ("auto", "cuda:0", None, True),
        ("auto", "cpu", "RTX 4090 24 GB", False),
        ("auto", "", "RTX 4090 24 GB", True),
        ("auto", "", "no card, 64 GB memory", False),
    ],
)
def test_card_is_meant_where_models_run_on_one(
    wish: str, device: str, machine: str | None, is_card: bool
) -> None:
    assert is_on_card(wish, device, MACHINES[machine] if machine else None) is is_card
