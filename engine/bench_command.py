"""The ``bench`` command: how fast a model is on this computer, as a table or as JSON."""

import argparse
import dataclasses
import json
from typing import TYPE_CHECKING

from engine.model_options import add_model_options, load_model_of

if TYPE_CHECKING:
    from engine.benchmark import Benchmark


def add_bench_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``bench`` to the sub-parsers of the engine's command line."""
    parser = commands.add_parser("bench", help="measure the speed of a model on this computer")
    add_model_options(parser)
    parser.add_argument("--prefill-tokens", type=int, default=512, help="length of the prompt")
    parser.add_argument("--max-new-tokens", type=int, default=512, help="length of the reply")
    parser.add_argument("--threads", type=int, help="processor threads that torch may use")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run_bench)


def run_bench(options: argparse.Namespace) -> int:
    """Load, measure and print."""
    import torch

    from engine.benchmark import BenchmarkWishes, measure

    engine = load_model_of(options)
    if options.threads:
        torch.set_num_threads(options.threads)
    wishes = BenchmarkWishes(
        prefill_tokens=options.prefill_tokens, max_new_tokens=options.max_new_tokens
    )
    figures = measure(engine, wishes)
    if options.json:
        about = {"model": engine.name, "device": engine.device, "dtype": engine.dtype}
        print(json.dumps({**about, **dataclasses.asdict(figures)}))
    else:
        print(
            f"{engine.name} on {engine.device}, {engine.dtype}, {torch.get_num_threads()} threads"
        )
        print("\n".join([*engine.notes, "", *table(figures)]))
    return 0


def table(figures: "Benchmark") -> list[str]:
    """One line a figure, then one a part of the step, the slowest first."""
    steps = ", ".join(map(str, figures.steps_per_block))
    lines = [
        f"prefill           {figures.prefill_tokens_per_second:12,.1f} tokens/s",
        f"denoising step    {figures.seconds_per_step:12.4f} s",
        f"steps a block     {steps:>12}",
        f"reply             {figures.tokens_per_second:12,.1f} tokens/s",
        f"peak memory       {figures.peak_memory_bytes / 1e9:12.2f} GB",
        "",
    ]
    return lines + breakdown_lines(figures.breakdown)


def breakdown_lines(breakdown: dict[str, float]) -> list[str]:
    """One line a part of the step, the slowest first, with its seconds and its share."""
    total = sum(breakdown.values())
    return [
        f"{part:<20}{seconds:10.4f} s {seconds / total:6.1%}"
        for part, seconds in sorted(breakdown.items(), key=lambda item: -item[1])
    ]
