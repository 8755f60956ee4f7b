"""Paints the marks of a canvas: bars of haze, faint guesses, text."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPalette, QPixmap, QStaticText
from PySide6.QtWidgets import QWidget

from app.ui.canvas_layout import CellKind, Slot
from app.ui.canvas_marks import TURN, Mark, Paint
from app.ui.theme import haze_color, mixed, with_alpha

_LINE_SPACING = 1.4  # as of rendered paragraphs
_SLOT_CHARACTERS = 5.2  # mean width of a position
_ALPHA_STEPS = 24
_SOFT_RINGS = 6
_SPACE = 5.0  # pixels before a bar, where a word would have its space
_CACHED_TEXTS = 4096


class CanvasBrush:
    """Has the font, the palette and the pixel ratio of ``widget``, and keeps what it painted."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._texts: dict[str, QStaticText] = {}
        self._bars: dict[int, QPixmap] = {}
        self._widths: dict[str, float] = {}
        self._metrics = QFontMetricsF(widget.font())

    def take_font(self) -> None:
        """The widget's font is another one."""
        self._metrics = QFontMetricsF(self._widget.font())
        self._texts.clear()
        self._widths.clear()
        self._bars.clear()

    def take_colors(self) -> None:
        """The widget's palette is another one."""
        self._bars.clear()

    # Sizes in pixels

    def slot_width(self) -> float:
        """A position that is still haze."""
        return self._metrics.averageCharWidth() * _SLOT_CHARACTERS

    def line_height(self) -> float:
        """From one line of the canvas to the next."""
        return self._metrics.height() * _LINE_SPACING

    def text_drop(self) -> float:
        """From the top of a line to the top of its text."""
        return (self.line_height() - self._metrics.height()) / 2

    def measure(self, text: str) -> float:
        """How wide a text is."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) > _CACHED_TEXTS:
                self._widths.clear()
            width = self._widths[text] = self._metrics.horizontalAdvance(text)
        return width

    # Painting

    def draw(self, painter: QPainter, mark: Mark) -> None:
        """Draw a mark where and how it is now; the painter has the widget's font."""
        x, top, progress = mark.x, mark.slot.y * self.line_height(), mark.progress
        if progress < TURN and mark.before is not None:
            self._draw_paint(painter, mark.before, 1 - progress / TURN, mark, x, top)
        else:
            start = TURN if mark.before is not None else 0.0
            share = (progress - start) / (1 - start)
            self._draw_paint(painter, mark.paint, share, mark, x, top)

    def _draw_paint(
        self, painter: QPainter, paint: Paint, share: float, mark: Mark, x: float, top: float
    ) -> None:
        alpha = paint.alpha * share
        if alpha < 0.01:
            return
        if paint.kind is CellKind.PLACEHOLDER:
            painter.drawPixmap(QPointF(x, top), self._bar(alpha))
        elif paint.kind is CellKind.BLANK:
            self._draw_dot(painter, alpha, x, top, mark.slot.width)
        else:
            painter.setPen(with_alpha(self._text_color(paint, share), alpha))
            painter.drawStaticText(
                QPointF(x, top + self.text_drop()), self._static_text(paint, mark.slot)
            )

    def _text_color(self, paint: Paint, share: float) -> QColor:
        """The haze's colour while it comes up, the text's once it is there and certain."""
        haze = 0.5 * (1 - paint.certainty) + 0.5 * (1 - share)
        text = self._widget.palette().color(QPalette.ColorRole.WindowText)
        return mixed(text, haze_color(self._widget.palette()), haze)

    def _draw_dot(
        self, painter: QPainter, alpha: float, x: float, top: float, width: float
    ) -> None:
        if width <= 0:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(with_alpha(haze_color(self._widget.palette()), alpha))
        centre = QPointF(x + width / 2, top + self.line_height() / 2)
        painter.drawEllipse(centre, 1.2, 1.2)

    def _static_text(self, paint: Paint, slot: Slot) -> QStaticText:
        text = paint.text
        if paint.kind is CellKind.GUESS:
            text = self._trimmed(text, slot.width)
        found = self._texts.get(text)
        if found is None:
            if len(self._texts) > _CACHED_TEXTS:
                self._texts.clear()
            found = QStaticText(text.replace(" ", "\u00a0"))
            found.setTextFormat(Qt.TextFormat.PlainText)
            found.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found.prepare(font=self._widget.font())
            self._texts[text] = found
        return found

    def _trimmed(self, text: str, width: float) -> str:
        while text and self.measure(text) > width:
            text = text[:-1]
        return text

    def _bar(self, alpha: float) -> QPixmap:
        """A soft bar as wide as a slot; one for each of a few opacities."""
        step = max(1, round(alpha * _ALPHA_STEPS))
        if step not in self._bars:
            self._bars[step] = self._soft_bar(step / _ALPHA_STEPS)
        return self._bars[step]

    def _soft_bar(self, alpha: float) -> QPixmap:
        width, line = self.slot_width(), self.line_height()
        ratio = self._widget.devicePixelRatioF()
        pixmap = QPixmap(QSize(max(round(width * ratio), 1), max(round(line * ratio), 1)))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(
            with_alpha(haze_color(self._widget.palette()), 1 - (1 - alpha) ** (1 / _SOFT_RINGS))
        )
        thick = line * 0.48
        for ring in range(_SOFT_RINGS):
            inset = thick * 0.42 * ring / _SOFT_RINGS
            rect = QRectF(_SPACE, (line - thick) / 2, width - _SPACE - 1.0, thick)
            rect.adjust(inset, inset, -inset, -inset)
            painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
        painter.end()
        return pixmap
