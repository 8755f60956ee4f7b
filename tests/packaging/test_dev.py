"""The two commands: what is missing, what an install covers, and when CUDA is kept out."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_bytes()


@pytest.fixture(scope="module")
def dev() -> ModuleType:
    """packaging/dev.py, which is a script and no package."""
    spec = importlib.util.spec_from_file_location("dev", ROOT / "packaging" / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(*names: str) -> str:
    return json.dumps({"install": [{"metadata": {"name": name}} for name in names]})


def test_only_packages_not_installed_are_missing(dev: ModuleType) -> None:
    installed = dev.parse_packages("ii  libgl1\nrc  libegl1\nhi  xvfb\nun  xauth\n\n")
    assert installed == {"libgl1", "xvfb"}
    wanted = ["libgl1", "libegl1", "xvfb", "xauth"]
    assert dev.missing_packages(wanted, installed) == ["libegl1", "xauth"]


def test_ubuntus_renamed_libraries_count_as_installed(dev: ModuleType) -> None:
    assert dev.missing_packages(["libglib2.0-0"], {"libglib2.0-0t64"}) == []


def test_install_covers_the_same_project_only(dev: ModuleType) -> None:
    stamp = dev.stamp_text(PYPROJECT, "")
    assert dev.covers(stamp, PYPROJECT, "")
    assert not dev.covers(stamp, PYPROJECT + b"\n", "")
    assert not dev.covers("", PYPROJECT, "")


def test_install_for_tests_covers_running_but_not_the_reverse(dev: ModuleType) -> None:
    assert dev.covers(dev.stamp_text(PYPROJECT, "test"), PYPROJECT, "")
    assert not dev.covers(dev.stamp_text(PYPROJECT, ""), PYPROJECT, "test")


def test_cuda_is_noticed_by_the_libraries_that_would_come(dev: ModuleType) -> None:
    assert dev.brings_cuda(report("torch", "nvidia-cublas", "sympy"))
    assert not dev.brings_cuda(report("torch", "sympy"))
    assert not dev.brings_cuda(report())


def test_torch_is_asked_for_as_pyproject_spells_it(dev: ModuleType) -> None:
    assert re.fullmatch(r"torch==\d+\.\d+\.\d+", dev.torch_requirement(PYPROJECT))


@pytest.mark.parametrize(
    ("would_come", "has_gpu", "indexes"),
    [(("nvidia-cublas",), False, 1), (("nvidia-cublas",), True, 0), ((), False, 0)],
)
def test_cpu_build_is_fetched_elsewhere_only_without_a_gpu_and_with_cuda_ahead(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    would_come: tuple[str, ...],
    has_gpu: bool,
    indexes: int,
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "has_nvidia_gpu", lambda: has_gpu)
    monkeypatch.setattr(dev, "pip_report", lambda python, torch: report("torch", *would_come))
    monkeypatch.setattr(dev, "pip_install", lambda python, *arguments: asked.append(arguments))
    dev.install_project(Path("python"), PYPROJECT, "test")
    assert sum(dev.CPU_TORCH_INDEX in arguments for arguments in asked) == indexes
    assert asked[-1] == ("--editable", f"{ROOT}[test]")


def test_interpreter_of_an_environment_is_found_on_each_platform(dev: ModuleType) -> None:
    folder = Path("env")
    assert dev.environment_python(folder, "linux") == folder / "bin" / "python"
    assert dev.environment_python(folder, "win32") == folder / "Scripts" / "python.exe"


def test_environment_that_does_not_start_is_not_usable(dev: ModuleType, tmp_path: Path) -> None:
    assert not dev.is_usable(tmp_path / "python")
    broken = tmp_path / "broken"
    broken.write_text("#!/nowhere/python\n", encoding="utf-8")
    broken.chmod(0o755)
    assert not dev.is_usable(broken)
    assert dev.is_usable(Path(sys.executable))


def test_display_is_asked_for_on_linux_only(dev: ModuleType) -> None:
    assert not dev.has_display("linux", {"DISPLAY": ""})
    assert dev.has_display("linux", {"DISPLAY": ":0"})
    assert dev.has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert dev.has_display("linux", {"QT_QPA_PLATFORM": "offscreen"})
    assert dev.has_display("darwin", {})


def test_missing_libraries_without_root_give_the_command_to_type(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: name)
    monkeypatch.setattr(dev, "installed_packages", lambda: set(dev.QT_LIBRARIES) - {"libegl1"})
    monkeypatch.setattr(dev, "venv_packages", list)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(dev.SetupError, match=r"\nsudo apt-get install .* libegl1$"):
        dev.install_system_packages(with_tests=False)


def test_missing_test_programs_without_root_are_told_only(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: name)
    monkeypatch.setattr(dev, "installed_packages", lambda: set(dev.QT_LIBRARIES))
    monkeypatch.setattr(dev, "venv_packages", list)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000, raising=False)
    dev.install_system_packages(with_tests=True)
    assert "sudo apt-get install" in capsys.readouterr().out


def test_unknown_command_shows_how_it_is_used(dev: ModuleType) -> None:
    ran = subprocess.run(
        [sys.executable, ROOT / "packaging" / "dev.py", "dance"], capture_output=True, text=True
    )
    assert ran.returncode == 2
    assert "packaging/dev.py run" in ran.stdout


def test_death_by_a_signal_is_a_status_as_in_a_shell(dev: ModuleType) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows has no signals that end a program")
    die = "import os, signal; os.kill(os.getpid(), signal.SIGTERM)"
    assert dev.exit_status([sys.executable, "-c", die]) == 128 + 15
    assert dev.exit_status([sys.executable, "-c", "raise SystemExit(3)"]) == 3
