"""The benchmark runs what people run, and its parts make up the whole."""

import json
import time
from collections.abc import Callable

import pytest
import torch

from engine import Engine
from engine.benchmark import BenchmarkWishes, measure
from engine.cli import main
from engine.layers.feed_forward import FeedForward
from engine.stopwatch import REST, Stopwatch

WISHES = BenchmarkWishes(prefill_tokens=40, max_new_tokens=16, breakdown_steps=3)


def test_figures_are_those_of_a_reply(engine: Engine) -> None:
    figures = measure(engine, WISHES)
    assert len(figures.steps_per_block) == 2
    assert all(1 <= steps <= 12 for steps in figures.steps_per_block)
    assert figures.prefill_tokens_per_second > 0
    assert figures.tokens_per_second > 0
    assert figures.peak_memory_bytes > 0


def test_every_part_of_a_step_is_clocked(engine: Engine) -> None:
    breakdown = measure(engine, WISHES).breakdown
    assert REST in breakdown
    assert all(seconds > 0 for seconds in breakdown.values())


def test_parts_are_counted_once_and_add_up(load_engine: Callable[[str], Engine]) -> None:
    model = load_engine("plain").session.model
    cache = model.new_cache()
    canvas = torch.arange(model.config.canvas_length)
    stopwatch = Stopwatch(model.device)
    with stopwatch.running():
        started = time.perf_counter()
        model.denoise(canvas, cache, None)
        whole = time.perf_counter() - started
    total = sum(stopwatch.seconds.values())
    assert 0.5 * whole < total <= whole
    assert stopwatch.seconds["sampler"] == 0


def test_nothing_is_clocked_afterwards(engine: Engine) -> None:
    original = FeedForward.forward
    with Stopwatch(torch.device("cpu")).running():
        assert FeedForward.forward is not original
    assert FeedForward.forward is original


def test_bench_prints_a_table_or_json(saved: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["bench", "--model", str(saved("plain")[0]), "--device", "cpu"]
    short = ["--prefill-tokens", "20", "--max-new-tokens", "8", "--threads", "1"]
    assert main([*command, *short, "--fast-kernels"]) == 0
    table = capsys.readouterr().out
    assert "faster kernels are for graphics cards" in table
    assert "steps a block" in table
    assert "experts" in table
    assert main([*command, *short, "--json"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["device"] == "cpu"
    assert set(figures["breakdown"]) >= {"experts", "attention", "sampler", "softmax and entropy"}
