"""Loading, failing, switching and ending, also against an engine that does not listen."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.engine_worker import ReplyRequest, _paced
from app.controllers.model_controller import ModelController, ModelState
from engine import ChatMessage, EngineError, GenerationOptions
from engine.load_watch import LoadWatch
from tests.fakes.scripted_engine import ScriptedEngine


def test_status_goes_from_none_over_loading_to_ready(qtbot: QtBot, model: ModelController) -> None:
    states = [model.status.state]
    model.status_changed.connect(lambda status: states.append(status.state))
    with qtbot.waitSignals([model.status_changed] * 2, timeout=5000):
        model.load(Path("scripted"))
    assert states == [ModelState.NONE, ModelState.LOADING, ModelState.READY]


def test_failed_load_says_why_and_can_be_tried_again(
    qtbot: QtBot, scripted: ScriptedEngine
) -> None:
    problems: list[EngineError] = [EngineError("There is no model folder here.")]

    def load(folder: Path, watch: LoadWatch) -> ScriptedEngine:
        if problems:
            raise problems.pop()
        return scripted.load(folder)

    model = ModelController(load)
    model.load(Path("nowhere"))
    qtbot.waitUntil(lambda: model.status.state is ModelState.FAILED, timeout=5000)
    assert model.status.failure is not None
    assert model.status.failure.sentence == "There is no model folder here."
    model.reload()
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)
    assert model.shutdown()


def test_the_old_model_is_freed_before_the_next_is_loaded(
    qtbot: QtBot, scripted: ScriptedEngine
) -> None:
    was_freed: list[bool] = []

    def load(folder: Path, watch: LoadWatch) -> ScriptedEngine:
        was_freed.append(scripted.is_unloaded)
        return scripted.load(folder)

    model = ModelController(load)
    for name in ("one", "two"):
        model.load(Path(name))
        qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)
    assert was_freed == [False, True]
    assert model.shutdown()
    assert scripted.is_unloaded


@pytest.fixture
def slow(scripted: ScriptedEngine) -> Iterator[ScriptedEngine]:
    """An engine that waits at a quarter of its loading."""
    hold = scripted.load_hold = threading.Event()
    yield scripted
    hold.set()


def begin_loading(qtbot: QtBot, model: ModelController) -> None:
    model.load(Path("large"))
    qtbot.waitUntil(lambda: model.status.share == 0.25, timeout=5000)


def test_loading_tells_how_far_it_is_without_another_status(
    qtbot: QtBot, model: ModelController, slow: ScriptedEngine
) -> None:
    states = []
    model.status_changed.connect(lambda status: states.append(status.state))
    begin_loading(qtbot, model)
    assert states == [ModelState.LOADING]
    assert slow.load_hold is not None
    slow.load_hold.set()
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)
    assert model.status.share is None


def test_stopped_loading_leaves_no_model_and_can_begin_again(
    qtbot: QtBot, model: ModelController, slow: ScriptedEngine
) -> None:
    begin_loading(qtbot, model)
    model.stop_load()
    qtbot.waitUntil(lambda: model.status.state is ModelState.STOPPED, timeout=5000)
    assert (model.status.folder, model.status.failure) == (Path("large"), None)
    slow.load_hold = None
    model.reload()
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)


def test_choosing_another_model_while_one_loads_ends_that_load_on_the_same_thread(
    qtbot: QtBot, model: ModelController, slow: ScriptedEngine
) -> None:
    begin_loading(qtbot, model)
    first = model._thread
    slow.load_hold = None
    states = []
    model.status_changed.connect(lambda status: states.append((status.state, status.folder)))
    model.load(Path("small"))
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)
    assert states == [(ModelState.LOADING, Path("small")), (ModelState.READY, Path("small"))]
    assert model._thread is first


def test_closing_while_a_model_loads_does_not_wait_for_it(
    qtbot: QtBot, model: ModelController, slow: ScriptedEngine
) -> None:
    begin_loading(qtbot, model)
    assert model.shutdown()


def test_shares_come_only_as_often_as_a_window_can_follow() -> None:
    told: list[float] = []
    pass_on = _paced(told.append)
    for number in range(1000):
        pass_on(number / 1000)
    assert told[0] == 0
    assert len(told) < 100


@pytest.fixture
def deaf(scripted: ScriptedEngine) -> ScriptedEngine:
    scripted.hold = threading.Event()
    scripted.ignores_stop = True
    return scripted


def begin(qtbot: QtBot, model: ModelController) -> None:
    model.force_after_ms = 100
    model.load(Path("deaf"))
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)
    with qtbot.waitSignal(model.event_came, timeout=5000):
        model.ask(
            ReplyRequest(
                "reply", (ChatMessage("user", "Hello"),), GenerationOptions(), threading.Event()
            )
        )


def test_switching_is_forced_when_the_engine_does_not_stop(
    qtbot: QtBot, model: ModelController, deaf: ScriptedEngine
) -> None:
    begin(qtbot, model)
    with qtbot.waitSignal(model.reply_abandoned, timeout=5000):
        model.load(Path("next"))
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)
    assert model.status.folder == Path("next")
    end_abandoned(qtbot, model, deaf)


def test_shutdown_gives_up_on_an_engine_that_does_not_stop(
    qtbot: QtBot, model: ModelController, deaf: ScriptedEngine
) -> None:
    begin(qtbot, model)
    with qtbot.waitSignal(model.reply_abandoned, timeout=5000):
        assert not model.shutdown()
    end_abandoned(qtbot, model, deaf)


def end_abandoned(qtbot: QtBot, model: ModelController, deaf: ScriptedEngine) -> None:
    assert deaf.hold is not None
    deaf.hold.set()
    qtbot.waitUntil(model.shutdown, timeout=5000)


def ask(model: ModelController) -> ReplyRequest:
    hello = (ChatMessage("user", "Hello"),)
    request = ReplyRequest("reply", hello, GenerationOptions(), threading.Event())
    model.ask(request)
    return request


def ready(qtbot: QtBot, model: ModelController) -> None:
    model.load(Path("scripted"))
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)


def test_model_that_went_away_in_a_reply_is_not_said_to_be_ready(
    qtbot: QtBot, model: ModelController, scripted: ScriptedEngine
) -> None:
    ready(qtbot, model)
    scripted.refusal, scripted.is_unloaded = EngineError("Its folder is gone."), True
    states: list[ModelState] = []
    model.reply_failed.connect(lambda *_: states.append(model.status.state))
    with qtbot.waitSignal(model.reply_failed, timeout=5000):
        ask(model)
    assert states == [ModelState.FAILED], "nobody asks it for the next reply"
    assert model.status.failure is not None
    assert model.status.failure.sentence == "Its folder is gone."


def test_reply_stopped_while_its_model_was_loaded_anew_leaves_none_in_memory(
    qtbot: QtBot, model: ModelController, scripted: ScriptedEngine
) -> None:
    ready(qtbot, model)
    scripted.is_unloaded = True
    ask(model)
    qtbot.waitUntil(lambda: model.status.state is ModelState.STOPPED, timeout=5000)


def test_reply_that_fails_leaves_the_model_ready(
    qtbot: QtBot, model: ModelController, scripted: ScriptedEngine
) -> None:
    ready(qtbot, model)
    scripted.refusal = EngineError("Too long.")
    with qtbot.waitSignal(model.reply_failed, timeout=5000):
        ask(model)
    assert model.status.state is ModelState.READY


def test_unloading_stops_the_reply_at_work_and_tells_once_it_is_free(
    qtbot: QtBot, model: ModelController, scripted: ScriptedEngine
) -> None:
    scripted.hold = threading.Event()
    ready(qtbot, model)
    request = ask(model)
    free: list[bool] = []
    model.status_changed.connect(lambda _: free.append(scripted.is_unloaded))
    model.unload()
    qtbot.waitUntil(lambda: len(free) == 2, timeout=5000)
    assert request.stop.is_set()
    assert free[-1]
    assert model.status.state is ModelState.UNLOADED
    model.wake()
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY, timeout=5000)
