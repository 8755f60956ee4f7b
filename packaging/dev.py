"""Two commands for a checkout: ``run`` the program, ``test`` it. Standard library only.

    python3 packaging/dev.py run  [arguments of the program]
    python3 packaging/dev.py test [arguments of pytest]

Both make ``.venv`` in the checkout, install what is missing, and then start.
"""

import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OLDEST_PYTHON = (3, 11)
# PyTorch's own indexes, asked only where the usual one has the other build.
CPU_TORCH_INDEX = "https://download.pytorch.org/whl/cpu"
CUDA_TORCH_INDEX = "https://download.pytorch.org/whl/cu130"

# What Qt's wheels expect of a Debian or Ubuntu system: any display, then a real window.
QT_LIBRARIES = (
    "libglib2.0-0",
    "libegl1",
    "libgl1",
    "libx11-6",
    "libdbus-1-3",
    "libfontconfig1",
    "libfreetype6",
    "libxkbcommon0",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-render0",
    "libxcb-shape0",
    "libxcb-shm0",
    "libxcb-sync1",
    "libxcb-util1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libx11-xcb1",
)
TEST_PROGRAMS = (
    "xvfb",
    "xauth",
    "openbox",
    "xdotool",
    "fonts-dejavu-core",
    "fonts-noto-core",
    "fonts-noto-color-emoji",
    "fonts-noto-cjk",
)


class SetupError(Exception):
    """Why the checkout cannot be made ready, as a sentence."""


def main(arguments: Sequence[str]) -> int:
    """Make the checkout ready and run one command; returns its exit status."""
    if not arguments or arguments[0] not in ("run", "test"):
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    command, passed_on = arguments[0], arguments[1:]
    try:
        install_system_packages(with_tests=command == "test")
        python = ready_environment("test" if command == "test" else "")
        return run_tests(python, passed_on) if command == "test" else run_app(python, passed_on)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run_app(python: Path, arguments: Sequence[str]) -> int:
    """Start the program in the person's own folder, so that relative paths mean what they say."""
    if not has_display(sys.platform, os.environ):
        raise SetupError(
            "Sfumato opens a window, and there is no display here "
            "(neither DISPLAY nor WAYLAND_DISPLAY is set). "
            "At a terminal, `.venv/bin/sfumato-engine chat` talks to the same model."
        )
    return exit_status([python, "-P", "-m", "app", *arguments])


