"""Loading follows a plan, goes down the ladder when memory runs out, and says all of it."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from engine import (
    BlockCommitted,
    ChatMessage,
    Engine,
    Event,
    Finished,
    FinishReason,
    Frame,
    GenerationOptions,
    ModelDoesNotFit,
    PlanChanged,
    PlanWishes,
    Prefilled,
    devices,
    loading,
    memory_plan,
)
from engine.errors import InvalidRequest, ModelFilesError, NotEnoughMemory
from engine.hardware import GIB, Hardware
from engine.layers.experts import Experts
from engine.loading import Source
from engine.machines import MACHINES
from engine.memory_plan import Place
from engine.model_config import ModelConfig

HELLO = [ChatMessage("user", "Hello, who are you?")]
OPTIONS = GenerationOptions(max_new_tokens=24, seed=5)


@pytest.fixture
def on_machine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Hardware], None]:
    """Let the engine believe that it is on another computer, where torch reaches no card."""
    return lambda machine: monkeypatch.setattr(loading, "survey", lambda folder: machine)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tiny models count as large ones."""
    monkeypatch.setattr(memory_plan, "SMALL_MODEL", 0)


def tokens(events: list[Event]) -> list[int]:
    return [id_ for event in events if isinstance(event, BlockCommitted) for id_ in event.tokens]


def test_engine_tells_its_plan_and_the_reasons(engine: Engine) -> None:
    assert engine.plan.words == "all 3 layers in memory"
    assert set(engine.plan.reasons) <= set(engine.notes)


def test_wish_for_fewer_layers_leaves_the_others_in_their_file(saved: Callable) -> None:
    wishes = PlanWishes(max_resident_layers=1)
    engine = Engine.load(saved("plain")[0], "cpu", "float32", wishes=wishes)
    assert engine.plan.words == "1 layer in memory, 2 read from the disk at every step"
    kept = [place is Place.RESIDENT for place in engine.plan.layers]
    assert kept.count(True) == 1


def mapped_files(pointer: int) -> str:
    """The file that an address of this process is mapped from; empty if none."""
    for line in Path("/proc/self/maps").read_text(encoding="utf-8").splitlines():
        parts = line.split(maxsplit=5)
        start, end = (int(part, 16) for part in parts[0].split("-"))
        if start <= pointer < end:
            return parts[5] if len(parts) > 5 else ""
    return ""


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="Linux tells what is mapped")
def test_only_layers_that_stay_are_copied_out_of_the_file(saved: Callable) -> None:
    wishes = PlanWishes(max_resident_layers=1)
    engine = Engine.load(saved("plain")[0], "cpu", "float32", wishes=wishes)
    for layer, place in zip(engine.session.model.layers, engine.plan.layers, strict=True):
        file = mapped_files(layer.experts.down_proj.data_ptr())
        assert file.endswith("model.safetensors") is (place is Place.MAPPED)


@pytest.mark.parametrize("layers", [0, 1, 2])
def test_replies_do_not_depend_on_the_plan(saved: Callable, layers: int) -> None:
    folder = saved("plain")[0]
    whole = Engine.load(folder, "cpu", "float32")
    partly = Engine.load(folder, "cpu", "float32", wishes=PlanWishes(max_resident_layers=layers))
    expected, found = (tokens(list(each.generate(HELLO, OPTIONS))) for each in (whole, partly))
    assert found == expected


class RunsOut:
    """Stands for ``load_model`` on a device whose memory runs out so many times."""

    def __init__(self, times: int, error: Exception) -> None:
        self.plans: list[tuple[Place, ...]] = []
        self._times, self._error, self._load = times, error, loading.load_model

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        self.plans.append(named["places"])
        if len(self.plans) <= self._times:
            raise self._error
        return self._load(*arguments, **named)


ERRORS = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 20.00 MiB."),
    MemoryError(),
    RuntimeError("MPS backend out of memory (MPS allocated: 9.07 GB)"),
    RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory"),
    RuntimeError("[enforce fail] DefaultCPUAllocator: not enough memory: you tried to allocate 9"),
    RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
]


