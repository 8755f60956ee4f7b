"""Shard by shard into our own format: resumable, checked first, whole or not there at all."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from engine import Engine
from engine.errors import InvalidRequest, ModelFilesError, NotEnoughDisk
from engine.model_config import ModelConfig
from engine.weights import conversion, quantized_folder
from engine.weights.checkpoint import Checkpoint
from engine.weights.conversion import ConversionProgress, quantize_folder
from engine.weights.load import load_model

CPU = torch.device("cpu")
INDEX = "model.safetensors.index.json"


@pytest.fixture
def source(saved: Callable, tmp_path: Path) -> Path:
    """A sharded checkpoint that a test may damage."""
    return Path(shutil.copytree(saved("sharded")[0], tmp_path / "source"))


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target"


def convert(source: Path, target: Path, **wishes: bool) -> list[ConversionProgress]:
    return list(quantize_folder(source, target, **wishes))


def state(folder: Path) -> dict[str, torch.Tensor]:
    model, _ = load_model(folder, ModelConfig.from_folder(folder), CPU, torch.float32)
    return model.state_dict()


def shards(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.safetensors"))


def assert_same_weights(first: Path, second: Path) -> None:
    ours, theirs = state(first), state(second)
    assert ours.keys() == theirs.keys()
    for name, tensor in ours.items():
        assert torch.equal(tensor, theirs[name]), name


def test_the_converted_folder_opens_and_answers(source: Path, target: Path) -> None:
    convert(source, target)
    engine = Engine.load(target, device="cpu", dtype="float32")
    assert any("vision" in note for note in engine.notes)
    assert sum(file.stat().st_size for file in shards(target)) < (
        0.5 * sum(file.stat().st_size for file in shards(source))
    )


def test_converting_and_quantising_while_loading_give_the_same_codes(
    source: Path, target: Path
) -> None:
    convert(source, target)
    config = ModelConfig.from_folder(source)
    loaded = load_model(source, config, CPU, torch.float32, quantize=True)[0].state_dict()
    for name, tensor in state(target).items():
        ours = loaded[name]
        stored = ours.bfloat16().float() if ours.dtype == torch.float32 else ours
        assert torch.equal(stored, tensor), name


def test_progress_counts_every_byte_once(source: Path, target: Path) -> None:
    seen = convert(source, target)
    done = [progress.done_bytes for progress in seen]
    assert done == sorted(done)
    assert seen[-1].done_bytes == seen[-1].total_bytes
    assert len(seen) > len(Checkpoint.from_folder(source))


def test_vision_tensors_are_kept_as_they_are(source: Path, target: Path) -> None:
    convert(source, target)
    before, after = Checkpoint.from_folder(source), Checkpoint.from_folder(target)
    vision = [name for name in before if ".vision_tower." in name]
    assert vision
    assert all(torch.equal(before.read(name), after.read(name)) for name in vision)


@pytest.mark.parametrize("steps", [1, 40, 90])
def test_a_stopped_conversion_cannot_be_opened_and_goes_on(
    source: Path, target: Path, tmp_path: Path, steps: int
) -> None:
    running = quantize_folder(source, target)
    for _ in range(steps):
        next(running)
    running.close()
    assert not list(target.glob("*.index.json"))
    shutil.copy(source / "config.json", target)
    with pytest.raises(ModelFilesError, match="again"):
        state(target)
    done = {file: file.stat().st_mtime_ns for file in shards(target)}
    convert(source, target)
    assert {file: file.stat().st_mtime_ns for file in done} == done, "a shard was made twice"
    convert(source, tmp_path / "at once")
    assert_same_weights(target, tmp_path / "at once")


def test_deleting_sources_goes_on_after_a_stop(source: Path, target: Path, tmp_path: Path) -> None:
    convert(source, tmp_path / "kept")
    everything = len(shards(source))
    running = quantize_folder(source, target, delete_source_shards=True)
    while len(shards(source)) > everything // 2:
        next(running)
    running.close()
    convert(source, target, delete_source_shards=True)
    assert not shards(source)
    assert_same_weights(target, tmp_path / "kept")


def test_nothing_is_deleted_unless_asked(source: Path, target: Path) -> None:
    before = sorted(file.name for file in source.iterdir())
    convert(source, target)
    assert sorted(file.name for file in source.iterdir()) == before


def test_a_shard_that_changed_since_is_made_again(
    source: Path, target: Path, tmp_path: Path
) -> None:
    running = quantize_folder(source, target)
    while not shards(target):
        next(running)
    running.close()
    changed = source / shards(target)[0].name
    tensors = {name: tensor.bfloat16() for name, tensor in load_file(changed).items()}
    save_file(tensors, changed)
    convert(source, target)
    convert(source, tmp_path / "at once")
    assert_same_weights(target, tmp_path / "at once")


def damage(source: Path, name: str, change: Callable[[dict], object]) -> None:
    index = json.loads((source / INDEX).read_text(encoding="utf-8"))
    shard = source / index["weight_map"][name]
    tensors = load_file(shard)
    change(tensors)
    save_file(tensors, shard)
    index["weight_map"] = {
        name: file for name, file in index["weight_map"].items() if file != shard.name
    } | dict.fromkeys(tensors, shard.name)
    (source / INDEX).write_text(json.dumps(index), encoding="utf-8")


NORM = "model.decoder.layers.5.input_layernorm.weight"
STRAY = "model.decoder.layers.6.input_layernorm.weight"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        (NORM, lambda tensors: tensors.pop(NORM)),
        (NORM, lambda tensors: tensors.update({NORM: torch.ones(31)})),
        (NORM, lambda tensors: tensors.update({NORM: torch.ones(32, dtype=torch.int8)})),
        (
            "model.decoder.layers.6.norm",
            lambda tensors: tensors.update({"model.decoder.layers.6.norm": torch.ones(1)}),
        ),
    ],
)
def test_a_wrong_tensor_is_named_before_anything_is_written_or_deleted(
    source: Path, target: Path, name: str, change: Callable
) -> None:
    damage(source, NORM, change)
    before = shards(source)
    with pytest.raises(ModelFilesError, match=name.replace(".", r"\.")):
        convert(source, target, delete_source_shards=True)
    assert not target.exists()
    assert shards(source) == before


def test_an_unknown_kind_of_number_is_named(source: Path, target: Path) -> None:
    picture = {"model.encoder.vision_tower.patch": torch.ones(2, dtype=torch.float64)}
    damage(source, NORM, lambda tensors: tensors.update(picture))
    with pytest.raises(ModelFilesError, match="F64"):
        convert(source, target)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize(
    "name",
    ["model.decoder.layers.2.experts.down_proj", "model.decoder.layers.2.mlp.up_proj.weight"],
)
def test_numbers_that_are_not_finite_are_refused_by_name(
    source: Path, target: Path, name: str, number: float
) -> None:
    damage(source, name, lambda tensors: tensors[name].view(-1)[7:8].fill_(number))
    with pytest.raises(ModelFilesError, match=name):
        convert(source, target)
    config = ModelConfig.from_folder(source)
    with pytest.raises(ModelFilesError, match=name):
        load_model(source, config, CPU, torch.float32, quantize=True)


def test_too_small_a_disk_is_found_out_first(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk_of(monkeypatch, 64 * 1024**2 + 1000)
    with pytest.raises(NotEnoughDisk, match="GB"):
        convert(source, target)
    assert not target.exists()


def test_deleting_sources_makes_room(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    largest = max(file.stat().st_size for file in shards(source))
    disk_of(monkeypatch, 64 * 1024**2 + largest)
    with pytest.raises(NotEnoughDisk):
        convert(source, target)
    convert(source, target, delete_source_shards=True)
    assert state(target)


def disk_of(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(conversion, "free_bytes", lambda _: free)


LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, -1))
from engine.cli import main
sys.exit(main(["quantize", *sys.argv[1:]]))
"""


