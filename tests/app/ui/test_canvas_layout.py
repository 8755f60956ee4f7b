"""What positions show at each noise level, and that they stay in place."""

import random
from collections.abc import Sequence

from app.ui.canvas_layout import (
    TOO_WIDE,
    Cell,
    CellKind,
    Layout,
    NoiseLevel,
    cells_of,
    lay_out,
    masked_cells,
)
from engine import Frame

WIDTH, MEAN = 600.0, 40.0


def measure(text: str) -> float:
    return 8.0 * len(text)


def frame(
    tokens: Sequence[int], pieces: Sequence[str], accepted: Sequence[bool], block: int = 0
) -> Frame:
    entropy = tuple(0.0 if taken else 3.0 for taken in accepted)
    return Frame(block, 1, 8, tuple(tokens), tuple(pieces), tuple(accepted), entropy, 0.8)


def piece(text: str) -> Cell:
    return Cell(CellKind.PIECE, text, 1.0)


def placed(cells: Sequence[Cell], kept: Layout | None = None, width: float = WIDTH) -> Layout:
    return lay_out(cells, width, MEAN, measure, kept.line_starts if kept else ())


def lines(layout: Layout) -> list[str]:
    ys = sorted({slot.y for slot in layout.slots})
    return ["".join(s.text for s in layout.slots if s.y == y) for y in ys]


FRAME = frame((1, 2, 3, 4), ("One", " two", " three", ""), (True, False, False, True))
BEFORE = frame((9, 9, 3, 9), ("x", "x", " three", "x"), (False,) * 4)


def kinds(noise: NoiseLevel, before: Frame | None = BEFORE) -> list[CellKind]:
    return [cell.kind for cell in cells_of(FRAME, before, noise)]


def test_calm_shows_accepted_and_held_pieces_only() -> None:
    assert kinds(NoiseLevel.CALM) == [
        CellKind.PIECE,
        CellKind.PLACEHOLDER,
        CellKind.PIECE,
        CellKind.BLANK,
    ]
    assert cells_of(FRAME, BEFORE, NoiseLevel.CALM)[1].text == ""


def test_draft_shows_the_others_faintly() -> None:
    assert kinds(NoiseLevel.DRAFT) == [
        CellKind.PIECE,
        CellKind.GUESS,
        CellKind.PIECE,
        CellKind.BLANK,
    ]
    assert cells_of(FRAME, BEFORE, NoiseLevel.DRAFT)[1].text == " two"


def test_raw_shows_the_whole_argmax_canvas() -> None:
    assert "".join(c.text for c in cells_of(FRAME, None, NoiseLevel.RAW)) == "One two three"
    assert CellKind.PLACEHOLDER not in kinds(NoiseLevel.RAW)


def test_holding_needs_a_frame_of_the_same_block() -> None:
    other = frame(BEFORE.tokens, BEFORE.pieces, BEFORE.accepted, block=7)
    assert kinds(NoiseLevel.CALM, None)[2] is CellKind.PLACEHOLDER
    assert kinds(NoiseLevel.CALM, other)[2] is CellKind.PLACEHOLDER


def test_certainty_falls_with_entropy() -> None:
    cells = cells_of(FRAME, None, NoiseLevel.CALM)
    assert cells[0].certainty == 1.0
    assert cells[1].certainty < 0.2


def test_every_position_of_a_masked_canvas_has_a_slot_inside_the_width() -> None:
    layout = placed(masked_cells(256))
    assert [slot.key[0] for slot in layout.slots] == list(range(256))
    assert all(slot.x + slot.width <= WIDTH for slot in layout.slots)
    assert layout.height == 256 * MEAN // WIDTH + 1


def test_line_ends_in_pieces_break_lines_and_blank_lines_are_half() -> None:
    layout = placed([piece("One."), piece("\n\n"), piece("Two"), piece("\n  x"), piece(".\ny")])
    assert lines(layout) == ["One.", "Two", "  x.", "y"]
    assert sorted({slot.y for slot in layout.slots}) == [0.0, 1.5, 2.5, 3.5]


def test_words_of_several_pieces_stay_whole() -> None:
    layout = placed([piece("a" * 70), piece(" sfum"), piece("ato"), piece(".")])
    assert lines(layout) == ["a" * 70, "sfumato."]


def test_words_wider_than_a_line_are_chopped() -> None:
    layout = placed([piece("x" * 1000)])
    assert "".join(lines(layout)) == "x" * 1000
    assert all(slot.x + slot.width <= WIDTH for slot in layout.slots)


def test_long_piece_wraps_at_its_spaces() -> None:
    layout = placed([piece("word " * 60)])
    assert len(lines(layout)) > 3
    assert all(slot.x + slot.width <= WIDTH + 8 for slot in layout.slots)


def test_no_text_is_lost_but_spaces_at_line_starts() -> None:
    rng = random.Random(3)
    pieces = [rng.choice([" one", " t", "wo", ".", " three"]) for _ in range(256)]
    got = " ".join(lines(placed([piece(p) for p in pieces])))
    assert got.split() == "".join(pieces).split()


def settle_steps(count: int) -> list[list[Cell]]:
    rng = random.Random(5)
    words = [piece(" " + "x" * rng.randint(1, 7)) for _ in range(256)]
    order = list(range(256))
    rng.shuffle(order)
    steps = []
    for step in range(1, count + 1):
        settled = set(order[: 256 * step // count])
        steps.append([w if i in settled else masked_cells(1)[0] for i, w in enumerate(words)])
    return steps


def moved_lines(keeps: bool) -> int:
    layout, moved = placed(masked_cells(256)), 0
    for cells in settle_steps(16):
        new = placed(cells, layout if keeps else None)
        before = {slot.key: slot.y for slot in layout.slots}
        moved += sum(before.get(slot.key) != slot.y for slot in new.slots)
        layout = new
    return moved


def test_keeping_line_starts_moves_far_fewer_tokens() -> None:
    assert moved_lines(keeps=True) < moved_lines(keeps=False) / 2


def test_kept_lines_stay_within_the_slack() -> None:
    layout = placed(masked_cells(256))
    for cells in settle_steps(16):
        layout = placed(cells, layout)
        assert all(slot.x + slot.width <= WIDTH + TOO_WIDE for slot in layout.slots)


def test_guess_keeps_the_slot_of_its_placeholder() -> None:
    masked = placed(masked_cells(3))
    guessed = placed([Cell(CellKind.GUESS, " extraordinarily", 0.1)] * 3)
    assert [s.x for s in masked.slots] == [s.x for s in guessed.slots]


def test_marker_inside_the_text_takes_no_room_and_does_not_break_a_word() -> None:
    blank = Cell(CellKind.BLANK, "", 1.0)
    layout = placed([piece("sfum"), blank, piece("ato")])
    assert layout.slots[-1].x == measure("sfum")


def test_blank_positions_behind_the_end_keep_their_place() -> None:
    cells = [piece("Hi"), *masked_cells(100)]
    blanked = [piece("Hi"), *[Cell(CellKind.BLANK, "", 1.0)] * 100]
    assert [(s.x, s.y) for s in placed(cells).slots] == [(s.x, s.y) for s in placed(blanked).slots]


def test_narrow_widths_do_not_hang() -> None:
    assert placed([piece("word"), *masked_cells(5)], width=1.0).height >= 6
