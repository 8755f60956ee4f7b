"""The program's log file: what went wrong, never what was said."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_MAX_BYTES = 512 * 1024


def start_logging(path: Path) -> logging.Handler:
    """Log warnings and errors to ``path``, two files of at most 512 KiB. Raises OSError."""
    path.touch(mode=0o600)
    handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Undo start_logging and close the file."""
    logging.getLogger().removeHandler(handler)
    handler.close()
