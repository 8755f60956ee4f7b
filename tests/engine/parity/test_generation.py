"""Whole generations equal the reference's ``generate``: same ids, same number of steps a block."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
import torch
from transformers import DiffusionGemmaForBlockDiffusion
from transformers.models.diffusion_gemma.generation_diffusion_gemma import (
    EntropyBoundSamplerConfig,
)

from engine import BlockCommitted, ChatMessage, Engine, Finished, FinishReason, GenerationOptions
from tests.fakes.tiny_checkpoints import PARITY, RECIPES
from tests.fakes.tiny_tokenizer import EOS_IDS

PROMPT = [ChatMessage("user", "Hello, who are you? Tell me the story of a grey cat and its hat.")]


@dataclass(frozen=True, slots=True)
class Generated:
    """Ids up to the first end id, and how many steps each block took."""

    tokens: list[int]
    steps: list[int]


def reference_generate(
    model: DiffusionGemmaForBlockDiffusion,
    prompt: Sequence[int],
    options: GenerationOptions,
) -> Generated:
    steps: list[int] = []

    def count(*_: object) -> None:
        steps[-1] += 1

    hooks = [
        model.model.encoder.register_forward_hook(lambda *_: steps.append(0)),
        model.model.decoder.register_forward_hook(count),
    ]
    settings = {
        "max_new_tokens": options.max_new_tokens,
        "max_denoising_steps": options.max_denoising_steps,
        "confidence_threshold": options.confidence_threshold,
        "stability_threshold": options.stability_threshold,
        "t_min": options.t_min,
        "t_max": options.t_max,
    }
    if options.entropy_bound is not None:
        settings["sampler_config"] = EntropyBoundSamplerConfig(options.entropy_bound)
    torch.manual_seed(options.seed)
    try:
        given = {name: value for name, value in settings.items() if value is not None}
        sequences = model.generate(input_ids=torch.tensor([prompt]), **given).sequences[0]
    finally:
        for hook in hooks:
            hook.remove()
    new = sequences[len(prompt) :].tolist()
    end = next((place for place, id_ in enumerate(new) if id_ in EOS_IDS), len(new))
    return Generated(new[:end], steps)


def engine_generate(engine: Engine, options: GenerationOptions) -> tuple[Generated, Finished]:
    events = list(engine.generate(PROMPT, options))
    blocks = [event for event in events if isinstance(event, BlockCommitted)]
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert finished.steps_per_block == tuple(block.steps for block in blocks)
    tokens = [id_ for block in blocks for id_ in block.tokens]
    return Generated(tokens, [block.steps for block in blocks]), finished


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", PARITY)
def test_generation_of_four_blocks_is_equal(
    name: str, seed: int, saved: Callable, load_engine: Callable[[str], Engine]
) -> None:
    engine, (_, reference) = load_engine(name), saved(name)
    options = GenerationOptions(
        max_new_tokens=4 * RECIPES[name].canvas_length, confidence_threshold=0.4, seed=seed
    )
    prompt = engine._tokenizer.encode_chat(PROMPT, thinking=False)
    expected = reference_generate(reference, prompt, options)
    got, _ = engine_generate(engine, options)

    assert len(prompt) > 5 * RECIPES[name].sliding_window
    assert len(expected.steps) >= 3
    assert got == expected


def test_blocks_that_settle_early_take_as_many_steps_as_in_the_reference(
    saved: Callable, load_engine: Callable[[str], Engine]
) -> None:
    engine, (_, reference) = load_engine("plain"), saved("plain")
    prompt = engine._tokenizer.encode_chat(PROMPT, thinking=False)
    for stability in (0, 1, 2):
        options = GenerationOptions(
            max_new_tokens=48,
            max_denoising_steps=20,
            entropy_bound=2.0,
            t_min=0.3,
            t_max=0.9,
            stability_threshold=stability,
            confidence_threshold=0.5,
            seed=3,
        )
        expected = reference_generate(reference, prompt, options)
        got, _ = engine_generate(engine, options)
        assert got == expected
        assert len(set(expected.steps)) > 1
        assert min(expected.steps) < 20


@pytest.mark.parametrize("seed", range(4))
def test_a_reply_ends_at_the_first_end_id_as_in_the_reference(
    seed: int, saved: Callable, load_engine: Callable[[str], Engine]
) -> None:
    engine, (_, reference) = load_engine("talkative"), saved("talkative")
    options = GenerationOptions(max_new_tokens=40 * 16, max_denoising_steps=3, seed=seed)
    prompt = engine._tokenizer.encode_chat(PROMPT, thinking=False)
    expected = reference_generate(reference, prompt, options)
    got, finished = engine_generate(engine, options)

    assert got == expected
    assert finished.reason is FinishReason.END_OF_TURN
    assert not set(EOS_IDS) & set(got.tokens)


def test_the_global_random_stream_serves_where_no_seed_is_given(
    saved: Callable, load_engine: Callable[[str], Engine]
) -> None:
    engine, (_, reference) = load_engine("top1"), saved("top1")
    prompt = engine._tokenizer.encode_chat(PROMPT, thinking=False)
    seeded = GenerationOptions(max_new_tokens=48, seed=11)
    expected = reference_generate(reference, prompt, seeded)
    torch.manual_seed(11)
    got, _ = engine_generate(engine, GenerationOptions(max_new_tokens=48))
    assert got == expected
