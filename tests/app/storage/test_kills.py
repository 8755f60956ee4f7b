"""Killed at any moment of a reply, nothing that was committed is lost and the file is sound."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.records import MessageState
from tests.fakes.talking_child import fork_talking

KILLS, KILLS_WITH_THE_MODEL = 100, 3
_NEEDS_FORK = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def killed_after(child: int, reading: int, lines: int, seconds: float) -> list[str]:
    """Kill a child some time after it said so many lines; all that it said.

    A last line that was cut short does not count.
    """
    with os.fdopen(reading) as said:
        heard = [said.readline() for _ in range(lines)]
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        heard += said.readlines()
    return [line.rstrip("\n") for line in heard if line.endswith("\n")]


def check(path: Path, said: list[str]) -> None:
    """Everything that was said to be saved is there."""
    database = Database.open(path)
    with database.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    store = ConversationStore(database)
    store.recover_interrupted()
    saved = {m.id: m for c in store.newest_first() for m in store.messages(c.id)}
    for line in said:
        kind, message_id, *number = line.split()
        assert message_id in saved
        if kind == "block":
            assert int(number[0]) in {block.index for block in store.blocks(message_id)}
    for message in saved.values():
        assert message.state in (MessageState.COMPLETE, MessageState.INTERRUPTED)
        if message.role != "user":
            assert message.text == "".join(block.text for block in store.blocks(message.id))
    database.close()


@_NEEDS_FORK
@pytest.mark.timeout(600)
def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    rng, path = random.Random(7), tmp_path / "sfumato.db"
    Database.open(path).close()
    num_saved = 0
    for _ in range(KILLS):
        child, reading = fork_talking(path)
        said = killed_after(child, reading, rng.randint(0, 6), rng.uniform(0.0, 0.02))
        num_saved += len(said)
        check(path, said)
    assert num_saved > 2 * KILLS


@pytest.mark.timeout(600)
def test_kills_of_the_real_engine_lose_nothing(tmp_path: Path) -> None:
    rng, path = random.Random(8), tmp_path / "sfumato.db"
    command = [sys.executable, "-m", "tests.fakes.talking_child", str(path)]
    for _ in range(KILLS_WITH_THE_MODEL):
        root = Path(__file__).parents[3]
        child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root)
        assert child.stdout is not None
        said = [child.stdout.readline() for _ in range(rng.randint(1, 3))]
        time.sleep(rng.uniform(0.0, 0.5))
        child.kill()
        said += child.stdout.readlines()
        child.wait()
        child.stdout.close()
        check(path, [line.rstrip("\n") for line in said if line.endswith("\n")])
