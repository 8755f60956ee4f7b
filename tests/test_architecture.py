"""The arrows between the packages, torch only when a model is loaded, and no way to a network."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.hub_server import FakeHub, serving
from tests.fakes.model_repository import REPOSITORY, model_files

ROOT = Path(__file__).parents[1]
DATABASE = ("sqlalchemy", "alembic", "sqlite3")
NETWORK = (
    *("socket", "ssl", "http", "urllib.request", "ftplib", "smtplib"),
    *("requests", "httpx", "httpx2", "aiohttp", "urllib3"),
)
REFERENCE = ("transformers", "huggingface_hub")

# package -> what it may not import, directly or inside a function
FORBIDDEN = {
    "engine": ("PySide6", "app", *DATABASE),
    "app.storage": ("PySide6", "torch", "engine", "app.controllers", "app.ui", "app.rendering"),
    "app.rendering": ("PySide6", "torch", "engine", "app.controllers", "app.ui", "app.storage"),
    "app.controllers": ("torch", "app.ui", *DATABASE),
    "app.ui": ("torch", "app.storage.database", "app.storage.schema", *DATABASE),
    "app": ("torch", *NETWORK, *REFERENCE),
    "": (*NETWORK, *REFERENCE),
}
# package -> the only names under a prefix that it may import
ALLOWED_ONLY = {
    "app.controllers": ("PySide6", ("PySide6.QtCore",)),
    "": ("PySide6.QtNetwork", ("PySide6.QtNetwork.QLocalServer", "PySide6.QtNetwork.QLocalSocket")),
}
SAYING = {"engine.said", "engine.system_reasons"}  # what sentences are made of, in every package
MAY_REACH_THE_NETWORK = {"engine.hub", "engine.hub_errors"}  # only in the process that downloads


def is_inside(name: str, package: str) -> bool:
    """Whether a dotted name is the package or lies in it; every name lies in ""."""
    return not package or name == package or name.startswith(f"{package}.")


def imported_names(source: str, module: str) -> Iterator[str]:
    """Every dotted name a module imports anywhere; ``from a import b`` gives "a.b"."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = module.split(".")[: -node.level] if node.level else []
            base = [*parents, *([node.module] if node.module else [])]
            yield from (".".join([*base, alias.name]) for alias in node.names)


def broken_rules(source: str, module: str) -> list[str]:
    """The imports of a module that it may not have, each as a line of text."""
    imported = imported_names(source, module)
    names = [name for name in imported if name.rpartition(".")[0] not in SAYING]
    excused = {*NETWORK, "huggingface_hub"} if module in MAY_REACH_THE_NETWORK else set()
    broken = [
        f"{module} imports {name}"
        for package, forbidden in FORBIDDEN.items()
        if is_inside(module, package)
        for name in names
        if any(is_inside(name, each) for each in forbidden if each not in excused)
    ]
    broken += [
        f"{module} imports {name}"
        for package, (prefix, allowed) in ALLOWED_ONLY.items()
        if is_inside(module, package)
        for name in names
        if is_inside(name, prefix) and not any(is_inside(name, each) for each in allowed)
    ]
    return sorted(set(broken))


def modules() -> list[tuple[str, Path]]:
    """The dotted name and file of every module of the program."""
    files = [path for top in ("app", "engine") for path in sorted((ROOT / top).rglob("*.py"))]
    return [(".".join(path.relative_to(ROOT).with_suffix("").parts), path) for path in files]


def test_no_module_imports_what_it_may_not_know() -> None:
    found = [
        rule
        for module, path in modules()
        for rule in broken_rules(path.read_text(encoding="utf-8"), module)
    ]
    assert found == []
    assert len(modules()) > 50


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("engine.sampler", "from PySide6.QtCore import QObject"),
        ("engine.sampler", "import app.paths"),
        ("engine.sampler", "import sqlalchemy.orm"),
        ("app.storage.transfer", "import torch"),
        ("app.storage.transfer", "from engine import Frame"),
        ("app.rendering.markdown", "from PySide6 import QtGui"),
        ("app.controllers.chat_controller", "from PySide6 import QtWidgets"),
        ("app.controllers.chat_controller", "from PySide6.QtGui import QColor"),
        ("app.ui.main_window", "from app.storage.database import Database"),
        ("app.ui.main_window", "from app.storage import database"),
        ("app.ui.main_window", "from ..storage import database"),
        ("app.ui.main_window", "def late():\n    import torch"),
        ("app.paths", "from urllib.request import urlopen"),
        ("engine.tokenizer", "import huggingface_hub"),
        ("engine.download", "import httpx2"),
        ("app.controllers.models_controller", "from huggingface_hub import HfApi"),
        ("app.ui.main_window", "from PySide6.QtNetwork import QNetworkAccessManager"),
    ],
)
def test_forbidden_import_is_noticed(module: str, line: str) -> None:
    assert len(broken_rules(line, module)) == 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("engine.generate", "import torch"),
        ("app.controllers.chat_controller", "from PySide6.QtCore import QObject"),
        ("app.controllers.chat_controller", "from app.storage.records import Message"),
        ("app.ui.main_window", "from app.storage.records import Message"),
        ("app.application", "from PySide6.QtNetwork import QLocalServer"),
        ("app.storage.errors", "from engine.said import said"),
        ("engine.hub", "from huggingface_hub import HfApi"),
        ("engine.hub_errors", "import httpx2"),
        ("app.application", "import apparatus"),
    ],
)
def test_allowed_import_is_left_alone(module: str, line: str) -> None:
    assert broken_rules(line, module) == []


