"""A process that talks and saves until it is killed, saying after each commit what is saved.

Each line it writes is "message ID" or "block ID NUMBER". ``python -m tests.fakes.talking_child
DATABASE`` uses the real engine; ``--scripted DATABASE`` a scripted one, in a child for each line
of standard input.
"""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.records import Block, MessageState
from engine import BlockCommitted, ChatMessage, Event, GenerationOptions
from tests.fakes.scripted_engine import ScriptedEngine

Answer = Callable[[str], Iterator[Event]]


def scripted_answer(text: str) -> Iterator[Event]:
    """Four blocks, each after two steps."""
    blocks = tuple(f"Block {number} of an answer. " for number in range(4))
    engine = ScriptedEngine(blocks=blocks, steps=2, seconds_per_step=0.001)
    return engine.generate([ChatMessage("user", text)], GenerationOptions())


def talk(path: Path, answer: Answer, tell: Callable[[str], object]) -> None:
    """Talk for ever."""
    store = ConversationStore(Database.open(path))
    conversation = store.create("Talk")
    while True:
        asked = store.append_user(conversation.id, "Tell me a long story.")
        tell(f"message {asked.id}\n")
        reply = store.begin_reply(conversation.id, asked.id, "A model")
        for event in answer(asked.text):
            if isinstance(event, BlockCommitted):
                block = Block(
                    event.block, event.text, event.thought, event.tokens, event.steps, event.seconds
                )
                store.append_block(reply.id, block)
                tell(f"block {reply.id} {event.block}\n")
        store.finish_reply(reply.id, MessageState.COMPLETE)


def talk_in_children(path: Path) -> None:
    """For each line of standard input, a child that talks until it is killed.

    It says "child PID" first. Its parent imported everything once, and no torch.
    """
    assert "torch" not in sys.modules
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            _tell(f"child {os.getpid()}\n")
            talk(path, scripted_answer, _tell)
        os.waitpid(child, 0)
        _tell("ended\n")


def _tell(line: str) -> None:
    os.write(1, line.encode())


def talk_with_the_model(path: Path) -> None:
    """Talk with the model that comes along."""
    from app.paths import built_in_model
    from engine import Engine

    engine = Engine.load(built_in_model())

    def answer(text: str) -> Iterator[Event]:
        return engine.generate([ChatMessage("user", text)], GenerationOptions(max_new_tokens=768))

    talk(path, answer, _tell)


if __name__ == "__main__":
    if sys.argv[1] == "--scripted":
        talk_in_children(Path(sys.argv[2]))
    else:
        talk_with_the_model(Path(sys.argv[1]))
