"""GGUF weights are those of the folder they were converted from, or what their blocks decode to."""

from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np
import pytest
import torch
from gguf import GGMLQuantizationType as Kind
from torch import Tensor

from engine import ChatMessage, Engine, GenerationOptions
from engine.errors import ModelFilesError
from engine.layers.block_weight import BlockWeight
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import ModelConfig
from engine.weights.inspection import describe
from engine.weights.load import load_model
from engine.weights.names import tensor_name
from tests.fakes.tiny_checkpoints import RECIPES
from tests.fakes.tiny_gguf import write_gguf

CPU = torch.device("cpu")


def mixed(name: str, array: np.ndarray) -> Kind:
    """The mix of a Q4_K_M file: every kind of block where its columns allow, floats elsewhere."""
    by_name = {
        "token_embd": Kind.Q6_K,
        "ffn_gate_inp": Kind.F32,
        "ffn_gate_up_exps": Kind.Q4_K,
        "ffn_down_exps": Kind.Q5_0,
        "attn_v": Kind.Q5_K,
        "attn_q": Kind.BF16,
        "attn_k": Kind.F16,
        "ffn_up": Kind.Q4_0,
    }
    return by_name.get(name.split(".")[-2], Kind.Q8_0)


def load(path: Path, dtype: torch.dtype = torch.float32) -> DiffusionGemma:
    return load_model(path, ModelConfig.from_folder(path), CPU, dtype)[0]


@pytest.fixture(scope="module")
def wide(
    saved: Callable, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, Tensor]]:
    """A mixed file and what its tensors decode to."""
    path = tmp_path_factory.mktemp("gguf") / "wide.gguf"
    return path, write_gguf(path, RECIPES["wide"], saved("wide")[1].state_dict(), mixed)


def logits(model: DiffusionGemma) -> Tensor:
    cache = model.new_cache()
    model.encode(torch.arange(10, 40), cache)
    return model.denoise(torch.arange(60, 68), cache, None)


def test_blocks_are_kept_and_the_rest_is_floats(wide: tuple[Path, dict]) -> None:
    model = load(wide[0])
    kinds = {
        name: module.kind
        for name, module in model.named_modules()
        if isinstance(module, BlockWeight)
    }
    assert kinds["layers.1.experts.gate_up_proj"] == "Q4_K"
    assert kinds["layers.1.experts.down_proj"] == "Q5_0"
    assert kinds["layers.1.self_attn.o_proj.weight"] == "Q8_0"
    assert set(kinds.values()) == {"Q4_0", "Q4_K", "Q5_0", "Q5_K", "Q8_0"}
    assert not isinstance(model.embed_tokens.weight, BlockWeight)


def test_logits_are_those_of_the_decoded_weights(wide: tuple[Path, dict[str, Tensor]]) -> None:
    """The same numbers, multiplied by other kernels: equal but for float32's rounding."""
    path, decoded = wide
    packed = load(path)
    reference = DiffusionGemma(packed.config)
    reference.load_state_dict(
        {name: decoded[tensor_name(name)] for name, _ in reference.named_parameters()}
    )
    torch.testing.assert_close(logits(packed), logits(reference), rtol=1e-4, atol=2e-3)


def test_bfloat16_logits_are_near_those_of_float32(wide: tuple[Path, dict]) -> None:
    """0.009 of their spread measured; where there is a kernel for them, Q4_K goes through it."""
    exact, near = logits(load(wide[0])), logits(load(wide[0], torch.bfloat16))
    assert float((near - exact).square().mean().sqrt() / exact.std()) < 0.013


def test_a_float_file_answers_as_the_folder_it_came_from(saved: Callable, tmp_path: Path) -> None:
    folder, reference = saved("talkative")
    path = tmp_path / "talkative.gguf"
    write_gguf(path, RECIPES["talkative"], reference.state_dict())
    options = GenerationOptions(seed=1, max_new_tokens=32, max_denoising_steps=12)
    chat = [ChatMessage("user", "Hello")]
    replies = []
    for source in (folder, path, path.parent):
        engine = Engine.load(source, device="cpu", dtype="float32")
        events = list(engine.generate(chat, options))
        replies.append([event.text for event in events if hasattr(event, "text")])
    assert replies[0] == replies[1] == replies[2]
    assert Engine.load(path, device="cpu").name == "talkative"


def test_inspection_counts_the_kinds(wide: tuple[Path, dict]) -> None:
    shown = dict(describe(wide[0], ModelConfig.from_folder(wide[0])))
    assert "Q4_K (3)" in shown["stored as"]
    assert shown["tensors"].endswith("in 1 file")


def refusal(saved: Callable, tmp_path: Path, change: Callable[[dict], object]) -> str:
    path = tmp_path / "damaged.gguf"
    write_gguf(
        path,
        RECIPES["plain"],
        saved("plain")[1].state_dict(),
        change=lambda _, arrays: change(arrays),
    )
    with pytest.raises(ModelFilesError) as caught:
        load(path)
    return str(caught.value)


@pytest.mark.parametrize(
    "name",
    ["blk.1.ffn_down_exps.weight", "blk.0.enc_layer_output_scale.weight", "self_cond_up.weight"],
)
def test_a_missing_tensor_is_named(saved: Callable, tmp_path: Path, name: str) -> None:
    assert name in refusal(saved, tmp_path, lambda arrays: arrays.pop(name))


def test_missing_rope_factors_are_named(saved: Callable, tmp_path: Path) -> None:
    name = "rope_freqs.weight"
    assert name in refusal(saved, tmp_path, lambda arrays: arrays.pop(name))


@pytest.mark.parametrize(
    "name", ["blk.2.attn_v.weight", "blk.7.attn_norm.weight", "output.weight", "v.patch_embd"]
)
def test_an_unexpected_tensor_is_named(saved: Callable, tmp_path: Path, name: str) -> None:
    added = np.zeros((4, 32), np.float32)
    assert name in refusal(saved, tmp_path, lambda arrays: arrays.update({name: added}))


def test_a_misshapen_tensor_is_named(saved: Callable, tmp_path: Path) -> None:
    name = "blk.1.attn_norm.weight"
    wrong = np.zeros(31, np.float32)
    assert name in refusal(saved, tmp_path, lambda arrays: arrays.update({name: wrong}))


def test_a_cut_file_is_named(wide: tuple[Path, dict], tmp_path: Path) -> None:
    path = tmp_path / "cut.gguf"
    path.write_bytes(wide[0].read_bytes()[:-1000])
    with pytest.raises(ModelFilesError, match=r"cut\.gguf"):
        load(path)


def test_the_packages_reader_sees_the_same_file(wide: tuple[Path, dict]) -> None:
    """What is read here is a file that others read too."""
    names = {tensor.name for tensor in gguf.GGUFReader(wide[0]).tensors}
    assert "blk.0.ffn_gate_up_exps.weight" in names
    assert len(names) == len(wide[1]) + 1
