"""The models on this computer: which there are, and where they run. Knows no widgets."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.controllers.downloads import Downloads
from app.controllers.fits import Fits
from app.controllers.model_controller import ModelController, ModelState, ModelStatus
from app.controllers.model_library import LibraryModel, Origin, Shelf
from app.controllers.own_folder import own_folder_problem
from app.controllers.repository_question import RepositoryQuestion
from app.controllers.settings_controller import SettingsController
from app.paths import built_in_model, model_name
from engine import installed
from engine.disk import free_bytes


class ModelsController(QObject):
    """Lists, adds and deletes models; ``downloads`` fetches them, ``model`` loads them."""

    library_changed = Signal()
    load_progressed = Signal(object)  # ModelStatus of the model on its way into memory
    failed = Signal(str)  # a sentence

    def __init__(
        self,
        model: ModelController,
        settings: SettingsController,
        default_folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._settings = model, settings
        self._default_folder = default_folder
        self._to_delete: Path | None = None
        self.downloads = Downloads(lambda: self.folder, self)
        self.downloads.changed.connect(self.library_changed)
        self.downloads.failed.connect(self.failed)
        self.question = RepositoryQuestion(self)
        self.fits = Fits(settings, self)
        self.fits.changed.connect(self.library_changed)
        model.status_changed.connect(self._on_model_status)
        model.load_progressed.connect(self.load_progressed)

    # What there is

    @property
    def folder(self) -> Path:
        """Where downloads are kept."""
        chosen = self._settings.current.models_folder
        return Path(chosen) if chosen else self._default_folder

    @property
    def device_wish(self) -> str:
        """Where models are to run: one of DEVICES."""
        return self._settings.current.device

    @property
    def layers_wish(self) -> int:
        """How many layers may stay on the card, or without one in memory; -1 is what fits."""
        return self._settings.current.resident_layers

    @property
    def wants_fast_kernels(self) -> bool:
        """Whether graphics cards are to compute with the kernels that are off by default."""
        return self._settings.current.fast_kernels

    @property
    def in_memory(self) -> ModelStatus:
        """The model in memory, or on its way there."""
        return self._model.status

    def state_of(self, folder: Path) -> ModelState:
        """Whether a model is in memory or on its way there, or why it is not; NONE for others."""
        status = self._model.status
        return status.state if status.folder == folder else ModelState.NONE

    def stop_load(self) -> None:
        """Let the model that is on its way into memory be."""
        self._model.stop_load()

    def look_around(self) -> None:
        """Find out what this computer is, beside the window; ``library_changed`` tells."""
        self.fits.look_around(self.folder, self._model.status)

    def run_on(self, device: str) -> None:
        """Let models run elsewhere from now on, the one in memory at once."""
        self._live_elsewhere(device=device)

    def keep_resident(self, layers: int) -> None:
        """Let at most so many layers stay on the device that computes, -1 for what fits."""
        self._live_elsewhere(resident_layers=layers)

    def use_fast_kernels(self, are_wanted: bool) -> None:
        """Let graphics cards compute with the kernels that are off by default, or not."""
        self._live_elsewhere(fast_kernels=are_wanted)

    def _live_elsewhere(self, **changes: Any) -> None:
        """Change the settings, and if that changed anything load the model in memory again."""
        before = self._settings.current
        self._settings.change(**changes)
        if self._settings.current != before:
            self._model.reload()
            self.library_changed.emit()

    @property
    def folder_in_use(self) -> Path | None:
        """The folder of the model in memory or on its way there."""
        return self._model.status.folder

    def models(self) -> list[LibraryModel]:
        """The built-in model, the downloaded ones, and the person's own folders."""
        found = [LibraryModel(model_name(built_in_model()), built_in_model(), Origin.BUILT_IN)]
        found += map(_downloaded, installed.installed_models(self.folder))
        found += [
            LibraryModel(
                model_name(folder), folder, Origin.OWN_FOLDER, problem=own_folder_problem(folder)
            )
            for folder in self._own_folders()
        ]
        packed = {each.packed_from for each in found}
        return [self._judged(each, is_packed=str(each.folder) in packed) for each in found]

    def _judged(self, model: LibraryModel, is_packed: bool) -> LibraryModel:
        """The model with what its files tell; packing is offered once, and of no built-in model."""
        problem = model.problem or self.fits.problem_of(model.folder)
        is_offered = not (is_packed or problem or model.origin is Origin.BUILT_IN)
        packed_bytes = self.fits.packed_bytes_of(model.folder) if is_offered else None
        return replace(model, problem=problem, packed_bytes=packed_bytes)

    def shelf(self) -> Shelf:
        """What the disk holds now; asks it about every file, so ask once for many entries."""
        here = [(each.folder, each.manifest) for each in installed.installed_models(self.folder)]
        return Shelf((*here, *self.downloads.coming()), free_bytes(self.folder))

    # Folders

    def add_own(self, folder: Path) -> bool:
        """Keep a folder of the person's in the list; False, and a sentence, if it is no model."""
        if problem := own_folder_problem(folder):
            self.failed.emit(problem)
            return False
        if folder not in [model.folder for model in self.models()]:
            self._set_own([*self._own_folders(), folder])
        return True

    def remove_own(self, folder: Path) -> None:
        """Take a folder of the person's from the list; its files stay."""
        self._set_own([each for each in self._own_folders() if each != folder])

    def delete(self, folder: Path) -> None:
        """Delete a downloaded model; one in use gives way to the built-in model first."""
        if self.folder_in_use == folder:
            self._to_delete = folder
            self._settings.change(model_folder=None)
            self._model.load(built_in_model())
        else:
            self.downloads.delete(folder)

    def keep_models_in(self, folder: Path) -> None:
        """Let downloads go elsewhere; what was fetched before stays in the list's own right."""
        kept = [m.folder for m in self.models() if m.origin is Origin.DOWNLOADED]
        self.downloads.pause()
        self._settings.change(models_folder=str(folder))
        own = [each for each in [*self._own_folders(), *kept] if each.parent != folder]
        self._set_own(list(dict.fromkeys(own)))

    def shutdown(self) -> None:
        """End both processes, and the look around."""
        self.fits.shutdown()
        self.downloads.shutdown()
        self.question.shutdown()

    def _own_folders(self) -> list[Path]:
        return [Path(line) for line in self._settings.current.own_models.splitlines()]

    def _set_own(self, folders: list[Path]) -> None:
        self._settings.change(own_models="\n".join(map(str, folders)))
        self.library_changed.emit()

    def _on_model_status(self) -> None:
        status, waiting = self._model.status, self._to_delete
        is_gone = status.state not in (ModelState.NONE, ModelState.LOADING)
        if waiting is not None and is_gone and status.folder != waiting:
            self._to_delete = None
            self.downloads.delete(waiting)
        else:
            self.library_changed.emit()
        if is_gone and self.fits.hardware is not None:
            self.look_around()  # what is free is another now


def _downloaded(model: installed.InstalledModel) -> LibraryModel:
    manifest = model.manifest
    return LibraryModel(
        model.folder.name,
        model.folder,
        Origin.DOWNLOADED,
        manifest.bytes,
        model.problem,
        manifest.unchecked,
        manifest.source,
    )
