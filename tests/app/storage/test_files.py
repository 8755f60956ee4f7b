"""A file written whole or not at all."""

from pathlib import Path

import pytest

from app.storage.files import write_text_atomically


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "chat.md"
    write_text_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_text_atomically(path, "new \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_longest_file_name_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 252 + ".md")
    write_text_atomically(path, "text")
    assert path.read_text() == "text"
    assert list(tmp_path.iterdir()) == [path]