def run_tests(python: Path, arguments: Sequence[str]) -> int:
    """Run pytest in the checkout, without a visible display."""
    settings = {"QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "2"}
    command: list[str | Path] = [python, "-m", "pytest", *arguments]
    return exit_status(command, cwd=ROOT, env=os.environ | settings)


def has_display(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether Qt can open something; only Linux and its kin may have no display at all."""
    if platform in ("win32", "darwin"):
        return True
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return any(environment.get(name) for name in names)


# System packages


def install_system_packages(with_tests: bool) -> None:
    """Install what Debian or Ubuntu lacks; elsewhere nothing is done.

    Without root, missing libraries are a SetupError with the command to type. Missing test
    programs are only told, because the tests that need them say so and are skipped.
    """
    if not (shutil.which("apt-get") and shutil.which("dpkg-query")):
        return
    installed = installed_packages()
    needed = [*venv_packages(), *missing_packages(QT_LIBRARIES, installed)]
    wanted = missing_packages(TEST_PROGRAMS, installed) if with_tests else []
    if not needed and not wanted:
        return
    if os.geteuid() == 0:
        apt_install_all(needed, wanted)
        return
    hint = f"sudo apt-get install --no-install-recommends {shlex.join([*needed, *wanted])}"
    if needed:
        raise SetupError(f"Some system packages are missing. Install them, then try again:\n{hint}")
    print(f"Some programs for tests in a real window are missing; to have them too:\n{hint}")


def venv_packages() -> list[str]:
    """The package that lets this Python make environments, if Debian left it out."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    if subprocess.run(probe, capture_output=True).returncode == 0:
        return []
    return [f"python{sys.version_info.major}.{sys.version_info.minor}-venv"]


def installed_packages() -> set[str]:
    """The names of all installed Debian packages."""
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev} ${Package}\n"]
    listing = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    return parse_packages(listing)


def parse_packages(listing: str) -> set[str]:
    """The installed ones among lines of a status and a name, as "ii  libgl1" or, held, "hi"."""
    rows = (line.split() for line in listing.splitlines())
    return {row[1] for row in rows if len(row) == 2 and row[0][1] == "i"}


def missing_packages(wanted: Iterable[str], installed: set[str]) -> list[str]:
    """Those not installed; Ubuntu names some libraries with a "t64" at the end."""
    return [name for name in wanted if installed.isdisjoint({name, f"{name}t64"})]


def apt_install_all(needed: Sequence[str], wanted: Sequence[str]) -> None:
    """Install both as root; only the ``needed`` ones must arrive. Raises SetupError."""
    if needed:
        apt_install(needed)
    if not wanted:
        return
    try:
        apt_install(wanted)
    except SetupError as error:
        print(f"Tests in a real window will be skipped. {error}", file=sys.stderr)


def apt_install(packages: Sequence[str]) -> None:
    """Install packages as root. Raises SetupError."""
    print(f"Installing {len(packages)} system packages: {' '.join(packages)}", flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    update = ["apt-get", "update", "-qq"]
    install = ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages]
    for command in (update, install):
        if exit_status(command, env=quiet) != 0:
            raise SetupError(f"This did not work: {shlex.join(command)}")


# The environment


def ready_environment(extra: str) -> Path:
    """The Python of ``.venv``, with the project and ``extra`` installed. Raises SetupError."""
    if sys.version_info < OLDEST_PYTHON:
        raise SetupError(f"Sfumato needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    folder = ROOT / ".venv"
    python = environment_python(folder, sys.platform)
    if not is_usable(python):
        make_environment(folder)
    stamp = folder / "sfumato-stamp"
    pyproject = (ROOT / "pyproject.toml").read_bytes()
    noted = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    has_gpu = has_nvidia_gpu()
    if not covers(noted, pyproject, extra, has_gpu):
        stamp.unlink(missing_ok=True)
        install_project(python, pyproject, extra, has_gpu)
        stamp.write_text(stamp_text(pyproject, extra, has_gpu), encoding="utf-8")
    return python


def environment_python(folder: Path, platform: str) -> Path:
    """Where an environment keeps its interpreter."""
    return folder / ("Scripts/python.exe" if platform == "win32" else "bin/python")


def is_usable(python: Path) -> bool:
    """Whether an environment's interpreter starts, is new enough and has pip."""
    probe = f"import pip, sys; sys.exit(sys.version_info < {OLDEST_PYTHON})"
    try:
        return subprocess.run([python, "-c", probe], capture_output=True).returncode == 0
    except OSError:
        return False


def make_environment(folder: Path) -> None:
    """Make ``.venv`` anew. Raises SetupError."""
    print(f"Making the environment {folder.name}", flush=True)
    try:
        venv.EnvBuilder(clear=True, with_pip=True, symlinks=os.name != "nt").create(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        raise SetupError(f"The environment {folder} could not be made: {error}") from error


def stamp_text(pyproject: bytes, extra: str, has_gpu: bool) -> str:
    """What is noted after an install: the hash of pyproject.toml, the card, the extra."""
    card = "nvidia" if has_gpu else "none"
    return f"{hashlib.sha256(pyproject).hexdigest()} {card} {extra}".rstrip()


def covers(stamp: str, pyproject: bytes, extra: str, has_gpu: bool) -> bool:
    """Whether an earlier install is enough; the one for tests is enough to run the program too.

    One made when a graphics card was there stays enough without it, not the other way round.
    """
    cards = {has_gpu, True}
    return stamp in {stamp_text(pyproject, e, card) for e in (extra, "test") for card in cards}


def install_project(python: Path, pyproject: bytes, extra: str, has_gpu: bool) -> None:
    """Install the checkout, editable. Raises SetupError."""
    print("Installing Sfumato and what it needs; the first time takes a few minutes", flush=True)
    pip_install(python, "--upgrade", "pip")  # an old one fetches whole wheels to read their names
    torch = torch_requirement(pyproject)
    if (index := torch_index(python, torch, has_gpu)) is not None:
        # An installed build of the same version would count as enough.
        pip_install(python, torch, "--index-url", index, "--force-reinstall")
    pip_install(python, "--editable", f"{ROOT}[{extra}]" if extra else str(ROOT))


def torch_index(python: Path, torch: str, has_gpu: bool) -> str | None:
    """The index to take torch from; None for the usual one. Raises SetupError.

    The usual one has CUDA builds for Linux and processor builds for Windows.
    """
    if has_gpu:
        usual_is_right = sys.platform != "win32" and not is_cpu_build(python)
        return None if usual_is_right else CUDA_TORCH_INDEX
    if sys.platform == "linux" and brings_cuda(pip_report(python, torch)):
        return CPU_TORCH_INDEX
    return None


def is_cpu_build(python: Path) -> bool:
    """Whether the environment holds a torch without CUDA, as from a time without the card."""
    probe = "from importlib.metadata import version; print(version('torch'))"
    found = subprocess.run([python, "-c", probe], capture_output=True, text=True)
    return found.stdout.strip().endswith("+cpu")


def torch_requirement(pyproject: bytes) -> str:
    """The requirement of torch in pyproject.toml, as "torch==2.13.0"."""
    import tomllib  # new in 3.11: an older Python is told so in words, not by this import

    requirements: list[str] = tomllib.loads(pyproject.decode())["project"]["dependencies"]
    return next(each for each in requirements if each.startswith("torch=="))


def has_nvidia_gpu() -> bool:
    """Whether an NVIDIA driver answers on this machine."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return False
    return subprocess.run([program, "--list-gpus"], capture_output=True).returncode == 0


def pip_report(python: Path, requirement: str) -> str:
    """What pip would install for a requirement, as its JSON report. Raises SetupError."""
    asked = ["install", "--dry-run", "--report", "-", "--quiet", requirement]
    found = subprocess.run([python, "-m", "pip", *asked], stdout=subprocess.PIPE, text=True)
    if found.returncode != 0:
        raise SetupError(f"pip does not find {requirement}. Is there a network connection?")
    return found.stdout


def brings_cuda(report: str) -> bool:
    """Whether gigabytes of NVIDIA libraries are among what pip would install."""
    names = (item["metadata"]["name"].lower() for item in json.loads(report)["install"])
    return any(name.startswith("nvidia-") for name in names)


def pip_install(python: Path, *arguments: str) -> None:
    """Install with the environment's pip. Raises SetupError."""
    command: list[str | Path] = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    if exit_status([*command, *arguments]) != 0:
        raise SetupError(
            f"pip could not install {shlex.join(arguments)}. "
            "Its own words are above; with a network connection, trying again often helps."
        )


def exit_status(
    command: Sequence[str | Path], cwd: Path | None = None, env: Mapping[str, str] | None = None
) -> int:
    """Run a command to its end; a death by signal n becomes 128 + n, as in a shell."""
    status = subprocess.run(command, cwd=cwd, env=env).returncode
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
