"""The random quantised folders of the full-size benchmark are whole models."""

from pathlib import Path

import pytest
import torch

from engine.benchmark import BenchmarkWishes, measure_breakdown
from engine.engine import Engine
from engine.layers.quantized import PackedWeight
from engine.model_config import ModelConfig
from engine.released_model import RELEASED
from tests.bench import full_size
from tests.bench.full_size import RELEASED_SIZE
from tests.fakes.random_quantized import write_random_quantized
from tests.fakes.tiny_checkpoints import RECIPES, reference_config


def test_a_folder_loads_and_takes_steps(tmp_path: Path) -> None:
    assert write_random_quantized(RECIPES["plain"], tmp_path) > 10_000
    engine = Engine.load(tmp_path, "cpu", "float32")
    packed = [m for m in engine.session.model.modules() if isinstance(m, PackedWeight)]
    assert packed
    for weight in packed:
        numbers = weight.unpacked(torch.float32)
        assert abs(float(numbers.mean())) < 0.25 * float(numbers.std())
    breakdown = measure_breakdown(engine, [5, 6, 7], BenchmarkWishes(breakdown_steps=2))
    assert breakdown["experts"] > 0


def test_the_benchmark_has_the_released_geometry(tmp_path: Path) -> None:
    reference_config(RELEASED_SIZE).save_pretrained(tmp_path)
    made = ModelConfig.from_folder(tmp_path)
    for name in ("layer_types", "head_dims", "kv_heads", "num_experts", "hidden_size"):
        assert getattr(made, name) == getattr(RELEASED, name)
    assert made.moe_intermediate_size == RELEASED.moe_intermediate_size
    assert made.vocab_size == RELEASED.vocab_size


def test_the_benchmark_neither_takes_nor_deletes_a_folder_that_it_did_not_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "letter.txt").write_text("Dear Ada")
    measured: list[Path] = []
    monkeypatch.setattr(full_size, "_measure", lambda options: measured.append(options.folder))
    monkeypatch.setattr("sys.argv", ["full_size", str(tmp_path)])
    with pytest.raises(SystemExit):
        full_size.main()
    assert measured == []
    monkeypatch.setattr("sys.argv", ["full_size", str(tmp_path), "--keep"])
    full_size.main()
    assert measured == [tmp_path]
    assert (tmp_path / "letter.txt").exists()


def test_the_benchmark_deletes_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(full_size, "_write", lambda folder: folder.mkdir())
    monkeypatch.setattr(full_size, "_measure", lambda options: None)
    monkeypatch.setattr("sys.argv", ["full_size", str(tmp_path / "new")])
    full_size.main()
    assert not (tmp_path / "new").exists()
