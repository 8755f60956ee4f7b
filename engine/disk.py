"""What a disk has room for, when it is full, and files that stand there whole or not at all."""

import errno
import os
import shutil
from pathlib import Path


def free_bytes(folder: Path) -> int:
    """What is free where a folder is or will be; 0 if nobody can tell."""
    for place in (folder, *folder.absolute().parents):
        try:
            return shutil.disk_usage(place).free
        except OSError:
            continue
    return 0


def is_full(error: OSError) -> bool:
    """Whether a disk, or a person's share of it, has no room left."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT)


def put_in_place(part: Path, path: Path) -> None:
    """Give a written file its name, on the disk and not only in a cache. Raises OSError."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    part.replace(path)
