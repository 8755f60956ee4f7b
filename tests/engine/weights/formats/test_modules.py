"""Formats that pack module by module, written by their own tools: the numbers are the tools'."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from engine import Engine
from engine.errors import InvalidRequest, ModelFilesError, UnsupportedModel
from engine.layers.grouped_weight import Code, GroupedWeight
from engine.model.diffusion_gemma import DiffusionGemma
from engine.model_config import ModelConfig
from engine.weights.conversion import quantize_folder
from engine.weights.load import load_model
from engine.weights.names import tensor_name
from tests.fakes import packed_checkpoints as tools
from tests.fakes.packed_checkpoints import (
    CONFIGS,
    Packer,
    is_expert,
    is_projection,
    pack_checkpoint,
)

CPU = torch.device("cpu")
EXPERT = "model.decoder.layers.1.experts.2.up_proj"
STACK = "model.decoder.layers.1.experts.gate_up_proj"
QUERY = "model.decoder.layers.0.self_attn.q_proj"


@dataclass(frozen=True, slots=True)
class Case:
    """A format as one tool writes it; ``error`` bounds the logits' distance from the float ones.

    It is a root mean square as a share of the float logits' spread, of a random network's first
    step; the seeds are fixed, and the bound is a third above what was measured.
    """

    method: str
    packer: Callable[[], Packer]
    code: Code
    error: float
    unstack: bool = True
    packs: Callable[[str], bool] = lambda name: is_expert(name) or is_projection(name)

    def choose(self, name: str) -> Packer | None:
        """As the tools choose; MLX also packs embeddings and router, always to 8 bits."""
        if self.method == "mlx" and name.endswith(("embed_tokens.weight", "router.proj.weight")):
            return tools.affine(8)
        return self.packer() if self.packs(name) else None


def without_conditioning(name: str) -> bool:
    """What a published recipe for W4A16 packs."""
    return is_expert(name) or (is_projection(name) and "self_conditioning" not in name)


CT = "compressed-tensors"
CASES = {
    "W4A16": Case(CT, lambda: tools.integers(4, 32), Code.UINT4, 0.15, packs=without_conditioning),
    "W4A16 asymmetric": Case(CT, lambda: tools.integers(4, 64, symmetric=False), Code.UINT4, 0.2),
    "W8A16": Case(CT, lambda: tools.integers(8, 64), Code.UINT8, 0.011),
    "FP8": Case(CT, lambda: tools.float8, Code.FLOAT8, 0.05),
    "NVFP4": Case(CT, lambda: tools.nvfp4, Code.FLOAT4, 0.2),
    "ModelOpt": Case("modelopt", lambda: tools.modelopt_nvfp4, Code.FLOAT4, 0.2, packs=is_expert),
    "MLX 4": Case("mlx", lambda: tools.affine(4), Code.UINT4, 0.2, unstack=False),
    "MLX 6": Case("mlx", lambda: tools.affine(6), Code.UINT6, 0.065, unstack=False),
    "MLX 8": Case("mlx", lambda: tools.affine(8), Code.UINT8, 0.017, unstack=False),
}


@pytest.fixture(scope="session")
def packed(
    saved: Callable, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Path, dict[str, Tensor]]]:
    """Folder and decoded tensors of a case, made when first asked for."""
    made: dict[str, tuple[Path, dict[str, Tensor]]] = {}

    def build(name: str) -> tuple[Path, dict[str, Tensor]]:
        if name not in made:
            case, folder = CASES[name], tmp_path_factory.mktemp("packed") / "model"
            source = saved("wide")[0]
            made[name] = (
                folder,
                pack_checkpoint(
                    source, folder, case.choose, CONFIGS[case.method], unstack=case.unstack
                ),
            )
        return made[name]

    return build


def load(folder: Path, dtype: torch.dtype = torch.float32) -> DiffusionGemma:
    return load_model(folder, ModelConfig.from_folder(folder), CPU, dtype)[0]


def logits(model: DiffusionGemma) -> Tensor:
    cache = model.new_cache()
    model.encode(torch.arange(10, 40), cache)
    return model.denoise(torch.arange(60, 68), cache, None)


@pytest.mark.parametrize("name", list(CASES))
def test_every_number_is_the_tools(packed: Callable, name: str) -> None:
    folder, decoded = packed(name)
    model = load(folder)
    weights = {
        parameter: module.unpacked(torch.float32)
        for parameter, module in model.named_modules()
        if isinstance(module, GroupedWeight)
    }
    names = {tensor_name(parameter) for parameter in weights}
    assert names == {each for each in decoded if CASES[name].packs(each)}
    for parameter, weight in weights.items():
        expected = decoded[tensor_name(parameter)]
        torch.testing.assert_close(weight, expected, rtol=2e-6, atol=1e-6)
    for parameter, weight in model.named_parameters():
        torch.testing.assert_close(
            weight, decoded[tensor_name(parameter)], rtol=2e-6, atol=1e-6, msg=parameter
        )


@pytest.mark.parametrize("name", list(CASES))
def test_weights_stay_packed_in_the_files_own_codes(packed: Callable, name: str) -> None:
    model = load(packed(name)[0])
    assert model.layers[1].experts.gate_up_proj.scheme.code == CASES[name].code
    if CASES[name].packs(f"{QUERY}.weight"):
        assert model.layers[0].self_attn.q_proj.weight.scheme.code == CASES[name].code
    assert isinstance(model.layers[0].router.proj.weight, torch.nn.Parameter)
    assert isinstance(model.embed_tokens.weight, torch.nn.Parameter)


@pytest.mark.parametrize("name", list(CASES))
def test_logits_are_near_the_float_ones(saved: Callable, packed: Callable, name: str) -> None:
    floats, ours = logits(load(saved("wide")[0])), logits(load(packed(name)[0]))
    error = float((ours - floats).square().mean().sqrt() / floats.std())
    assert error < CASES[name].error


@pytest.mark.parametrize("name", ["W4A16", "ModelOpt", "MLX 6"])
def test_the_engine_opens_it_and_says_what_it_left_out(packed: Callable, name: str) -> None:
    engine = Engine.load(packed(name)[0], device="cpu", dtype="bfloat16")
    assert engine.dtype == "bfloat16"
    assert any("vision" in note for note in engine.notes)


@pytest.fixture
def damaged(packed: Callable, tmp_path: Path) -> Callable[[str, Callable], str]:
    """Change a case's tensors; the sentence with which the folder is then refused."""

    def refusal(name: str, change: Callable[[dict[str, Tensor]], object]) -> str:
        folder = Path(shutil.copytree(packed(name)[0], tmp_path / "copy"))
        tensors = load_file(folder / "model.safetensors")
        change(tensors)
        save_file(tensors, folder / "model.safetensors")
        with pytest.raises(ModelFilesError) as caught:
            load(folder)
        return str(caught.value)

    return refusal


