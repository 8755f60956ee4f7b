"""The models on this computer and the one download at work. Knows no widgets, opens no socket."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QThreadPool, Signal

from app.controllers.download_process import DownloadProcess
from app.controllers.engine_worker import plan_wishes
from app.controllers.model_controller import ModelController, ModelState, ModelStatus
from app.controllers.model_library import (
    DownloadPhase,
    DownloadStatus,
    LibraryModel,
    LookUp,
    LookUpPhase,
    Origin,
    after,
)
from app.controllers.settings_controller import SettingsController
from app.paths import built_in_model, model_name
from engine import installed
from engine.catalogue import CatalogueEntry, Format, entries_of
from engine.config import ModelConfig
from engine.download import free_bytes
from engine.download_events import Downloaded, DownloadEvent, Failed, Found
from engine.errors import EngineError
from engine.fitting import judge_entry
from engine.gguf.model import gguf_path
from engine.hardware import Hardware, survey


class ModelsController(QObject):
    """Lists, fetches, adds and deletes models; ``model`` loads them."""

    library_changed = Signal()
    download_changed = Signal(object)  # DownloadStatus of the one at work
    look_up_changed = Signal(object)  # LookUp
    failed = Signal(str)  # a sentence
    _surveyed = Signal(object)  # Hardware, from another thread

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
        self._status: DownloadStatus | None = None
        self._look_up = LookUp()
        self._to_delete: Path | None = None
        self._fetching, self._asking = DownloadProcess(self), DownloadProcess(self)
        self._fetching.event_came.connect(self._on_fetch_event)
        self._asking.event_came.connect(self._on_answer)
        model.status_changed.connect(self._on_model_status)
        self.hardware: Hardware | None = None
        self._pool = QThreadPool(self)
        self._surveyed.connect(self._on_surveyed)

    # What there is

    @property
    def folder(self) -> Path:
        """Where downloads are kept."""
        chosen = self._settings.current.models_folder
        return Path(chosen) if chosen else self._default_folder

    @property
    def free_disk_bytes(self) -> int:
        """What is free where downloads are kept."""
        return free_bytes(self.folder)

    @property
    def device_wish(self) -> str:
        """Where models are to run: one of DEVICES."""
        return self._settings.current.device

    @property
    def layers_wish(self) -> int:
        """How many layers may stay on the graphics card; -1 is what fits."""
        return self._settings.current.resident_layers

    @property
    def in_memory(self) -> ModelStatus:
        """The model in memory, or on its way there."""
        return self._model.status

    def look_around(self) -> None:
        """Find out what this computer is, beside the window; ``library_changed`` tells."""
        folder = self.folder
        self._pool.start(lambda: self._surveyed.emit(survey(folder)))

    def fit_of(self, entry: CatalogueEntry) -> str:
        """Whether a model would fit this computer, in a sentence; empty until it is known."""
        if self.hardware is None:
            return ""
        wishes = plan_wishes(self._settings.current)
        return judge_entry(entry, self.hardware, wishes).sentence

    def _on_surveyed(self, hardware: Hardware) -> None:
        if hardware != self.hardware:
            self.hardware = hardware
            self.library_changed.emit()

    def run_on(self, device: str) -> None:
        """Let models run elsewhere from now on, the one in memory at once."""
        self._live_elsewhere(device=device)

    def keep_on_card(self, layers: int) -> None:
        """Let at most so many layers stay on the graphics card, -1 for what fits, from now on."""
        self._live_elsewhere(resident_layers=layers)

    def _live_elsewhere(self, **changes: Any) -> None:
        """Change the settings, and if that changed anything load the model in memory again."""
        before = self._settings.current
        self._settings.change(**changes)
        if self._settings.current != before:
            self._model.reload()

    @property
    def folder_in_use(self) -> Path | None:
        """The folder of the model in memory or on its way there."""
        return self._model.status.folder

    @property
    def look_up_state(self) -> LookUp:
        """The last question about a repository and its answer."""
        return self._look_up

    def models(self) -> list[LibraryModel]:
        """The built-in model, the downloaded ones, and the person's own folders."""
        found = [LibraryModel(model_name(built_in_model()), built_in_model(), Origin.BUILT_IN)]
        found += [
            LibraryModel(
                model.folder.name,
                model.folder,
                Origin.DOWNLOADED,
                model.manifest.bytes,
                model.problem,
                model.manifest.unchecked,
            )
            for model in installed.installed_models(self.folder)
        ]
        return found + [self._own_model(folder) for folder in self._own_folders()]

    def downloads(self) -> list[DownloadStatus]:
        """Unfinished downloads, the one at work among them."""
        found = {
            left.folder: DownloadStatus(
                left.folder, DownloadPhase.PAUSED, left.done_bytes, left.manifest.bytes
            )
            for left in installed.unfinished_downloads(self.folder)
        }
        if self._status is not None:
            found[self._status.folder] = self._status
        return list(found.values())

    def is_here(self, entry: CatalogueEntry) -> bool:
        """Whether a model of the catalogue is installed or on its way."""
        names = [model.folder.name for model in self.models() if model.origin is Origin.DOWNLOADED]
        return entry.key in [*names, *(each.folder.name for each in self.downloads())]

    # Fetching

    def fetch(self, entry: CatalogueEntry) -> None:
        """Begin to download a model; another download at work is paused."""
        self._begin(
            DownloadStatus(self.folder / entry.key, DownloadPhase.STARTING),
            [entry.repository, "--name", entry.key, "--exact", "--files", *entry.patterns]
            + (["--revision", entry.revision] if entry.revision else [])
            + (["--pack"] if entry.format is Format.PACKED else [])
            + [part for file in entry.known for part in ("--expect", file.path, file.sha256)],
        )

    def resume(self, folder: Path) -> None:
        """Go on with an unfinished download."""
        manifest = installed.read_manifest(installed.part_folder(folder))
        status = next((each for each in self.downloads() if each.folder == folder), None)
        if manifest is None or status is None:
            self.failed.emit(self.tr("There is nothing left of {name}.").format(name=folder.name))
            self.library_changed.emit()
            return
        status = replace(status, phase=DownloadPhase.STARTING, sentence="")
        self._begin(status, [manifest.repository, "--name", folder.name])

    def pause(self) -> None:
        """Stop the download at work; what came stays."""
        if self._status is not None and self._fetching.is_running:
            self._fetching.stop()
            self._status = None
            self.library_changed.emit()

    def cancel(self, folder: Path) -> None:
        """Stop a download and delete what came of it."""
        if self._status is not None and self._status.folder == folder:
            self._fetching.stop()
            self._status = None
        part = installed.part_folder(folder)
        self._delete_folder(part)

    def _begin(self, status: DownloadStatus, arguments: list[str]) -> None:
        self.pause()
        self._set_status(status)
        self._fetching.start([*arguments, "--to", str(status.folder.parent)])
        self.library_changed.emit()

    def _on_fetch_event(self, event: DownloadEvent) -> None:
        status = self._status
        assert status is not None
        match event:
            case Downloaded():
                self._status = None
                self.library_changed.emit()
            case Failed():
                self._set_status(
                    replace(status, phase=DownloadPhase.FAILED, sentence=event.sentence)
                )
                self.library_changed.emit()
            case Found():
                raise AssertionError("a download that was asked to look up")
            case _:
                self._set_status(after(status, event))

    def _set_status(self, status: DownloadStatus) -> None:
        self._status = status
        self.download_changed.emit(status)

    # Looking up

    def look_up(self, repository: str) -> None:
        """Ask the hub what a repository holds; ``repository`` may be its web address."""
        self._asking.stop()
        name = repository_name(repository)
        self._set_look_up(LookUp(LookUpPhase.ASKING, name))
        self._asking.start([name, "--look-up"])

    def _on_answer(self, event: DownloadEvent) -> None:
        name = self._look_up.repository
        try:
            if isinstance(event, Found):
                self._set_look_up(LookUp(LookUpPhase.ANSWERED, name, entries_of(event)))
            elif isinstance(event, Failed):
                raise EngineError(event.sentence)
        except EngineError as error:
            self._set_look_up(LookUp(LookUpPhase.FAILED, name, sentence=str(error)))

    def _set_look_up(self, look_up: LookUp) -> None:
        self._look_up = look_up
        self.look_up_changed.emit(look_up)

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
            self._delete_folder(folder)

    def keep_models_in(self, folder: Path) -> None:
        """Let downloads go elsewhere; what was fetched before stays in the list's own right."""
        kept = [m.folder for m in self.models() if m.origin is Origin.DOWNLOADED]
        self.pause()
        self._settings.change(models_folder=str(folder))
        own = [each for each in [*self._own_folders(), *kept] if each.parent != folder]
        self._set_own(list(dict.fromkeys(own)))

    def shutdown(self) -> None:
        """End both processes, and the look around."""
        self._pool.waitForDone()
        self._fetching.stop()
        self._asking.stop()

    def _own_folders(self) -> list[Path]:
        return [Path(line) for line in self._settings.current.own_models.splitlines()]

    def _set_own(self, folders: list[Path]) -> None:
        self._settings.change(own_models="\n".join(map(str, folders)))
        self.library_changed.emit()

    def _own_model(self, folder: Path) -> LibraryModel:
        problem = own_folder_problem(folder)
        return LibraryModel(model_name(folder), folder, Origin.OWN_FOLDER, problem=problem)

    def _on_model_status(self) -> None:
        status, waiting = self._model.status, self._to_delete
        is_gone = status.state in (ModelState.READY, ModelState.FAILED)
        if waiting is not None and is_gone and status.folder != waiting:
            self._to_delete = None
            self._delete_folder(waiting)
        else:
            self.library_changed.emit()

    def _delete_folder(self, folder: Path) -> None:
        try:
            if folder.exists():
                installed.delete(folder)
        except EngineError as error:
            self.failed.emit(str(error))
        self.library_changed.emit()


def own_folder_problem(folder: Path) -> str | None:
    """Why a folder or GGUF file of the person's cannot be a model; reads no more than a config."""
    try:
        if not folder.exists():
            gone = QCoreApplication.translate("Models", "There is no folder {folder} (any more).")
            return gone.format(folder=folder)
        if problem := installed.problem_of(folder):
            return problem
        if gguf_path(folder) is None:
            ModelConfig.from_folder(folder)
    except EngineError as error:
        return str(error)
    except OSError as error:
        sentence = QCoreApplication.translate("Models", "{folder} cannot be read: {reason}.")
        return sentence.format(folder=folder, reason=error.strerror)
    return None


def repository_name(typed: str) -> str:
    """``owner/name`` out of what a person typed or pasted, such as a page's address."""
    name = typed.strip().split("?")[0].split("#")[0]
    if "://" in name:
        name = "/".join(name.split("://", 1)[1].split("/")[1:3])
    return name.strip("/")
