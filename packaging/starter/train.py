"""Trains the starter model: first as a causal language model, then as a diffusion model.

The schedule runs by the clock (``--minutes``), so the same command fits machines of any speed.
Interrupted training goes on from the last checkpoint in ``--work``; where there is none, ``--from``
goes on from exported weights.
"""

import argparse
import os
import random
import shutil
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.multiprocessing as processes
from batches import Batch, batches
from corruption import corrupted, stepped
from network import Encoded, StarterNetwork, starter_config
from optimizer import MuonAdam
from safetensors.torch import load_file
from tokenizer import train_tokenizer, write_tokenizer_files
from tokenizers import Tokenizer
from torch import Tensor, distributed
from torch.nn import functional

from engine.weights.names import parameter_name

CHECKPOINT, EXPORT_EVERY = "checkpoint.pt", 120.0
_CAUSAL_SHARE = 0.14  # of the time; then diffusion
_CONDITIONED_FROM = 0.3  # of the diffusion phase; then two steps of three
_STEPPED = 0.5  # of their rows have been through one step of the sampler
_CAUSAL_EVERY = 4  # steps of the diffusion phase; beside three, so that both kinds have it
_BALANCE_WEIGHT = 0.01
_DONE_BEFORE = 0.7  # of the schedule, when it goes on from exported weights


@dataclass(slots=True)
class Clock:
    """Seconds trained so far, over all sittings, of the seconds planned."""

    planned: float
    before: float = 0.0
    started: float = 0.0

    def seconds(self) -> float:
        return self.before + time.perf_counter() - self.started

    def progress(self) -> float:
        return self.seconds() / self.planned


def rate(progress: float) -> float:
    """The schedule's factor: a short warm-up in each phase, then straight down to 2 %."""
    warm = min(1.0, progress / 0.01)
    if progress > _CAUSAL_SHARE:
        warm = min(1.0, 0.3 + 0.7 * (progress - _CAUSAL_SHARE) / 0.02)
    return warm * (1 - 0.98 * min(1.0, max(0.0, progress - 0.1) / 0.9))


def causal_loss(model: StarterNetwork, hidden: Tensor, batch: Batch) -> Tensor:
    """Mean cross-entropy of the next token where its weight is above 0."""
    weights = batch.causal_weights[:, 1:].flatten()
    picked = weights.nonzero().squeeze(1)
    logits = model.logits(hidden[:, :-1].flatten(0, 1)[picked])
    losses = functional.cross_entropy(
        logits, batch.tokens[:, 1:].flatten()[picked], reduction="none"
    )
    return (losses * weights[picked]).sum() / weights.sum()


def diffusion_loss(
    model: StarterNetwork, batch: Batch, encoded: Encoded, *, conditioned: bool
) -> Tensor:
    """Loss of the clean token at every canvas place, given what the causal pass left."""
    noisy = corrupted(batch.canvas, batch.answer_lengths(), model.config.vocab_size)
    soft = None
    if conditioned:
        with torch.no_grad():
            guess = model.denoise(noisy, encoded, batch.prompt_lengths, None)
            guess /= random.uniform(0.4, 0.8)
            soft = model.soft_embed(guess)
            noisy = stepped(noisy, guess, _STEPPED)
    logits = model.denoise(noisy, encoded, batch.prompt_lengths, soft)
    losses = functional.cross_entropy(
        logits.flatten(0, 1), batch.canvas.flatten(), reduction="none"
    )
    weights = batch.canvas_weights.flatten()
    return (losses * weights).sum() / weights.sum()


class Averages:
    """Exponential averages of the weights, for sampling."""

    def __init__(self, model: StarterNetwork) -> None:
        self.weights = {n: p.detach().clone() for n, p in model.named_parameters()}

    def update(self, model: StarterNetwork, steps: int) -> None:
        keep = min(0.995, steps / (steps + 10))
        for name, parameter in model.named_parameters():
            self.weights[name].lerp_(parameter.detach(), 1 - keep)


def save(
    path: Path,
    model: StarterNetwork,
    averages: Averages,
    optimizer: MuonAdam,
    clock: Clock,
    step: int,
    history: list[str],
) -> None:
    """Replace the checkpoint in one move."""
    state = {
        "model": model.state_dict(),
        "averages": averages.weights,
        "optimizer": optimizer.state_dict(),
        "seconds": clock.seconds(),
        "step": step,
        "history": history,
    }
    torch.save(state, path.with_suffix(".new"))
    path.with_suffix(".new").replace(path)


def load_exported(model: StarterNetwork, folder: Path) -> None:
    """Take the weights that ``export.py`` wrote into ``folder``; momenta begin anew."""
    tensors = load_file(folder / "model.safetensors")
    model.load_state_dict({parameter_name(name): t.float() for name, t in tensors.items()})


def load_tokenizer(work: Path, exported: Path | None = None) -> Tokenizer:
    """The tokenizer in the work folder; if there is none, the exported one or a new one."""
    path = work / "tokenizer.json"
    if not path.exists() and exported is not None:
        shutil.copy(exported / "tokenizer.json", path)
    if not path.exists():
        write_tokenizer_files(train_tokenizer(), work)
    return Tokenizer.from_file(str(path))


