"""The ``plan`` command: where a model would live on this computer, or on those that people have."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from engine.fitting import judge
from engine.hardware import Hardware, memory_words, survey
from engine.known_cards import speed_of
from engine.machines import MACHINES
from engine.memory_plan import MemoryPlan, PlanWishes
from engine.model_config import ModelConfig
from engine.model_options import EMBEDDED_MODEL
from engine.released_model import RELEASED
from engine.step_cost import step_cost, tokens_a_second
from engine.weights.sizes import PACKED, WeightSizes, sizes_as, sizes_of

STEPS = (10, 20, 34)  # easy chat, code, mixed text


def add_plan_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``plan`` to the sub-parsers of the engine's command line."""
    parser = commands.add_parser("plan", help="say where a model would live on this computer")
    parser.add_argument("model", type=Path, nargs="?", default=EMBEDDED_MODEL)
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps")
    parser.add_argument("--layers", type=int, help="at most so many layers on the device")
    parser.add_argument("--context", type=int, default=8192, help="tokens to make room for")
    parser.add_argument(
        "--table",
        action="store_true",
        help="the full-size model at 4 and 8 bits on computers that people have",
    )
    parser.set_defaults(run=run_plan)


def run_plan(options: argparse.Namespace) -> int:
    """Print the plan or the table."""
    wishes = PlanWishes(options.device, options.layers, options.context)
    if options.table:
        print("\n".join(table(sizes_as(RELEASED, PACKED), RELEASED, wishes)))
        return 0
    config = ModelConfig.from_folder(options.model)
    hardware = survey(options.model)
    print("\n".join(hardware.sentences()))
    print()
    print("\n".join(report(sizes_of(options.model, config), config, hardware, wishes)))
    return 0


def report(
    sizes: WeightSizes, config: ModelConfig, hardware: Hardware, wishes: PlanWishes
) -> Iterator[str]:
    """The plan for one computer, a line each."""
    fit = judge(sizes, config, hardware, wishes)
    yield fit.sentence
    plan = fit.plan
    if plan is None:
        return
    yield from plan.reasons
    yield ""
    for label, size in (
        ("weights kept there", plan.weights_bytes),
        ("room for streaming", plan.slot_bytes),
        ("conversation", plan.cache_bytes),
        ("arithmetic", plan.working_bytes),
        ("safety margin", plan.margin_bytes),
        ("together", plan.needed_bytes),
        ("free", plan.free_bytes),
        ("moved at a step", plan.streamed_bytes),
    ):
        yield f"{label:<20}{memory_words(size):>9}"


def table(sizes: WeightSizes, config: ModelConfig, wishes: PlanWishes) -> Iterator[str]:
    """A line a computer: the plan, what a step moves, and tokens a second for each of STEPS."""
    now, then = (f"tokens/s {words}" for words in ("as it is", "at best"))
    yield f"{'':<38}{'plan':<66}{'in memory':>10}{'GB/s':>6}{'brought':>9}{now:>22}{then:>22}"
    for name, hardware in MACHINES.items():
        fit = judge(sizes, config, hardware, wishes)
        if fit.plan is None:
            yield f"{name:<38}{fit.sentence}"
        else:
            yield f"{name:<38}{fit.plan.words:<66}{_figures(sizes, config, fit.plan)}"
    steps = ", ".join(map(str, STEPS))
    yield "No graphics card has run this code yet."
    yield f"Tokens a second at {steps} steps a block, computed, not measured: as the code moves"
    yield "bytes through the device's memory now, and at best, with every weight read once."


def _figures(sizes: WeightSizes, config: ModelConfig, plan: MemoryPlan) -> str:
    cost, speed = step_cost(sizes, config, plan), speed_of(plan.device_name, plan.device)
    rates = [
        " ".join(f"{tokens_a_second(seconds, steps, config):6.1f}" for steps in STEPS)
        for seconds in (cost.seconds(speed), cost.least_seconds(speed))
    ]
    return (
        f"{cost.device_bytes / 1e9:>7.0f} GB{speed.memory / 1e9:>6.0f}"
        f"{plan.streamed_bytes / 1e9:>6.1f} GB{rates[0]:>22}{rates[1]:>22}"
    )
