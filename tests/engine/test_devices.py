"""What torch reaches: cards that it cannot compute on get a sentence, and the CPU is offered."""

import os
from collections.abc import Callable

import pytest
import torch

from engine import devices
from engine.devices import is_built_for, seen_by_torch
from engine.hardware import GIB
from engine.machines import MACHINES

NEW_BUILD = ["sm_75", "sm_80", "sm_86", "sm_90a", "sm_100", "compute_120"]


def raising(text: str) -> Callable[..., None]:
    def fail(*_: object) -> None:
        raise RuntimeError(text)

    return fail


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Torch with one card that works; tests take from it what does not."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "mem_get_info", lambda index: (9 * GIB, 12 * GIB))
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda index: "NVIDIA GeForce RTX 3060")
    monkeypatch.setattr(torch.cuda, "get_device_capability", lambda index: (8, 6))
    monkeypatch.setattr(torch.cuda, "get_arch_list", lambda: NEW_BUILD)
    monkeypatch.setattr(devices, "try_sum", lambda device: None)
    return monkeypatch


@pytest.mark.usefixtures("card")
def test_torch_tells_what_a_card_has_free() -> None:
    [gpu] = seen_by_torch(MACHINES["RTX 3060 12 GB"]).usable_gpus
    assert (gpu.device, gpu.free_bytes) == ("cuda:0", 9 * GIB)


@pytest.mark.parametrize(
    ("capability", "builds", "runs"),
    [
        ((6, 1), NEW_BUILD, False),  # Pascal
        ((7, 0), NEW_BUILD, False),  # Volta
        ((7, 5), NEW_BUILD, True),
        ((8, 9), NEW_BUILD, True),  # code for 8.6 runs on it
        ((9, 0), NEW_BUILD, True),
        ((10, 3), NEW_BUILD, True),
        ((11, 0), NEW_BUILD, False),
        ((12, 1), NEW_BUILD, True),  # compiled for it when it is used
        ((9, 1), ["sm_90a"], False),
        ((8, 0), ["sm_86"], False),
        ((8, 0), [], False),
    ],
)
def test_builds_run_on_their_cards_and_later_ones(
    capability: tuple[int, int], builds: list[str], runs: bool
) -> None:
    assert is_built_for(capability, builds) is runs


def test_card_older_than_the_build_has_a_problem(card: pytest.MonkeyPatch) -> None:
    card.setattr(torch.cuda, "get_device_capability", lambda index: (6, 1))
    [gpu] = seen_by_torch(MACHINES["RTX 3060 12 GB"]).gpus
    assert gpu.problem is not None
    assert "not built for it" in gpu.problem


@pytest.mark.parametrize(
    ("part", "error", "words"),
    [
        ("sum", "CUDA error: no kernel image is available for execution", "not built for it"),
        ("sum", "CUDA error: invalid device function", "not built for it"),
        ("memory", "CUDA error: CUDA-capable device(s) is/are busy or unavailable", "busy"),
        ("name", "CUDA error: unknown error", "graphics card"),
    ],
)
def test_card_that_fails_has_a_problem(
    card: pytest.MonkeyPatch, part: str, error: str, words: str
) -> None:
    if part == "sum":
        card.setattr(devices, "try_sum", raising(error))
    else:
        name = "mem_get_info" if part == "memory" else "get_device_name"
        card.setattr(torch.cuda, name, raising(error))
    found = seen_by_torch(MACHINES["RTX 3060 12 GB"])
    assert found.usable_gpus == ()
    [gpu] = found.gpus
    assert gpu.problem is not None
    assert words in gpu.problem


@pytest.mark.usefixtures("card")
def test_cards_are_counted_as_the_survey_counts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CUDA_DEVICE_ORDER", raising=False)
    seen_by_torch(MACHINES["RTX 3060 12 GB"])
    assert os.environ["CUDA_DEVICE_ORDER"] == "PCI_BUS_ID"
    monkeypatch.setenv("CUDA_DEVICE_ORDER", "FASTEST_FIRST")
    seen_by_torch(MACHINES["RTX 3060 12 GB"])
    assert os.environ["CUDA_DEVICE_ORDER"] == "FASTEST_FIRST"


def test_the_smallest_sum_runs_where_torch_computes() -> None:
    devices.try_sum(torch.device("cpu"))


def test_metal_tells_how_much_it_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)
    monkeypatch.setattr(torch.mps, "recommended_max_memory", lambda: 10 * GIB)
    [gpu] = seen_by_torch(MACHINES["Mac M2 24 GB"]).usable_gpus
    assert (gpu.device, gpu.total_bytes) == ("mps", 10 * GIB)
