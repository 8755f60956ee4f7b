"""How ids tell what is temporary: it lies in memory and is never written to a disk."""

_TEMPORARY = "temporary-"  # how the ids of temporary conversations and their messages begin


def is_temporary(id_: str) -> bool:
    """Whether the id is that of something that is never written to a disk."""
    return id_.startswith(_TEMPORARY)


def temporary(id_: str) -> str:
    """The id marked as that of something temporary."""
    return id_ if is_temporary(id_) else _TEMPORARY + id_
