"""What the start made is left out of garbage collection once, when a model stands."""

import gc

import pytest

from app.__main__ import spare_collector
from app.controllers.model_controller import ModelState, ModelStatus


def test_the_collector_is_spared_at_the_first_model_only(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[int] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(1))
    monkeypatch.setattr(gc, "get_freeze_count", lambda: 1000 * len(frozen))
    states = [ModelState.LOADING, ModelState.READY, ModelState.LOADING, ModelState.READY]
    for state in states:
        spare_collector(ModelStatus(state))
    assert frozen == [1]
