"""Listens to what is asked of the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.engine import Engine


@contextmanager
def queries(*tables: str) -> Iterator[list[str]]:
    """Every statement from now on that reads from one of the tables; from any without names."""
    heard: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        words = statement.split()
        is_wanted = not tables or bool(set(words) & set(tables))
        if words[0] == "SELECT" and is_wanted:
            heard.append(" ".join(words))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", hear)
