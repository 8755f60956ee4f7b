"""Qt's Fusion style, its check boxes and radio buttons outlined so that they can be seen, and no
pictures of the desktop's on the buttons of dialogs: no other button here has one.

Fusion takes the outline from the window's colour, only darker: on a dark ground it is hardly there,
on a black one not at all. No role of the palette changes that.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

_CHECK = QStyle.PrimitiveElement.PE_IndicatorCheckBox
_RADIO = QStyle.PrimitiveElement.PE_IndicatorRadioButton
_FOCUSED = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange


class OutlinedStyle(QProxyStyle):
    """Also for the check boxes of menus, which are drawn as the same primitive."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 0
        return super().styleHint(hint, option, widget, returnData)

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        super().drawPrimitive(element, option, painter, widget)
        if element in (_CHECK, _RADIO):
            painter.save()
            painter.setPen(_color(option))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            _draw_outline(painter, QRectF(option.rect), is_round=element == _RADIO)
            painter.restore()


def _draw_outline(painter: QPainter, rect: QRectF, *, is_round: bool) -> None:
    """Just over Fusion's own."""
    if is_round:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = int(rect.width())
        radius = (width + (width + 1) % 2) / 2 - 1
        middle = QPointF(rect.toRect().center()) + QPointF(1, 1)
        painter.drawEllipse(middle, radius, radius)
    else:
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def _color(option: QStyleOption) -> QColor:
    if not option.state & QStyle.StateFlag.State_Enabled:
        return option.palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    is_focused = option.state & _FOCUSED == _FOCUSED
    role = QPalette.ColorRole.Highlight if is_focused else QPalette.ColorRole.PlaceholderText
    return option.palette.color(role)
