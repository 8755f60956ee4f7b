"""Every tensor is accounted for: a missing, unexpected or misshapen one is named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor
from torch.testing import assert_close

from engine.errors import ModelFilesError
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import ModelConfig
from engine.weights.load import load_model

CPU = torch.device("cpu")
NORM = "model.decoder.layers.1.input_layernorm.weight"


def load(folder: Path, dtype: torch.dtype = torch.float32) -> tuple[DiffusionGemma, tuple]:
    return load_model(folder, ModelConfig.from_folder(folder), CPU, dtype)


@pytest.fixture
def folder(saved: Callable, tmp_path: Path) -> Path:
    """A copy of the plain checkpoint to damage."""
    return Path(shutil.copytree(saved("plain")[0], tmp_path / "copy"))


@pytest.fixture
def shards(saved: Callable, tmp_path: Path) -> Path:
    """A copy of the sharded checkpoint to damage."""
    return Path(shutil.copytree(saved("sharded")[0], tmp_path / "copy"))


def rewrite(folder: Path, change: Callable[[dict[str, Tensor]], object]) -> None:
    tensors = load_file(folder / "model.safetensors")
    change(tensors)
    save_file(tensors, folder / "model.safetensors")


def refusal(folder: Path) -> str:
    with pytest.raises(ModelFilesError) as caught:
        load(folder)
    return str(caught.value)


def test_vision_tensors_are_left_out_with_a_note(folder: Path) -> None:
    model, notes = load(folder)
    assert len(notes) == 1
    assert "vision" in notes[0]
    assert not any("vision" in name for name, _ in model.named_parameters())


@pytest.mark.parametrize(
    "name",
    [
        NORM,
        "model.decoder.embed_tokens.weight",
        "model.decoder.layers.0.experts.down_proj",
        "model.encoder.language_model.layers.2.layer_scalar",
        "model.decoder.self_conditioning.pre_norm.weight",
    ],
)
def test_a_missing_tensor_is_named(folder: Path, name: str) -> None:
    rewrite(folder, lambda tensors: tensors.pop(name))
    assert name in refusal(folder)


@pytest.mark.parametrize(
    "name",
    [
        "model.decoder.layers.0.self_attn.q_proj.weight_scale",
        "model.decoder.layers.9.input_layernorm.weight",
        "model.decoder.layers.2.self_attn.v_proj.weight",
        "model.encoder.language_model.norm.weight",
        "model.decoder.layers.0.encoder_layer_scalar",
        "something.else",
    ],
)
def test_an_unexpected_tensor_is_named(folder: Path, name: str) -> None:
    rewrite(folder, lambda tensors: tensors.update({name: torch.ones(1)}))
    assert name in refusal(folder)


@pytest.mark.parametrize("shape", [(31,), (1, 32), (33,), ()])
def test_a_misshapen_tensor_is_named(folder: Path, shape: tuple[int, ...]) -> None:
    rewrite(folder, lambda tensors: tensors.update({NORM: torch.ones(shape)}))
    assert NORM in refusal(folder)


def test_packed_integers_are_refused(folder: Path) -> None:
    rewrite(folder, lambda tensors: tensors.update({NORM: torch.ones(32, dtype=torch.uint8)}))
    assert NORM in refusal(folder)


def test_a_truncated_file_is_named(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-1000])
    assert "model.safetensors" in refusal(folder)


def test_an_empty_file_is_named(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"")
    assert "model.safetensors" in refusal(folder)


def test_a_truncated_shard_is_named(shards: Path) -> None:
    shard = sorted(shards.glob("*.safetensors"))[2]
    shard.write_bytes(shard.read_bytes()[:-100])
    assert shard.name in refusal(shards)


def test_a_missing_shard_is_named(shards: Path) -> None:
    shard = sorted(shards.glob("*.safetensors"))[1]
    shard.unlink()
    assert shard.name in refusal(shards)


def test_an_index_that_reaches_outside_the_folder_is_refused(shards: Path) -> None:
    path = shards / "model.safetensors.index.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    raw["weight_map"][NORM] = "../elsewhere.safetensors"
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert "outside" in refusal(shards)


def test_an_index_that_lies_is_refused(shards: Path) -> None:
    path = shards / "model.safetensors.index.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    other = next(file for file in raw["weight_map"].values() if file != raw["weight_map"][NORM])
    raw["weight_map"][NORM] = other
    path.write_text(json.dumps(raw), encoding="utf-8")
    assert NORM in refusal(shards)


def test_a_folder_without_weights_is_a_sentence(folder: Path) -> None:
    (folder / "model.safetensors").unlink()
    assert "weights" in refusal(folder)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_all_weights_take_the_dtype_asked_for(saved: Callable, dtype: torch.dtype) -> None:
    model, _ = load(saved("sharded")[0], dtype)
    assert {parameter.dtype for parameter in model.parameters()} == {dtype}
    assert not any(parameter.requires_grad for parameter in model.parameters())


def test_bfloat16_files_load_as_float32_without_loss(folder: Path) -> None:
    def halve(tensors: dict[str, Tensor]) -> None:
        tensors.update({name: tensor.bfloat16() for name, tensor in tensors.items()})

    rewrite(folder, halve)
    model, _ = load(folder)
    stored = load_file(folder / "model.safetensors")["model.decoder.embed_tokens.weight"]
    assert model.embed_tokens.weight.dtype == torch.float32
    assert torch.equal(model.embed_tokens.weight, stored.float())


def test_bfloat16_logits_are_near_those_of_float32(saved: Callable) -> None:
    canvas, prompt = torch.arange(8), torch.arange(40)
    logits = []
    for dtype in (torch.float32, torch.bfloat16):
        model, _ = load(saved("uniform")[0], dtype)
        cache = model.new_cache()
        model.encode(prompt, cache)
        logits.append(model.denoise(canvas, cache, None))
    assert logits[1].dtype == torch.float32
    assert_close(logits[1], logits[0], atol=1.5, rtol=0)
