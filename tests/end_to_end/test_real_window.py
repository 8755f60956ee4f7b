"""The whole road in a real window with the embedded model: type, watch, close, find it again."""

import operator
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from tests.end_to_end.screen import Screen, running, wait_for

ROOT = Path(__file__).parents[2]
PROMPT = "Tell me a long story about a fox."  # long enough to be seen forming on a fast machine
TITLE = "Tell me a long story about a fox"
SECONDS_FOR_A_REPLY = 240  # the model is read and torch imported within it, on a busy machine too
CHANGED_PIXELS = 300  # a blinking cursor is some 40


@contextmanager
def sfumato(screen: Screen, data: Path, log: str) -> Iterator["subprocess.Popen[str]"]:
    """The program as a person starts it, in its own data folder."""
    command = [sys.executable, "-m", "app", "--data-dir", str(data)]
    with running(command, screen.environment, screen.folder / log, cwd=ROOT) as process:
        yield process


def rows(data: Path) -> list[tuple[str, str, str]]:
    """Role, state and text of all messages, oldest first, as another program reads them.

    Empty before there is a database.
    """
    sql = "SELECT role, state, text FROM messages ORDER BY created_at, rowid"
    path = data / "sfumato.db"
    if not path.exists():
        return []
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=10)) as database:
        return database.execute(sql).fetchall()


def states_of_reply(data: Path) -> list[str]:
    return [state for role, state, _ in rows(data) if role == "assistant"]


def transcript_area(window: QRect) -> QRect:
    """Inside the transcript: without sidebar, title, status line and composer."""
    return window.adjusted(window.width() * 2 // 5, 110, -60, -window.height() // 3)


def changed_pixels(before: QImage, after: QImage, area: QRect) -> int:
    """How many pixels differ within an area of two pictures of the same screen."""
    old, new = (
        image.copy(area).convertToFormat(QImage.Format.Format_RGB32) for image in (before, after)
    )
    assert old.size() == new.size()
    one, other = (memoryview(image.constBits()).cast("I") for image in (old, new))
    return sum(map(operator.ne, one, other))


def internet_sockets(pid: int) -> list[str]:
    """The lines of Linux's tables of bound or connected internet sockets that a process holds."""
    owned = {target for link in Path(f"/proc/{pid}/fd").glob("*") if (target := link_target(link))}
    tables = [Path(f"/proc/{pid}/net/{name}") for name in ("tcp", "tcp6", "udp", "udp6")]
    lines = [line for table in tables if table.exists() for line in table.read_text().split("\n")]
    return [line for line in lines if line and f"socket:[{line.split()[9]}]" in owned]


def link_target(link: Path) -> str:
    """Where a link leads; nowhere if its descriptor was closed meanwhile."""
    try:
        return str(link.readlink())
    except FileNotFoundError:
        return ""


def close_with_keys(screen: Screen, process: "subprocess.Popen[str]", log: str) -> None:
    screen.xdotool("key", "alt+F4")
    assert process.wait(30) == 0
    assert "Traceback" not in (screen.folder / log).read_text(encoding="utf-8")


@pytest.mark.timeout(600)
def test_message_typed_is_answered_in_view_and_found_again(screen: Screen, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with sfumato(screen, data, "first.log") as process:
        window = screen.window("Sfumato")
        area = transcript_area(screen.area(window))
        screen.picture("empty")
        screen.xdotool("type", "--delay", "20", PROMPT)
        screen.xdotool("key", "Return")
        wait_for(lambda: rows(data), "message in the database")
        assert rows(data)[0] == ("user", "complete", PROMPT)
        wait_for(lambda: states_of_reply(data), "reply", SECONDS_FOR_A_REPLY)

        pictures = watch_reply(screen, process, data)
        changes = [changed_pixels(before, after, area) for before, after in pairwise(pictures)]
        assert sum(change > CHANGED_PIXELS for change in changes) >= 2, changes

        assert states_of_reply(data) == ["complete"]
        saved = rows(data)
        assert len(saved) == 2
        assert saved[1][2].strip()
        wait_for(lambda: screen.title(window).startswith(TITLE), "title of the conversation")
        last = screen.picture("complete")
        close_with_keys(screen, process, "first.log")
    assert rows(data) == saved

    with sfumato(screen, data, "second.log") as process:
        window = screen.window("Sfumato")
        assert screen.title(window).startswith(TITLE)
        assert rows(data) == saved
        wait_for(
            lambda: looks_alike(last, screen.picture("again"), area), "same transcript on screen"
        )
        close_with_keys(screen, process, "second.log")


def watch_reply(screen: Screen, process: "subprocess.Popen[str]", data: Path) -> list[QImage]:
    """Pictures taken while the reply's row says it is forming."""
    pictures: list[QImage] = []

    def look() -> bool:
        picture = screen.picture(f"forming-{len(pictures):03}")
        assert internet_sockets(process.pid) == []
        if states_of_reply(data) == ["generating"]:
            pictures.append(picture)
        return states_of_reply(data) != ["generating"]

    wait_for(look, "end of the reply", SECONDS_FOR_A_REPLY)
    return pictures


def looks_alike(before: QImage, after: QImage, area: QRect) -> bool:
    """Whether at most a hundredth of the area's pixels differ, and it is not blank."""
    blank = QImage(before.size(), QImage.Format.Format_RGB32)
    blank.fill(after.pixelColor(area.bottomRight()))
    has_text = changed_pixels(blank, after, area) > CHANGED_PIXELS
    return has_text and changed_pixels(before, after, area) < area.width() * area.height() // 100


@pytest.mark.skipif(not Path("/proc/self/net").exists(), reason="needs the kernel's tables")
def test_internet_socket_of_a_process_would_be_noticed() -> None:
    before = len(internet_sockets(os.getpid()))
    with socket.create_server(("127.0.0.1", 0)):
        assert len(internet_sockets(os.getpid())) == before + 1
