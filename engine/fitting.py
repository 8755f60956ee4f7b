"""Whether a model of the catalogue, or one that is here, fits a computer. Reads headers at most."""

from dataclasses import dataclass
from pathlib import Path

from engine.catalogue import ORIGINAL_BYTES, CatalogueEntry, Format
from engine.gguf.model import header
from engine.hardware import Hardware
from engine.json_files import read_json
from engine.known_cards import speed_of
from engine.memory_plan import DoesNotFit, MemoryPlan, PlanWishes, make_plan
from engine.model_config import ModelConfig
from engine.released_model import RELEASED
from engine.said import said
from engine.step_cost import step_cost
from engine.weights.methods import stated_method
from engine.weights.sizes import PACKED, UNPACKED, Bits, WeightSizes, sizes_as, sizes_of

_FEWEST_BITS = 4.5  # a number, scales included, in all that can be read
_NOTICED = 1.2  # times slower that are worth a word


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a model fits a computer: the ``plan``, None if it does not.

    ``sentence`` says it for a person: whether it must be streamed, or why it does not fit.
    """

    plan: MemoryPlan | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What fitting must know of a model that is here.

    ``packed_bytes`` is what its floats would take packed, None for a model that is packed.
    """

    sizes: WeightSizes
    config: ModelConfig
    packed_bytes: int | None = None


def judge(
    sizes: WeightSizes, config: ModelConfig, hardware: Hardware, wishes: PlanWishes | None = None
) -> Fit:
    """ "Fits", "fits with streaming (about N times slower)" or "does not fit, because …"."""
    plan = make_plan(sizes, config, hardware, wishes or PlanWishes())
    if isinstance(plan, DoesNotFit):
        return Fit(None, said("Does not fit, because of this: {reason}", reason=plan.reason))
    cost, speed = step_cost(sizes, config, plan), speed_of(plan.device_name, plan.device)
    slower = cost.seconds(speed) / cost.resident_seconds(speed)
    if plan.is_resident:
        return Fit(plan, said("Fits: {where}.", where=plan.words))
    if slower < _NOTICED:
        sentence = said("Fits with streaming (hardly slower): {where}.", where=plan.words)
    else:
        sentence = said(
            "Fits with streaming (about {times:.1f} times slower): {where}.",
            times=slower,
            where=plan.words,
        )
    return Fit(plan, sentence)


def judge_entry(entry: CatalogueEntry, hardware: Hardware, wishes: PlanWishes | None = None) -> Fit:
    """A model that could be fetched, taken to have the released geometry; about right."""
    return judge(entry_sizes(entry), RELEASED, hardware, wishes)


def weigh(model: Path) -> Weighed:
    """A folder or GGUF file; reads headers. Raises ModelFilesError and UnsupportedModel."""
    kept = header(model)  # read once for both
    config = ModelConfig.from_folder(model)
    packed = sizes_as(config, PACKED).total if kept is None and _is_plain(model) else None
    return Weighed(sizes_of(model, config), config, packed)


def _is_plain(folder: Path) -> bool:
    """Whether the weights are floats, as far as a folder says; its weights are not looked at."""
    is_stated = stated_method(read_json(folder / "config.json")) is not None
    return not is_stated and not (folder / "hf_quant_config.json").exists()


def judge_model(model: Weighed, hardware: Hardware, wishes: PlanWishes | None = None) -> Fit:
    """A model that is here."""
    return judge(model.sizes, model.config, hardware, wishes)


def entry_sizes(entry: CatalogueEntry) -> WeightSizes:
    """What the weights of an entry will take in memory, from its format and its bytes.

    A download that is smaller than the released model could be is taken for a smaller model.
    """
    match entry.format:
        case Format.PACKED | Format.BF16:
            share = entry.download_bytes / ORIGINAL_BYTES
            bits = PACKED if entry.format is Format.PACKED else UNPACKED
        case _:
            a_number = 8 * entry.download_bytes / (sizes_as(RELEASED, UNPACKED).total / 2)
            share = min(a_number / _FEWEST_BITS, 1.0)
            a_number = max(a_number, _FEWEST_BITS)
            bits = Bits(experts=a_number, dense=a_number)
    whole = sizes_as(RELEASED, bits)
    share = share or 1.0  # a hub that tells no sizes
    return WeightSizes(
        round(share * whole.fixed),
        tuple(round(share * layer) for layer in whole.layers),
        can_stay_in_file=not entry.has_experts_apart,
    )
