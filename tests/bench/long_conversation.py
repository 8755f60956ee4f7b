"""How long a long conversation takes to open and to scroll.

``python -m tests.bench.long_conversation [--lengths 50 500 5000] [--steps 150]``. A real database,
window and widgets; offscreen unless QT_QPA_PLATFORM says otherwise. Times in ms.
"""

import argparse
import os
import statistics
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from app.application import Application
from app.storage import schema
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.records import MessageState
from app.storage.rows import new_id, now, set_leaf
from tests.fakes.scripted_engine import ScriptedEngine

_QUESTION = "How does a pear tree know when it is spring? Please say it in a few words. ({number})"
_REPLY = """It measures **two things**, and adds them up over the winter ({number}):

1. the hours of cold it went through, which it counts in its buds;
2. the warmth of the days that follow, and how long they are.

```python
def wakes(chill_hours: int, warm_days: int) -> bool:
    return chill_hours > 800 and warm_days > 12
```

| sign | what it says |
|---|---|
| swollen buds | two weeks to go |
| white tips | days |

So a warm week in January does *not* deceive it, since the cold was too short until then."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds: from the wish to open to the painted end, and of single scroll steps."""

    opening: float
    steps: tuple[float, ...]


def fill(database: Database, num_messages: int) -> str:
    """A conversation of questions and Markdown replies by turns; returns its id."""
    conversation = ConversationStore(database).create(f"{num_messages} messages")
    rows: list[dict[str, object]] = []
    for number in range(num_messages):
        is_reply = bool(number % 2)
        rows.append(
            {
                "id": new_id(),
                "conversation_id": conversation.id,
                "parent_id": rows[-1]["id"] if rows else None,
                "role": "assistant" if is_reply else "user",
                "text": (_REPLY if is_reply else _QUESTION).format(number=number),
                "thought": "",
                "state": MessageState.COMPLETE.value,
                "created_at": now(),
                "model": "scripted" if is_reply else None,
            }
        )
    with database.transaction() as connection:
        connection.execute(insert(schema.messages), rows)
        set_leaf(connection, conversation.id, str(rows[-1]["id"]))
    return conversation.id


def settle() -> None:
    """Until layout and painting have nothing left to do."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()


def measure(whole: Application, conversation_id: str, num_steps: int) -> Measured:
    """Open a conversation from an empty window, then go up by a third of a page at a time."""
    whole.chat.new_conversation()
    settle()
    began = time.perf_counter()
    whole.chat.open(conversation_id)
    settle()
    opening = time.perf_counter() - began
    bar = whole.window.transcript.verticalScrollBar()
    steps: list[float] = []
    for _ in range(num_steps):
        began = time.perf_counter()
        bar.setValue(bar.value() - bar.pageStep() // 3)
        settle()
        steps.append(time.perf_counter() - began)
    return Measured(1000 * opening, tuple(1000 * step for step in steps))


def main() -> None:
    """Print one line for each length."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lengths", type=int, nargs="+", default=[50, 500, 5000])
    parser.add_argument("--steps", type=int, default=150)
    arguments = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qt = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        whole = Application(Path(folder), None, ScriptedEngine().load)
        whole.window.resize(1060, 760)
        whole.show()
        settle()
        for length in arguments.lengths:
            found = measure(whole, fill(whole.database, length), arguments.steps)
            ordered = sorted(found.steps)
            print(
                f"{length:6} messages: open {found.opening:7.1f} ms; scroll step"
                f" median {statistics.median(ordered):6.1f}, p95"
                f" {ordered[int(0.95 * len(ordered))]:6.1f}, most {ordered[-1]:6.1f} ms"
            )
        whole.window.close()
        whole.close()
    qt.quit()


if __name__ == "__main__":
    main()
