"""The model's state in words, always on display. Shows a RunStatus; changes nothing."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.controllers.run_status import RunPhase, RunStatus
from app.wording import own_model_name

_HOLLOW = (RunPhase.NO_MODEL, RunPhase.LOADING, RunPhase.UNLOADED)


def status_text(status: RunStatus) -> str:
    """The words for a status, such as “Block 2 · step 14 of 48”."""
    match status.phase:
        case RunPhase.NO_MODEL:
            return _tr("Starting…")
        case RunPhase.LOADING:
            words = _tr("Loading the model {model}…")
            if status.share is not None:
                words = _tr("Loading the model {model}… {share} %")
            share = int(100 * (status.share or 0))
            return _waiting(
                words.format(model=own_model_name(status.model), share=share), status.waiting
            )
        case RunPhase.READY:
            return _tr("Ready · {model}").format(model=own_model_name(status.model))
        case RunPhase.PREFILLING:
            return _waiting(_tr("Prefilling: reading the conversation…"), status.waiting)
        case RunPhase.DENOISING:
            place = _tr("Block {block} · step {step} of {steps}").format(
                block=status.block + 1, step=status.step, steps=status.max_steps
            )
            return _waiting(place, status.waiting)
        case RunPhase.STOPPING:
            return _tr("Stopping…")
        case RunPhase.FAILED:
            return _tr("The model failed: {reason}").format(reason=status.reason)
        case RunPhase.UNLOADED:
            return _waiting(_tr("No model is loaded."), status.waiting)


def _waiting(text: str, count: int) -> str:
    if count == 0:
        return text
    if count == 1:
        return _tr("{status} 1 message will be answered next.").format(status=text)
    words = _tr("{status} {count} messages will be answered next.")
    return words.format(status=text, count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RunStatus", text)


class StatusDot(QWidget):
    """A small dot: filled and in the accent colour while the model works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phase = RunPhase.NO_MODEL
        self.setFixedSize(QSize(10, 10))

    def set_phase(self, phase: RunPhase) -> None:
        self._phase = phase
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._color())
        is_hollow = self._phase in _HOLLOW
        painter.setBrush(Qt.BrushStyle.NoBrush if is_hollow else self._color())
        painter.drawEllipse(self.rect().adjusted(2, 2, -2, -2))
        painter.end()

    def _color(self) -> QColor:
        palette = self.palette()
        if self._phase is RunPhase.FAILED:
            return palette.color(QPalette.ColorRole.BrightText)
        if self._phase in (RunPhase.PREFILLING, RunPhase.DENOISING, RunPhase.STOPPING):
            return palette.color(QPalette.ColorRole.Highlight)
        return palette.color(QPalette.ColorRole.PlaceholderText)


class RunStatusLabel(QWidget):
    """The status in words beside a dot; text that does not fit is cut and in the tool tip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runStatus")
        self._text = ""
        self._dot = StatusDot(self)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._dot)
        layout.addWidget(self._label, 1)
        self.show_status(RunStatus())

    @property
    def text(self) -> str:
        """The whole text, cut or not."""
        return self._text

    def show_status(self, status: RunStatus) -> None:
        """Put a status into words."""
        self._text = status_text(status)
        self._dot.set_phase(status.phase)
        self._tell(status)
        self._label.setToolTip(self._text)
        self._elide()

    def _tell(self, status: RunStatus) -> None:
        """Screen readers hear of phases and blocks; each step and share would be noise."""
        words = self._text
        if status.phase is RunPhase.LOADING:
            words = status_text(replace(status, share=None))
        if status.phase is RunPhase.DENOISING:
            words = self.tr("block {block} takes shape").format(block=status.block + 1)
        name = self.tr("Model: {status}").format(status=words)
        if name != self._label.accessibleName():
            self._label.setAccessibleName(name)

    def resizeEvent(self, event: object) -> None:
        self._elide()

    def _elide(self) -> None:
        metrics = self._label.fontMetrics()
        width = max(self._label.width(), 1)
        self._label.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, width))
