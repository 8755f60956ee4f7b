"""Asks what to export and as what."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QVBoxLayout,
    QWidget,
)

from app.controllers.transfer_worker import ExportFormat
from app.ui.heading import heading
from app.ui.named_combo import name_combo
from app.ui.screen_room import begin_at
from app.ui.wrapped_label import WrappedLabel


@dataclass(frozen=True, slots=True)
class Scope:
    """Conversations to export; ``ids`` None is all outside the trash."""

    words: str
    ids: tuple[str, ...] | None
    count: int


class ExportDialog(QDialog):
    """The first scope is chosen at first. ``note`` is a sentence that is to be read before."""

    def __init__(
        self,
        scopes: Sequence[Scope],
        format: ExportFormat,
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export conversations"))
        self._scopes = list(scopes)
        self.choices = QComboBox(self)
        self.choices.setObjectName("exportScope")
        name_combo(self.choices, self.tr("What to export"))
        self.choices.addItems([scope.words for scope in self._scopes])
        self.formats = QComboBox(self)
        self.formats.setObjectName("exportFormat")
        name_combo(self.formats, self.tr("Format"))
        for each in ExportFormat:
            self.formats.addItem(format_name(each), each)
        self._explanation = WrappedLabel("", "settingExplanation", self)
        self.thoughts = QCheckBox(self.tr("With the thoughts of the replies"), self)
        self.thoughts.setChecked(True)
        self._note = WrappedLabel(note, "settingExplanation", self)
        self._note.setVisible(bool(note))
        self._arrange()
        self.formats.currentIndexChanged.connect(self._explain)
        self.formats.setCurrentIndex(self.formats.findData(format))
        begin_at(self, 460, 0)
        self._explain()

    @property
    def format(self) -> ExportFormat:
        """The chosen format."""
        return ExportFormat(self.formats.currentData())

    @property
    def scope(self) -> Scope:
        """The chosen conversations."""
        return self._scopes[self.choices.currentIndex()]

    @property
    def with_thoughts(self) -> bool:
        """Whether thoughts are wished for; JSON always has them."""
        return self.thoughts.isChecked()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(8)
        column.addWidget(heading(self.tr("What"), self))
        column.addWidget(self.choices)
        column.addWidget(heading(self.tr("As"), self))
        for widget in (self.formats, self._explanation, self.thoughts, self._note):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self._make_buttons())

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        export = buttons.addButton(self.tr("Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        export.setObjectName("export")
        export.setDefault(True)
        buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _explain(self) -> None:
        self._explanation.setText(format_explanation(self.format))
        self.formats.setAccessibleDescription(self._explanation.text())
        self.thoughts.setEnabled(self.format is not ExportFormat.JSON)
        self.resize(self.width(), max(self.height(), self._needed_height()))

    def _needed_height(self) -> int:
        layout = self.layout()
        assert layout is not None
        return layout.totalHeightForWidth(self.width())


def format_name(format: ExportFormat) -> str:
    """What a person calls the format."""
    match format:
        case ExportFormat.MARKDOWN:
            return _tr("Markdown")
        case ExportFormat.HTML:
            return _tr("HTML")
        case ExportFormat.PDF:
            return _tr("PDF")
        case ExportFormat.JSON:
            return _tr("JSON")
        case ExportFormat.TEXT:
            return _tr("Plain text")


def format_explanation(format: ExportFormat) -> str:
    """What the format is good for, as a sentence."""
    match format:
        case ExportFormat.MARKDOWN:
            return _tr("A text file that keeps headings, lists and code. Holds the shown branch.")
        case ExportFormat.HTML:
            return _tr("One file that looks like Sfumato in every browser. Holds the shown branch.")
        case ExportFormat.PDF:
            return _tr("Looks like Sfumato and is ready for printing. Holds the shown branch.")
        case ExportFormat.JSON:
            return _tr(
                "Complete, with all branches, thoughts, figures and drafts, in one file. "
                "Sfumato can import it again."
            )
        case ExportFormat.TEXT:
            return _tr("The words alone, for any editor. Holds the shown branch.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportDialog", text)
