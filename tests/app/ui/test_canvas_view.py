"""The canvas draws the newest frame, keeps its height and stands still when done."""

import pytest
from PySide6.QtGui import QImage, QPalette
from pytestqt.qtbot import QtBot

from app.ui.canvas_layout import NoiseLevel
from app.ui.canvas_view import TWEEN_MS, CanvasView
from tests.fakes.scripted_engine import scripted_frame, split_pieces

PIECES = split_pieces("Once there was a painter who lived by the sea.\n\nShe drew the fog.")
STEPS = 4


@pytest.fixture
def canvas(qtbot: QtBot) -> CanvasView:
    view = CanvasView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    return view


def picture(view: CanvasView) -> QImage:
    return view.grab().toImage()


def is_moving(view: CanvasView) -> bool:
    return view._timer.isActive()


def shown_text(view: CanvasView) -> str:
    return "".join(slot.text for slot in view._layout.slots)


def settle(qtbot: QtBot, view: CanvasView) -> None:
    qtbot.waitUntil(lambda: not is_moving(view), timeout=5000)


def test_masked_and_settled_pictures_differ(qtbot: QtBot, canvas: CanvasView) -> None:
    masked = picture(canvas)
    canvas.show_frame(scripted_frame(PIECES, 0, STEPS, STEPS))
    settle(qtbot, canvas)
    assert picture(canvas) != masked
    assert shown_text(canvas).replace("\n", "").startswith("Once there was a painter")


def test_masked_canvas_is_not_empty(canvas: CanvasView) -> None:
    image = picture(canvas)
    dots = {image.pixel(x, y) for x in range(image.width()) for y in range(30)}
    assert len(dots) > 3


def test_noise_levels_show_more_and_more(canvas: CanvasView) -> None:
    canvas.set_reduced_motion(True)
    canvas.show_frame(scripted_frame(PIECES, 0, 1, STEPS))
    lengths, pictures = [], []
    for noise in NoiseLevel:
        canvas.set_noise(noise)
        lengths.append(len(shown_text(canvas)))
        pictures.append(picture(canvas))
    assert lengths[0] < lengths[1]
    assert pictures[0] != pictures[1] != pictures[2]


def test_timer_runs_while_moving_and_stops_when_idle(qtbot: QtBot, canvas: CanvasView) -> None:
    assert not is_moving(canvas)
    canvas.show_frame(scripted_frame(PIECES, 0, 1, STEPS))
    assert is_moving(canvas)
    before = picture(canvas)
    settle(qtbot, canvas)
    assert picture(canvas) != before


def test_reduced_motion_is_still_at_once(qtbot: QtBot, canvas: CanvasView) -> None:
    canvas.set_reduced_motion(True)
    canvas.show_frame(scripted_frame(PIECES, 0, 1, STEPS))
    assert not is_moving(canvas)
    at_once = picture(canvas)
    qtbot.wait(TWEEN_MS // 2)
    assert picture(canvas) == at_once


def test_hidden_canvas_does_not_tick(canvas: CanvasView) -> None:
    canvas.show_frame(scripted_frame(PIECES, 0, 1, STEPS))
    canvas.hide()
    assert not is_moving(canvas)
    canvas.show_frame(scripted_frame(PIECES, 0, 2, STEPS))
    assert not is_moving(canvas)


def test_height_is_reserved_from_the_start(qtbot: QtBot, canvas: CanvasView) -> None:
    heights = {canvas.height()}
    for step in range(1, STEPS + 1):
        canvas.show_frame(scripted_frame(PIECES, 0, step, STEPS))
        heights.add(canvas.height())
    assert len(heights) == 1


def test_narrower_canvas_is_higher(qtbot: QtBot, canvas: CanvasView) -> None:
    wide = canvas.height()
    canvas.resize(300, canvas.height())
    qtbot.waitUntil(lambda: canvas.height() > wide, timeout=2000)


def test_clear_masks_again(qtbot: QtBot, canvas: CanvasView) -> None:
    masked = picture(canvas)
    canvas.show_frame(scripted_frame(PIECES, 0, STEPS, STEPS))
    canvas.clear()
    assert not is_moving(canvas)
    assert picture(canvas) == masked
    assert shown_text(canvas) == ""


def test_frames_in_a_row_end_at_the_newest(qtbot: QtBot, canvas: CanvasView) -> None:
    for step in range(1, STEPS + 1):
        canvas.show_frame(scripted_frame(PIECES, 0, step, STEPS))
    settle(qtbot, canvas)
    assert "".join(shown_text(canvas).split()) == "".join("".join(PIECES).split())


def test_colours_follow_the_palette(canvas: CanvasView) -> None:
    before = picture(canvas)
    palette = QPalette(canvas.palette())
    palette.setColor(QPalette.ColorRole.Highlight, palette.color(QPalette.ColorRole.BrightText))
    palette.setColor(QPalette.ColorRole.WindowText, palette.color(QPalette.ColorRole.BrightText))
    canvas.setPalette(palette)
    assert picture(canvas) != before


def test_accessible_name_does_not_change_with_frames(canvas: CanvasView) -> None:
    name = canvas.accessibleName()
    canvas.show_frame(scripted_frame(PIECES, 0, 1, STEPS))
    assert name
    assert canvas.accessibleName() == name
