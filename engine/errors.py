"""What the world can do to the engine. Each message is a sentence a person can act on."""


class EngineError(Exception):
    """Base of every expected failure; ``str(error)`` is shown to the person as it stands."""


class ModelFilesError(EngineError):
    """A model folder is missing something, damaged, or holds a tensor that does not belong."""


class UnsupportedModel(EngineError):
    """The folder holds a model, but of another architecture or with options we do not implement."""


class NotEnoughMemory(EngineError):
    """Loading or running the model ran out of memory."""


class ContextTooLong(EngineError):
    """The conversation does not fit into the model's context."""


class InvalidRequest(EngineError):
    """The messages or options cannot be used: empty prompt, unknown role, value out of range."""
