"""The canvas of a forming reply: text that comes out of haze. Draws frames; knows no engine."""

from dataclasses import dataclass

from PySide6.QtCore import QElapsedTimer, QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPixmap,
    QResizeEvent,
    QStaticText,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.canvas_layout import (
    EMPTY_LAYOUT,
    TOO_WIDE,
    Key,
    Layout,
    Look,
    NoiseLevel,
    Slot,
    cells_of,
    lay_out,
    masked_cells,
)
from app.ui.theme import haze_color, mixed, with_alpha
from engine import Frame

CANVAS_LENGTH = 256
TWEEN_MS = 320
_TICK_MS = 16
_LINE_SPACING = 1.45
_MARGIN = 4.0  # pixels around the text
_SLOT_CHARACTERS = 5.2  # mean width of a position
_TURN = 0.4  # share of a tween in which the old fades out, before the new fades in
_ALPHA_STEPS = 24
_SOFT_RINGS = 6
_SPACE = 5.0  # pixels before a bar, where a word would have its space
_SPARE_LINES = 2  # for the line ends that come up
_CACHED_TEXTS = 4096


@dataclass(frozen=True, slots=True)
class _Paint:
    """How a slot appears: a bar, a text or nothing, at an opacity of 0 to 1."""

    look: Look
    text: str
    alpha: float
    certainty: float


