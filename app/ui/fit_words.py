"""Whether a model fits this computer, in the words of the window. Pure."""

from PySide6.QtCore import QCoreApplication

from app.wording import decimal, with_own_numbers
from engine.memory_plan import MemoryPlan, Place
from engine.step_cost import Fit


def fit_words(fit: Fit | None) -> str:
    """A sentence; empty while nobody knows. Why a model does not fit is the engine's sentence."""
    if fit is None:
        return ""
    if fit.plan is None:
        because = with_own_numbers(fit.because)
        return _tr("Does not fit, because {reason}").format(reason=because)
    if fit.plan.is_resident:
        words = _tr("Fits: {where}.")
    elif fit.is_much_slower:
        words = _tr("Fits with streaming (about {times} times slower): {where}.")
    else:
        words = _tr("Fits with streaming (hardly slower): {where}.")
    return words.format(where=_where(fit.plan), times=decimal(fit.times_slower, 1))


def _where(plan: MemoryPlan) -> str:
    """Where the layers would lie, such as "18 layers on the GPU, 12 streamed"."""
    resident, pinned, mapped = (plan.layers.count(place) for place in Place)
    held = _held(resident, is_all=plan.is_resident, is_cpu=plan.device == "cpu")
    if plan.is_resident:
        return held
    if plan.device == "cpu":
        rest = _tr("{mapped} read from the disk at every step")
    elif not mapped:
        rest = _tr("{pinned} streamed")
    elif not pinned:
        rest = _tr("{mapped} streamed from the disk")
    else:
        rest = _tr("{pinned} streamed from memory and {mapped} from the disk")
    return f"{held}, {rest.format(pinned=pinned, mapped=mapped)}"


def _held(count: int, *, is_all: bool, is_cpu: bool) -> str:
    if is_all:
        words = (
            _tr("all {count} layers in memory") if is_cpu else _tr("all {count} layers on the GPU")
        )
    elif count == 1:
        words = _tr("1 layer in memory") if is_cpu else _tr("1 layer on the GPU")
    else:
        words = _tr("{count} layers in memory") if is_cpu else _tr("{count} layers on the GPU")
    return words.format(count=count)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Fit", text)
