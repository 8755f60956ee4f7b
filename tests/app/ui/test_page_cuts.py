"""Content over pages: no line is cut, nothing is lost, every page has something."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.ui.page_cuts import page_cuts

heights = st.lists(st.integers(1, 40), max_size=30)


def stacked(sizes: list[int]) -> list[tuple[float, float]]:
    """Lines of these heights below each other."""
    tops = [float(sum(sizes[:n])) for n in range(len(sizes))]
    return [(top, top + size) for top, size in zip(tops, sizes, strict=True)]


def test_what_fits_is_not_cut() -> None:
    assert page_cuts([(0, 10), (10, 20)], 20, 20, 100) == []


def test_line_at_the_edge_goes_to_the_next_page() -> None:
    assert page_cuts([(0, 10), (10, 20), (20, 30)], 30, 25, 100) == [20]


def test_content_without_room_for_its_first_line_begins_on_the_next_page() -> None:
    assert page_cuts([(0, 10), (10, 20)], 20, 5, 100) == [0]


def test_line_taller_than_a_page_is_cut_anyway() -> None:
    assert page_cuts([(0, 250)], 250, 100, 100) == [100, 200]


def test_lines_side_by_side_are_both_kept() -> None:
    assert page_cuts([(0, 10), (10, 30), (15, 25), (30, 40)], 40, 26, 100) == [10]


@given(sizes=heights, room=st.integers(0, 60), page=st.integers(60, 90))
def test_any_lines_stay_whole_and_fit_their_pages(sizes: list[int], room: int, page: int) -> None:
    lines = stacked(sizes)
    height = float(sum(sizes))
    cuts = page_cuts(lines, height, room, page)
    edges = [0.0, *cuts, height]
    assert edges == sorted(edges)
    assert not [1 for top, bottom in lines for cut in cuts if top < cut < bottom]
    lengths = [end - start for start, end in pairwise(edges)]
    assert lengths[0] <= max(room, 0) or not cuts
    assert all(0 < length <= page for length in lengths[1:]) or height == 0
