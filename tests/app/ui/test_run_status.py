"""Every phase has words, and they are whole even where they are cut on the screen."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.controllers.run_status import RunPhase, RunStatus
from app.ui.run_status import RunStatusLabel, status_text


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (RunStatus(RunPhase.LOADING, "starter"), "Loading the model starter…"),
        (RunStatus(RunPhase.READY, "starter"), "Ready · starter"),
        (RunStatus(RunPhase.PREFILLING, "starter"), "Prefilling: reading the conversation…"),
        (RunStatus(RunPhase.DENOISING, "starter", 1, 14, 48), "Block 2 · step 14 of 48"),
        (RunStatus(RunPhase.STOPPING, "starter"), "Stopping…"),
        (RunStatus(RunPhase.FAILED, "x", reason="No files."), "The model failed: No files."),
    ],
)
def test_phase_in_words(status: RunStatus, words: str) -> None:
    assert status_text(status) == words


def test_every_phase_has_words() -> None:
    assert all(status_text(RunStatus(phase)) for phase in RunPhase)


def test_waiting_messages_are_told_while_loading() -> None:
    words = status_text(RunStatus(RunPhase.LOADING, "m", waiting=1))
    assert words == "Loading the model m… 1 message will be answered next."


def test_long_reason_is_cut_on_the_screen_only(qtbot: QtBot) -> None:
    label = RunStatusLabel()
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    label.show_status(RunStatus(RunPhase.FAILED, reason="word " * 100))
    assert label.text.count("word") == 100
    assert label.minimumSizeHint().width() < 120


def test_screen_readers_hear_of_each_block_but_not_of_each_step(qtbot: QtBot) -> None:
    label = RunStatusLabel()
    qtbot.addWidget(label)
    words = label.findChild(QLabel)
    assert words is not None
    names = []
    for block, step in ((0, 1), (0, 2), (0, 3), (1, 1)):
        label.show_status(RunStatus(RunPhase.DENOISING, block=block, step=step, max_steps=48))
        names.append(words.accessibleName())
    assert names[0] == names[1] == names[2] == "Model: block 1 takes shape"
    assert names[3] == "Model: block 2 takes shape"


def test_loading_says_how_far_it_is_but_not_aloud(qtbot: QtBot) -> None:
    label = RunStatusLabel()
    qtbot.addWidget(label)
    label.show_status(RunStatus(RunPhase.LOADING, "Gemma", share=0.427))
    assert label.text == "Loading the model Gemma… 42 %"
    told = label.findChild(QLabel).accessibleName()
    assert told == "Model: Loading the model Gemma…"


def test_stopped_loading_is_no_failure() -> None:
    assert status_text(RunStatus(RunPhase.UNLOADED, "Gemma")) == "No model is loaded."
