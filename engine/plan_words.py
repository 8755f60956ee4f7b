"""Why a plan for the memory is as it is, or why there is none, in sentences."""

from typing import TYPE_CHECKING

from engine.hardware import Gpu, memory_words
from engine.said import Sentence, said
from engine.weights.sizes import WeightSizes

if TYPE_CHECKING:
    from engine.memory_plan import MemoryPlan


def why_on_card(plan: "MemoryPlan", card: str) -> Sentence:
    """Why a plan for a graphics card is as it is."""
    held, free = memory_words(plan.needed_bytes), memory_words(plan.free_bytes)
    if plan.is_resident:
        return said(
            "All of the model fits into the {card}: {held} of {free}, with some to spare.",
            card=card,
            held=held,
            free=free,
        )
    return said(
        "Not all of the model fits into the {card}, which has {free} free: {where}. {moved} move "
        "at every step.",
        card=card,
        free=free,
        where=plan.words,
        moved=memory_words(plan.streamed_bytes),
    )


def why_in_memory(plan: "MemoryPlan") -> Sentence:
    """Why a plan for the processor is as it is."""
    held, free = memory_words(plan.needed_bytes), memory_words(plan.free_bytes)
    if plan.is_resident:
        return said(
            "All of the model fits into the main memory: {held} of {free}, with some to spare.",
            held=held,
            free=free,
        )
    return said(
        "Not all of the model fits into the main memory, which has {free} free: {where}. {moved} "
        "move at every step.",
        free=free,
        where=plan.words,
        moved=memory_words(plan.streamed_bytes),
    )


def too_small_card(
    gpu: Gpu, empty: "MemoryPlan", least: "MemoryPlan", sizes: WeightSizes
) -> Sentence:
    """Why a card cannot take a model: ``empty`` has no weights, ``least`` no layers there."""
    free = memory_words(empty.free_bytes)
    if least.mapped_bytes and not sizes.can_stay_in_file:
        return said(
            "The {card} has {free} free, and with what main memory is free that is too little: in "
            "this format the {model} of the model cannot be read piece by piece. Choose a GGUF "
            "version, or one that Sfumato packed.",
            card=gpu.name,
            free=free,
            model=memory_words(sizes.total),
        )
    return said(
        "The {card} has {free} free, but even with no layer kept there this model needs {needed}.",
        card=gpu.name,
        free=free,
        needed=memory_words(least.needed_bytes),
    )


def too_small_memory(empty: "MemoryPlan", least: "MemoryPlan", sizes: WeightSizes) -> Sentence:
    """Why main memory cannot take a model, from the same two plans, and what helps."""
    free = memory_words(empty.free_bytes)
    if least.mapped_bytes and not sizes.can_stay_in_file:
        return said(
            "The main memory has {free} free, which is too little: in this format the {model} of "
            "the model cannot be read piece by piece. Choose a GGUF version, or one that Sfumato "
            "packed.",
            free=free,
            model=memory_words(sizes.total),
        )
    return said(
        "The main memory has {free} free, but even with no layer kept there this model needs "
        "{needed}. Close other programs, or choose a smaller version of the model.",
        free=free,
        needed=memory_words(least.needed_bytes),
    )
