"""Sfumato's inference engine for DiffusionGemma. Knows torch; nothing of Qt, databases or settings.

Importing this package does not import torch: that happens when a model is loaded.
"""

from engine.engine import Engine
from engine.errors import EngineError, ModelDoesNotFit
from engine.events import (
    BlockCommitted,
    Event,
    Finished,
    FinishReason,
    Frame,
    PlanChanged,
    Prefilled,
)
from engine.memory_plan import PlanWishes
from engine.requests import ChatMessage, GenerationOptions

__all__ = [
    "BlockCommitted",
    "ChatMessage",
    "Engine",
    "EngineError",
    "Event",
    "FinishReason",
    "Finished",
    "Frame",
    "GenerationOptions",
    "ModelDoesNotFit",
    "PlanChanged",
    "PlanWishes",
    "Prefilled",
]
