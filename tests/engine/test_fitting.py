"""The catalogue's models on computers that people have, and a folder that is here."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from engine.catalogue import CATALOGUE, CatalogueEntry, Format, find_entry
from engine.download_events import Found, RemoteFile
from engine.errors import ModelFilesError
from engine.fitting import entry_sizes, judge, judge_entry, judge_model, weigh
from engine.machines import MACHINES
from engine.memory_plan import PlanWishes
from engine.released_model import RELEASED
from engine.repository import entries_of
from engine.weights.sizes import PACKED, UNPACKED, sizes_as

SIZES = sizes_as(RELEASED, PACKED)
Q4 = "diffusiongemma-26B-A4B-it-Q4_K_M"
EXPECTED = {
    (Q4, "RTX 4090 24 GB"): "Fits: all 30 layers on the GPU.",
    (Q4, "RTX 3060 12 GB"): "Fits with streaming (",
    (Q4, "no card, 64 GB memory"): "Fits: all 30 layers in memory.",
    ("diffusiongemma-26B-A4B-it-packed", "RTX 3090 24 GB"): "Fits: all 30 layers on the GPU.",
    ("diffusiongemma-26B-A4B-it-Q8_0", "RTX 5090 32 GB"): "Fits: all 30 layers on the GPU.",
    ("diffusiongemma-26B-A4B-it-Q8_0", "RTX 4090 24 GB"): "Fits with streaming (",
    ("diffusiongemma-26B-A4B-it", "RTX 5090 32 GB"): "Fits with streaming (about",
    (Q4, "laptop, RTX 3050 4 GB, 16 GB memory"): "Does not fit, because of this: The NVIDIA",
}


@pytest.mark.parametrize(("key", "machine"), EXPECTED)
def test_verdict(key: str, machine: str) -> None:
    entry = find_entry(key)
    assert entry is not None
    assert judge_entry(entry, MACHINES[machine]).sentence.startswith(EXPECTED[key, machine])


@pytest.mark.parametrize(
    "entry",
    [entry for entry in CATALOGUE if entry.format in (Format.PACKED, Format.BF16)],
    ids=lambda entry: entry.key,
)
def test_entry_takes_about_its_files_in_memory(entry: object) -> None:
    assert entry_sizes(entry).total == pytest.approx(entry.kept_bytes, rel=0.12)


def looked_up(format: Format, size: int, **stated: str) -> CatalogueEntry:
    """The entry of that format among those of a repository of so many bytes."""
    name = "m.gguf" if format is Format.GGUF else "model.safetensors"
    companions = ("config.json", "tokenizer.json", "chat_template.jinja")
    files = (*(RemoteFile(each, 0) for each in companions), RemoteFile(name, size))
    found = Found("someone/model", "c" * 40, files, None, False, None, **stated)
    return next(entry for entry in entries_of(found) if entry.format is format)


@pytest.mark.parametrize("format", [Format.PACKED, Format.BF16, Format.GGUF])
def test_small_model_that_was_looked_up_is_judged_as_small(format: Format) -> None:
    entry = looked_up(format, 50_000_000)
    assert entry_sizes(entry).total == pytest.approx(entry.kept_bytes, rel=0.4)
    assert judge_entry(entry, MACHINES["laptop, RTX 3050 4 GB, 16 GB memory"]).plan is not None


def test_hub_that_tells_no_sizes_is_no_small_model() -> None:
    assert entry_sizes(looked_up(Format.BF16, -1)).total == sizes_as(RELEASED, UNPACKED).total


@pytest.mark.parametrize("method", ["modelopt", "compressed-tensors"])
def test_experts_that_lie_apart_cannot_be_left_on_the_disk(method: str) -> None:
    nvfp4 = find_entry("diffusiongemma-26B-A4B-it-NVFP4")
    assert nvfp4 is not None
    apart = looked_up(Format.QUANTISED, nvfp4.download_bytes, quantisation=method)
    machine = MACHINES["no card, 16 GB memory"]
    assert judge_entry(apart, machine).plan is None
    assert judge_entry(nvfp4, machine).plan is None
    stacked = looked_up(Format.QUANTISED, nvfp4.download_bytes, quantisation="mlx")
    assert judge_entry(stacked, machine).plan is not None


@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("RTX 4090 24 GB", r"Fits: all 30 layers on the GPU\."),
        ("RTX 3070 8 GB", r"Fits with streaming \(hardly slower\): \d+ layers on the GPU.*"),
        ("laptop, RTX 3050 4 GB, 16 GB memory", r"Does not fit, because of this: The NVIDIA .*"),
        ("no card, 32 GB memory", r"Fits: all 30 layers in memory\."),
    ],
)
def test_verdict_is_one_of_three(name: str, pattern: str) -> None:
    fit = judge(SIZES, RELEASED, MACHINES[name])
    assert re.fullmatch(pattern, fit.sentence)
    assert (fit.plan is None) is fit.sentence.startswith("Does not")


def test_verdict_tells_how_much_slower_streaming_is() -> None:
    fit = judge(sizes_as(RELEASED, UNPACKED), RELEASED, MACHINES["RTX 3060 12 GB"])
    slower = re.search(r"\(about ([\d.]+) times slower\)", fit.sentence)
    assert slower is not None
    assert float(slower[1]) > 2


def test_wish_for_the_processor_is_heard() -> None:
    entry = find_entry(Q4)
    assert entry is not None
    fit = judge_entry(entry, MACHINES["RTX 4090 24 GB"], PlanWishes("cpu"))
    assert fit.plan is not None
    assert fit.plan.device == "cpu"


def test_folder_that_is_here(saved: Callable, tmp_path: object) -> None:
    weighed = weigh(saved("plain")[0])
    assert judge_model(weighed, MACHINES["RTX 3060 12 GB"]).sentence.startswith("Fits: ")
    with pytest.raises(ModelFilesError):
        weigh(tmp_path)


def test_weighing_imports_no_torch() -> None:
    program = (
        "import sys; from app.paths import built_in_model; from engine.fitting import weigh;"
        "weigh(built_in_model()); print('torch' in sys.modules)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=90
    )
    assert ran.stdout.strip() == "False", ran.stderr
