"""What each position of a canvas shows and where it stands. Pure: measures by a given function.

An unsettled position holds a slot of one mean width, a settled one its true width, and a line keeps
its start while it fits about the width, so that tokens stay in place as their neighbours change.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from itertools import pairwise

from engine import Frame

TOO_WIDE, TOO_NARROW = 24.0, 90.0  # pixels a kept line may differ from the width

Key = tuple[int, int]  # position on the canvas, fragment of its piece
Measure = Callable[[str], float]  # pixels


class NoiseLevel(StrEnum):
    """How much of the noise is shown."""

    CALM = "calm"
    DRAFT = "draft"
    RAW = "raw"


class CellKind(Enum):
    """How a position is drawn."""

    PLACEHOLDER = auto()
    GUESS = auto()  # an unsettled piece, faint
    PIECE = auto()
    BLANK = auto()  # settled and without text: a marker, or behind the end of the reply


@dataclass(frozen=True, slots=True)
class Cell:
    """One position; ``certainty`` runs from 0 (any token) to 1 (this one)."""

    kind: CellKind
    text: str
    certainty: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A fragment's place: pixels from the left, line from 0, y from the top in line heights."""

    key: Key
    cell: Cell
    text: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Layout:
    """All slots, the first key of each line, and the height in line heights."""

    slots: tuple[Slot, ...]
    line_starts: tuple[Key, ...]
    height: float


EMPTY_CELL = Cell(CellKind.PLACEHOLDER, "", 0.0)
EMPTY_LAYOUT = Layout((), (), 0.0)


def masked_cells(count: int) -> tuple[Cell, ...]:
    """A canvas before its first step."""
    return (EMPTY_CELL,) * count


def cells_of(frame: Frame, previous: Frame | None, noise: NoiseLevel) -> tuple[Cell, ...]:
    """What each position shows: its piece if accepted in this step or held for two frames.

    ``previous`` is the frame drawn before; one of another block does not count.
    """
    if previous is not None and previous.block != frame.block:
        previous = None
    before = previous.tokens if previous is not None else ()
    cells = []
    for position, piece in enumerate(frame.pieces):
        certainty = 2.0 ** -max(frame.entropy[position], 0.0)
        is_held = position < len(before) and before[position] == frame.tokens[position]
        kind = _kind(piece, frame.accepted[position] or is_held, noise)
        cells.append(
            Cell(kind, piece if kind in (CellKind.PIECE, CellKind.GUESS) else "", certainty)
        )
    return tuple(cells)


def _kind(piece: str, is_settled: bool, noise: NoiseLevel) -> CellKind:
    if is_settled:
        return CellKind.PIECE if piece else CellKind.BLANK
    if noise is NoiseLevel.CALM:
        return CellKind.PLACEHOLDER
    if noise is NoiseLevel.RAW:
        return (
            (CellKind.PIECE if "\n" not in piece else CellKind.GUESS) if piece else CellKind.BLANK
        )
    return CellKind.GUESS if piece.strip() else CellKind.PLACEHOLDER


@dataclass(frozen=True, slots=True)
class _Item:
    """A fragment on its way to a place; ``breaks`` are the line ends before it."""

    key: Key
    cell: Cell
    text: str
    width: float
    breaks: int
    may_break: bool


def lay_out(
    cells: Sequence[Cell],
    width: float,
    mean_width: float,
    measure: Measure,
    kept_starts: Sequence[Key] = (),
) -> Layout:
    """Place the cells in lines of ``width`` pixels, keeping the starts of an earlier layout.

    A kept line may be TOO_WIDE pixels wider, so a caller leaves that much to the right. Blank
    lines are half as high as others.
    """
    items = _items(cells, width, mean_width, measure)
    following = dict(pairwise(kept_starts))
    place_of = {item.key: index for index, item in enumerate(items)}
    slots: list[Slot] = []
    starts: list[Key] = []
    start, y = 0, 0.0
    while start < len(items):
        if items[start].breaks:
            y += 0.5 * (items[start].breaks - 1) if slots else 0.0
        end = _paragraph_end(items, start)
        kept = place_of.get(following.get(items[start].key, (-1, -1)), 0)
        if not (start < kept < end and _keeps(items, start, kept, width)):
            kept = _fitting(items, start, end, width)
        _place(slots, items[start:kept], y, measure)
        starts.append(items[start].key)
        start, y = kept, y + 1.0
    return Layout(tuple(slots), tuple(starts), y)


