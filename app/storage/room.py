"""How much room a disk has left."""

import shutil
from pathlib import Path

LITTLE_BYTES = 1024 * 1024  # SQLite's index of the log alone takes 32 KiB


def has_little_room(folder: Path, needed: int = LITTLE_BYTES) -> bool:
    """Whether less is free than ``needed`` bytes; False where that cannot be told."""
    try:
        return shutil.disk_usage(folder).free < needed
    except OSError:
        return False