def run_python(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a program text in a fresh interpreter at the checkout's root, without a display."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=90,
    )


@pytest.mark.parametrize("module", ["engine", "engine.cli", "app.__main__", "app.application"])
def test_importing_imports_no_torch_and_no_hub(module: str) -> None:
    lazy = {"torch", "transformers", "huggingface_hub", "httpx2"}
    program = f"import sys, {module}; print(sorted({lazy} & set(sys.modules)))"
    ran = run_python(program)
    assert (ran.returncode, ran.stdout.strip()) == (0, "[]"), ran.stderr


REFUSING = """
import socket, sys

def refuse(event, arguments):
    internet = (socket.AF_INET, socket.AF_INET6)
    if event == "socket.__new__" and arguments[1] in internet:
        raise PermissionError("an internet socket was asked for")
    if event == "socket.connect" and arguments[0].family in internet:
        raise PermissionError("a connection was asked for")
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        raise PermissionError("a host name was asked for")

sys.addaudithook(refuse)
"""
WHOLE_REPLY = """
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.application import Application
from tests.fakes.scripted_engine import ScriptedEngine

qt = QApplication([])
whole = Application(Path(sys.argv[1]), None, ScriptedEngine(seconds_per_step=0.02).load)
frames, replies = [], []
whole.chat.frame_due.connect(frames.append)
whole.chat.reply_ended.connect(replies.append)
whole.chat.reply_ended.connect(lambda reply: QTimer.singleShot(200, qt.quit))
QTimer.singleShot(60_000, qt.quit)
whole.show()
assert whole.chat.send("Hello, who are you?")
qt.exec()
whole.window.close()
assert whole.close()
assert frames
assert not {"huggingface_hub", "httpx2"} & set(sys.modules)
print(replies[0].state, replies[0].text)
"""


def test_whole_reply_opens_no_internet_socket(tmp_path: Path) -> None:
    ran = run_python(REFUSING + WHOLE_REPLY, str(tmp_path))
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "complete Hello. I am a scripted engine."
    assert "PermissionError" not in ran.stderr


WHOLE_DOWNLOAD = """
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from app.application import Application
from app.controllers.model_library import LookUpPhase
from engine.network_switches import go_offline
from tests.fakes.scripted_engine import ScriptedEngine

go_offline()
qt = QApplication([])
whole = Application(Path(sys.argv[1]), None, ScriptedEngine().load)
models = whole.models

def fetch(look_up):
    if look_up.phase is LookUpPhase.ANSWERED:
        models.downloads.fetch(look_up.entries[-1])
    elif look_up.phase is LookUpPhase.FAILED:
        sys.exit(look_up.sentence)

def end():
    if len(models.models()) > 1:
        models.library_changed.disconnect(end)
        print(models.models()[1].name, models.models()[1].problem)
        qt.quit()

models.question.changed.connect(fetch)
models.library_changed.connect(end)
QTimer.singleShot(60_000, qt.quit)
whole.show()
models.question.ask(sys.argv[2])
qt.exec()
whole.window.close()
assert whole.close()
assert not {"huggingface_hub", "httpx2"} & set(sys.modules)
"""


def test_whole_download_opens_no_internet_socket_in_the_windows_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(FakeHub(REPOSITORY, model_files(300_000))) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        ran = run_python(REFUSING + WHOLE_DOWNLOAD, str(tmp_path), REPOSITORY)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.strip() == "diffusion-model None"
    assert "PermissionError" not in ran.stderr
    assert len(hub.requests) > 5  # of the process that downloads


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.socket(socket.AF_INET)",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
        "socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_internet_socket_would_be_refused(attempt: str) -> None:
    ran = run_python(REFUSING + attempt)
    assert ran.returncode == 1
    assert "was asked for" in ran.stderr


@pytest.mark.parametrize(
    "start",
    [
        "import engine.cli; engine.cli.main(['inspect', 'resources/nothing'])",
        "import app.__main__; app.__main__.main(['--data-dir', '/dev/null/none'])",
    ],
)
def test_program_forbids_the_hubs_client_every_request(start: str) -> None:
    program = f"""
import PySide6.QtWidgets as widgets
widgets.QMessageBox.exec = lambda self: None
{start}
from huggingface_hub import HfApi
try:
    HfApi(endpoint="http://127.0.0.1:9").model_info("someone/model")
except Exception as error:
    print(type(error).__name__)
"""
    ran = run_python(REFUSING + program)
    assert ran.stdout.strip().endswith("OfflineModeIsEnabled"), ran.stderr
