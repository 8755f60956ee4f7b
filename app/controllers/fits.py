"""Whether models fit this computer. Looks around and reads headers beside the window."""

from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, Signal

from app.controllers.engine_worker import plan_wishes
from app.controllers.model_controller import ModelStatus
from app.controllers.settings_controller import SettingsController
from engine.catalogue import CatalogueEntry
from engine.errors import EngineError
from engine.fitting import Fit, Weighed, judge_entry, judge_model, weigh
from engine.hardware import Hardware, survey, without_load
from engine.said import said
from engine.system_reasons import system_reason

_State = tuple[Path, int]  # a model and when it was last changed, in nanoseconds


class Fits(QObject):
    """Judges by the wishes of the settings at that moment; ``changed`` when more is known.

    ``hardware`` is this computer as it was found, None until it is known.
    """

    changed = Signal()
    _surveyed = Signal(object, object)  # Hardware, ModelStatus of that moment
    _weighed = Signal(object, object)  # _State, Weighed or why it cannot be weighed

    def __init__(self, settings: SettingsController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hardware: Hardware | None = None
        self._usable: Hardware | None = None  # with what the model in memory would give back
        self._settings = settings
        self._known: dict[_State, Weighed | str | None] = {}  # None: being weighed
        self._pool = QThreadPool(self)
        self._surveyed.connect(self._on_surveyed)
        self._weighed.connect(self._on_weighed)

    def look_around(self, place: Path, in_memory: ModelStatus) -> None:
        """Find out what this computer has; ``place`` is where models are kept."""
        self._pool.start(lambda: self._surveyed.emit(survey(place), in_memory))

    def of_entry(self, entry: CatalogueEntry) -> Fit | None:
        """Whether a model that can be fetched would fit; None if that is not known yet."""
        if self._usable is None:
            return None
        return judge_entry(entry, self._usable, plan_wishes(self._settings.current))

    def of_model(self, folder: Path) -> Fit | None:
        """Whether a model that is here fits; None if that is not known, or it is no model."""
        weighed = self._weight_of(folder)
        if self._usable is None or not isinstance(weighed, Weighed):
            return None
        return judge_model(weighed, self._usable, plan_wishes(self._settings.current))

    def packed_bytes_of(self, folder: Path) -> int | None:
        """What a model of floats would take packed; None if it is packed, or nobody knows yet."""
        weighed = self._weight_of(folder)
        return weighed.packed_bytes if isinstance(weighed, Weighed) else None

    def problem_of(self, folder: Path) -> str | None:
        """Why the weights cannot be read; None if they can, or nobody knows yet."""
        weighed = self._weight_of(folder)
        return weighed if isinstance(weighed, str) else None

    def shutdown(self) -> None:
        """Wait for what is being read."""
        self._pool.clear()
        self._pool.waitForDone()

    def _weight_of(self, folder: Path) -> Weighed | str | None:
        """What is known of a model as it lies there now; has it weighed if that is nothing."""
        try:
            state = folder, folder.stat().st_mtime_ns
        except OSError:
            return None
        if state not in self._known:
            self._known[state] = None
            self._pool.start(lambda: self._weigh(state))
        return self._known[state]

    def _weigh(self, state: _State) -> None:
        """Runs beside the window, and tells of a defect of ours too: else none would ever end."""
        weighed: Weighed | str = said("This model cannot be read.")
        try:
            weighed = _weigh(state[0])
        finally:
            self._weighed.emit(state, weighed)

    def _on_surveyed(self, hardware: Hardware, in_memory: ModelStatus) -> None:
        usable = without_load(hardware, in_memory.device, in_memory.held_bytes)
        if (hardware, usable) != (self.hardware, self._usable):
            self.hardware, self._usable = hardware, usable
            self.changed.emit()

    def _on_weighed(self, state: _State, weighed: Weighed | str) -> None:
        self._known[state] = weighed
        self.changed.emit()


def _weigh(folder: Path) -> Weighed | str:
    try:
        return weigh(folder)
    except EngineError as error:
        return error.sentence
    except OSError as error:
        return said("This model cannot be read: {reason}.", reason=system_reason(error))
