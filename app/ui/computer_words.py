"""What a computer offers a model, in the words of the window. Knows the engine's record of it."""

from PySide6.QtCore import QCoreApplication

from app.wording import memory, size, with_own_numbers
from engine.hardware import Gpu, Hardware


def computer_words(found: Hardware) -> str:
    """A sentence for each thing: graphics cards, main memory, disk, processor."""
    cards = [_card(gpu) for gpu in found.gpus]
    none = _tr("No graphics card was found that could run a model.")
    ram = _tr("The main memory is {total}, {free} of it free.")
    disk = _tr("The disk has {free} free.")
    processor = _tr("The processor is {name} with {cores} cores.")
    return " ".join(
        [
            *(cards or [none]),
            ram.format(total=memory(found.ram_bytes), free=memory(found.free_ram_bytes)),
            disk.format(free=size(found.free_disk_bytes)),
            processor.format(name=found.processor, cores=found.cores),
        ]
    )


def _card(gpu: Gpu) -> str:
    if gpu.problem is not None:
        return with_own_numbers(gpu.problem)
    if gpu.shares_memory:
        words = _tr("The graphics of the {name} can use {total} of the main memory, {free} now.")
    else:
        words = _tr("The graphics card is {name} with {total}, {free} of it free.")
    return words.format(name=gpu.name, total=memory(gpu.total_bytes), free=memory(gpu.free_bytes))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Computer", text)
