"""Why a file, or a part of one, cannot be imported."""


class ImportProblem(Exception):
    """The whole file cannot be imported; ``str(error)`` is a sentence for the person."""


class Unreadable(Exception):
    """One conversation, folder or persona in a file is not as it should be; a few words say why."""