PARTS = [
    ("W4A16", f"{EXPERT}.weight_packed"),
    ("W4A16", f"{EXPERT}.weight_scale"),
    ("W4A16", f"{QUERY}.weight_shape"),
    ("FP8", f"{EXPERT}.weight"),
    ("FP8", f"{QUERY}.weight_scale"),
    ("NVFP4", f"{EXPERT}.weight_global_scale"),
    ("ModelOpt", f"{EXPERT}.weight_scale_2"),
    ("ModelOpt", f"{EXPERT}.weight_scale"),
    ("ModelOpt", f"{QUERY}.weight"),
    ("MLX 4", f"{STACK}.biases"),
    ("MLX 6", f"{QUERY}.weight"),
    ("MLX 8", f"{STACK}.weight"),
    ("MLX 4", "model.decoder.embed_tokens.scales"),
]


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_missing_part_is_named_with_its_module(damaged: Callable, name: str, part: str) -> None:
    sentence = damaged(name, lambda tensors: tensors.pop(part))
    assert part.rpartition(".")[0] in sentence


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_misshapen_part_is_named_with_its_module(damaged: Callable, name: str, part: str) -> None:
    def bend(tensors: dict[str, Tensor]) -> None:
        before = tensors[part]
        tensors[part] = torch.zeros((*before.shape, 3), dtype=before.dtype)

    assert part.rpartition(".")[0] in damaged(name, bend)


