"""The slots of a canvas on the screen, each on its way to where and how it will be."""

from dataclasses import dataclass

from app.ui.canvas_layout import CellKind, Key, Layout, Slot

TURN = 0.4  # share of a tween in which the old fades out, before the new fades in


@dataclass(frozen=True, slots=True)
class Paint:
    """How a slot appears: a bar, a text or nothing, at an opacity of 0 to 1."""

    kind: CellKind
    text: str
    alpha: float
    certainty: float


@dataclass(slots=True)
class Mark:
    """A slot on the screen; ``progress`` of its fade and ``way`` of its glide run from 0 to 1."""

    slot: Slot
    paint: Paint
    before: Paint | None
    from_x: float
    progress: float
    way: float = 0.0

    @property
    def is_still(self) -> bool:
        return self.progress >= 1 and self.way >= 1

    @property
    def x(self) -> float:
        """Where it is now, in pixels."""
        return self.slot.x + (self.from_x - self.slot.x) * (1 - self.way) ** 3

    def advance(self, share: float) -> None:
        """Go on by a share of a whole tween."""
        self.progress = min(self.progress + share, 1.0)
        self.way = min(self.way + share, 1.0)


def moved(marks: dict[Key, Mark], layout: Layout) -> dict[Key, Mark]:
    """The marks of a new layout, setting out from where those before are now."""
    return {slot.key: _onward(marks.get(slot.key), slot) for slot in layout.slots}


def _onward(old: Mark | None, slot: Slot) -> Mark:
    """A mark that stands still stays the same object; others get a new way to go."""
    paint = _paint_of(slot)
    # On another line it comes up in its place: drifting text misleads.
    if old is None or old.slot.y != slot.y:
        return Mark(slot, paint, None, slot.x, 0.0)
    if old.paint != paint:
        before = old.before if old.progress < TURN else old.paint
        return Mark(slot, paint, before, old.x, 0.0)
    if old.is_still and old.x == slot.x:
        old.slot = slot
        return old
    return Mark(slot, paint, old.before, old.x, old.progress)


def _paint_of(slot: Slot) -> Paint:
    cell = slot.cell
    certainty = round(cell.certainty, 1)
    match cell.kind:
        case CellKind.PLACEHOLDER:
            return Paint(cell.kind, "", 0.24 + 0.3 * certainty, certainty)
        case CellKind.GUESS:
            return Paint(cell.kind, slot.text, 0.3 + 0.25 * certainty, certainty)
        case CellKind.PIECE:
            return Paint(cell.kind, slot.text, 0.62 + 0.38 * certainty, certainty)
        case CellKind.BLANK:
            return Paint(cell.kind, "", 0.22, certainty)
