"""The released model's whole geometry on this computer: load time, memory, seconds a step.

    python -m tests.bench.full_size FOLDER [--steps 3] [--threads 2] [--keep]

Writes about 16 GB of random weights in our own quantised format into FOLDER, which must not exist,
and deletes it afterwards. With --keep nothing is deleted, and the FOLDER of an earlier run is
measured as it is. To prove a bound on memory, run it under one (a control group, a virtual
machine): the peak printed counts pages of the mapped file too, which the system may drop.
"""

import argparse
import shutil
import time
from pathlib import Path

import psutil
import torch

from engine.bench_command import breakdown_lines
from engine.benchmark import BenchmarkWishes, measure_breakdown
from engine.devices import peak_memory_bytes
from engine.engine import Engine
from engine.model_config import FULL, SLIDING
from engine.released_model import RELEASED
from tests.fakes.random_quantized import write_random_quantized
from tests.fakes.tiny_checkpoints import Recipe

_SLIDING, _FULL = RELEASED.layer_types.index(SLIDING), RELEASED.layer_types.index(FULL)
RELEASED_SIZE = Recipe(
    "released size",
    layer_types=RELEASED.layer_types,
    vocab_size=RELEASED.vocab_size,
    canvas_length=RELEASED.canvas_length,
    sliding_window=RELEASED.sliding_window,
    num_attention_heads=RELEASED.num_attention_heads,
    num_key_value_heads=RELEASED.kv_heads[_SLIDING],
    head_dim=RELEASED.head_dims[_SLIDING],
    num_global_key_value_heads=RELEASED.kv_heads[_FULL],
    global_head_dim=RELEASED.head_dims[_FULL],
    num_experts=RELEASED.num_experts,
    top_k_experts=RELEASED.top_k_experts,
    hidden_size=RELEASED.hidden_size,
    intermediate_size=RELEASED.intermediate_size,
    moe_intermediate_size=RELEASED.moe_intermediate_size,
    max_position_embeddings=RELEASED.max_position_embeddings,
    embedding_std=0.02,
)
_NEEDED = 18e9


def main() -> None:
    """Write, load, take the steps, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompt", type=int, default=64, help="tokens of the prompt")
    parser.add_argument(
        "--keep", action="store_true", help="delete nothing; measure a folder that is there"
    )
    options = parser.parse_args()
    if options.folder.exists():
        if not options.keep:
            parser.error(f"{options.folder} exists. Only with --keep it is measured as it is.")
        _measure(options)
        return
    try:
        _write(options.folder)
        _measure(options)
    finally:
        if not options.keep:
            shutil.rmtree(options.folder, ignore_errors=True)


def _write(folder: Path) -> None:
    if shutil.disk_usage(folder.parent).free < _NEEDED:
        raise SystemExit(f"{folder.parent} has less than {_NEEDED / 1e9:.0f} GB of free space.")
    started = time.perf_counter()
    size = write_random_quantized(RELEASED_SIZE, folder)
    print(f"written   {size / 1e9:8.1f} GB in {time.perf_counter() - started:.0f} s", flush=True)


def _measure(options: argparse.Namespace) -> None:
    started = time.perf_counter()
    engine = Engine.load(options.folder, "cpu", "bfloat16")
    torch.set_num_threads(options.threads)
    print(f"loaded in {time.perf_counter() - started:8.1f} s", flush=True)
    _print_memory()
    prompt = torch.randint(1000, (options.prompt,)).tolist()
    started = time.perf_counter()
    wishes = BenchmarkWishes(breakdown_steps=options.steps)
    breakdown = measure_breakdown(engine, prompt, wishes)
    print(f"prefill of {options.prompt} tokens and {options.steps + 1} steps in ", end="")
    print(f"{time.perf_counter() - started:.1f} s, {options.threads} threads")
    print(f"a step    {sum(breakdown.values()):8.2f} s")
    print("\n".join(breakdown_lines(breakdown)))
    _print_memory()


def _print_memory() -> None:
    now = psutil.Process().memory_full_info()
    peak = peak_memory_bytes(torch.device("cpu"))
    print(
        f"memory    {now.uss / 1e9:8.1f} GB own, {now.rss / 1e9:.1f} GB with mapped pages, ", end=""
    )
    print(f"at most {peak / 1e9:.1f} GB", flush=True)


if __name__ == "__main__":
    main()
