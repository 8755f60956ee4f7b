"""What the world can do to the engine. Each message is a sentence a person can act on."""

from engine.said import SaidError


class EngineError(SaidError):
    """Base of every expected failure."""


class ModelFilesError(EngineError):
    """A model folder is missing something, damaged, or holds a tensor that does not belong."""


class UnsupportedModel(EngineError):
    """The folder holds a model, but of another architecture or with options we do not implement."""


class LoadStopped(EngineError):
    """Loading was stopped by whoever wanted it."""


class NotEnoughMemory(EngineError):
    """Loading or running the model ran out of memory."""


class ModelDoesNotFit(NotEnoughMemory):
    """There is no way to run the model on the device that was asked for, or on any but a CPU.

    ``offers_cpu``: the processor could run it; it is never taken without being asked for.
    """

    def __init__(self, sentence: str, *, offers_cpu: bool = False) -> None:
        super().__init__(sentence)
        self.offers_cpu = offers_cpu


class NotEnoughDisk(EngineError):
    """A disk has no room for what is to be written; nothing was lost."""


class ContextTooLong(EngineError):
    """The conversation does not fit into the model's context."""


class InvalidRequest(EngineError):
    """The messages or options cannot be used: empty prompt, unknown role, value out of range."""


class DownloadFailed(EngineError):
    """A model could not be fetched; what came so far is kept and the download can be resumed."""


class HubUnavailable(DownloadFailed):
    """It may pass by itself: worth another try, after ``seconds`` if the hub named a time."""

    def __init__(self, sentence: str, seconds: float | None = None) -> None:
        super().__init__(sentence)
        self.seconds = seconds
