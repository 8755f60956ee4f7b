"""A second start raises the first window, and only on the same data folder."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.application import Application
from app.opening import AlreadyRunning
from app.single_instance import InstanceServer, raise_first
from tests.fakes.scripted_engine import ScriptedEngine


def test_the_first_is_told_and_answers(qtbot: QtBot, tmp_path: Path) -> None:
    server = InstanceServer(tmp_path)
    ask = (
        "import sys; from pathlib import Path; from app.single_instance import raise_first; "
        "sys.exit(0 if raise_first(Path(sys.argv[1])) else 3)"
    )
    with qtbot.waitSignal(server.raise_wanted, timeout=20_000):
        second = subprocess.Popen([sys.executable, "-c", ask, str(tmp_path)])
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=5000)
    assert second.returncode == 0
    server.close()
    assert not raise_first(tmp_path)


def test_a_second_program_on_the_same_data_does_not_start(
    qtbot: QtBot, application: Application, scripted: ScriptedEngine
) -> None:
    with pytest.raises(AlreadyRunning) as refused:
        Application(application.folder.root, None, scripted.load)
    assert refused.value.folder == application.folder.root
