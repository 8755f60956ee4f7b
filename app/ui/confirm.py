"""Asks before something is replaced or deleted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def confirmed(
    window: QWidget, question: str, meaning: str, yes: str, no: str, *, title: str = ""
) -> bool:
    """Whether the person chose ``yes``; the answer that changes nothing is the default."""
    box = QMessageBox(window)
    box.setIcon(QMessageBox.Icon.Warning)
    if title:
        box.setWindowTitle(title)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(question)
    box.setInformativeText(meaning)
    do = box.addButton(yes, QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is do
