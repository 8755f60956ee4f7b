"""Names for exported files that every system takes."""

from collections import Counter
from pathlib import Path

from app.storage.text import one_line

MAX_NAME = 80  # characters
_RESERVED = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in "123456789"),
}


def file_name_for(title: str) -> str:
    """A title as a file name without its ending: words, digits, spaces and dashes."""
    kept = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    name = one_line(kept)[:MAX_NAME].strip()
    while len(name.encode()) > 200:  # most systems count bytes
        name = name[:-1].strip()
    if name.lower() in _RESERVED:
        return f"{name} -"
    return name or "Conversation"


def free_folder(parent: Path, name: str) -> Path:
    """A folder that does not exist yet: “name”, “name (2)” and so on."""
    folder, number = parent / name, 1
    while folder.exists():
        number += 1
        folder = parent / f"{name} ({number})"
    return folder


class FreePaths:
    """Paths in a folder that do not exist yet: “Title.md”, “Title (2).md” and so on."""

    def __init__(self, folder: Path, ending: str) -> None:
        self._folder, self._ending = folder, ending
        self._used: Counter[str] = Counter()

    def next(self, title: str) -> Path:
        """A path for this title that was not given before."""
        name = file_name_for(title)
        key = name.casefold()  # many systems do not tell capitals apart
        while True:
            self._used[key] += 1
            number = f" ({self._used[key]})" if self._used[key] > 1 else ""
            path = self._folder / f"{name}{number}.{self._ending}"
            if not path.exists():
                return path