@dataclass(frozen=True, slots=True)
class Team:
    """The processes that train together, each on batches of its own."""

    rank: int
    size: int

    def is_first(self) -> bool:
        """Whether this process prints and saves."""
        return self.rank == 0

    def agree(self, progress: float) -> float:
        """The first process's clock, for all."""
        shared = torch.tensor(progress, dtype=torch.float64)
        if self.size > 1:
            distributed.broadcast(shared, src=0)
        return shared.item()

    def average(self, model: StarterNetwork) -> None:
        """Replace every gradient by the mean of all processes'."""
        if self.size == 1:
            return
        grads = [p.grad for p in model.parameters() if p.grad is not None]
        flat = torch.cat([grad.flatten() for grad in grads])
        distributed.all_reduce(flat)
        flat /= self.size
        for grad, part in zip(grads, flat.split([g.numel() for g in grads]), strict=True):
            grad.copy_(part.view_as(grad))


def train(team: Team, options: argparse.Namespace) -> None:
    """Train until the clock runs out; the first process prints a line every 25 steps."""
    torch.manual_seed(17)
    work: Path = options.work
    tokenizer = load_tokenizer(work)
    model = StarterNetwork(starter_config(tokenizer.get_vocab_size()))
    if options.exported is not None:
        load_exported(model, options.exported)
    optimizer = MuonAdam(model, options.muon_lr, options.adam_lr)
    averages, clock, step, history = Averages(model), Clock(options.minutes * 60), 0, []
    if (work / CHECKPOINT).exists():
        state = torch.load(work / CHECKPOINT)
        model.load_state_dict(state["model"])
        averages.weights = state["averages"]
        optimizer.load_state_dict(state["optimizer"])
        clock.before, step, history = state["seconds"], state["step"], state["history"]
    elif options.exported is not None:
        clock.before = _DONE_BEFORE * clock.planned
    torch.manual_seed(team.rank + 1000 * step)  # the noise differs, the weights do not
    clock.started = time.perf_counter()
    saved = noted = clock.seconds()
    sums: dict[str, list[float]] = {"canvas": [], "causal": [], "tokens": []}
    draws = batches(tokenizer, 1000 + team.size * step + team.rank, options.batch_tokens)
    while (progress := team.agree(clock.progress())) < 1:
        batch = next(draws)
        through = (progress - _CAUSAL_SHARE) / (1 - _CAUSAL_SHARE)
        is_causal = through < 0 or step % _CAUSAL_EVERY == 0
        encoded = model.encode(batch.tokens if is_causal else batch.prompts())
        losses = []
        if is_causal:
            losses.append(causal_loss(model, encoded.hidden, batch))
            sums["causal"].append(losses[-1].item())
        if through >= 0:
            conditioned = through > _CONDITIONED_FROM and step % 3 > 0
            losses.append(diffusion_loss(model, batch, encoded, conditioned=conditioned))
            sums["canvas"].append(losses[-1].item())
        losses.append(_BALANCE_WEIGHT * model.take_balance_loss())
        torch.stack(losses).sum().backward()
        team.average(model)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step(rate(progress))
        step += 1
        averages.update(model, step)
        sums["tokens"].append(batch.canvas.numel())
        if not team.is_first():
            continue
        if step % 25 == 0:
            history.append(report(clock.seconds(), noted, step, sums, team.size))
            noted = clock.seconds()
        if clock.seconds() - saved > EXPORT_EVERY:
            save(work / CHECKPOINT, model, averages, optimizer, clock, step, history)
            saved = clock.seconds()
    if team.is_first():
        save(work / CHECKPOINT, model, averages, optimizer, clock, step, history)


def report(
    now: float, noted: float, step: int, sums: dict[str, list[float]], processes: int
) -> str:
    """Print how it goes and clear the sums."""
    canvas = sum(sums["canvas"]) / max(1, len(sums["canvas"]))
    line = (
        f"{now:7.0f} s  step {step:5}  canvas {canvas:.3f}  "
        f"causal {sum(sums['causal']) / max(1, len(sums['causal'])):.3f}  "
        f"{processes * sum(sums['tokens']) / (now - noted):.0f} canvas tokens/s"
    )
    print(line, flush=True)
    for values in sums.values():
        values.clear()
    return line


def join(rank: int, options: argparse.Namespace) -> None:
    """One process of the team."""
    torch.set_num_threads(options.threads)
    if options.processes > 1:
        os.environ.setdefault("GLOO_SOCKET_IFNAME", "lo")
        meeting = f"file://{options.work.resolve()}/meeting"
        distributed.init_process_group(
            "gloo", init_method=meeting, rank=rank, world_size=options.processes
        )
    train(Team(rank, options.processes), options)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="checkpoints, outside this tree")
    parser.add_argument(
        "--from",
        dest="exported",
        type=Path,
        help="a folder export.py wrote, to go on from: the last 30 %% of the minutes",
    )
    parser.add_argument("--minutes", type=float, default=150.0)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1, help="of each process")
    parser.add_argument("--batch-tokens", type=int, default=3000, help="of each process")
    parser.add_argument("--muon-lr", type=float, default=0.035)
    parser.add_argument("--adam-lr", type=float, default=6e-3)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    (given.work / "meeting").unlink(missing_ok=True)
    load_tokenizer(given.work, given.exported)
    if given.processes > 1:
        # Ended like this, it takes its processes along; orphans would train on beside the next run.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
        processes.spawn(join, args=(given,), nprocs=given.processes, daemon=True)
    else:
        join(0, given)
