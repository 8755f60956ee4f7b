"""From a model's folder to a model in memory: the plan, the dtype, and a lower plan if need be."""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import torch

from engine.devices import choose_dtype, leave_a_core_free, require_device, seen_by_torch
from engine.errors import LoadStopped, ModelDoesNotFit, NotEnoughMemory
from engine.hardware import survey
from engine.load_watch import LoadWatch
from engine.memory_plan import DoesNotFit, MemoryPlan, PlanWishes, make_plan, rung_below
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import ModelConfig
from engine.said import joined, said
from engine.weights.load import load_model
from engine.weights.sizes import PACKED, WeightSizes, sizes_as, sizes_of

# How torch's CPU allocator (on Windows last), CUDA's libraries and Metal say that memory ran out.
_RAN_OUT = re.compile(
    "allocate memory|out of memory|ALLOC_FAILED|buffer size|not enough memory", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Source:
    """Which model is wanted, and how: what a lower plan needs to load it again."""

    folder: Path
    config: ModelConfig
    dtype: str = "auto"
    quantize: bool = False

    def sizes(self, float_bytes: int) -> WeightSizes:
        if self.quantize:
            packed = replace(PACKED, floats=8.0 * float_bytes)
            return replace(sizes_as(self.config, packed), can_stay_in_file=False)
        return sizes_of(self.folder, self.config, float_bytes)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A model, where it lies and why; ``notes`` are sentences for the person.

    ``fallen`` is the one among them that tells of memory that ran out, empty if none did.
    """

    model: DiffusionGemma
    plan: MemoryPlan
    wishes: PlanWishes
    notes: tuple[str, ...]
    fallen: str = ""


def load(source: Source, wishes: PlanWishes, watch: LoadWatch) -> Loaded:
    """Load by the fullest plan that the wishes allow, or by the first below it that holds.

    Raises ModelDoesNotFit where there is no plan or none holds, ModelFilesError, UnsupportedModel
    and LoadStopped.
    """
    require_device(wishes.device)
    fallen = ""
    while True:
        plan, dtype = _planned(source, wishes)
        model = lower = None
        try:
            with memory_errors():
                model, notes = _loaded(source, plan, dtype, watch, wishes.fast_kernels)
        except LoadStopped:
            pass  # until here the traceback holds what was taken in
        except NotEnoughMemory as error:
            lower = rung_below(plan, wishes)
            if lower is None:
                is_card = plan.device != "cpu"
                raise ModelDoesNotFit(
                    joined([error.sentence, _nothing_lower(plan)]), offers_cpu=is_card
                ) from error
        if model is not None:
            told = (_room(plan), *notes, *plan.reasons, *filter(None, [fallen]))
            return Loaded(model, plan, wishes, told, fallen)
        free_memory()
        watch.check()
        assert lower is not None
        wishes = lower
        fallen = fell(plan)


def fell(plan: MemoryPlan) -> str:
    """What a person is told when a plan did not hold."""
    return said(
        "The memory of the {device} ran out with {where}, so fewer layers are kept there now.",
        device=plan.device_name,
        where=plan.words,
    )


def _room(plan: MemoryPlan) -> str:
    """Where the layers are, and for how long a conversation there is room beside them."""
    return said(
        "The plan: {where}, with room for a conversation of {tokens:,} tokens.",
        where=plan.words,
        tokens=plan.context_tokens,
    )


def free_memory() -> None:
    """Give what nobody holds any more back to the devices."""
    gc.collect()
    if torch.accelerator.is_available():
        torch.accelerator.empty_cache()
        torch.accelerator.empty_host_cache()


@contextmanager
def memory_errors() -> Iterator[None]:
    """Turn the ways in which devices run out of memory into NotEnoughMemory."""
    try:
        yield
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise _too_little(error) from error
    except RuntimeError as error:
        if not _RAN_OUT.search(str(error)):
            raise
        raise _too_little(error) from error


def _planned(source: Source, wishes: PlanWishes) -> tuple[MemoryPlan, torch.dtype]:
    """The plan and the dtype; only on a CPU the dtype may be a wider one."""
    hardware = seen_by_torch(survey(source.folder))
    is_wide = source.dtype == "float32"
    wishes = replace(wishes, float_bytes=4 if is_wide else 2)
    plan = make_plan(source.sizes(wishes.float_bytes), source.config, hardware, wishes)
    if isinstance(plan, DoesNotFit):
        raise ModelDoesNotFit(plan.reason, offers_cpu=plan.cpu is not None)
    device = torch.device(plan.device)
    wide = source.sizes(4)
    dtype = choose_dtype(source.dtype, device, wide.total)
    if dtype == torch.float32 and not is_wide:
        wider = make_plan(wide, source.config, hardware, replace(wishes, float_bytes=4))
        if isinstance(wider, MemoryPlan) and wider.is_resident:
            return wider, dtype
        dtype = torch.bfloat16
    return plan, dtype


def _loaded(
    source: Source, plan: MemoryPlan, dtype: torch.dtype, watch: LoadWatch, fast_kernels: bool
) -> tuple[DiffusionGemma, tuple[str, ...]]:
    device = torch.device(plan.device)
    if device.type == "cpu":
        leave_a_core_free()
    return load_model(
        source.folder,
        source.config,
        device,
        dtype,
        quantize=source.quantize,
        places=plan.layers,
        watch=watch,
        fast_kernels=fast_kernels,
    )


def _nothing_lower(plan: MemoryPlan) -> str:
    if plan.device == "cpu":
        return said("Close other programs, or choose a smaller version of the model.")
    return said(
        "Nothing more can be taken off the {device}. Close programs that use it, or choose to run "
        "the model on the processor.",
        device=plan.device_name,
    )


def _too_little(error: BaseException) -> NotEnoughMemory:
    detail = str(error).splitlines()[0] if str(error) else said("no detail given")
    return NotEnoughMemory(
        said("There is not enough memory for this model ({detail}).", detail=detail)
    )