@pytest.mark.parametrize("error", ERRORS, ids=str)
def test_out_of_memory_at_load_falls_one_rung_and_says_so(
    saved: Callable, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    runs_out = RunsOut(1, error)
    monkeypatch.setattr(loading, "load_model", runs_out)
    engine = Engine.load(saved("sharded")[0], "cpu", "float32")
    kept = [plan.count(Place.RESIDENT) for plan in runs_out.plans]
    assert kept == [6, 3]
    assert engine.plan.layers.count(Place.RESIDENT) == 3
    assert any("ran out with all 6 layers in memory" in note for note in engine.notes)


def test_ladder_ends_in_a_sentence_with_a_way_out(
    saved: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs_out = RunsOut(99, MemoryError())
    monkeypatch.setattr(loading, "load_model", runs_out)
    with pytest.raises(ModelDoesNotFit, match="smaller version"):
        Engine.load(saved("sharded")[0], "cpu", "float32")
    assert [plan.count(Place.RESIDENT) for plan in runs_out.plans] == [6, 3, 0]


def test_other_failures_are_no_lack_of_memory(
    saved: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "load_model", RunsOut(1, RuntimeError("broken")))
    with pytest.raises(RuntimeError, match="broken"):
        Engine.load(saved("plain")[0], "cpu", "float32")


@pytest.fixture
def run_out_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], None]]:
    """Let the so manieth pass through a layer's experts run out of memory, once."""

    def arrange(call: int) -> None:
        left, forward = [call], Experts.forward

        def failing(self: Experts, *arguments: torch.Tensor) -> torch.Tensor:
            left[0] -= 1
            if left[0] == 0:
                raise torch.OutOfMemoryError("CUDA out of memory.")
            return forward(self, *arguments)

        monkeypatch.setattr(Experts, "forward", failing)

    return arrange


@pytest.mark.parametrize("call", [2, 5, 40])
def test_out_of_memory_in_a_reply_falls_one_rung_and_goes_on(
    load_engine: Callable[[str], Engine], run_out_at: Callable[[int], None], call: int
) -> None:
    engine = load_engine("plain")
    run_out_at(call)
    events = list(engine.generate(HELLO, OPTIONS))
    [changed] = [event for event in events if isinstance(event, PlanChanged)]
    assert (
        changed.words
        == engine.plan.words
        == "0 layers in memory, 3 read from the disk at every step"
    )
    assert changed.sentence in engine.notes
    assert isinstance(events[-1], Finished)
    assert sum(isinstance(event, Prefilled) for event in events) == 1
    assert [event.block for event in events if isinstance(event, BlockCommitted)] == [0, 1, 2]
    after = next(e for e in events[events.index(changed) :] if isinstance(e, Frame))
    assert after.step == 1


def test_reply_goes_on_behind_its_committed_blocks(
    load_engine: Callable[[str], Engine], run_out_at: Callable[[int], None]
) -> None:
    """What the cache holds afterwards is the prompt and the blocks before the last."""
    engine = load_engine("plain")
    run_out_at(40)
    events = list(engine.generate(HELLO, OPTIONS))
    prompt = next(event for event in events if isinstance(event, Prefilled)).prompt_tokens
    assert engine.session.encoded[prompt:] == tokens(events)[:16]


def test_reply_ends_in_a_sentence_when_nothing_is_left_to_give_up(
    saved: Callable, run_out_at: Callable[[int], None]
) -> None:
    wishes = PlanWishes(max_resident_layers=0)
    engine = Engine.load(saved("plain")[0], "cpu", "float32", wishes=wishes)
    run_out_at(2)
    with pytest.raises(NotEnoughMemory, match="not enough memory"):
        list(engine.generate(HELLO, OPTIONS))
    assert list(engine.generate(HELLO, OPTIONS))  # and the engine is whole


def test_plan_says_for_how_long_a_conversation_there_is_room(saved: Callable) -> None:
    wishes = PlanWishes(context_tokens=300)
    engine = Engine.load(saved("plain")[0], "cpu", "float32", wishes=wishes)
    assert engine.notes[0] == (
        "The plan: all 3 layers in memory, with room for a conversation of 300 tokens."
    )


def test_fall_in_a_reply_makes_room_for_all_of_it_at_once(
    saved: Callable, run_out_at: Callable[[int], None]
) -> None:
    wishes = PlanWishes(context_tokens=8)
    engine = Engine.load(saved("sharded")[0], "cpu", "float32", wishes=wishes)
    run_out_at(2)
    events = list(engine.generate(HELLO, OPTIONS))
    prompt = next(event for event in events if isinstance(event, Prefilled)).prompt_tokens
    assert engine.plan.context_tokens == prompt + 24
    assert sum(isinstance(event, PlanChanged) for event in events) == 1