@pytest.mark.parametrize(("name", "part"), PARTS)
def test_a_part_of_another_type_is_named_with_its_module(
    damaged: Callable, name: str, part: str
) -> None:
    def recast(tensors: dict[str, Tensor]) -> None:
        tensors[part] = torch.zeros(tensors[part].shape, dtype=torch.int16)

    assert part.rpartition(".")[0] in damaged(name, recast)


@pytest.mark.parametrize(
    ("name", "extra"),
    [
        ("W4A16", f"{EXPERT}.weight_g_idx"),
        ("FP8", f"{EXPERT}.weight_zero_point"),
        ("ModelOpt", f"{QUERY}.pre_quant_scale"),
        ("MLX 4", f"{QUERY}.bias"),
        ("NVFP4", "model.decoder.layers.1.experts.4.up_proj.weight_packed"),
        ("W4A16", "model.encoder.language_model.layers.0.mlp.up_proj.weight_packed"),
    ],
)
def test_an_unexpected_part_is_named(damaged: Callable, name: str, extra: str) -> None:
    assert extra in damaged(name, lambda tensors: tensors.update({extra: torch.ones(1)}))


def test_experts_packed_in_different_ways_are_refused(damaged: Callable) -> None:
    def unpack_one(tensors: dict[str, Tensor]) -> None:
        rows, columns = tensors.pop(f"{EXPERT}.weight_shape").tolist()
        del tensors[f"{EXPERT}.weight_packed"], tensors[f"{EXPERT}.weight_scale"]
        tensors[f"{EXPERT}.weight"] = torch.zeros(rows, columns)

    assert "different ways" in damaged("W4A16", unpack_one)


def test_a_stated_shape_that_is_wrong_is_refused(damaged: Callable) -> None:
    wrong = torch.tensor([3, 4])
    change = {f"{EXPERT}.weight_shape": wrong}
    assert EXPERT in damaged("W4A16", lambda tensors: tensors.update(change))


@pytest.mark.parametrize("name", list(CASES))
def test_a_cut_file_is_named(packed: Callable, tmp_path: Path, name: str) -> None:
    folder = Path(shutil.copytree(packed(name)[0], tmp_path / "copy"))
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ModelFilesError, match=r"model\.safetensors"):
        load(folder)


def test_a_packed_model_is_not_quantised_again(packed: Callable, tmp_path: Path) -> None:
    for name in ("W4A16", "MLX 4"):
        with pytest.raises(InvalidRequest, match="already"):
            list(quantize_folder(packed(name)[0], tmp_path / "again"))


def restate(packed: Callable, tmp_path: Path, **config: object) -> Path:
    folder = Path(shutil.copytree(packed("ModelOpt")[0], tmp_path / "copy"))
    raw = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    del raw["quantization_config"]
    (folder / "config.json").write_text(json.dumps(raw | config), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "config",
    [
        {"quantization_config": {"quant_method": "gptq", "bits": 4}},
        {"quantization_config": {"bits": 4}},
        {"quantization": {"mode": "mxfp4", "bits": 4, "group_size": 32}},
    ],
)
def test_a_method_that_is_not_read_is_refused(
    packed: Callable, tmp_path: Path, config: dict
) -> None:
    with pytest.raises(UnsupportedModel, match="version"):
        load(restate(packed, tmp_path, **config))


def test_packed_files_without_a_word_about_it_are_not_read_as_floats(
    packed: Callable, tmp_path: Path
) -> None:
    with pytest.raises(ModelFilesError, match="tensor"):
        load(restate(packed, tmp_path))


def test_modelopts_older_description_beside_the_config_is_read(
    packed: Callable, tmp_path: Path
) -> None:
    folder = restate(packed, tmp_path)
    said = {"producer": {"name": "modelopt"}, "quantization": {"quant_algo": "NVFP4"}}
    (folder / "hf_quant_config.json").write_text(json.dumps(said), encoding="utf-8")
    assert load(folder).layers[0].experts.down_proj.scheme.code == Code.FLOAT4
