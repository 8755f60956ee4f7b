"""A download process that cannot start, dies or is stopped never goes unnoticed."""

import sys
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.controllers import download_process
from app.controllers.download_process import DownloadProcess, engine_command
from engine.download_events import Checking, Failed


@pytest.fixture
def process(qtbot: QtBot) -> Iterator[DownloadProcess]:
    made = DownloadProcess()
    yield made
    made.stop()


def run_instead(monkeypatch: pytest.MonkeyPatch, *command: str) -> None:
    monkeypatch.setattr(download_process, "engine_command", lambda: list(command))


def test_process_that_dies_is_a_sentence(
    qtbot: QtBot, process: DownloadProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = '{"event": "checking", "file": "x"}'
    program = f"import sys; print({line!r}); sys.exit('it broke')"
    run_instead(monkeypatch, sys.executable, "-c", program)
    events: list[object] = []
    process.event_came.connect(events.append)
    process.start([])
    qtbot.waitUntil(lambda: not process.is_running, timeout=20_000)
    assert events[0] == Checking("x")
    assert events[1:] == [Failed("The download ended unexpectedly (it broke). Try to resume it.")]


def test_program_that_is_not_there_is_a_sentence(
    qtbot: QtBot, process: DownloadProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_instead(monkeypatch, "/nowhere/python")
    events: list[object] = []
    process.event_came.connect(events.append)
    process.start([])
    qtbot.waitUntil(lambda: bool(events))
    assert isinstance(events[0], Failed)
    assert "could not be started" in events[0].sentence
    assert not process.is_running


def test_stopped_process_tells_nothing_more(
    qtbot: QtBot, process: DownloadProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_instead(monkeypatch, sys.executable, "-c", "import time; time.sleep(60)")
    events: list[object] = []
    process.event_came.connect(events.append)
    process.start([])
    process.stop()
    qtbot.wait(50)
    assert (events, process.is_running) == ([], False)


def test_packaged_program_runs_its_engine_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert engine_command() == [sys.executable, "-m", "engine"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert engine_command() == [sys.executable, "--engine"]


def test_programs_own_switch_leads_to_the_engine(capsys: pytest.CaptureFixture[str]) -> None:
    from app.__main__ import main

    assert main(["--engine", "download"]) == 0
    assert "diffusiongemma-26B-A4B-it" in capsys.readouterr().out