def test_fall_takes_the_next_rung_where_all_of_the_reply_has_no_room(
    saved: Callable, run_out_at: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = PlanWishes(context_tokens=8)
    engine = Engine.load(saved("sharded")[0], "cpu", "float32", wishes=wishes)
    load = loading.load

    def cramped(source: Source, wishes: PlanWishes, watch: object) -> object:
        if wishes.context_tokens > 8:
            raise ModelDoesNotFit("Too long.")
        return load(source, wishes, watch)  # type: ignore[arg-type]

    monkeypatch.setattr(loading, "load", cramped)
    run_out_at(2)
    assert isinstance(list(engine.generate(HELLO, OPTIONS))[-1], Finished)
    assert engine.plan.context_tokens == 8


def test_model_that_cannot_be_loaded_anew_is_not_in_memory(
    saved: Callable, run_out_at: Callable[[int], None], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(saved("plain")[0], tmp_path / "model"))
    engine = Engine.load(folder, "cpu", "float32")
    shutil.rmtree(folder)
    run_out_at(2)
    for _ in range(2):  # the next reply says it, too
        with pytest.raises(ModelFilesError, match="weights are missing"):
            list(engine.generate(HELLO, OPTIONS))
        assert not engine.is_in_memory
        assert engine.held_bytes == 0


def test_stop_is_heard_while_the_model_is_loaded_anew(
    load_engine: Callable[[str], Engine],
    run_out_at: Callable[[int], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    engine, stop = load_engine("plain"), threading.Event()
    run_out_at(2)
    load_model = loading.load_model

    def stopped(*arguments: Any, **named: Any) -> object:
        stop.set()  # the person does not want to wait
        return load_model(*arguments, **named)

    monkeypatch.setattr(loading, "load_model", stopped)
    events = list(engine.generate(HELLO, OPTIONS, stop))
    assert [type(event) for event in events] == [Finished]
    assert events[0].reason is FinishReason.STOPPED
    monkeypatch.setattr(loading, "load_model", load_model)
    events = list(engine.generate(HELLO, OPTIONS))  # the next reply loads it, and says so
    assert isinstance(events[0], PlanChanged)
    assert isinstance(events[-1], Finished)


@pytest.mark.usefixtures("large")
def test_processor_is_offered_but_not_taken_when_the_card_fails(
    saved: Callable, on_machine: Callable[[Hardware], None]
) -> None:
    on_machine(MACHINES["RTX 4090 24 GB"])  # which this computer's torch does not reach
    with pytest.raises(
        ModelDoesNotFit, match="does not reach the NVIDIA GeForce RTX 4090"
    ) as caught:
        Engine.load(saved("plain")[0])
    assert caught.value.offers_cpu
    assert Engine.load(saved("plain")[0], device="cpu").device == "cpu"


def test_small_model_runs_on_the_processor_and_says_why(
    saved: Callable, on_machine: Callable[[Hardware], None]
) -> None:
    on_machine(MACHINES["RTX 4090 24 GB"])
    engine = Engine.load(saved("plain")[0])
    assert engine.device == "cpu"
    assert any("does not reach" in note for note in engine.notes)
    assert any("small model" in note for note in engine.notes)


def test_card_that_is_asked_for_and_not_there_is_refused(saved: Callable) -> None:
    with pytest.raises(ModelDoesNotFit):
        Engine.load(saved("plain")[0], device="cuda")
    with pytest.raises(InvalidRequest, match="no device called"):
        Engine.load(saved("plain")[0], device="abacus")


def test_model_too_large_for_the_memory_is_refused(
    saved: Callable, on_machine: Callable[[Hardware], None]
) -> None:
    machine = MACHINES["no card, 8 GB memory"]
    on_machine(replace(machine, free_ram_bytes=GIB // 2))
    with pytest.raises(ModelDoesNotFit, match="main memory"):
        Engine.load(saved("plain")[0])


@pytest.mark.parametrize(("quantize", "dtype"), [(True, "float32"), (False, "bfloat16")])
def test_packed_weights_count_as_they_lie_when_the_dtype_is_chosen(
    saved: Callable, monkeypatch: pytest.MonkeyPatch, quantize: bool, dtype: str
) -> None:
    """Half of what all numbers would take as float32 is enough for the packed ones."""
    folder = saved("plain")[0]
    config = ModelConfig.from_folder(folder)
    packed = Source(folder, config, quantize=True).sizes(4).total
    floats = Source(folder, config).sizes(4).total
    assert packed < 0.8 * floats
    monkeypatch.setattr(devices, "_CPU_RESERVE", 0)
    free = SimpleNamespace(available=(packed + floats) // 2)
    monkeypatch.setattr(devices, "psutil", SimpleNamespace(virtual_memory=lambda: free))
    monkeypatch.setattr(loading, "leave_a_core_free", lambda: None)
    assert Engine.load(folder, "cpu", quantize=quantize).dtype == dtype


def test_unload_lets_go_of_the_weights(engine: Engine) -> None:
    import gc
    import weakref

    weight = weakref.ref(engine.session.model.embed_tokens.weight)
    engine.unload()
    gc.collect()
    assert weight() is None
    with pytest.raises(InvalidRequest, match="unloaded"):
        engine.generate(HELLO, OPTIONS)
    engine.unload()  # once more does no harm


def test_what_a_model_holds_is_told_until_it_is_unloaded(saved: Callable) -> None:
    engine = Engine.load(saved("plain")[0], "cpu", "float32")
    assert 0 < engine.held_bytes <= engine.plan.weights_bytes
    engine.unload()
    assert engine.held_bytes == 0
