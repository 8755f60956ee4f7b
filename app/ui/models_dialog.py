"""The Models window: what is on this computer, what can be fetched, and how far a download is."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.controllers.model_controller import ModelState, ModelStatus
from app.controllers.model_library import DownloadStatus, LibraryModel, Origin, Shelf
from app.controllers.models_controller import ModelsController
from app.ui.confirm import confirmed
from app.ui.device_box import DeviceBox
from app.ui.download_row import DownloadRow
from app.ui.entry_row import EntryRow
from app.ui.heading import heading
from app.ui.look_up_box import LookUpBox
from app.ui.model_row import ModelRow
from app.ui.model_words import room_words
from app.ui.row_section import Row, RowSection
from app.ui.screen_room import begin_at
from app.ui.wish_button import WishButton
from app.ui.wrapped_label import WrappedLabel
from app.wording import own_words, size
from engine.catalogue import CATALOGUE, CatalogueEntry
from engine.fitting import Fit
from engine.said import joined


class ModelsDialog(QDialog):
    """Shows what the controller knows and passes wishes on; ``use_wanted`` carries a folder."""

    use_wanted = Signal(object)  # Path

    def __init__(self, models: ModelsController, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self._shelf = Shelf()
        self.setObjectName("modelsDialog")
        self.setWindowTitle(self.tr("Models"))
        self._problem = WrappedLabel("", "modelProblem", self)
        self._problem.hide()
        self._downloads = RowSection(self.tr("Downloads"), self)
        self._here = RowSection(self.tr("On this computer"), self)
        self._catalogue = RowSection(self.tr("To download"), self)
        self._device = DeviceBox(self)
        self._look_up = LookUpBox(self)
        self._where = WrappedLabel("", "modelWords", self)
        self._computer = WrappedLabel("", "modelWords", self)
        self._arrange()
        self._connect()
        self._show_all()
        self._own[0].setFocus()
        begin_at(self, 620, 680)

    def _arrange(self) -> None:
        body = QFrame(self)
        body.setObjectName("modelsBody")
        column = QVBoxLayout(body)
        for part in (self._problem, self._downloads, self._here):
            column.addWidget(part)
        folder, file = self.tr("Use a folder I already have…"), self.tr("Use a GGUF file I have…")
        self._own = [
            self._button(folder, "addFolder", self.choose_folder),
            self._button(file, "addFile", self.choose_file),
        ]
        for button in self._own:
            column.addWidget(button)
        column.addWidget(heading(self.tr("This computer"), self))
        column.addWidget(self._computer)
        column.addWidget(self._device)
        column.addWidget(self._catalogue)
        column.addWidget(self._look_up)
        column.addWidget(heading(self.tr("Where downloads are kept"), self))
        column.addWidget(self._where)
        elsewhere = self.tr("Keep them elsewhere…")
        self._elsewhere = self._button(elsewhere, "keepElsewhere", self.choose_place)
        column.addWidget(self._elsewhere)
        column.addStretch(1)
        self._area = area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QDialogButtonBox(self)
        self._close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self._close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)

    def _connect(self) -> None:
        models = self._models
        models.library_changed.connect(self._on_library_changed)
        models.downloads.status_changed.connect(self._show_download)
        models.load_progressed.connect(self._show_load)
        models.question.changed.connect(self._show_look_up)
        models.failed.connect(self.show_problem)
        self._device.chosen.connect(models.run_on)
        self._device.layers_chosen.connect(models.keep_resident)
        self._device.kernels_chosen.connect(models.use_fast_kernels)
        self._look_up.look_up_wanted.connect(models.question.ask)

    # Showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_all()
        self._models.look_around()

    def show_problem(self, sentence: str) -> None:
        """Say what could not be done, until something else is done."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _on_library_changed(self) -> None:
        if self.isVisible():  # else it is shown anew when it is shown
            self._show_all()

    def _show_all(self) -> None:
        self._shelf = self._models.shelf()
        models, unfinished = self._models, self._models.downloads.unfinished()
        self._downloads.show_rows(
            [(each.folder, partial(self._download_row, each)) for each in unfinished]
        )
        self._here.show_rows(
            [(key, partial(self._model_row, *key)) for key in map(self._key_here, models.models())]
        )
        self._show_load(models.in_memory)
        self._catalogue.show_rows(self._entry_rows(CATALOGUE))
        for status in unfinished:
            self._show_download(status)
        self._device.show_state(
            models.device_wish, models.layers_wish, models.in_memory, models.fits.hardware
        )
        self._device.show_kernels(models.wants_fast_kernels, models.fits.hardware)
        found = models.fits.hardware
        known = own_words(joined(found.sentences())) if found else ""
        self._computer.setText(known or self.tr("Looking what this computer has…"))
        self._show_look_up()
        free = self.tr("{size} free").format(size=size(self._shelf.free_bytes))
        self._where.setText(f"{models.folder} · {free}")

    def _order_tabs(self) -> None:
        """The key goes from top to bottom; rows made later would come last."""
        above = [self._downloads, self._here, *self._own, self._device]
        parts = [*above, self._catalogue, self._look_up]
        stops = [
            stop
            for part in [*parts, self._elsewhere, self._close]
            for stop in [part, *part.findChildren(QWidget)]
            if stop.focusPolicy() & Qt.FocusPolicy.TabFocus and stop.window() is self
        ]
        for first, second in pairwise(stops):
            QWidget.setTabOrder(first, second)

    def _show_download(self, status: DownloadStatus) -> None:
        for row in self._downloads.rows:
            if isinstance(row, DownloadRow) and row.folder == status.folder:
                row.show_status(status)

    def _show_load(self, status: ModelStatus) -> None:
        for row in self._here.rows:
            if isinstance(row, ModelRow) and row.model.folder == status.folder:
                row.show_share(status.share)

    def _show_look_up(self) -> None:
        state = self._models.question.state
        self._look_up.show_state(state, self._entry_rows(state.entries))
        self._order_tabs()

    def _download_row(self, status: DownloadStatus) -> DownloadRow:
        row = DownloadRow(status, self)
        row.pause_wanted.connect(self._models.downloads.pause)
        row.resume_wanted.connect(lambda: self._models.downloads.resume(status.folder))
        row.cancel_wanted.connect(lambda: self._cancel(status))
        return row

    def _model_row(self, model: LibraryModel, state: ModelState, fit: str) -> ModelRow:
        row = ModelRow(model, state, fit, self)
        row.pack_wanted.connect(lambda: self._pack(model.folder))
        row.stop_wanted.connect(self._models.stop_load)
        row.use_wanted.connect(lambda: self.use_wanted.emit(model.folder))
        row.show_wanted.connect(lambda: open_folder(model.folder))
        row.delete_wanted.connect(lambda: self._delete(model))
        return row

    def _key_here(self, model: LibraryModel) -> tuple[LibraryModel, ModelState, str]:
        """All that a row shows of a model."""
        fit = "" if model.problem else _fit_words(self._models.fits.of_model(model.folder))
        return model, self._models.state_of(model.folder), fit

    def _entry_rows(self, entries: Sequence[CatalogueEntry]) -> list[Row]:
        return [(key, partial(self._entry_row, *key)) for key in map(self._key, entries)]

    def _key(self, entry: CatalogueEntry) -> tuple[CatalogueEntry, bool, str, str]:
        """All that a row shows of an entry."""
        problem = room_words(entry, self._shelf.free_bytes)
        fit = _fit_words(self._models.fits.of_entry(entry))
        return entry, self._shelf.has(entry), problem, fit

    def _entry_row(self, entry: CatalogueEntry, is_here: bool, problem: str, fit: str) -> EntryRow:
        row = EntryRow(entry, is_here, problem, fit, self)
        row.download_wanted.connect(lambda: self._fetch(entry))
        return row

    # Wishes

    def choose_folder(self) -> None:
        """Ask for a model folder, add it to the list and use it."""
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose a model folder"))
        if chosen:
            self.add_folder(Path(chosen))

    def choose_file(self) -> None:
        """Ask for a GGUF file, add it to the list and use it."""
        kinds = self.tr("GGUF models (*.gguf)")
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Choose a model file"), "", kinds)
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, folder: Path) -> None:
        """Add a folder or file that the person has and use it, if it holds a model."""
        self.show_problem("")
        if self._models.add_own(folder):
            self.use_wanted.emit(folder)

    def choose_place(self) -> None:
        """Ask where downloads are to be kept."""
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Where downloads are kept"), str(self._models.folder)
        )
        if chosen:
            self._models.keep_models_in(Path(chosen))

    def confirms(self, question: str, consequence: str, yes: str, no: str) -> bool:
        """Ask; the answer that changes nothing is the default."""
        return confirmed(self, question, consequence, yes, no, title=self.tr("Models"))

    def _fetch(self, entry: CatalogueEntry) -> None:
        self.show_problem("")
        self._models.downloads.fetch(entry)
        QTimer.singleShot(0, self._go_to_downloads)

    def _pack(self, folder: Path) -> None:
        self.show_problem("")
        self._models.downloads.pack(folder)
        QTimer.singleShot(0, self._go_to_downloads)

    def _go_to_downloads(self) -> None:
        for row in self._downloads.rows:
            if isinstance(row, DownloadRow) and row.is_running:
                row.setFocus()
                self._area.ensureWidgetVisible(row)

    def _cancel(self, status: DownloadStatus) -> None:
        question = self.tr("Cancel the download of {name}?")
        consequence = self.tr("What came so far is deleted.")
        yes = self.tr("Cancel the download")
        if status.source is not None:
            question = self.tr("Stop packing {name}?")
            consequence = self.tr("What was packed so far is deleted. Your own files stay.")
            yes = self.tr("Stop packing")
        question = question.format(name=status.folder.name)
        if self.confirms(question, consequence, yes, self.tr("Keep it")):
            self._models.downloads.cancel(status.folder)

    def _delete(self, model: LibraryModel) -> None:
        if model.origin is Origin.OWN_FOLDER:
            self._models.remove_own(model.folder)
            return
        consequence = self.tr("Its files are deleted. It can be downloaded again.")
        if model.packed_from is not None:
            consequence = self.tr("Its files are deleted. Those that it was packed from stay.")
        if model.folder == self._models.folder_in_use:
            consequence += " " + self.tr("It is in use: the built-in model takes its place.")
        question = self.tr("Delete {name}?").format(name=model.name)
        if self.confirms(question, consequence, self.tr("Delete"), self.tr("Keep")):
            self._models.delete(model.folder)

    def _button(self, words: str, name: str, do: Callable[[], None]) -> WishButton:
        button = WishButton(words, name, parent=self)
        button.clicked.connect(do)
        button.setSizePolicy(button.sizePolicy().Policy.Maximum, button.sizePolicy().Policy.Fixed)
        return button


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    shown = folder if folder.is_dir() else folder.parent
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))


def _fit_words(fit: Fit | None) -> str:
    """A sentence; empty while nobody knows."""
    return own_words(fit.sentence) if fit else ""
