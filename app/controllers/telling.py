"""What a controller does about a database error: tell it as a sentence and go on."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.storage.errors import DatabaseError
from app.wording import own_error


@contextmanager
def telling(tell: Callable[[str], object]) -> Iterator[None]:
    """Give the sentence of a database error to ``tell``; what is in memory is still shown."""
    try:
        yield
    except DatabaseError as error:
        tell(own_error(error))
