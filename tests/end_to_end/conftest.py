"""A screen of its own with a window manager, for each test in a real window."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.screen import Screen, new_person, running, wait_for

PROGRAMS = ("Xvfb", "openbox", "xdotool")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    """1280 by 800 pixels at 96 dpi, with openbox; skipped where the programs are not installed."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"A test in a real window needs {', '.join(missing)}.")
    read, write = os.pipe()
    arguments = ["-displayfd", str(write), "-screen", "0", "1280x800x24", "-dpi", "96"]
    environment = new_person(tmp_path)
    with running(
        ["Xvfb", *arguments, "-nolisten", "tcp"], environment, tmp_path / "x.log", pass_fds=[write]
    ):
        os.close(write)
        with os.fdopen(read) as pipe:
            number = pipe.readline().strip()  # written when the display is ready
        assert number, (tmp_path / "x.log").read_text(encoding="utf-8")
        environment["DISPLAY"] = f":{number}"
        grab: list[str | Path] = [sys.executable, Path(__file__).with_name("grab_screen.py")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with (
            running(
                ["openbox"],
                environment,
                tmp_path / "openbox.log",
                stdout=subprocess.DEVNULL,
            ),
            running(grab, environment, tmp_path / "grab.log", **pipes) as grabber,
        ):
            screen = Screen(environment, tmp_path, grabber)
            wait_for(lambda: screen.xdotool("get_num_desktops"), "window manager")
            yield screen
