"""One model that can be fetched: what it is, what it takes, and a button."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.model_words import entry_words
from app.ui.wish_button import WishButton
from app.ui.wrapped_label import WrappedLabel
from app.wording import own_words
from engine.catalogue import CatalogueEntry


class EntryRow(QFrame):
    """Shows a CatalogueEntry.

    ``problem`` says what stands against it, ``fit`` how it would run here.
    """

    download_wanted = Signal()

    def __init__(
        self,
        entry: CatalogueEntry,
        is_here: bool,
        problem: str = "",
        fit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("entryRow")
        self.entry = entry
        title = QLabel(own_words(entry.title), self)
        title.setObjectName("modelTitle")
        title.setWordWrap(True)
        column = QVBoxLayout(self)
        column.addWidget(title)
        for text, name in (
            (own_words(entry.summary), "modelSummary"),
            (entry_words(entry), "modelWords"),
            (fit, "modelFit"),
            (" ".join(map(own_words, entry.unconfirmed)), "modelWords"),
            ("" if is_here else problem, "modelProblem"),
        ):
            if text:
                column.addWidget(WrappedLabel(text, name, self))
        words = self.tr("Already here") if is_here else self.tr("Download")
        button = WishButton(words, "downloadModel", title.text(), self)
        button.setEnabled(not is_here)
        button.clicked.connect(self.download_wanted)
        row = QHBoxLayout()
        row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
