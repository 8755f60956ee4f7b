"""Columns in the middle of a window that may be wider than they are good to read."""

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget


def centred_row(
    widget: QWidget, width: int, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """A row in which ``widget`` is at most ``width`` pixels wide and stands in the middle."""
    widget.setMaximumWidth(width)
    row = QHBoxLayout()
    row.setContentsMargins(*margins)
    row.addStretch(1)
    row.addWidget(widget, 1000)
    row.addStretch(1)
    return row


def centre_in(page: QWidget, content: QLayout, width: int) -> None:
    """Fill a page with ``content``, a little above its middle."""
    holder = QWidget(page)
    holder.setLayout(content)
    layout = QVBoxLayout(page)
    layout.addStretch(2)
    layout.addLayout(centred_row(holder, width))
    layout.addStretch(3)
