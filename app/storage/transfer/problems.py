"""Why a file, or a part of one, cannot be imported."""

from engine.said import SaidError


class ImportProblem(SaidError):
    """The whole file cannot be imported."""


class Unreadable(SaidError):
    """One conversation, folder or persona in a file is not as it should be; a few words say why."""
