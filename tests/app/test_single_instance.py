"""A second start raises the first window, and only on the same data folder."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.application import AlreadyRunning, Application
from app.single_instance import InstanceServer, raise_first
from tests.fakes.scripted_engine import ScriptedEngine


def test_the_first_is_told_and_answers(qtbot: QtBot, tmp_path: Path) -> None:
    server = InstanceServer(tmp_path)
    with ThreadPoolExecutor(1) as pool, qtbot.waitSignal(server.raise_wanted, timeout=5000):
        answer = pool.submit(raise_first, tmp_path)
        qtbot.waitUntil(answer.done, timeout=5000)
    assert answer.result()
    server.close()
    assert not raise_first(tmp_path)


def test_a_second_program_on_the_same_data_does_not_start(
    qtbot: QtBot, application: Application, scripted: ScriptedEngine
) -> None:
    with pytest.raises(AlreadyRunning) as refused:
        Application(application.folder.root, None, scripted.load)
    assert refused.value.folder == application.folder.root
