"""Killed at any moment of a reply, nothing that was committed is lost and the file is sound."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.records import MessageState

ROOT = Path(__file__).parents[3]
KILLS, KILLS_WITH_THE_MODEL = 100, 3


@contextmanager
def talking(*arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A process that talks and saves, until the end of the block."""
    command = [sys.executable, "-m", "tests.fakes.talking_child", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        yield process
        process.kill()


def killed_after(mother: "subprocess.Popen[str]", lines: int, seconds: float) -> list[str]:
    """Let a child talk, kill it some time after it said so many lines; all that it said."""
    assert mother.stdin is not None
    assert mother.stdout is not None
    mother.stdin.write("talk\n")
    mother.stdin.flush()
    child = int(mother.stdout.readline().split()[1])
    said = [mother.stdout.readline() for _ in range(lines)]
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    said += iter(mother.stdout.readline, "ended\n")
    return said


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


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.timeout(600)
def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    rng, path = random.Random(7), tmp_path / "sfumato.db"
    Database.open(path).close()
    num_saved = 0
    with talking("--scripted", str(path)) as mother:
        for _ in range(KILLS):
            said = killed_after(mother, rng.randint(0, 6), rng.uniform(0.0, 0.02))
            num_saved += len(said)
            check(path, said)
    assert num_saved > 2 * KILLS


@pytest.mark.timeout(600)
def test_kills_of_the_real_engine_lose_nothing(tmp_path: Path) -> None:
    rng, path = random.Random(8), tmp_path / "sfumato.db"
    for _ in range(KILLS_WITH_THE_MODEL):
        with talking(str(path)) as child:
            assert child.stdout is not None
            said = [child.stdout.readline() for _ in range(rng.randint(1, 3))]
            time.sleep(rng.uniform(0.0, 0.5))
            child.kill()
            said += child.stdout.readlines()
        check(path, said)
