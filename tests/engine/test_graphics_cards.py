"""Cards are found by what drivers tell, and a card that cannot be used gets a sentence."""

from pathlib import Path

import pytest

from engine.graphics_cards import (
    TorchBuild,
    amd_gpus,
    apple_gpu,
    ask,
    nvidia_gpus,
    parse_build,
    torch_build,
)
from engine.hardware import GIB, Backend
from engine.silent_cards import amd_without_driver, nvidia_without_driver, windows_cards

CUDA = TorchBuild(cuda="13.0")
ONE = "NVIDIA GeForce RTX 3060, 12288, 11500, 580.65.06\n"
TWO = ONE + "NVIDIA GeForce RTX 4060 Ti, 16380, 16000, 580.65.06\n"


def told(text: str | None, build: TorchBuild = CUDA) -> tuple:
    return nvidia_gpus(lambda command: text, build, 64 * GIB, 50 * GIB)


def test_nvidias_cards_are_numbered_in_order() -> None:
    first, second = told(TWO)
    assert (first.name, first.device, second.device) == (
        "NVIDIA GeForce RTX 3060",
        "cuda:0",
        "cuda:1",
    )
    assert first.total_bytes == 12 * GIB
    assert second.free_bytes == 16000 * 1024**2
    assert first.problem is None


@pytest.mark.parametrize("text", [None, "", "No devices were found\n", "a, b, c\n"])
def test_without_an_answer_there_is_no_card(text: str | None) -> None:
    assert told(text) == ()


def test_card_without_memory_of_its_own_has_the_main_memory() -> None:
    [card] = told("NVIDIA GB10, [N/A], [N/A], 580.95.05\n")
    assert (card.total_bytes, card.free_bytes) == (64 * GIB, 50 * GIB)
    assert card.problem is None


def test_driver_too_old_for_torch_is_told_with_both_versions() -> None:
    [card] = told(ONE.replace("580.65.06", "550.54.14"))
    assert card.problem is not None
    assert "550.54.14" in card.problem
    assert "580" in card.problem
    assert "Update" in card.problem


def test_driver_of_an_older_cuda_is_new_enough_for_it() -> None:
    [card] = told(ONE.replace("580.65.06", "550.54.14"), TorchBuild(cuda="12.8"))
    assert card.problem is None


def test_torch_without_cuda_is_told() -> None:
    [card] = told(ONE, TorchBuild())
    assert card.problem is not None
    assert "without CUDA" in card.problem


def pci(root: Path, name: str, vendor: str, kind: str) -> None:
    (root / name).mkdir(parents=True)
    (root / name / "vendor").write_text(vendor + "\n")
    (root / name / "class").write_text(kind + "\n")


def test_card_on_the_bus_without_driver_is_told(tmp_path: Path) -> None:
    pci(tmp_path, "0000:00:02.0", "0x8086", "0x030000")
    pci(tmp_path, "0000:01:00.1", "0x10de", "0x040300")  # a card's sound, not its picture
    assert nvidia_without_driver(tmp_path) == ()
    pci(tmp_path, "0000:01:00.0", "0x10de", "0x030000")
    [card] = nvidia_without_driver(tmp_path)
    assert card.problem is not None
    assert "driver is missing" in card.problem


def test_amds_card_that_no_driver_took_is_told(tmp_path: Path) -> None:
    pci(tmp_path, "0000:03:00.0", "0x1002", "0x030000")
    (tmp_path / "0000:03:00.0" / "driver").mkdir()
    assert amd_without_driver(tmp_path) == ()
    pci(tmp_path, "0000:04:00.0", "0x1002", "0x030000")
    [card] = amd_without_driver(tmp_path)
    assert card.problem is not None
    assert "AMD" in card.problem
    assert "driver is missing" in card.problem


WINDOWS = '"PNPDeviceID","Name","AdapterRAM","InstalledDisplayDrivers"\n'
BASIC = '"PCI\\VEN_10DE&DEV_2504&REV_A1","Microsoft Basic Display Adapter",,\n'
RADEON = '"PCI\\VEN_1002&DEV_744C","AMD Radeon RX 7900 XTX","4293918720","amd.dll,amd64.dll"\n'
SMALL = '"PCI\\VEN_1002&DEV_1638","AMD Radeon(TM) Graphics","536870912","amd.dll"\n'
INTEL = '"PCI\\VEN_8086&DEV_9A49","Intel(R) Iris(R) Xe Graphics","1073741824","igd.dll"\n'


