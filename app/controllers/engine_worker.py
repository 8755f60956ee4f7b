"""The object that lives on the engine thread. Knows the engine; nothing of storage or widgets."""

import math
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from app.controllers.context_meter import ContextMeter
from app.paths import model_name
from app.settings import Settings
from app.wording import own_error
from engine import ChatMessage, EngineError, Event, Finished, GenerationOptions, PlanChanged
from engine.errors import LoadStopped, ModelDoesNotFit
from engine.load_watch import LoadWatch
from engine.memory_plan import PlanWishes

_SECONDS_BETWEEN_SHARES = 0.1


class ChatEngine(Protocol):
    """What the app needs of an engine; ``engine.Engine`` and the tests' scripted engine have it."""

    @property
    def notes(self) -> tuple[str, ...]: ...

    @property
    def fallen(self) -> str: ...

    @property
    def is_in_memory(self) -> bool: ...

    @property
    def device(self) -> str: ...

    @property
    def held_bytes(self) -> int: ...

    @property
    def prompt_limit(self) -> int: ...

    def count_tokens(self, messages: Sequence[ChatMessage]) -> int: ...

    def generate(
        self,
        messages: Sequence[ChatMessage],
        options: GenerationOptions,
        stop: threading.Event | None = None,
    ) -> Iterator[Event]: ...

    def unload(self) -> None: ...


EngineLoader = Callable[[Path, LoadWatch], ChatEngine]


class DeviceLoader(Protocol):
    """Loads a model where the wishes say."""

    def __call__(self, folder: Path, *, wishes: PlanWishes, watch: LoadWatch) -> ChatEngine: ...


def plan_wishes(settings: Settings) -> PlanWishes:
    """Where models are to live, as the settings say."""
    layers = settings.resident_layers
    most = None if layers < 0 else layers
    return PlanWishes(
        device=torch_device(settings.device),
        max_resident_layers=most,
        fast_kernels=settings.fast_kernels,
    )


def torch_device(wish: str, platform: str = sys.platform) -> str:
    """The device for a wish of the settings: "auto", "gpu" or "cpu"."""
    return ("mps" if platform == "darwin" else "cuda") if wish == "gpu" else wish


@dataclass(frozen=True, slots=True)
class LoadRequest:
    """One model wished for. ``stop`` is set from the GUI thread when it is wished for no more."""

    serial: int
    folder: Path
    stop: threading.Event


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """One reply wished for. ``stop`` is set from the GUI thread and read by the engine."""

    reply_id: str
    messages: tuple[ChatMessage, ...]
    options: GenerationOptions
    stop: threading.Event


@dataclass(frozen=True, slots=True)
class LoadedModel:
    """What the window shows of a model in memory; ``meter`` may be used on any thread.

    ``device`` is torch's name of where it runs, such as "cpu" or "cuda:0"; unloading gives it
    about ``held_bytes`` back. ``fallen`` is a sentence if memory ran out on the way.
    """

    name: str
    folder: Path
    notes: tuple[str, ...]
    meter: ContextMeter
    device: str
    held_bytes: int
    fallen: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """``sentence`` is for the person, ``details`` for a report.

    ``offers_cpu``: the model did not fit where it was to run, and the processor could run it.
    """

    sentence: str
    details: str
    offers_cpu: bool = False


class EngineWorker(QObject):
    """Loads models and runs replies, one at a time, on the thread it was moved to."""

    load_began = Signal(int)
    load_progressed = Signal(int, float)  # serial, share from 0 to 1
    load_stopped = Signal(int)
    loaded = Signal(int, object)  # serial, LoadedModel; again when a reply had its plan changed
    unloaded = Signal()
    load_failed = Signal(int, object)  # serial, Failure
    event_came = Signal(str, object)  # reply id, engine event
    reply_failed = Signal(str, object)  # reply id, Failure

    def __init__(self, load_engine: EngineLoader) -> None:
        super().__init__()
        self._load_engine = load_engine
        self._engine: ChatEngine | None = None
        self._serial, self._folder = 0, Path()
        self.retired = threading.Event()  # set from the GUI thread: take no more work

    @Slot(object)
    def load(self, request: LoadRequest) -> None:
        """Put the model of a folder in place of the present one, which is freed first."""
        if self.retired.is_set():
            return
        serial, folder = request.serial, request.folder
        self.load_began.emit(serial)
        self.unload()
        watch = LoadWatch(_paced(partial(self.load_progressed.emit, serial)), request.stop)
        failure: Failure | None = Failure(_unexpected(), "")
        try:
            watch.check()
            self._engine = self._load_engine(folder, watch)
            failure = None
        except LoadStopped:
            failure = None
            self.load_stopped.emit(serial)
        except EngineError as error:
            offers_cpu = isinstance(error, ModelDoesNotFit) and error.offers_cpu
            failure = Failure(own_error(error), traceback.format_exc(), offers_cpu)
        finally:
            if failure is not None:
                self.load_failed.emit(serial, _with_details(failure))
        if self._engine is not None:
            self._serial, self._folder = serial, folder
            self._tell_of(self._engine)

    def _tell_of(self, engine: ChatEngine) -> None:
        model = LoadedModel(
            model_name(self._folder),
            self._folder,
            tuple(engine.notes),
            ContextMeter(engine.count_tokens, engine.prompt_limit),
            engine.device,
            engine.held_bytes,
            engine.fallen,
        )
        self.loaded.emit(self._serial, model)

    @Slot(object)
    def reply(self, request: ReplyRequest) -> None:
        """Run one reply to its end and emit its events."""
        if self.retired.is_set():
            return
        failure: Failure | None = Failure(_unexpected(), "")
        try:
            if self._engine is None:
                raise EngineError(self.tr("No model is loaded."))
            for event in self._engine.generate(request.messages, request.options, request.stop):
                if isinstance(event, PlanChanged):
                    self._tell_of(self._engine)
                if isinstance(event, Finished) and not self._engine.is_in_memory:
                    self.load_stopped.emit(self._serial)
                self.event_came.emit(request.reply_id, event)
            failure = None
        except EngineError as error:
            failure = Failure(own_error(error), traceback.format_exc())
        finally:
            if failure is not None:
                failure = _with_details(failure)
                if self._engine is not None and not self._engine.is_in_memory:
                    self.load_failed.emit(self._serial, failure)
                self.reply_failed.emit(request.reply_id, failure)

    @Slot()
    def unload(self) -> None:
        """Free the model, if there is one."""
        if self._engine is not None:
            self._engine.unload()
            self._engine = None
        self.unloaded.emit()


def _paced(tell: Callable[[float], None]) -> Callable[[float], None]:
    """Passes on what comes, but only so often that a window can follow."""
    told = -math.inf

    def pass_on(share: float) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _SECONDS_BETWEEN_SHARES:
            told = now
            tell(share)

    return pass_on


def _with_details(failure: Failure) -> Failure:
    """A defect of ours passes on as a traceback to the log; its reader gets the same details."""
    return failure if failure.details else Failure(failure.sentence, traceback.format_exc())


def _unexpected() -> str:
    return QCoreApplication.translate(
        "EngineWorker",
        "Something went wrong inside Sfumato. Copy the details if you want to report it.",
    )
