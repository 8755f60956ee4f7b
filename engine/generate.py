"""The two loops: blocks outside, denoising steps inside. Knows ids; nothing of chats."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.beliefs import Beliefs, Workspace, believe
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model.kv_cache import KVCache
from engine.requests import Drawing
from engine.sampler import EntropyBoundSampler, SamplerStep
from engine.schedule import TemperatureSchedule
from engine.stopping import StableAndConfident

PREFILL_CHUNK = 512  # tokens encoded between two looks at the stop event


@dataclass(frozen=True, slots=True)
class SamplingPlan:
    """Settings of one generation with every default filled in.

    ``drawing`` None is the reference's way on a CPU, and one number a row on other devices: there
    the reference's own stream of random numbers depends on the device.
    """

    num_blocks: int
    max_denoising_steps: int
    entropy_bound: float
    t_min: float
    t_max: float
    stability_threshold: int
    confidence_threshold: float
    seed: int | None
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Denoised:
    """One step: the argmax canvas, what was accepted and the entropy in nats, each [canvas].

    They lie on the CPU.
    """

    block: int
    step: int
    temperature: float
    argmax: Tensor
    accepted: Tensor
    entropy: Tensor


@dataclass(frozen=True, slots=True)
class BlockDone:
    """The argmax canvas of a block's last step, as ids; one end id may be among them."""

    block: int
    steps: int
    tokens: tuple[int, ...]


class Session:
    """A cache and the ids encoded in it, kept in step even when work is cut short."""

    def __init__(self, model: DiffusionGemma) -> None:
        self.model = model
        self.cache: KVCache = model.new_cache()
        self.workspace: Workspace = model.new_workspace()
        self.encoded: list[int] = []

    def prefill(self, prompt: list[int], stop: threading.Event) -> int | None:
        """Encode what the cache lacks of ``prompt``; returns how many ids were reused.

        None means that ``stop`` was set between two chunks; what was encoded stays valid.
        """
        reused = self.cache.rewind(_common_prefix(prompt, self.encoded))
        del self.encoded[reused:]
        for start in range(reused, len(prompt), PREFILL_CHUNK):
            if stop.is_set():
                return None
            self.extend(prompt[start : start + PREFILL_CHUNK])
        self.cache.set_checkpoint()
        return reused

    def extend(self, ids: list[int]) -> None:
        """Encode ``ids`` after what is there; a failure half-way forgets everything."""
        try:
            self.model.encode(torch.tensor(ids, device=self.model.device), self.cache)
        except BaseException:
            self.cache.clear()
            self.encoded.clear()
            raise
        self.encoded += ids


def generate_blocks(
    session: Session,
    plan: SamplingPlan,
    end_ids: frozenset[int],
    stop: threading.Event,
    first_block: int = 0,
) -> Iterator[Denoised | BlockDone]:
    """Denoise and commit block after block until an end id, the last block or ``stop``.

    The session holds the prompt and the blocks before ``first_block``.
    """
    model = session.model
    generator = None if plan.seed is None else torch.Generator("cpu").manual_seed(plan.seed)
    drawing = plan.drawing or _drawing_for(model.device)
    for block in range(first_block, plan.num_blocks):
        sampler = EntropyBoundSampler(
            plan.entropy_bound,
            model.config.vocab_size,
            model.config.canvas_length,
            generator,
            model.device,
            drawing,
        )
        last: Denoised | None = None
        for last in denoise_block(session, sampler, plan, block, stop):
            yield last
        if last is None or stop.is_set():
            return
        tokens = tuple(last.argmax.tolist())
        yield BlockDone(block, last.step, tokens)
        if end_ids.intersection(tokens) or block == plan.num_blocks - 1 or stop.is_set():
            return
        session.extend(list(tokens))


def denoise_block(
    session: Session,
    sampler: EntropyBoundSampler,
    plan: SamplingPlan,
    block: int,
    stop: threading.Event,
) -> Iterator[Denoised]:
    """The steps of one block; ends when stable and confident, at the cap or at ``stop``."""
    model, cache = session.model, session.cache
    stopping = StableAndConfident(plan.stability_threshold, plan.confidence_threshold)
    canvas = sampler.new_canvas()
    soft_embeddings: Tensor | None = None
    for step in TemperatureSchedule(plan.t_min, plan.t_max, plan.max_denoising_steps):
        if stop.is_set():
            return
        model.denoise(canvas, cache, soft_embeddings, session.workspace.logits)
        beliefs = believe(session.workspace, step.temperature)
        sampled = sampler.step(beliefs)
        argmax, accepted, entropy = _on_cpu(beliefs, sampled)
        yield Denoised(block, step.number, step.temperature, argmax, accepted, entropy)
        if stopping.reached(argmax, entropy):
            return
        canvas = sampled.canvas
        soft_embeddings = model.soft_embed(beliefs)


def _on_cpu(beliefs: Beliefs, sampled: SamplerStep) -> tuple[Tensor, Tensor, Tensor]:
    """The argmax canvas, what was accepted and the entropy, fetched at one go: a step's only wait.

    float32 holds every id below 2^24.
    """
    if beliefs.argmax.device.type == "cpu":
        return beliefs.argmax, sampled.accepted, beliefs.entropy
    together = (beliefs.argmax.float(), sampled.accepted.float(), beliefs.entropy)
    argmax, accepted, entropy = torch.stack(together).cpu()
    return argmax.long(), accepted.bool(), entropy


def _drawing_for(device: torch.device) -> Drawing:
    return Drawing.REFERENCE if device.type == "cpu" else Drawing.ONE_NUMBER


def _common_prefix(first: list[int], second: list[int]) -> int:
    length = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        length += 1
    return length