@dataclass(slots=True)
class _Mark:
    """A slot on the screen; ``progress`` of its fade and ``way`` of its glide run from 0 to 1."""

    slot: Slot
    paint: _Paint
    before: _Paint | None
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
        self._marks: dict[Key, _Mark] = {}
        self._texts: dict[str, QStaticText] = {}
        self._bars: dict[int, QPixmap] = {}
        self._widths: dict[str, float] = {}
        self._metrics = QFontMetricsF(self.font())
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

    @property
    def is_moving(self) -> bool:
        """Whether the timer runs; it stops once the picture stands still."""
        return self._timer.isActive()

    @property
    def shown_text(self) -> str:
        """The pieces on display, in order."""
        return "".join(slot.text for slot in self._layout.slots)

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
            cells, width, self._slot_width(), self._measure, self._layout.line_starts
        )
        self._move_marks()
        self._reserve_height(width)
        if animated and not self._reduced_motion and self.isVisible():
            self._start()
        else:
            self._finish()

    def _move_marks(self) -> None:
        marks: dict[Key, _Mark] = {}
        for slot in self._layout.slots:
            paint, old = _paint_of(slot), self._marks.get(slot.key)
            if old is None:
                marks[slot.key] = _Mark(slot, paint, None, slot.x, 0.0)
                continue
            x, y = old.x, old.slot.y
            if old.paint == paint and old.is_still and (x, y) == (slot.x, slot.y):
                old.slot = slot
                marks[slot.key] = old
                continue
            if y != slot.y:  # on another line it comes up in its place: drifting text misleads
                marks[slot.key] = _Mark(slot, paint, None, slot.x, 0.0)
            elif old.paint == paint:
                marks[slot.key] = _Mark(slot, paint, old.before, x, old.progress)
            else:
                before = old.before if old.progress < _TURN else old.paint
                marks[slot.key] = _Mark(slot, paint, before, x, 0.0)
        self._marks = marks

    def _reserve_height(self, width: float) -> None:
        count = len(self._frame.pieces) if self._frame else CANVAS_LENGTH
        masked_lines = -(-count // max(int(width // self._slot_width()), 1))
        lines = max(float(masked_lines + _SPARE_LINES), self._layout.height)
        height = round(lines * self._line_height() + 2 * _MARGIN)
        if self._frame is not None:
            height = max(height, self.minimumHeight())
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)

    def _slot_width(self) -> float:
        return self._metrics.averageCharWidth() * _SLOT_CHARACTERS

    def _line_height(self) -> float:
        return self._metrics.height() * _LINE_SPACING

    def _measure(self, text: str) -> float:
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) > _CACHED_TEXTS:
                self._widths.clear()
            width = self._widths[text] = self._metrics.horizontalAdvance(text)
        return width

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
            self._metrics = QFontMetricsF(self.font())
            self._texts.clear()
            self._widths.clear()
            self._bars.clear()
            self._settle_layout()
        elif event.type() == QEvent.Type.PaletteChange:
            self._bars.clear()
            self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        try:
            painter.setFont(self.font())
            painter.translate(_MARGIN, _MARGIN)
            line, area = self._line_height(), event.rect()
            for mark in self._marks.values():
                top = mark.slot.y * line
                if area.top() <= top + line + _MARGIN and top <= area.bottom():
                    self._draw(painter, mark, mark.x, top)
        finally:
            painter.end()

    def _draw(self, painter: QPainter, mark: _Mark, x: float, top: float) -> None:
        progress = mark.progress
        if progress < _TURN and mark.before is not None:
            self._draw_paint(painter, mark.before, 1 - progress / _TURN, mark, x, top)
        else:
            start = _TURN if mark.before is not None else 0.0
            share = (progress - start) / (1 - start)
            self._draw_paint(painter, mark.paint, share, mark, x, top)

    def _draw_paint(
        self, painter: QPainter, paint: _Paint, share: float, mark: _Mark, x: float, top: float
    ) -> None:
        alpha = paint.alpha * share
        if alpha < 0.01:
            return
        if paint.look is Look.PLACEHOLDER:
            painter.drawPixmap(QPointF(x, top), self._bar(alpha))
        elif paint.look is Look.BLANK:
            self._draw_dot(painter, alpha, x, top, mark.slot.width)
        else:
            painter.setPen(with_alpha(self._text_color(paint, share), alpha))
            drop = (self._line_height() - self._metrics.height()) / 2
            painter.drawStaticText(QPointF(x, top + drop), self._static_text(paint, mark.slot))

    def _text_color(self, paint: _Paint, share: float) -> QColor:
        """The haze's colour while it comes up, the text's once it is there and certain."""
        haze = 0.5 * (1 - paint.certainty) + 0.5 * (1 - share)
        text = self.palette().color(QPalette.ColorRole.WindowText)
        return mixed(text, haze_color(self.palette()), haze)

    def _draw_dot(
        self, painter: QPainter, alpha: float, x: float, top: float, width: float
    ) -> None:
        if width <= 0:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(haze_color(self.palette()), alpha))
        centre = QPointF(x + width / 2, top + self._line_height() / 2)
        painter.drawEllipse(centre, 1.2, 1.2)

    def _static_text(self, paint: _Paint, slot: Slot) -> QStaticText:
        text = paint.text
        if paint.look is Look.GUESS:
            text = self._trimmed(text, slot.width)
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) > _CACHED_TEXTS:
                self._texts.clear()
            found = QStaticText(text.replace(" ", "\u00a0"))
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found.prepare(font=self.font())
            self._texts[text] = found
        return found

    def _trimmed(self, text: str, width: float) -> str:
        while text and self._measure(text) > width:
            text = text[:-1]
        return text

    def _bar(self, alpha: float) -> QPixmap:
        """A soft bar as wide as a slot; one for each of a few opacities."""
        step = max(1, round(alpha * _ALPHA_STEPS))
        if step not in self._bars:
            self._bars[step] = self._soft_bar(step / _ALPHA_STEPS)
        return self._bars[step]

    def _soft_bar(self, alpha: float) -> QPixmap:
        width, line = self._slot_width(), self._line_height()
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(max(round(width * ratio), 1), max(round(line * ratio), 1)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            with_alpha(haze_color(self.palette()), 1 - (1 - alpha) ** (1 / _SOFT_RINGS))
        )
        thick = line * 0.48
        for ring in range(_SOFT_RINGS):
            inset = thick * 0.42 * ring / _SOFT_RINGS
            rect = QRectF(_SPACE, (line - thick) / 2, width - _SPACE - 1.0, thick)
            rect.adjust(inset, inset, -inset, -inset)
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.end()
        return pixmap


def _paint_of(slot: Slot) -> _Paint:
    cell = slot.cell
    certainty = round(cell.certainty, 1)
    match cell.look:
        case Look.PLACEHOLDER:
            return _Paint(cell.look, "", 0.24 + 0.3 * certainty, certainty)
        case Look.GUESS:
            return _Paint(cell.look, slot.text, 0.3 + 0.25 * certainty, certainty)
        case Look.PIECE:
            return _Paint(cell.look, slot.text, 0.62 + 0.38 * certainty, certainty)
        case Look.BLANK:
            return _Paint(cell.look, "", 0.22, certainty)
