"""A screen of its own with a window manager, and a person at it: keys in, pictures out."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

Result = TypeVar("Result")


def wait_for(look: Callable[[], Result], what: str, seconds: float = 30) -> Result:
    """Look again and again until something true is seen; a failure names what was not."""
    end = time.monotonic() + seconds
    while not (seen := look()):
        if time.monotonic() > end:
            pytest.fail(f"In {seconds:.0f} seconds there was no {what}.")
        time.sleep(0.05)
    return seen


@dataclass(frozen=True, slots=True)
class Screen:
    """An X display; ``environment`` is for the programs started on it."""

    environment: dict[str, str]
    folder: Path
    grabber: "subprocess.Popen[str]"

    def xdotool(self, *arguments: str) -> str:
        """Run xdotool; its output, empty where it found nothing."""
        ran = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True
        )
        return ran.stdout.strip()

    def window(self, title: str) -> str:
        """The id of the visible window whose title holds ``title``, brought to the front."""
        return wait_for(lambda: self._activated(title), f"active window {title!r}")

    def _activated(self, title: str) -> str:
        """Searched anew each time: the first one found may have been on its way out."""
        found = self.xdotool("search", "--onlyvisible", "--name", title).splitlines()
        if not found:
            return ""
        self.xdotool("windowactivate", found[-1])
        return found[-1] if self.xdotool("getactivewindow") == found[-1] else ""

    def title(self, window: str) -> str:
        """The title of a window."""
        return self.xdotool("getwindowname", window)

    def area(self, window: str) -> QRect:
        """Where a window's content is on the screen."""
        lines = self.xdotool("getwindowgeometry", "--shell", window).splitlines()
        place = dict(line.split("=") for line in lines)
        return QRect(*(int(place[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")))

    def picture(self, name: str) -> QImage:
        """The whole screen as it is now, also kept as a file in the test's folder."""
        path = self.folder / f"{name}.png"
        assert self.grabber.stdin is not None
        assert self.grabber.stdout is not None
        self.grabber.stdin.write(f"{path}\n")
        self.grabber.stdin.flush()
        assert self.grabber.stdout.readline() == "saved\n"
        return QImage(str(path))


@contextmanager
def running(
    command: Sequence[str | Path], environment: dict[str, str], log: Path, **more: object
) -> Iterator["subprocess.Popen[str]"]:
    """A program until the end of the block, its standard error in a file."""
    with log.open("w", encoding="utf-8") as file:
        process: subprocess.Popen[str] = subprocess.Popen(  # type: ignore[call-overload]
            command, env=environment, stderr=file, text=True, **more
        )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()


def new_person(home: Path) -> dict[str, str]:
    """That of a person new to this machine, with an X display and nothing else."""
    unwanted = ("WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_SCALE_FACTOR", "XAUTHORITY")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in unwanted and not name.startswith("XDG_")
    }
    return kept | {"HOME": str(home), "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
