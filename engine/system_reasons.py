"""Why the operating system refused something, in words that can be translated."""

import errno

from engine.said import Sentence, said

_REASONS: dict[int, Sentence] = {
    errno.EACCES: said("permission denied"),
    errno.EPERM: said("operation not permitted"),
    errno.ENOENT: said("no such file or folder"),
    errno.EEXIST: said("it exists already"),
    errno.ENOTDIR: said("it is not a folder"),
    errno.EISDIR: said("it is a folder"),
    errno.ENOTEMPTY: said("the folder is not empty"),
    errno.ENOSPC: said("no space left on the disk"),
    errno.EROFS: said("the disk is read-only"),
    errno.EIO: said("the disk reports an error"),
    errno.EBUSY: said("it is in use"),
    errno.ENAMETOOLONG: said("the name is too long"),
    errno.EFBIG: said("the file is too large"),
}


def system_reason(error: OSError) -> str:
    """A few words without a full stop; the system's own where there are no better ones."""
    known = _REASONS.get(error.errno or 0)
    return known or error.strerror or str(error) or type(error).__name__
