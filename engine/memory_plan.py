"""Where each part of the weights is to live on a given computer, or why the model does not fit.

Pure: sizes and hardware in, a plan out. Knows nothing of torch, files or the present computer.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from engine.errors import InvalidRequest
from engine.hardware import GIB, Gpu, Hardware
from engine.model_config import SLIDING, ModelConfig
from engine.plan_words import too_small_card, too_small_memory, why_in_memory, why_on_card
from engine.said import Sentence, joined, said
from engine.weights.sizes import WeightSizes

SLOTS = 2  # buffers on the device: one layer computes while the next one comes
PREFILL_ROWS = 512  # tokens encoded at a time
SMALL_MODEL = 2 * GIB  # bytes; a processor is good enough for a model of this size
_LOGIT_COPIES = 3.5  # float32 tensors [canvas, vocabulary] that a step has at its peak
_SCORE_COPIES = 4  # float32 tensors [heads, rows, keys], where attention builds them at all
_CARD_MARGIN = GIB // 2  # the driver's own, and what a desktop may yet ask for
_MAIN_MARGIN = 1 * GIB


class Place(StrEnum):
    """Where a layer lies: on the computing device, in page-locked main memory, or in its file."""

    RESIDENT = "resident"
    PINNED = "pinned"
    MAPPED = "mapped"


@dataclass(frozen=True, slots=True)
class PlanWishes:
    """What a person decides. None leaves it to the plan.

    ``device`` is "auto", "cpu", "cuda", "cuda:1" or "mps". At most ``max_resident_layers`` stay on
    the device. ``context_tokens`` is the conversation to make room for. ``fast_kernels`` changes no
    plan: it asks for the kernels that are off by default.
    """

    device: str = "auto"
    max_resident_layers: int | None = None
    context_tokens: int = 8192
    float_bytes: int = 2
    fast_kernels: bool = False

    def __post_init__(self) -> None:
        """Raises InvalidRequest for numbers that mean nothing."""
        if self.max_resident_layers is not None and self.max_resident_layers < 0:
            raise InvalidRequest(
                said(
                    "The number of layers that stay must not be negative, but it is {count}.",
                    count=self.max_resident_layers,
                )
            )
        if self.context_tokens < 1:
            raise InvalidRequest(
                said(
                    "The conversation to make room for must have at least one token, but it "
                    "has {count}.",
                    count=self.context_tokens,
                )
            )


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    """Bytes and places; ``reasons`` are sentences about what was chosen and why.

    ``weights_bytes`` are those that stay on the device, ``slot_bytes`` the buffers that streamed
    layers come into, ``free_bytes`` what the device had when the plan was made, ``context_tokens``
    the conversation that there is room for.
    """

    device: str
    device_name: str
    layers: tuple[Place, ...]
    weights_bytes: int
    slot_bytes: int
    cache_bytes: int
    working_bytes: int
    margin_bytes: int
    free_bytes: int
    pinned_bytes: int
    mapped_bytes: int
    reasons: tuple[str, ...]
    context_tokens: int = 0

    @property
    def needed_bytes(self) -> int:
        """All that is asked of the device, the safety margin included."""
        held = self.weights_bytes + self.slot_bytes + self.cache_bytes + self.working_bytes
        return held + self.margin_bytes

    @property
    def streamed_bytes(self) -> int:
        """What moves to the device, or comes from the disk, at every step."""
        return self.pinned_bytes + self.mapped_bytes

    @property
    def is_resident(self) -> bool:
        return set(self.layers) <= {Place.RESIDENT}

    @property
    def words(self) -> str:
        """As a person reads it: "18 layers on the GPU, 12 streamed"."""
        resident, pinned, mapped = (self.layers.count(place) for place in Place)
        held = self._held_words(resident)
        if self.is_resident:
            return held
        if self.device == "cpu":
            rest = said("{mapped} read from the disk at every step", mapped=mapped)
        elif not mapped:
            rest = said("{pinned} streamed", pinned=pinned)
        elif not pinned:
            rest = said("{mapped} streamed from the disk", mapped=mapped)
        else:
            rest = said(
                "{pinned} streamed from memory and {mapped} from the disk",
                pinned=pinned,
                mapped=mapped,
            )
        return joined([held, rest], ", ")

    def _held_words(self, count: int) -> Sentence:
        if self.device == "cpu":
            if self.is_resident:
                return said("all {count} layers in memory", count=count)
            if count == 1:
                return said("1 layer in memory")
            return said("{count} layers in memory", count=count)
        if self.is_resident:
            return said("all {count} layers on the GPU", count=count)
        if count == 1:
            return said("1 layer on the GPU")
        return said("{count} layers on the GPU", count=count)


@dataclass(frozen=True, slots=True)
class DoesNotFit:
    """``reason`` is a sentence with a way out; ``cpu`` is the plan that the processor offers."""

    reason: str
    cpu: MemoryPlan | None = None


def make_plan(
    sizes: WeightSizes, config: ModelConfig, hardware: Hardware, wishes: PlanWishes
) -> MemoryPlan | DoesNotFit:
    """The plan with most layers on the best device. Never the CPU in place of a graphics card.

    A small model takes the CPU where no card is usable, and says so; a large one is refused with
    the card's problem and the CPU's plan as an offer.
    """
    if wishes.device == "cpu":
        return _on_cpu(sizes, config, hardware, wishes, (said("The processor was asked for."),))
    usable = [gpu for gpu in hardware.usable_gpus if _is_wished(gpu, wishes.device)]
    if usable:
        return _on_best_gpu(usable, sizes, config, hardware, wishes)
    problems = tuple(gpu.problem for gpu in hardware.gpus if gpu.problem is not None)
    if wishes.device != "auto":
        none = said("There is no such device in this computer.")
        return _offer_cpu(joined(problems) if problems else none, sizes, config, hardware, wishes)
    if problems and sizes.total > SMALL_MODEL:
        return _offer_cpu(joined(problems), sizes, config, hardware, wishes)
    why = said("The processor computes: this computer has no graphics card that could.")
    if problems:
        why = said("The processor computes, which is enough for this small model.")
    return _on_cpu(sizes, config, hardware, wishes, (*problems, why))


def rung_below(plan: MemoryPlan, wishes: PlanWishes) -> PlanWishes | None:
    """Wishes for a plan that takes less of the same device; None if there is none."""
    resident = plan.layers.count(Place.RESIDENT)
    if resident == 0:
        return None
    # As many as the slots hold do not count: moving those out frees nothing.
    fewer = max(0, resident - SLOTS - max(1, len(plan.layers) // 8))
    return replace(wishes, device=plan.device, max_resident_layers=fewer)


def cache_bytes(config: ModelConfig, tokens: int, float_bytes: int = 2) -> int:
    """Keys and values of ``tokens`` tokens; sliding layers keep their window, and a copy of it."""
    total = 0
    for kind, heads, size in zip(
        config.layer_types, config.kv_heads, config.head_dims, strict=True
    ):
        kept = 2 * min(tokens, config.sliding_window) if kind == SLIDING else tokens
        total += 2 * heads * size * kept * float_bytes
    return total


def working_bytes(config: ModelConfig, tokens: int) -> int:
    """Peak of what a denoising step or a chunk of the prompt needs beside weights and cache."""
    logits = round(_LOGIT_COPIES * 4 * config.canvas_length * config.vocab_size)
    scores = _SCORE_COPIES * 4 * config.num_attention_heads * PREFILL_ROWS * tokens
    return max(logits, scores)


def _is_wished(gpu: Gpu, wish: str) -> bool:
    return wish == "auto" or gpu.device == wish or gpu.device.split(":")[0] == wish


def _on_best_gpu(
    usable: list[Gpu],
    sizes: WeightSizes,
    config: ModelConfig,
    hardware: Hardware,
    wishes: PlanWishes,
) -> MemoryPlan | DoesNotFit:
    tried = [_on_gpu(gpu, sizes, config, hardware, wishes) for gpu in usable]
    plans = [plan for plan in tried if isinstance(plan, MemoryPlan)]
    if plans:
        best = max(plans, key=lambda plan: (plan.layers.count(Place.RESIDENT), plan.free_bytes))
        others = [gpu.name for gpu in usable if gpu.device != best.device]
        if others:
            idle = said(
                "Not used: {names}; the model runs on one card only.", names=", ".join(others)
            )
            best = replace(best, reasons=(*best.reasons, idle))
        return best
    [first, *_] = [each for each in tried if isinstance(each, DoesNotFit)]
    return _offer_cpu(first.reason, sizes, config, hardware, wishes)


def _on_gpu(
    gpu: Gpu, sizes: WeightSizes, config: ModelConfig, hardware: Hardware, wishes: PlanWishes
) -> MemoryPlan | DoesNotFit:
    margin = _CARD_MARGIN + gpu.total_bytes // 32
    budget = 0
    if gpu.shares_memory:
        margin = max(_MAIN_MARGIN, hardware.ram_bytes // 16)
    else:
        reserve = max(2 * GIB, hardware.ram_bytes // 8)
        budget = min(hardware.free_ram_bytes - reserve, hardware.ram_bytes // 2)
    empty = _empty(gpu.device, gpu.name, gpu.free_bytes, margin, config, wishes)
    plan = _fullest(empty, sizes, wishes, budget)
    if plan is None:
        return DoesNotFit(too_small_card(gpu, empty, _placed(empty, sizes, 0, budget), sizes))
    return replace(plan, reasons=(why_on_card(plan, gpu.name),))


def _on_cpu(
    sizes: WeightSizes,
    config: ModelConfig,
    hardware: Hardware,
    wishes: PlanWishes,
    reasons: tuple[str, ...],
) -> MemoryPlan | DoesNotFit:
    margin = max(_MAIN_MARGIN, hardware.ram_bytes // 16)
    free = hardware.free_ram_bytes
    empty = _empty("cpu", hardware.processor, free, margin, config, wishes)
    plan = _fullest(empty, sizes, wishes, 0)
    if plan is None:
        return DoesNotFit(too_small_memory(empty, _placed(empty, sizes, 0, 0), sizes))
    return replace(plan, reasons=(*reasons, why_in_memory(plan)))


def _empty(
    device: str, name: str, free: int, margin: int, config: ModelConfig, wishes: PlanWishes
) -> MemoryPlan:
    """A plan without weights: what the conversation and the arithmetic take."""
    tokens = min(wishes.context_tokens, config.max_position_embeddings)
    cache = cache_bytes(config, tokens, wishes.float_bytes)
    working = working_bytes(config, tokens)
    return MemoryPlan(device, name, (), 0, 0, cache, working, margin, free, 0, 0, (), tokens)


def _fullest(
    empty: MemoryPlan, sizes: WeightSizes, wishes: PlanWishes, pinned_budget: int
) -> MemoryPlan | None:
    """The plan with the most layers on the device; None if none at all would fit."""
    count = len(sizes.layers)
    most = count if wishes.max_resident_layers is None else wishes.max_resident_layers
    for resident in range(min(most, count), -1, -1):
        plan = _placed(empty, sizes, resident, pinned_budget)
        if plan.mapped_bytes and not sizes.can_stay_in_file:
            return None
        if plan.needed_bytes <= plan.free_bytes:
            return plan
    return None


def _placed(empty: MemoryPlan, sizes: WeightSizes, resident: int, pinned_budget: int) -> MemoryPlan:
    """``resident`` layers on the device, the others spread evenly between them."""
    count = len(sizes.layers)
    places = [Place.RESIDENT] * count
    streamed = _spread(range(count), count - resident)
    for index in streamed:
        places[index] = Place.MAPPED
    pinned = 0
    while pinned < len(streamed):
        chosen = _spread(streamed, pinned + 1)
        if sum(sizes.layers[index] for index in chosen) > pinned_budget:
            break
        pinned += 1
    for index in _spread(streamed, pinned):
        places[index] = Place.PINNED
    held = {
        place: sum(size for size, at in zip(sizes.layers, places, strict=True) if at is place)
        for place in Place
    }
    # A processor computes on the mapped file itself.
    slots = 0 if empty.device == "cpu" else min(SLOTS, len(streamed))
    return replace(
        empty,
        layers=tuple(places),
        weights_bytes=sizes.fixed + held[Place.RESIDENT],
        slot_bytes=slots * max((sizes.layers[index] for index in streamed), default=0),
        pinned_bytes=held[Place.PINNED],
        mapped_bytes=held[Place.MAPPED],
    )


def _spread(items: "range | list[int]", count: int) -> list[int]:
    """``count`` of the items, at even distances."""
    total = len(items)
    return [
        item
        for place, item in enumerate(items)
        if (place + 1) * count // total > place * count // total
    ]


def _offer_cpu(
    reason: str,
    sizes: WeightSizes,
    config: ModelConfig,
    hardware: Hardware,
    wishes: PlanWishes,
) -> DoesNotFit:
    """A refusal that names the processor as a way, if it is one; it is never taken silently."""
    asked = replace(wishes, device="cpu", max_resident_layers=None)
    plan = make_plan(sizes, config, hardware, asked)
    if isinstance(plan, DoesNotFit):
        return DoesNotFit(joined([reason, plan.reason]))
    offer = said("You can choose to run it on the processor instead, which is much slower.")
    return DoesNotFit(joined([reason, offer]), plan)
