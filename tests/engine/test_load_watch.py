"""Shares grow from 0 to 1 while a model is loaded, and a stop ends the loading at once."""

import gc
import threading
import weakref
from collections.abc import Callable

import pytest

from engine import Engine
from engine.errors import LoadStopped
from engine.load_watch import LoadWatch
from engine.model import diffusion_gemma
from engine.weights import load as loader


def test_shares_go_up_to_one() -> None:
    told: list[float] = []
    watch = LoadWatch(told.append)
    watch.begin(4)
    watch.took(1)
    watch.took(3)
    assert told == [0, 0.25, 1]
    watch.begin(2)
    assert told[-1] == 0


def test_nothing_to_load_is_no_failure() -> None:
    LoadWatch().begin(0)


@pytest.mark.parametrize("quantize", [False, True])
def test_loading_a_folder_tells_every_tensor(saved: Callable, quantize: bool) -> None:
    told: list[float] = []
    watch = LoadWatch(told.append)
    engine = Engine.load(saved("plain")[0], "cpu", "float32", quantize=quantize, watch=watch)
    assert told[0] == 0
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)
    assert len(told) > len(list(engine.session.model.parameters())) - 1


def test_stop_ends_the_loading_at_the_next_tensor_and_frees_what_came(
    saved: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[weakref.ref] = []

    def remembered(config: object) -> diffusion_gemma.DiffusionGemma:
        model = empty_model(config)
        made.append(weakref.ref(model))
        return model

    empty_model = loader.empty_model
    monkeypatch.setattr(loader, "empty_model", remembered)
    stop, told = threading.Event(), []

    def tell(share: float) -> None:
        told.append(share)
        if share > 0.3:
            stop.set()

    with pytest.raises(LoadStopped):
        Engine.load(saved("plain")[0], "cpu", "float32", watch=LoadWatch(tell, stop))
    assert sum(share > 0.3 for share in told) == 1
    gc.collect()
    assert made
    assert not any(reference() for reference in made)


def test_stop_before_the_beginning_reads_no_weights(
    saved: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*arguments: object) -> None:
        raise AssertionError("weights were opened")

    monkeypatch.setattr(loader, "open_weights", never)
    stop = threading.Event()
    stop.set()
    with pytest.raises(LoadStopped):
        Engine.load(saved("plain")[0], "cpu", "float32", watch=LoadWatch(stop=stop))
