"""What a person does about the model: choose a folder, go back to the built-in one, reload."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.controllers.model_controller import ModelController, ModelState, ModelStatus
from app.controllers.models_controller import ModelsController
from app.controllers.settings_controller import SettingsController
from app.paths import built_in_model
from app.ui.actions import Actions, MenuName
from app.ui.banner import Banner, WayOut
from app.ui.models_dialog import ModelsDialog
from app.wording import own_model_name, own_words


class ModelActions(QObject):
    """The Model menu, and what the banner offers when a model fails."""

    def __init__(
        self,
        actions: Actions,
        model: ModelController,
        models: ModelsController,
        settings: SettingsController,
        banner: Banner,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._model, self._models, self._settings = model, models, settings
        self._banner, self._window = banner, window
        self._chosen_folder: Path | None = None
        self._dialog: ModelsDialog | None = None
        menu = MenuName.MODEL
        choose, built_in = self.tr("&Choose a model folder…"), self.tr("Use the &built-in model")
        actions.add(menu, "models", self.tr("&Models…"), self.open_models, "Ctrl+M")
        actions.add(menu, "choose_model", choose, self.choose, "Ctrl+O")
        actions.add(menu, "built_in_model", built_in, self.use_built_in, "Ctrl+Shift+B")
        actions.add(
            menu, "reload_model", self.tr("&Reload the model"), model.reload, "Ctrl+Shift+R"
        )
        self._stop = actions.add(
            menu, "stop_loading", self.tr("&Stop loading"), model.stop_load, "Ctrl+Shift+X"
        )
        self._unload = actions.add(
            menu, "unload_model", self.tr("&Unload the model"), model.unload, "Ctrl+Shift+J"
        )
        self._stop.setEnabled(False)
        self._unload.setEnabled(False)
        model.status_changed.connect(self._on_status)

    def choose(self) -> None:
        """Ask for a folder and load it."""
        if folder := QFileDialog.getExistingDirectory(
            self._window, self.tr("Choose a model folder")
        ):
            self.use(Path(folder))

    def open_models(self) -> None:
        """Show the Models window, one at a time."""
        if self._dialog is None:
            self._dialog = ModelsDialog(self._models, self._window)
            self._dialog.use_wanted.connect(self.use)
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()

    def use_built_in(self) -> None:
        """Go back to the model that comes along."""
        self.use(built_in_model())

    def use(self, folder: Path) -> None:
        """Switch to a model, and start with it the next time if it loads."""
        self._chosen_folder = folder
        self._model.load(folder)

    def take(self, way: WayOut) -> bool:
        """Follow a way out that is about the model; False for any other."""
        if way in (WayOut.RETRY, WayOut.LOAD_AGAIN):
            self._model.reload()
        elif way is WayOut.CHOOSE_MODEL:
            self.open_models()  # which also takes GGUF files, and knows what fits
        elif way is WayOut.BUILT_IN_MODEL:
            self.use_built_in()
        elif way is WayOut.RUN_ON_CPU:
            self._models.run_on("cpu")
        else:
            return False
        return True

    def _on_status(self, status: ModelStatus) -> None:
        self._stop.setEnabled(status.state is ModelState.LOADING)
        self._unload.setEnabled(status.state is ModelState.READY)
        ways = [WayOut.RETRY, WayOut.CHOOSE_MODEL]
        if status.folder != built_in_model():
            ways.append(WayOut.BUILT_IN_MODEL)
        if status.state is ModelState.FAILED and status.failure is not None:
            failure = status.failure
            if failure.offers_cpu:
                ways.insert(0, WayOut.RUN_ON_CPU)
            ways.append(WayOut.COPY_DETAILS)
            self._banner.show_problem(failure.sentence, ways, failure.details, topic="model")
        elif status.state is ModelState.STOPPED:
            stopped = self.tr("Loading {name} was stopped. No model is in memory now.")
            self._banner.show_problem(
                stopped.format(name=own_model_name(status.name)), ways, topic="model"
            )
        elif status.state is ModelState.UNLOADED:
            words = self.tr("{name} is no longer in memory. What you send next loads it again.")
            words = words.format(name=own_model_name(status.name))
            self._banner.show_problem(words, [WayOut.LOAD_AGAIN, WayOut.DISMISS], topic="model")
        elif status.fallen:
            self._banner.show_problem(own_words(status.fallen), [WayOut.DISMISS], topic="model")
        else:
            self._banner.withdraw("model")
        if status.state is ModelState.READY:
            self._remember(status.folder)

    def _remember(self, folder: Path | None) -> None:
        if folder is not None and folder == self._chosen_folder:
            is_built_in = folder == built_in_model()
            self._settings.change(model_folder=None if is_built_in else str(folder))
            self._chosen_folder = None
