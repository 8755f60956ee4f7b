"""The options of the command line that say which model is loaded, and how."""

import argparse
from pathlib import Path

from engine.engine import Engine
from engine.memory_plan import PlanWishes

EMBEDDED_MODEL = Path(__file__).parents[1] / "resources" / "starter"


def add_model_options(parser: argparse.ArgumentParser) -> None:
    """Add them to a command."""
    parser.add_argument("--model", type=Path, default=EMBEDDED_MODEL, help="a model folder")
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or mps")
    parser.add_argument("--dtype", default="auto", help="auto, float32 or bfloat16")
    parser.add_argument(
        "--quantize", action="store_true", help="pack the weights to 4 and 8 bits while loading"
    )
    parser.add_argument(
        "--fast-kernels",
        action="store_true",
        help="on a graphics card, kernels that nobody has measured yet",
    )


def load_model_of(options: argparse.Namespace) -> Engine:
    """Load the model that was asked for. Raises as Engine.load does."""
    wishes = PlanWishes(fast_kernels=options.fast_kernels)
    quantize = options.quantize
    return Engine.load(
        options.model, options.device, options.dtype, quantize=quantize, wishes=wishes
    )