@pytest.mark.skipif(os.name == "nt", reason="a limit on files is POSIX's")
def test_a_shard_that_the_system_does_not_take_is_a_sentence(source: Path, target: Path) -> None:
    arguments = [sys.executable, "-c", LIMITED, str(source), str(target)]
    ran = subprocess.run(arguments, capture_output=True, text=True, timeout=120)
    assert "cannot be written: the file is too large." in ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 1


def test_a_disk_that_fills_up_is_a_sentence_and_the_work_goes_on(
    source: Path, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(quantized_folder, "save_file", refuse_as_a_full_disk)
        with pytest.raises(NotEnoughDisk, match=r"is full\. Make room"):
            convert(source, target)
    convert(source, target)
    convert(source, tmp_path / "at once")
    assert_same_weights(target, tmp_path / "at once")


def refuse_as_a_full_disk(*_: object) -> None:
    """The library's words on a small tmpfs."""
    words = "Error while serializing: I/O error: No space left on device (os error 28)"
    raise SafetensorError(words)


def test_a_quantised_model_is_not_quantised_again(
    source: Path, target: Path, tmp_path: Path
) -> None:
    convert(source, target)
    with pytest.raises(InvalidRequest, match="already"):
        convert(target, tmp_path / "again")


def test_a_folder_with_other_things_in_it_is_refused(source: Path, target: Path) -> None:
    target.mkdir()
    (target / "letter.txt").write_text("Dear Ada")
    with pytest.raises(InvalidRequest, match="not empty"):
        convert(source, target)
    assert [file.name for file in target.iterdir()] == ["letter.txt"]


def test_a_file_in_the_way_is_refused(source: Path, target: Path) -> None:
    target.write_text("Dear Ada")
    with pytest.raises(InvalidRequest):
        convert(source, target)
