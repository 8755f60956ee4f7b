"""What Sfumato keeps, where, and how much of it; and that nothing is sent."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.paths import DataFolder
from app.ui.screen_room import begin_at
from app.wording import size


class StoredDialog(QDialog):
    """A row for each kind of data, with its place and size."""

    def __init__(self, folder: DataFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("storedDialog")
        self.setWindowTitle(self.tr("What is stored where"))
        scroll = QScrollArea(self)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setWidget(self._page(folder))
        scroll.setAccessibleName(self.windowTitle())
        close = QPushButton(self.tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 12)
        layout.addWidget(scroll)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        begin_at(self, 520, 500)

    def _page(self, folder: DataFolder) -> QWidget:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setSpacing(12)
        layout.addWidget(self._label(self._promise()))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setVerticalSpacing(10)
        for row, (words, paths) in enumerate(self._rows(folder)):
            place = self._label(f"{words}\n{paths[0]}")
            place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(place, row, 0, 1, 2)
            taken = size(sum(_bytes(path) for path in paths))
            grid.addWidget(QLabel(taken, self), row, 2, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(grid)
        layout.addStretch(1)
        return page

    def _promise(self) -> str:
        return self.tr(
            "Nothing you write is sent anywhere. Everything lies in files on this computer, "
            "unencrypted, which only your user account may read. What lies in the trash goes "
            "after 30 days. A conversation deleted for good is taken out of the backups, too; only "
            "files kept aside as damaged, text a full disk refused, and what you exported yourself "
            "stay until you delete them."
        )

    def _rows(self, folder: DataFolder) -> list[tuple[str, list[Path]]]:
        log = folder.database.with_name(f"{folder.database.name}-wal")
        return [
            (self.tr("Conversations, folders and personas"), [folder.database, log]),
            (self.tr("Backups of them: 7 days and 4 weeks"), [folder.backups]),
            (self.tr("Files kept aside as damaged"), [folder.damaged]),
            (self.tr("Settings"), [folder.settings]),
            (self.tr("Log of errors; never what was said"), [folder.log]),
            (self.tr("Room kept free for a full disk"), [folder.root / "emergency-room"]),
            (self.tr("Models you fetched"), [folder.models]),
        ]

    def _label(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        return label


def _bytes(path: Path) -> int:
    if path.is_dir():
        return sum(p.stat().st_size for p in path.rglob("*") if p.is_file())
    return path.stat().st_size if path.is_file() else 0
