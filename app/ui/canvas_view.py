"""The canvas of a forming reply: text that comes out of haze. Draws frames; knows no engine."""

from PySide6.QtCore import QElapsedTimer, QEvent, QSize, Qt, QTimer
from PySide6.QtGui import (
    QHideEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas_brush import CanvasBrush
from app.ui.canvas_layout import (
    EMPTY_LAYOUT,
    TOO_WIDE,
    Key,
    Layout,
    NoiseLevel,
    cells_of,
    lay_out,
    masked_cells,
)
from app.ui.canvas_marks import Mark, moved
from engine import Frame

CANVAS_LENGTH = 256
TWEEN_MS = 320
_TICK_MS = 16
_MARGIN = 4.0  # pixels around the text
_SPARE_LINES = 2  # for the line ends that come up


class CanvasView(QWidget):
    """Draws the newest frame; moves to it at display rate and then stands still.

    Its height is reserved for a whole masked canvas and never shrinks until ``clear``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Reply taking shape"))
        self.setAccessibleDescription(self.tr("The text is announced when a part of it is final."))
        self._noise = NoiseLevel.CALM
        self._reduced_motion = False
        self._frame: Frame | None = None
        self._previous: Frame | None = None
        self._layout: Layout = EMPTY_LAYOUT
        self._marks: dict[Key, Mark] = {}
        self._brush = CanvasBrush(self)
        self._clock = QElapsedTimer()
        self._timer = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._settle_layout()

    # Commands

    def show_frame(self, frame: Frame) -> None:
        """Move on to this frame, from wherever the picture is."""
        if frame != self._frame:
            self._previous, self._frame = self._frame, frame
            self._relay_out(animated=True)

    def set_noise(self, noise: NoiseLevel) -> None:
        """How much of the noise to show, from now on and in the frame on display."""
        if noise is not self._noise:
            self._noise = noise
            self._relay_out(animated=True)

    def set_reduced_motion(self, reduced: bool) -> None:
        """Whether frames replace each other at once, without movement."""
        self._reduced_motion = reduced
        if reduced:
            self._finish()

    def clear(self) -> None:
        """A masked canvas again, for a new block."""
        self._frame = self._previous = None
        self._marks.clear()
        self._settle_layout()

    # Queries

    def sizeHint(self) -> QSize:
        return QSize(480, self.height())

    # Layout

    def _settle_layout(self) -> None:
        """Lay out afresh: nothing on display is kept in place."""
        self._layout = EMPTY_LAYOUT
        self._relay_out(animated=False)

    def _relay_out(self, animated: bool) -> None:
        if self._frame is None:
            cells = masked_cells(CANVAS_LENGTH)
        else:
            cells = cells_of(self._frame, self._previous, self._noise)
        width = max(self.width() - 2 * _MARGIN - TOO_WIDE, 40.0)
        self._layout = lay_out(
            cells, width, self._brush.slot_width(), self._brush.measure, self._layout.line_starts
        )
        self._marks = moved(self._marks, self._layout)
        self._reserve_height(width)
        if animated and not self._reduced_motion and self.isVisible():
            self._start()
        else:
            self._finish()

    def _reserve_height(self, width: float) -> None:
        count = len(self._frame.pieces) if self._frame else CANVAS_LENGTH
        masked_lines = -(-count // max(int(width // self._brush.slot_width()), 1))
        lines = max(float(masked_lines + _SPARE_LINES), self._layout.height)
        height = round(lines * self._brush.line_height() + 2 * _MARGIN)
        if self._frame is not None:
            height = max(height, self.minimumHeight())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    # Movement

    def _start(self) -> None:
        if not self._timer.isActive():
            self._clock.start()
            self._timer.start()
        self.update()

    def _finish(self) -> None:
        self._timer.stop()
        for mark in self._marks.values():
            mark.advance(1.0)
        self.update()

    def _on_tick(self) -> None:
        passed = self._clock.restart() / TWEEN_MS
        is_still = True
        for mark in self._marks.values():
            if not mark.is_still:
                mark.advance(passed)
                is_still = is_still and mark.is_still
        if is_still:
            self._timer.stop()
        self.update()

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setMinimumHeight(0)
            self._settle_layout()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._finish()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._brush.take_font()
            self._settle_layout()
        elif event.type() == QEvent.Type.PaletteChange:
            self._brush.take_colors()
            self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setFont(self.font())
            painter.translate(_MARGIN, -self._brush.text_drop())  # where rendered text begins
            line, area = self._brush.line_height(), event.rect()
            for mark in self._marks.values():
                top = mark.slot.y * line
                if area.top() <= top + line + _MARGIN and top <= area.bottom():
                    self._brush.draw(painter, mark)
        finally:
            painter.end()
