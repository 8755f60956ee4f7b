"""Opens a link of a message outside Sfumato, after asking."""

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.ui.confirm import confirmed

_OPENABLE = ("http", "https", "mailto")


def open_link(window: QWidget, address: str) -> None:
    """Ask, and hand web and mail addresses to the system; all others, such as files, never."""
    url = QUrl(address)
    if url.scheme().lower() not in _OPENABLE:
        return
    question = _tr("Open this address outside Sfumato?")
    yes, no, title = _tr("Open"), _tr("Cancel"), _tr("Open link")
    if confirmed(window, question, address, yes, no, title=title):
        QDesktopServices.openUrl(url)


def _tr(words: str) -> str:
    return QCoreApplication.translate("Links", words)
