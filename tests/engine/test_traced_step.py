"""The resident denoising step traced for devices that this machine need not have.

Shown are devices and shapes: every tensor is on the device, no shape depends on numbers, none is
read back. Not shown are a kernel's results, its speed, streams and graphs.
"""

from collections.abc import Callable, Iterator

import pytest
import torch
from torch import Tensor
from torch._subclasses.fake_tensor import (
    DataDependentOutputException,
    DynamicOutputShapeException,
)

from engine.beliefs import Beliefs, believe
from engine.layers.attention import Attention
from engine.layers.experts import Experts
from engine.memory_plan import working_bytes
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model.kv_cache import KVCache
from engine.model_config import FULL, SLIDING
from engine.released_model import RELEASED
from engine.requests import Drawing
from engine.sampler import EntropyBoundSampler, SamplerStep
from engine.step_cost import DENSE_BYTES, EXPERT_BYTES, FLOAT_BYTES, LOGIT_PASSES
from engine.weights.sizes import fixed_numbers, layer_numbers
from tests.fakes.pretended_device import Make, pretended
from tests.fakes.pretended_model import counted, few_layers, pretended_model

CONFIG = few_layers(SLIDING, FULL)
DEVICES = ("cuda:0", "mps:0")
Stepped = tuple[SamplerStep, Beliefs, Tensor]


@pytest.fixture
def without_attention(monkeypatch: pytest.MonkeyPatch) -> None:
    """For Metal: its attention cannot be traced by a torch that was built without it."""

    def attend(self: Attention, query: Tensor, *others: Tensor | None) -> Tensor:
        assert all(each is None or each.device == query.device for each in others)
        return self.o_proj(query.transpose(0, 1).flatten(1))

    monkeypatch.setattr(Attention, "attend", attend)


@pytest.fixture(params=DEVICES)
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    if request.param.startswith("mps"):
        request.getfixturevalue("without_attention")
    with pretended(request.param) as made:
        yield made


def prefilled(model: DiffusionGemma, make: Make, chunks: int = 1) -> KVCache:
    cache = model.new_cache()
    for _ in range(chunks):
        model.encode(make(512, dtype=torch.long), cache)
    return cache


def step(model: DiffusionGemma, cache: KVCache, canvas: Tensor, soft: Tensor | None) -> Stepped:
    """What generate.py does at every step, to the point where it tells of it."""
    config = model.config
    sampler = EntropyBoundSampler(
        0.1,
        config.vocab_size,
        config.canvas_length,
        torch.Generator().manual_seed(1),
        model.device,
        Drawing.ONE_NUMBER,
    )
    workspace = model.new_workspace()
    model.denoise(canvas, cache, soft, workspace.logits)
    beliefs = believe(workspace, 0.7)
    return sampler.step(beliefs), beliefs, model.soft_embed(beliefs)


def test_step_stays_on_its_device_and_reads_nothing_back(make: Make) -> None:
    model = pretended_model(CONFIG, make)
    cache = prefilled(model, make)
    sampled, beliefs, soft = step(model, cache, make(256, dtype=torch.long), None)
    sampled, beliefs, soft = step(model, cache, sampled.canvas, soft)
    for tensor in (sampled.canvas, sampled.accepted, beliefs.entropy, beliefs.argmax, soft):
        assert tensor.device == model.device
    assert soft.shape == (256, CONFIG.hidden_size)
    assert sampled.canvas.shape == beliefs.argmax.shape == (256,)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda hidden: hidden * hidden.sum().item(),
        lambda hidden: hidden * 2 if bool(hidden.any()) else hidden,
        lambda hidden: hidden[torch.nonzero(hidden[:, 0])[:, 0]],
        lambda hidden: hidden + torch.ones(hidden.shape, device="cpu"),
    ],
    ids=["read back", "asked", "shape of numbers", "other device"],
)
def test_trace_notices_what_it_is_there_to_notice(
    make: Make, wrong: Callable[[Tensor], Tensor], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Experts, "forward", lambda self, hidden, *others: wrong(hidden))
    model = pretended_model(CONFIG, make)
    noticed = (DataDependentOutputException, DynamicOutputShapeException, RuntimeError)
    with pytest.raises(noticed):
        prefilled(model, make)


def test_plan_leaves_room_for_what_a_step_holds() -> None:
    """At the full vocabulary, behind 8,192 tokens; where attention builds no scores."""
    with pretended("cuda:0") as make:
        model = pretended_model(CONFIG, make)
        cache = prefilled(model, make, chunks=16)
        canvas = make(256, dtype=torch.long)
        with counted() as traffic:
            step(model, cache, canvas, None)
    planned = working_bytes(CONFIG, 8192)
    assert planned / 2 < traffic.peak <= planned


def test_stated_traffic_is_what_the_code_moves() -> None:
    """Counted of the full-size model's parts, and compared with what plans are told from."""
    with pretended("cuda:0") as make:
        model = pretended_model(few_layers(SLIDING), make)
        layer, cache, canvas = model.layers[0], model.new_cache(), make(256, dtype=torch.long)
        with counted() as step_traffic:
            step(model, cache, canvas, None)
        with counted() as dense:
            layer.mlp(make(256, 2816, dtype=torch.bfloat16))
        with counted() as routed:
            picks = make(256, 8, dtype=torch.float32), make(256, 8, dtype=torch.long)
            layer.experts(make(256, 2816, dtype=torch.bfloat16), *picks)
    experts, mlp = 128 * 3 * 704 * 2816, 3 * 2112 * 2816
    assert routed.moved / experts == pytest.approx(EXPERT_BYTES, rel=0.1)
    assert dense.moved / mlp == pytest.approx(DENSE_BYTES, rel=0.25)
    numbers, fixed = layer_numbers(RELEASED, 0), fixed_numbers(RELEASED)
    weights = DENSE_BYTES * (numbers.dense + fixed.dense) + 2 * FLOAT_BYTES * fixed.floats
    weights += EXPERT_BYTES * experts
    logits = 4 * RELEASED.canvas_length * RELEASED.vocab_size
    assert (step_traffic.moved - weights) / logits == pytest.approx(LOGIT_PASSES, rel=0.15)
