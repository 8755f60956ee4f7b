"""The computer in words, and the survey of the one that the tests run on."""

from pathlib import Path

import pytest

from engine.hardware import (
    GIB,
    Backend,
    Gpu,
    Hardware,
    disk_words,
    memory_words,
    survey,
    without_load,
)

CARD = Gpu("NVIDIA GeForce RTX 3060", Backend.CUDA, 12 * GIB, 11 * GIB)


def computer(*gpus: Gpu) -> Hardware:
    return Hardware("a processor", 8, 32 * GIB, 20 * GIB, 100 * GIB, gpus)


def test_survey_finds_memory_disk_and_processor(tmp_path: Path) -> None:
    found = survey(tmp_path / "not" / "yet" / "there")
    assert 0 < found.free_ram_bytes < found.ram_bytes
    assert found.free_disk_bytes > 0
    assert found.cores >= 1
    assert found.processor


def test_every_thing_has_its_sentence() -> None:
    said = computer(CARD).sentences()
    assert said[0] == "The graphics card is NVIDIA GeForce RTX 3060 with 12 GiB, 11 GiB of it free."
    assert len(said) == 4
    assert all(sentence.endswith(".") for sentence in said)


def test_card_that_cannot_be_used_says_why() -> None:
    broken = Gpu("Old", Backend.CUDA, GIB, GIB, problem="The driver is too old.")
    found = computer(broken, CARD)
    assert found.usable_gpus == (CARD,)
    assert found.sentences()[0] == "The driver is too old."


def test_no_card_is_said() -> None:
    assert "No graphics card" in computer().sentences()[0]


def test_apples_chip_shares_the_memory() -> None:
    gpu = Gpu("Apple M2", Backend.MPS, 16 * GIB, 12 * GIB)
    assert gpu.device == "mps"
    assert "of the main memory" in computer(gpu).sentences()[0]


@pytest.mark.parametrize(
    ("size", "text"),
    [(12 * GIB, "12 GiB"), (int(4.25 * GIB), "4.2 GiB"), (300 * 1024**2, "300 MiB"), (0, "0 MiB")],
)
def test_memory_reads_as_it_is_built(size: int, text: str) -> None:
    assert memory_words(size) == text


def test_disk_reads_as_disks_are_sold() -> None:
    assert disk_words(16_806_810_208) == "16.8 GB"
    assert computer().sentences()[-2] == "The disk has 107.4 GB free."


def test_devices_are_named_as_torch_names_them() -> None:
    assert Gpu("x", Backend.ROCM, 0, 0, index=1).device == "cuda:1"


def test_what_a_model_holds_counts_as_free_on_its_device_and_never_beyond_all() -> None:
    second = Gpu("Second", Backend.CUDA, 8 * GIB, 7 * GIB, index=1)
    found = without_load(computer(CARD, second), "cuda:0", GIB // 2)
    assert [gpu.free_bytes for gpu in found.gpus] == [int(11.5 * GIB), 7 * GIB]
    assert without_load(computer(CARD), "cuda:0", 30 * GIB).gpus[0].free_bytes == 12 * GIB
    assert without_load(computer(CARD), "cpu", 5 * GIB).free_ram_bytes == 25 * GIB
    assert without_load(computer(CARD), "", 0) == computer(CARD)