def on_windows(text: str | None, *, is_nvidia_known: bool = False) -> list[str]:
    found = windows_cards(lambda _: text, needs_rocm=True, is_nvidia_known=is_nvidia_known)
    return [card.problem or "" for card in found]


def test_card_that_windows_shows_without_its_driver_is_told() -> None:
    [problem] = on_windows(WINDOWS + INTEL + BASIC)
    assert "NVIDIA" in problem
    assert on_windows(WINDOWS + BASIC, is_nvidia_known=True) == []


def test_amds_card_on_windows_is_told_and_its_processors_graphics_is_not() -> None:
    [problem] = on_windows(WINDOWS + SMALL + RADEON)
    assert "7900 XTX" in problem
    assert "ROCm" in problem
    [missing] = on_windows(WINDOWS + '"PCI\\VEN_1002&DEV_744C","Basic",,\n')
    assert "driver is missing" in missing


@pytest.mark.parametrize("text", [None, "", "nonsense\n", WINDOWS])
def test_windows_without_an_answer_has_no_cards(text: str | None) -> None:
    assert on_windows(text) == []


def amd(root: Path, name: str, total: int, used: int, product: str | None = None) -> None:
    device = root / name / "device"
    device.mkdir(parents=True)
    (device / "vendor").write_text("0x1002\n")
    (device / "mem_info_vram_total").write_text(f"{total}\n")
    (device / "mem_info_vram_used").write_text(f"{used}\n")
    if product:
        (device / "product_name").write_text(product)


def test_amds_card_is_found_and_its_processors_graphics_is_not(tmp_path: Path) -> None:
    amd(tmp_path, "card0", GIB // 2, 0)
    amd(tmp_path, "card1", 24 * GIB, GIB, "AMD Radeon RX 7900 XTX")
    amd(tmp_path, "card1-DP-1", 24 * GIB, GIB)
    [card] = amd_gpus(tmp_path, TorchBuild(hip="7.0"))
    assert (card.name, card.device, card.backend) == (
        "AMD Radeon RX 7900 XTX",
        "cuda:0",
        Backend.ROCM,
    )
    assert card.free_bytes == 23 * GIB
    assert card.problem is None


def test_amds_card_needs_torch_with_rocm(tmp_path: Path) -> None:
    amd(tmp_path, "card0", 16 * GIB, 0)
    [card] = amd_gpus(tmp_path, CUDA)
    assert card.problem is not None
    assert "ROCm" in card.problem


@pytest.mark.parametrize(("ram", "most"), [(24, 16), (48, 36)])
def test_apples_chip_gets_a_share_of_the_memory(ram: int, most: int) -> None:
    [gpu] = apple_gpu("arm64", "Apple M3", ram * GIB, (ram - 4) * GIB)
    assert gpu.total_bytes == most * GIB
    assert gpu.free_bytes <= gpu.total_bytes


def test_macs_with_intels_processor_have_no_usable_graphics() -> None:
    assert apple_gpu("x86_64", "", 16 * GIB, 8 * GIB) == ()


def test_torchs_build_is_read_without_importing_it() -> None:
    said = "__version__ = '2.13.0'\ncuda: Optional[str] = '13.0'\nhip: Optional[str] = None\n"
    assert parse_build(said) == TorchBuild(cuda="13.0")
    assert parse_build("cuda = None\nhip: Optional[str] = '7.0.51'\n") == TorchBuild(hip="7.0.51")


def test_installed_torch_says_what_its_file_says() -> None:
    import torch

    assert torch_build() == TorchBuild(torch.version.cuda, torch.version.hip)


def test_command_that_is_not_there_has_no_answer() -> None:
    assert ask(["sfumato-has-no-such-command"]) is None
    assert ask(["python3", "-c", "raise SystemExit(3)"]) is None
