"""Newest wins."""

from pytestqt.qtbot import QtBot

from app.controllers.frame_pacer import FramePacer
from engine import Frame
from tests.fakes.scripted_engine import scripted_frame


def test_only_the_newest_of_a_burst_is_passed_on(qtbot: QtBot) -> None:
    pacer = FramePacer()
    seen: list[Frame] = []
    pacer.frame_due.connect(seen.append)
    frames = [scripted_frame(["Hello"], 0, step, 10) for step in range(1, 11)]
    with qtbot.waitSignal(pacer.frame_due, timeout=2000):
        for frame in frames:
            pacer.offer(frame)
    assert seen == [frames[-1]]


def test_dropped_frame_is_never_shown(qtbot: QtBot) -> None:
    pacer = FramePacer()
    pacer.offer(scripted_frame(["Hello"], 0, 1, 10))
    with qtbot.assertNotEmitted(pacer.frame_due, wait=60):
        pacer.drop()
