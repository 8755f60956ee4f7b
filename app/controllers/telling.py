"""What a controller does about a database error: tell it as a sentence and go on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from app.storage.errors import DatabaseError
from app.wording import own_error

_Made = TypeVar("_Made")


@contextmanager
def telling(tell: Callable[[str], object]) -> Iterator[None]:
    """Give the sentence of a database error to ``tell``; what is in memory is still shown."""
    try:
        yield
    except DatabaseError as error:
        tell(own_error(error))


def attempt(tell: Callable[[str], object], act: Callable[[], _Made]) -> _Made | None:
    """What ``act`` gives back; None where the database fails, which is told."""
    with telling(tell):
        return act()
    return None
