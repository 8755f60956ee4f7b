"""What a computer has room for, with the model in memory reckoned as given back."""

import errno
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.controllers import fits as module
from app.controllers.fits import Fits
from app.controllers.model_controller import ModelState, ModelStatus
from app.controllers.settings_controller import SettingsController
from app.paths import built_in_model
from app.settings import SettingsFile
from engine.catalogue import CatalogueEntry, find_entry
from engine.hardware import GIB
from engine.machines import MACHINES

NOTHING = ModelStatus()
PATIENCE = 20_000  # milliseconds


@pytest.fixture
def settings(tmp_path: Path) -> SettingsController:
    return SettingsController(SettingsFile(tmp_path / "settings.json"))


@pytest.fixture
def fits(qtbot: QtBot, settings: SettingsController) -> Iterator[Fits]:
    found = Fits(settings)
    yield found
    found.shutdown()


@pytest.fixture
def entry() -> CatalogueEntry:
    found = find_entry("diffusiongemma-26B-A4B-it-Q4_K_M")
    assert found is not None
    return found


def test_model_in_memory_gives_its_room_to_the_next(
    qtbot: QtBot,
    fits: Fits,
    entry: CatalogueEntry,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    machine = MACHINES["RTX 4090 24 GB"]
    taken = replace(machine, gpus=(replace(machine.gpus[0], free_bytes=10 * GIB),))
    monkeypatch.setattr(module, "survey", lambda folder: taken)
    with qtbot.waitSignal(fits.changed, timeout=PATIENCE):
        fits.look_around(tmp_path, NOTHING)
    first = fits.of_entry(entry)
    assert first is not None
    assert "streaming" in first.sentence
    loaded = ModelStatus(ModelState.READY, device="cuda:0", held_bytes=13 * GIB)
    with qtbot.waitSignal(fits.changed, timeout=PATIENCE):
        fits.look_around(tmp_path, loaded)
    then = fits.of_entry(entry)
    assert then is not None
    assert then.sentence == "Fits: all 30 layers on the GPU."
    assert fits.hardware == taken, "what is shown is what was found"


def test_nothing_is_said_before_it_is_known(fits: Fits, entry: CatalogueEntry) -> None:
    assert fits.of_entry(entry) is None
    assert fits.of_model(built_in_model()) is None
    assert fits.problem_of(built_in_model()) is None


def test_headers_are_read_once_until_the_model_changes(
    qtbot: QtBot, fits: Fits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed: list[Path] = []

    def refuse(folder: Path) -> str:
        weighed.append(folder)
        return "It is damaged."

    monkeypatch.setattr(module, "_weigh", refuse)
    with qtbot.waitSignal(fits.changed, timeout=PATIENCE):
        fits.of_model(tmp_path)
    assert fits.problem_of(tmp_path) == "It is damaged."
    assert weighed == [tmp_path]
    with qtbot.waitSignal(fits.changed, timeout=PATIENCE):
        (tmp_path / "another file").touch()
        fits.of_model(tmp_path)
    assert weighed == [tmp_path, tmp_path]


def test_defect_while_weighing_ends_it_with_a_sentence(
    qtbot: QtBot, fits: Fits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        raise ArithmeticError("a defect of ours")

    monkeypatch.setattr(module, "weigh", fail)
    with qtbot.captureExceptions() as caught:
        with qtbot.waitSignal(fits.changed, timeout=PATIENCE):
            fits.of_model(tmp_path)
        qtbot.waitUntil(lambda: len(caught) == 1)
    assert fits.problem_of(tmp_path) == "This model cannot be read."


def test_folder_that_refuses_to_be_read_says_why(
    qtbot: QtBot, fits: Fits, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(module, "weigh", refuse)
    with qtbot.waitSignal(fits.changed, timeout=PATIENCE):
        fits.of_model(tmp_path)
    assert fits.problem_of(tmp_path) == "This model cannot be read: permission denied."


def test_folder_that_is_gone_is_not_weighed(fits: Fits, tmp_path: Path) -> None:
    assert fits.of_model(tmp_path / "gone") is None
