"""Seconds a denoising step of ours and of transformers 5.23.0, on the same random checkpoint.

    python -m tests.bench.side_by_side [--rounds 15] [--threads 2] [--dtype float32]

Before that, each side takes a few steps in a process of its own, for its peak memory; with
``--rounds 0`` that is all. Prompt, seed and canvas are the same; the sides take turns, step by
step, so that a busy machine slows all of them down. Every figure is a median; ratios are medians
of the rounds' ratios.
"""

import argparse
import gc
import shutil
import tempfile
from collections import deque
from pathlib import Path
from statistics import median

import psutil
import torch
from torch import Tensor
from transformers import DiffusionGemmaForBlockDiffusion
from transformers.utils import logging

from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import ModelConfig
from engine.requests import Drawing
from engine.weights.conversion import quantize_folder
from engine.weights.load import load_model
from tests.bench.peak_memory import OURS, PACKING, REFERENCE, measure
from tests.bench.rivals import Ours, Reference
from tests.fakes.tiny_checkpoints import FULL, SLIDING, Recipe, save_checkpoint

SEED, WARM_UP = 1, 2
# A quarter of the released model's sizes.
MID_SIZE = Recipe(
    "mid-size",
    layer_types=((SLIDING,) * 5 + (FULL,)) * 2,
    vocab_size=65_536,
    canvas_length=256,
    sliding_window=1024,
    num_attention_heads=8,
    num_key_value_heads=4,
    head_dim=88,
    num_global_key_value_heads=1,
    global_head_dim=176,
    num_experts=64,
    top_k_experts=8,
    hidden_size=704,
    intermediate_size=528,
    moe_intermediate_size=176,
    max_position_embeddings=4096,
    embedding_std=0.15,
    branch_scale=0.05,  # stronger layers would make rounding grow until canvases part
)


def main() -> None:
    """Print the table."""
    options = _options()
    torch.set_num_threads(options.threads)
    logging.disable_progress_bar()
    dtype = getattr(torch, options.dtype)
    prompt = torch.randint(MID_SIZE.vocab_size, (options.prompt,))
    steps = options.rounds + WARM_UP
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        save_checkpoint(MID_SIZE, folder)
        gc.collect()
        _report_memory(folder, options)
        if options.rounds == 0:
            return
        rivals = _ours(folder, dtype, prompt, steps)
        model = DiffusionGemmaForBlockDiffusion.from_pretrained(folder, dtype=dtype).eval()
        rivals["reference"] = Reference(model, prompt, steps, SEED)
    print(f"{options.threads} threads, {options.dtype}, prompt of {options.prompt} tokens")
    for round_ in range(steps):
        if round_ == WARM_UP:
            for rival in rivals.values():
                rival.figures.forget()
        for rival in rivals.values():
            rival.step()
    _report(rivals)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--prompt", type=int, default=300, help="tokens of the prompt")
    parser.add_argument("--dtype", choices=("float32", "bfloat16"), default="float32")
    return parser.parse_args()


def _ours(
    folder: Path, dtype: torch.dtype, prompt: Tensor, steps: int
) -> dict[str, Ours | Reference]:
    rivals: dict[str, Ours | Reference] = {}
    for name, quantize in (("ours", False), ("ours, 4-bit experts", True)):
        model = _load(folder, dtype, quantize)
        rivals[name] = Ours(model, prompt, steps, SEED, Drawing.REFERENCE)
        rivals[f"{name}, one number"] = Ours(model, prompt, steps, SEED, Drawing.ONE_NUMBER)
    return rivals


def _load(folder: Path, dtype: torch.dtype, quantize: bool) -> DiffusionGemma:
    before = psutil.Process().memory_info().rss
    config = ModelConfig.from_folder(folder)
    model, _ = load_model(folder, config, torch.device("cpu"), dtype, quantize=quantize)
    gc.collect()
    taken = psutil.Process().memory_info().rss - before
    held = sum(t.nbytes for t in (*model.parameters(), *model.buffers()))
    print(f"weights{' at 4 and 8 bits' if quantize else ''}: {held / 1e6:.0f} MB, ", end="")
    print(f"process grew by {taken / 1e6:.0f} MB")
    return model


def _report_memory(folder: Path, options: argparse.Namespace) -> None:
    """The packed folder is written first: that is how packed models lie on a disk."""
    packed = folder / "packed"
    deque(quantize_folder(folder, packed), maxlen=0)
    gc.collect()
    sides = {
        "ours": (folder, OURS),
        "ours, 4-bit experts": (packed, OURS),
        "ours, packed while loading": (folder, PACKING),
        "reference": (folder, REFERENCE),
    }
    print(f"{'peak memory of a process, MB':<34}{'loaded':>9}{'steps':>9}{'before':>9}")
    for name, (model, side) in sides.items():
        peak = measure(model, side, options.threads, options.dtype, options.prompt)
        columns = (peak.loaded, peak.peak, peak.before)
        print(f"{name:<34}" + "".join(f"{each / 1e6:9.0f}" for each in columns), flush=True)
    shutil.rmtree(packed)


def _report(rivals: dict[str, Ours | Reference]) -> None:
    base = rivals["reference"].figures
    print(f"{'seconds a step':<34}{'network':>9}{'sampler':>9}{'both':>9}{'times as fast':>15}")
    for name, rival in rivals.items():
        own = rival.figures
        samplers = [a - b for a, b in zip(own.whole, own.network, strict=True)]
        ratio = median(a / b for a, b in zip(base.whole, own.whole, strict=True))
        columns = (median(own.network), median(samplers), median(own.whole))
        print(f"{name:<34}" + "".join(f"{value:9.3f}" for value in columns) + f"{ratio:15.2f}")
    for name, rival in rivals.items():
        pairs = list(zip(rival.figures.argmax, base.argmax, strict=True))
        same = sum(float((a == b).float().mean()) for a, b in pairs) / len(pairs)
        print(f"argmax canvas as the reference's, {name}: {same:.1%}")


if __name__ == "__main__":
    main()
