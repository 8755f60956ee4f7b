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
    stamp = dev.stamp_text(PYPROJECT, "", has_gpu=False)
    assert dev.covers(stamp, PYPROJECT, "", has_gpu=False)
    assert not dev.covers(stamp, PYPROJECT + b"\n", "", has_gpu=False)
    assert not dev.covers("", PYPROJECT, "", has_gpu=False)


def test_install_for_tests_covers_running_but_not_the_reverse(dev: ModuleType) -> None:
    for_tests = dev.stamp_text(PYPROJECT, "test", has_gpu=False)
    assert dev.covers(for_tests, PYPROJECT, "", has_gpu=False)
    to_run = dev.stamp_text(PYPROJECT, "", has_gpu=False)
    assert not dev.covers(to_run, PYPROJECT, "test", has_gpu=False)


def test_a_card_that_came_later_asks_for_a_new_install_and_one_that_went_does_not(
    dev: ModuleType,
) -> None:
    without, with_card = (dev.stamp_text(PYPROJECT, "", has_gpu=has) for has in (False, True))
    assert not dev.covers(without, PYPROJECT, "", has_gpu=True)
    assert dev.covers(with_card, PYPROJECT, "", has_gpu=False)


def test_cuda_is_noticed_by_the_libraries_that_would_come(dev: ModuleType) -> None:
    assert dev.brings_cuda(report("torch", "nvidia-cublas", "sympy"))
    assert not dev.brings_cuda(report("torch", "sympy"))
    assert not dev.brings_cuda(report())


def test_torch_is_asked_for_as_pyproject_spells_it(dev: ModuleType) -> None:
    assert re.fullmatch(r"torch==\d+\.\d+\.\d+", dev.torch_requirement(PYPROJECT))


@pytest.mark.parametrize(
    ("platform", "has_gpu", "would_come", "is_cpu", "index"),
    [
        ("linux", False, ("nvidia-cublas",), False, "cpu"),
        ("linux", False, (), False, None),
        ("linux", True, ("nvidia-cublas",), False, None),
        ("linux", True, (), True, "cu130"),  # the card came after the first install
        ("win32", True, (), False, "cu130"),
        ("win32", False, (), False, None),
        ("darwin", False, (), False, None),
    ],
)
def test_torch_comes_from_an_index_of_its_own_only_where_the_usual_one_has_the_other_build(
    dev: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    has_gpu: bool,
    would_come: tuple[str, ...],
    is_cpu: bool,
    index: str | None,
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev.sys, "platform", platform)
    monkeypatch.setattr(dev, "is_cpu_build", lambda python: is_cpu)
    monkeypatch.setattr(dev, "pip_report", lambda python, torch: report("torch", *would_come))
    monkeypatch.setattr(dev, "pip_install", lambda python, *arguments: asked.append(arguments))
    dev.install_project(Path("python"), PYPROJECT, "test", has_gpu)
    indexes = [each[each.index("--index-url") + 1] for each in asked if "--index-url" in each]
    assert [each.rsplit("/", 1)[1] for each in indexes] == ([index] if index else [])
    assert asked[-1] == ("--editable", f"{ROOT}[test]")


def test_processor_build_of_torch_is_told_by_its_version(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = iter(["2.13.0+cpu", "2.13.0+cu130", ""])

    def printed(*command: object, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess([], 0, next(versions) + "\n")

    monkeypatch.setattr(dev.subprocess, "run", printed)
    assert [dev.is_cpu_build(Path("python")) for _ in range(3)] == [True, False, False]


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


def test_as_root_missing_test_programs_that_cannot_be_had_do_not_stop_the_tests(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[list[str]] = []

    def refuse(packages: list[str]) -> None:
        asked.append(list(packages))
        if set(packages) & set(dev.TEST_PROGRAMS):
            raise dev.SetupError("This did not work")

    monkeypatch.setattr(dev.shutil, "which", lambda name: name)
    monkeypatch.setattr(dev, "installed_packages", lambda: set(dev.QT_LIBRARIES) - {"libegl1"})
    monkeypatch.setattr(dev, "venv_packages", list)
    monkeypatch.setattr(dev.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(dev, "apt_install", refuse)
    dev.install_system_packages(with_tests=True)
    assert asked[0] == ["libegl1"]
    assert "will be skipped" in capsys.readouterr().err


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
