"""Sizes, times and states of models in words. Pure: nothing is looked at here."""

from PySide6.QtCore import QCoreApplication

from app.controllers.model_controller import ModelState
from app.controllers.model_library import DownloadPhase, DownloadStatus, LibraryModel, Origin
from app.wording import own_words, size
from engine.catalogue import CatalogueEntry, Format
from engine.download import RESERVE
from engine.hardware import Hardware

_MINUTE, _HOUR = 60, 3600


def time_words(seconds: float) -> str:
    """ "about 20 minutes", rounded as people would."""
    if seconds < 50:
        return _tr("less than a minute")
    if seconds < 90 * _MINUTE:
        minutes = max(1, round(seconds / _MINUTE))
        return _tr("about a minute") if minutes == 1 else _tr("about {n} minutes").format(n=minutes)
    return _tr("about {n} hours").format(n=round(seconds / _HOUR))


def download_words(status: DownloadStatus) -> str:
    """What a download is doing, in one line."""
    done = _tr("{done} of {total}").format(
        done=size(status.done_bytes), total=size(status.total_bytes)
    )
    match status.phase:
        case DownloadPhase.STARTING:
            return _tr("Asking the hub…")
        case DownloadPhase.CHECKING:
            return _tr("Checking what is here of {file}…").format(file=status.sentence)
        case DownloadPhase.PACKING:
            packing = _tr("packing what came: {share}").format(share=status.sentence)
            return " · ".join([done, packing])
        case DownloadPhase.WAITING:
            return _tr("{problem} Trying again…").format(problem=own_words(status.sentence))
        case DownloadPhase.PAUSED:
            return _tr("{done}, paused").format(done=done)
        case DownloadPhase.FAILED:
            return own_words(status.sentence)
        case DownloadPhase.FETCHING:
            return " · ".join([done, *_speed(status)])


def _speed(status: DownloadStatus) -> list[str]:
    words = []
    if status.bytes_per_second:
        words.append(_tr("{size} a second").format(size=size(int(status.bytes_per_second))))
    if status.seconds_left is not None:
        words.append(_tr("{time} left").format(time=time_words(status.seconds_left)))
    return words


def model_words(model: LibraryModel, state: ModelState) -> str:
    """Where a model came from, how large it is and whether it is in use."""
    words = [_tr("in use")] if state is ModelState.READY else []
    if state is ModelState.LOADING:
        words.append(_tr("is being loaded"))
    if model.origin is Origin.BUILT_IN:
        words.append(_tr("comes along with Sfumato, very small"))
    elif model.origin is Origin.OWN_FOLDER:
        words.append(_tr("your folder {folder}").format(folder=model.folder))
    if model.bytes is not None:
        words.append(_tr("{size} on disk").format(size=size(model.bytes)))
    if model.unchecked:
        words.append(_tr("the hub told no hash for some files: only their size was checked"))
    text = " · ".join(words)
    return text[:1].upper() + text[1:]


def entry_words(entry: CatalogueEntry) -> str:
    """Size, licence and place of a model that can be fetched."""
    fetched = size(entry.download_bytes)
    if entry.format is Format.PACKED:
        both = _tr("about {size} to download, about {kept} kept")
        words = [both.format(size=fetched, kept=size(entry.kept_bytes))]
    else:
        words = [fetched if entry.is_size_exact else _tr("about {size}").format(size=fetched)]
    if entry.licence:
        words.append(_tr("licence {name}").format(name=entry.licence))
    return " · ".join([*words, entry.repository])


def device_choice_words(device: str) -> str:
    """What a choice of where models run is called."""
    match device:
        case "gpu":
            return _tr("On the graphics card")
        case "cpu":
            return _tr("On the processor")
        case _:
            return _tr("Wherever it is fastest")


def device_words(wish: str, name: str, device: str) -> str:
    """Where the model in memory runs, and why it is the processor if nobody asked for that."""
    if _is_card(device):
        return _tr("{name} runs on the graphics card.").format(name=name)
    words = _tr("{name} runs on the processor.").format(name=name)
    if wish == "auto":
        words += " " + _tr("No graphics card that it could use was found.")
    return words


def is_on_card(wish: str, device: str, hardware: Hardware | None) -> bool:
    """Whether models run on a graphics card: as was wished, as one does now, or as one would."""
    if wish != "auto":
        return wish == "gpu"
    if device:
        return _is_card(device)
    return hardware is None or bool(hardware.usable_gpus)


def layers_words(is_card: bool) -> tuple[str, str]:
    """What a bound on the resident layers is called, and what it does."""
    if is_card:
        return _tr("Layers on the graphics card"), _tr(
            "The others are brought from main memory or the disk at every step, which is slower "
            "but leaves room on the card."
        )
    return _tr("Layers in main memory"), _tr(
        "The others are read from the disk at every step, which is slower but leaves memory to "
        "other programs."
    )


def room_words(entry: CatalogueEntry, free_bytes: int) -> str:
    """Why the disk has no room for it; empty if it has."""
    needed = entry.disk_bytes + RESERVE
    if needed <= free_bytes:
        return ""
    return _tr("Does not fit on the disk: {needed} are needed, {free} are free.").format(
        needed=size(needed), free=size(free_bytes)
    )


def _is_card(device: str) -> bool:
    return device.startswith(("cuda", "mps"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Models", text)