def _keeps(items: Sequence[_Item], start: int, end: int, width: float) -> bool:
    if not items[end].may_break:
        return False
    total = sum(item.width for item in items[start:end])
    return width - TOO_NARROW <= total <= width + TOO_WIDE


def _paragraph_end(items: Sequence[_Item], start: int) -> int:
    for index in range(start + 1, len(items)):
        if items[index].breaks:
            return index
    return len(items)


def _fitting(items: Sequence[_Item], start: int, end: int, width: float) -> int:
    """The end of the longest line that fits; never empty, words whole where they fit."""
    total, last_chance = 0.0, start
    for index in range(start, end):
        if index > start and items[index].may_break:
            last_chance = index
        total += items[index].width
        if total > width and index > start:
            return last_chance if last_chance > start else index
    return end


def _place(slots: list[Slot], items: Sequence[_Item], y: float, measure: Measure) -> None:
    x = 0.0
    for number, item in enumerate(items):
        text, width = item.text, item.width
        if (
            number == 0
            and not item.breaks
            and item.key != (0, 0)
            and item.cell.kind is CellKind.PIECE
        ):
            text = text.lstrip(" ")  # a wrapped line starts with its word
            width = measure(text)
        slots.append(Slot(item.key, item.cell, text, x, y, width))
        x += width


def _items(cells: Sequence[Cell], width: float, mean_width: float, measure: Measure) -> list[_Item]:
    items: list[_Item] = []
    end_of_text = _end_of_text(cells)
    breaks, is_glued = 0, False
    for position, cell in enumerate(cells):
        if cell.kind is not CellKind.PIECE:
            is_inside_text = cell.kind is CellKind.BLANK and position < end_of_text
            slot = 0.0 if is_inside_text else mean_width
            text = cell.text.strip("\n") if cell.kind is CellKind.GUESS else ""
            may_break = not is_inside_text
            items.append(_Item((position, 0), cell, text, slot, breaks, may_break))
            breaks, is_glued = 0, is_glued and is_inside_text
            continue
        for number, (fragment, ends) in enumerate(_fragments(cell.text, width, measure)):
            breaks += ends
            if fragment:
                may_break = not is_glued or fragment[0].isspace() or number > 0
                item = _Item(
                    (position, number), cell, fragment, measure(fragment), breaks, may_break
                )
                items.append(item)
                breaks, is_glued = 0, not fragment[-1].isspace()
    return items


def _end_of_text(cells: Sequence[Cell]) -> int:
    """The position behind the last one that shows a piece."""
    for position in range(len(cells), 0, -1):
        if cells[position - 1].kind in (CellKind.PIECE, CellKind.GUESS):
            return position
    return 0


def _fragments(text: str, width: float, measure: Measure) -> list[tuple[str, int]]:
    """A piece cut at line ends and before inner spaces, each with the line ends before it."""
    found: list[tuple[str, int]] = []
    for number, line in enumerate(text.replace("\t", "    ").split("\n")):
        words = re.findall(r"\s*\S+\s*?(?=\s|$)|\s+$", line) or [""]
        for place, word in enumerate(words):
            found.append((word, int(number > 0 and place == 0)))
    return [part for word, ends in found for part in _chopped(word, ends, width, measure)]


def _chopped(word: str, ends: int, width: float, measure: Measure) -> list[tuple[str, int]]:
    """A word wider than a line as parts of at most half a line."""
    total = measure(word)
    if total <= width or len(word) < 2:
        return [(word, ends)]
    size = max(1, int(len(word) * width / total / 2))
    parts = [word[at : at + size] for at in range(0, len(word), size)]
    return [(part, ends if number == 0 else 0) for number, part in enumerate(parts)]
