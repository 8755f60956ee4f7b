"""Text before it is saved, and a title before it is shown."""

import pytest

from app.storage.text import one_line, storable


@pytest.mark.parametrize(
    ("title", "line"),
    [("two\nlines", "two lines"), ("  a\t b \r\n", "a b"), ("ä\u2028雪", "ä 雪"), ("\n", "")],
)
def test_a_title_is_put_on_one_line(title: str, line: str) -> None:
    assert one_line(title) == line


def test_half_a_surrogate_can_be_saved() -> None:
    assert storable("a\ud800b😀").encode() == "a\ufffdb😀".encode()
