"""Draws a canvas in place on a terminal with ANSI escapes. Knows frames and columns only."""

import re
import shutil
import unicodedata
from typing import TextIO

from engine.events import Frame

_PLACEHOLDER = "\N{LIGHT SHADE}"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class CanvasPrinter:
    """Shows the newest frame over the one before; positions not accepted stay placeholders."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines = 0

    def show(self, frame: Frame) -> None:
        """Replace what was shown by this frame."""
        columns, rows = shutil.get_terminal_size()
        lines = canvas_lines(frame, columns - 1)[-(rows - 2) :]
        self.erase()
        lines.append(f"block {frame.block + 1}, step {frame.step} of {frame.max_steps}")
        self._stream.write("\n".join(lines) + "\n")
        self._stream.flush()
        self._lines = len(lines)

    def erase(self) -> None:
        """Take away what was shown; the cursor is where it began."""
        if self._lines:
            self._stream.write(f"\x1b[{self._lines}F\x1b[J")
            self._lines = 0


def canvas_lines(frame: Frame, columns: int) -> list[str]:
    """The canvas as lines of at most ``columns`` cells, control characters removed."""
    text = "".join(
        piece if is_accepted else _PLACEHOLDER * bool(piece)
        for piece, is_accepted in zip(frame.pieces, frame.accepted, strict=True)
    )
    lines = []
    for paragraph in _CONTROL.sub("", text).expandtabs(4).split("\n"):
        line, width = "", 0
        for character in paragraph:
            cells = 2 if unicodedata.east_asian_width(character) in "WF" else 1
            if width + cells > columns:
                lines.append(line)
                line, width = "", 0
            line, width = line + character, width + cells
        lines.append(line)
    return lines
