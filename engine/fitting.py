"""Whether a model of the catalogue, or one that is here, fits a computer. Reads headers at most."""

from dataclasses import dataclass
from pathlib import Path

from engine.catalogue import CatalogueEntry, Format
from engine.config import ModelConfig
from engine.hardware import Hardware
from engine.memory_plan import PlanWishes
from engine.released_model import RELEASED
from engine.step_cost import Fit, judge
from engine.weights.sizes import PACKED, UNPACKED, Bits, WeightSizes, sizes_as, sizes_of


@dataclass(frozen=True, slots=True)
class Weighed:
    """What fitting must know of a model that is here."""

    sizes: WeightSizes
    config: ModelConfig


def judge_entry(entry: CatalogueEntry, hardware: Hardware, wishes: PlanWishes | None = None) -> Fit:
    """A model that could be fetched, taken to have the released geometry; about right."""
    return judge(entry_sizes(entry), RELEASED, hardware, wishes)


def weigh(model: Path) -> Weighed:
    """A folder or GGUF file; reads headers. Raises ModelFilesError and UnsupportedModel."""
    config = ModelConfig.from_folder(model)
    return Weighed(sizes_of(model, config), config)


def judge_model(model: Weighed, hardware: Hardware, wishes: PlanWishes | None = None) -> Fit:
    """A model that is here."""
    return judge(model.sizes, model.config, hardware, wishes)


def entry_sizes(entry: CatalogueEntry) -> WeightSizes:
    """What the weights of an entry will take in memory, from its format and its bytes."""
    match entry.format:
        case Format.PACKED:
            return sizes_as(RELEASED, PACKED)
        case Format.BF16:
            return sizes_as(RELEASED, UNPACKED)
        case _:
            bits = 8 * entry.kept_bytes / (sizes_as(RELEASED, UNPACKED).total / 2)
            return sizes_as(RELEASED, Bits(experts=bits, dense=bits))
