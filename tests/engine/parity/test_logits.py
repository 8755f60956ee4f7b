"""Float32 logits agree with the reference to 1e-4, in the first and in a conditioned step."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor
from torch.testing import assert_close
from transformers import DynamicCache

from engine.model.diffusion_gemma import DiffusionGemma
from tests.fakes.believed import believed
from tests.fakes.tiny_checkpoints import PARITY, RECIPES

TEMPERATURE = 0.7


def random_ids(name: str, count: int, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(RECIPES[name].vocab_size, (count,), generator=generator)


@pytest.mark.parametrize("name", PARITY)
@pytest.mark.parametrize("prompt_length", [1, 7, 8, 9, 45])
def test_first_and_conditioned_steps_agree(
    name: str, prompt_length: int, saved: Callable, load_tiny: Callable[[str], DiffusionGemma]
) -> None:
    reference, ours = saved(name)[1], load_tiny(name)
    canvas = RECIPES[name].canvas_length
    prompt, first, second = (
        random_ids(name, count, seed)
        for seed, count in enumerate((prompt_length, canvas, canvas), start=1)
    )
    with torch.no_grad():
        expected_first = reference(input_ids=prompt[None], decoder_input_ids=first[None]).logits[0]
        scaled = expected_first / TEMPERATURE
        expected_second = reference(
            input_ids=prompt[None],
            decoder_input_ids=second[None],
            self_conditioning_logits=scaled[None],
        ).logits[0]
    cache = ours.new_cache()
    ours.encode(prompt, cache)
    got_first = ours.denoise(first, cache, None)
    got_second = ours.denoise(second, cache, ours.soft_embed(believed(expected_first, TEMPERATURE)))

    assert expected_first.std() > 2  # far from flat
    assert not torch.allclose(expected_first, expected_second, atol=0.1)
    assert_close(got_first, expected_first, atol=1e-4, rtol=0)
    assert_close(got_second, expected_second, atol=1e-4, rtol=0)


@pytest.mark.parametrize("name", PARITY)
def test_encoding_block_after_block_agrees(
    name: str, saved: Callable, load_tiny: Callable[[str], DiffusionGemma]
) -> None:
    reference, ours = saved(name)[1], load_tiny(name)
    length = RECIPES[name].canvas_length
    parts = [random_ids(name, count, seed) for seed, count in enumerate((30, length, length, 3))]
    canvas = random_ids(name, length, 9)
    past = DynamicCache(config=reference.config.get_text_config(decoder=True))
    cache = ours.new_cache()
    for part in parts:
        with torch.no_grad():
            output = reference(
                input_ids=part[None], past_key_values=past, decoder_input_ids=canvas[None]
            )
        hidden = ours.encode(part, cache)
        logits = ours.denoise(canvas, cache, None)
        assert_close(hidden, output.encoder_last_hidden_state[0], atol=1e-4, rtol=0)
        assert_close(logits, output.logits[0], atol=1e-4, rtol=0)
    assert cache.length == sum(map(len, parts))


def test_the_encoders_layer_scalars_matter(
    saved: Callable, load_tiny: Callable[[str], DiffusionGemma]
) -> None:
    """A loader that mixed up the two kinds of scalars would be found by the tests above."""
    ours = load_tiny("plain")
    for layer in ours.layers:
        assert not torch.allclose(layer.layer_scalar, layer.encoder_layer_scalar, atol=1e-3)
    expected = {
        name.removeprefix("model."): value
        for name, value in saved("plain")[1].named_buffers()
        if name.endswith("layer_scalar")
    }
    for index, layer in enumerate(ours.layers):
        assert torch.equal(layer.layer_scalar, expected[f"decoder.layers.{index}.layer_scalar"])
        assert torch.equal(
            layer.encoder_layer_scalar,
            expected[f"encoder.language_model.layers.{index}.layer_scalar"],
        )
