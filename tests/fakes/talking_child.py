"""A process that talks and saves until it is killed, saying after each commit what is saved.

Each line it writes is "message ID" or "block ID NUMBER". Run as a program it uses the real engine:
``python -m tests.fakes.talking_child DATABASE``.
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


def fork_talking(path: Path) -> tuple[int, int]:
    """A child with the scripted engine: its process id, and where its lines can be read."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            talk(path, scripted_answer, lambda line: os.write(writing, line.encode()))
        finally:
            os._exit(1)  # never back into the tests
    os.close(writing)
    return child, reading


def _main() -> None:
    from app.paths import built_in_model
    from engine import Engine

    engine = Engine.load(built_in_model())

    def answer(text: str) -> Iterator[Event]:
        return engine.generate([ChatMessage("user", text)], GenerationOptions(max_new_tokens=768))

    talk(Path(sys.argv[1]), answer, lambda line: os.write(1, line.encode()))


if __name__ == "__main__":
    _main()
