"""The peak memory of one side of the side-by-side benchmark, in a process of its own.

    python -m tests.bench.peak_memory FOLDER SIDE [--threads 2] [--dtype float32] [--prompt 300]

Loads the model, reads the prompt and takes denoising steps; prints a line of JSON. The peak is that
of the whole process, pages of mapped weight files included; ``before`` is what it had before the
model, mostly libraries. Our sides import no transformers.
"""

import argparse
import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
import torch

from engine.devices import peak_memory_bytes
from engine.model_config import ModelConfig
from engine.requests import Drawing
from engine.weights.load import load_model
from tests.bench.rivals import Ours, Reference

OURS, PACKING, REFERENCE = "ours", "packing", "reference"  # PACKING: to 4 bits while it loads
SEED, STEPS = 1, 3


@dataclass(frozen=True, slots=True)
class Peak:
    """Bytes: when the model was loaded, after all steps, and before there was a model."""

    loaded: int
    peak: int
    before: int


def measure(folder: Path, side: str, threads: int, dtype: str, prompt: int) -> Peak:
    """Let a fresh process take the steps."""
    options = ["--threads", str(threads), "--dtype", dtype, "--prompt", str(prompt)]
    command = [sys.executable, "-m", "tests.bench.peak_memory", str(folder), side, *options]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Peak(**json.loads(told.splitlines()[-1]))


def main() -> None:
    """Take the steps in this process and print what they took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("side", choices=(OURS, PACKING, REFERENCE))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--dtype", choices=("float32", "bfloat16"), default="float32")
    parser.add_argument("--prompt", type=int, default=300, help="tokens of the prompt")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    make = _reference if options.side == REFERENCE else _ours
    print(json.dumps(asdict(make(options))))


def _ours(options: argparse.Namespace) -> Peak:
    before = psutil.Process().memory_info().rss
    config, dtype = ModelConfig.from_folder(options.folder), getattr(torch, options.dtype)
    packs = options.side == PACKING
    model, _ = load_model(options.folder, config, torch.device("cpu"), dtype, quantize=packs)
    loaded = peak_bytes()
    prompt = torch.randint(config.vocab_size, (options.prompt,))
    _step(Ours(model, prompt, STEPS, SEED, Drawing.REFERENCE))
    return Peak(loaded, peak_bytes(), before)


def _reference(options: argparse.Namespace) -> Peak:
    from transformers import DiffusionGemmaForBlockDiffusion
    from transformers.utils import logging

    logging.disable_progress_bar()
    before = psutil.Process().memory_info().rss
    dtype = getattr(torch, options.dtype)
    model = DiffusionGemmaForBlockDiffusion.from_pretrained(options.folder, dtype=dtype).eval()
    loaded = peak_bytes()
    prompt = torch.randint(ModelConfig.from_folder(options.folder).vocab_size, (options.prompt,))
    _step(Reference(model, prompt, STEPS, SEED))
    return Peak(loaded, peak_bytes(), before)


def _step(rival: Ours | Reference) -> None:
    for _ in range(STEPS):
        rival.step()


def peak_bytes() -> int:
    """Of this process since its program began; what it was forked from does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return peak_memory_bytes(torch.device("cpu"))


if __name__ == "__main__":
    main()
