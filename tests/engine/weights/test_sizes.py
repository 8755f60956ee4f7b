"""Sizes read from headers are those of the loaded model, in every format."""

from collections.abc import Callable
from math import prod
from pathlib import Path

import pytest
import torch
from torch import nn

from engine.errors import ModelFilesError
from engine.model_config import ModelConfig
from engine.released_model import RELEASED
from engine.weights.conversion import quantize_folder
from engine.weights.load import load_model, parameter_shapes
from engine.weights.sizes import PACKED, UNPACKED, sizes_as, sizes_of
from tests.fakes import packed_checkpoints as tools
from tests.fakes.packed_checkpoints import CONFIGS, is_expert, is_projection, pack_checkpoint
from tests.fakes.tiny_checkpoints import RECIPES
from tests.fakes.tiny_gguf import as_floats, write_gguf


def bytes_of(module: nn.Module) -> int:
    return sum(t.nbytes for t in (*module.parameters(), *module.buffers()))


def assert_sizes_are_right(model: Path, dtype: torch.dtype, tolerance: float) -> None:
    config = ModelConfig.from_folder(model)
    loaded, _ = load_model(model, config, torch.device("cpu"), dtype)
    said = sizes_of(model, config, dtype.itemsize)
    for layer, size in zip(loaded.layers, said.layers, strict=True):
        assert size == pytest.approx(bytes_of(layer), rel=tolerance)
    assert said.total == pytest.approx(bytes_of(loaded), rel=tolerance)


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("name", ["plain", "sharded", "uniform"])
def test_floats_are_counted_to_the_byte(saved: Callable, name: str, dtype: torch.dtype) -> None:
    assert_sizes_are_right(saved(name)[0], dtype, 0)


@pytest.mark.parametrize("name", ["plain", "uniform", "released"])
def test_geometry_alone_tells_the_same(saved: Callable, name: str) -> None:
    folder, _ = saved(name)
    config = ModelConfig.from_folder(folder)
    read, computed = sizes_of(folder, config), sizes_as(config, UNPACKED)
    assert (read.fixed, read.layers) == (computed.fixed, computed.layers)


def test_our_packed_folder(saved: Callable, tmp_path: Path) -> None:
    for _ in quantize_folder(saved("wide")[0], tmp_path / "packed"):
        pass
    assert_sizes_are_right(tmp_path / "packed", torch.bfloat16, 0.01)


def test_packed_geometry_is_near_what_packing_makes(saved: Callable, tmp_path: Path) -> None:
    for _ in quantize_folder(saved("wide")[0], tmp_path / "packed"):
        pass
    config = ModelConfig.from_folder(tmp_path / "packed")
    guessed, made = sizes_as(config, PACKED), sizes_of(tmp_path / "packed", config)
    assert guessed.total == pytest.approx(made.total, rel=0.02)


@pytest.mark.parametrize(
    ("method", "packer", "unstack"),
    [
        ("compressed-tensors", tools.integers(4, 32), True),
        ("modelopt", tools.modelopt_nvfp4, True),
        ("mlx", tools.affine(4), False),
    ],
)
def test_folders_packed_by_others(
    saved: Callable, tmp_path: Path, method: str, packer: tools.Packer, unstack: bool
) -> None:
    folder, _ = saved("wide")

    def choose(name: str) -> tools.Packer | None:
        return packer if is_expert(name) or is_projection(name) else None

    pack_checkpoint(folder, tmp_path / method, choose, CONFIGS[method], unstack=unstack)
    # Wide factors of tiny rows: in the released model they are a hundredth of this.
    assert_sizes_are_right(tmp_path / method, torch.float32, 0.15)


def test_gguf_file(saved: Callable, tmp_path: Path) -> None:
    path = tmp_path / "tiny.gguf"
    write_gguf(path, RECIPES["plain"], saved("plain")[1].state_dict(), as_floats)
    assert_sizes_are_right(path, torch.bfloat16, 0)


def test_released_model_has_25_billion_numbers() -> None:
    assert sizes_as(RELEASED, UNPACKED).total == 2 * sum(
        map(prod, parameter_shapes(RELEASED).values())
    )
    assert sizes_as(RELEASED, UNPACKED).total == pytest.approx(2 * 25.25e9, rel=0.001)
    assert sizes_as(RELEASED, PACKED).total == pytest.approx(16.0e9, rel=0.01)


@pytest.mark.parametrize("content", [b"", b"\xff" * 20, b"\x05\0\0\0\0\0\0\0{"])
def test_damaged_file_is_a_sentence(saved: Callable, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.safetensors").write_bytes(content)
    config = ModelConfig.from_folder(saved("plain")[0])
    with pytest.raises(ModelFilesError, match=r"model\.safetensors"):
        sizes_of(tmp_path, config)
