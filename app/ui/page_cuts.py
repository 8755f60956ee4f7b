"""Where tall content is cut into pages so that no line of text is. Pure."""

from collections.abc import Sequence

Line = tuple[float, float]  # top and bottom


def page_cuts(lines: Sequence[Line], height: float, room: float, page: float) -> list[float]:
    """The heights at which content of ``height`` is cut; all numbers are in one unit.

    ``room`` is left on the page it begins on, ``page`` is a whole page. A first cut of 0 says that
    the content begins on the next page. A line taller than a page is cut anyway.
    """
    cuts: list[float] = []
    start = 0.0
    while height - start > room:
        cut = _without_cutting(lines, start + room)
        if cut <= start:
            cut = start if room < page else start + page
        cuts.append(cut)
        start, room = cut, page
    return cuts


def _without_cutting(lines: Sequence[Line], wanted: float) -> float:
    """The greatest height up to ``wanted`` that no line stands across."""
    cut = wanted
    while crossed := [top for top, bottom in lines if top < cut < bottom]:
        cut = min(crossed)
    return cut
