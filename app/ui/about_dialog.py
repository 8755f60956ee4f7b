"""What this program is, its version, and what it stands on."""

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import QSize, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

_WIDTH = 420  # pixels
_ICON = 64  # pixels
_SHOWN = ("torch", "safetensors", "tokenizers", "SQLAlchemy", "markdown-it-py", "Pygments")


def installed_version(package: str) -> str:
    """The version of an installed package, empty if it is not there. Imports nothing."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def system_words() -> str:
    """This program and what it runs on, a line each, for a report."""
    lines = [f"Sfumato {installed_version('sfumato')}", f"Python {platform.python_version()}"]
    lines += [f"Qt {qVersion()}", platform.platform()]
    return "\n".join(lines + [f"{name} {installed_version(name)}" for name in _SHOWN])


class AboutDialog(QDialog):
    """Its details can be copied into a report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aboutDialog")
        self.setWindowTitle(self.tr("About Sfumato"))
        title = QLabel(f"Sfumato {installed_version('sfumato')}", self)
        title.setObjectName("emptyHeading")
        icon = QLabel(self)
        icon.setPixmap(
            QApplication.windowIcon().pixmap(QSize(_ICON, _ICON), self.devicePixelRatio())
        )
        heading = QHBoxLayout()
        heading.setSpacing(16)
        heading.addWidget(icon)
        heading.addWidget(title, 1)
        words = QLabel(
            self.tr(
                "A private, offline chat for DiffusionGemma. Free software under the Apache "
                "License 2.0. DiffusionGemma is Google's; Sfumato is not made by Google."
            ),
            self,
        )
        details = QLabel(system_words(), self)
        details.setObjectName("settingExplanation")
        for label in (words, details):
            label.setWordWrap(True)
        copy = QPushButton(self.tr("Copy details"), self)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(system_words()))
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addWidget(copy)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        layout.addLayout(heading)
        for label in (words, details):
            layout.addWidget(label)
        layout.addLayout(buttons)
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
