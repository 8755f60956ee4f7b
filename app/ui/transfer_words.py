"""How an export or import ended, as sentences."""

from PySide6.QtCore import QCoreApplication

from app.controllers.transfer_worker import ExportEnd, ImportEnd
from app.storage.transfer.placing import Placed
from app.wording import own_words

_MOST_NAMED = 5


def export_words(end: ExportEnd) -> str:
    """What was written; not for an export that failed."""
    count, name = end.report.done, end.wish.target.name
    if end.was_cancelled and not end.wish.is_folder:
        return _tr("The export was cancelled. No file was written.")
    if end.was_cancelled:
        words = _tr("The export was cancelled. %Ln conversation(s) are in “{name}”.", count)
    else:
        words = _tr("%Ln conversation(s) exported to “{name}”.", count)
    words = words.format(name=name)
    if end.report.forming:
        words += " " + _tr("A reply was still forming: the export has what was final by then.")
    return words


def import_words(end: ImportEnd) -> str:
    """What came in, also of an import that ended early."""
    placed = end.report.placed
    counted = [
        _tr("%Ln conversation(s) added", placed[Placed.ADDED]),
        _tr("%Ln extended", placed[Placed.EXTENDED]),
        _tr("%Ln kept beside one that says something else", placed[Placed.KEPT_BESIDE]),
        _tr("%Ln brought back", placed[Placed.RESTORED]),
        _tr("%Ln here already", placed[Placed.UNCHANGED]),
        _tr("%Ln could not be read", len(end.report.unreadable)),
    ]
    numbers = [*(placed[how] for how in _ORDER), len(end.report.unreadable)]
    told = [words for words, number in zip(counted, numbers, strict=True) if number]
    if not told:
        told = [_tr("nothing was in it")]
    words = _tr("“{name}”: {what}.").format(name=end.path.name, what=", ".join(told))
    if end.was_cancelled:
        words += " " + _tr("Then the import was cancelled; import the file again for the rest.")
    return words


def unreadable_words(end: ImportEnd) -> str:
    """Which parts could not be read, and why."""
    named = [own_words(each) for each in end.report.unreadable[:_MOST_NAMED]]
    rest = len(end.report.unreadable) - len(named)
    words = _tr("Some parts of “{name}” could not be imported:").format(name=end.path.name)
    return "\n".join([words, *named, *([_tr("… and %Ln more", rest)] if rest else [])])


_ORDER = (
    Placed.ADDED,
    Placed.EXTENDED,
    Placed.KEPT_BESIDE,
    Placed.RESTORED,
    Placed.UNCHANGED,
)


def _tr(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("Transfer", text, None, count)
