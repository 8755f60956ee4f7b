"""Errors reach the file; nothing is left attached."""

import logging
from pathlib import Path

from app.logs import start_logging, stop_logging


def test_errors_are_written_to_the_file_until_stopped(tmp_path: Path) -> None:
    path = tmp_path / "log"
    handler = start_logging(path)
    logging.getLogger("sfumato").error("first")
    stop_logging(handler)
    logging.getLogger("sfumato").error("second")
    words = path.read_text(encoding="utf-8")
    assert "first" in words
    assert "second" not in words
