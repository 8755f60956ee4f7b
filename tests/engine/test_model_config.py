"""Reading the checkpoint's own words, in both spellings."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from transformers import DiffusionGemmaConfig
from transformers.models.diffusion_gemma.configuration_diffusion_gemma import (
    DiffusionGemmaTextConfig,
)

from engine.errors import ModelFilesError, UnsupportedModel
from engine.model_config import GenerationDefaults, ModelConfig
from tests.fakes.tiny_checkpoints import RECIPES


def write_config(folder: Path, source: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    raw = json.loads((source / "config.json").read_text(encoding="utf-8"))
    change(raw)
    (folder / "config.json").write_text(json.dumps(raw), encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", RECIPES)
def test_geometry_is_read_from_either_spelling(name: str, saved: Callable) -> None:
    recipe = RECIPES[name]
    config = ModelConfig.from_folder(saved(name)[0])
    is_full = [kind == "full_attention" for kind in recipe.layer_types]
    assert config.layer_types == recipe.layer_types
    assert config.head_dims == tuple(
        recipe.global_head_dim if full else recipe.head_dim for full in is_full
    )
    assert config.kv_heads == tuple(
        recipe.num_global_key_value_heads if full else recipe.num_key_value_heads
        for full in is_full
    )
    assert config.canvas_length == recipe.canvas_length
    assert config.final_logit_softcapping == 30.0


def test_the_reference_pads_layer_numbers_from_ten_layers_on(
    saved: Callable, tmp_path: Path
) -> None:
    text = DiffusionGemmaTextConfig(
        num_hidden_layers=12, head_dim=16, global_head_dim=32, num_global_key_value_heads=1
    )
    spelled = json.loads(DiffusionGemmaConfig(text_config=text).to_json_string())["text_config"]

    def deepen(raw: dict[str, Any]) -> None:
        raw["text_config"] |= {
            name: spelled[name]
            for name in (
                *("num_hidden_layers", "layer_types", "head_dim"),
                *("num_attention_heads", "num_key_value_heads", "per_layer_config"),
            )
        }

    config = ModelConfig.from_folder(write_config(tmp_path, saved("plain")[0], deepen))
    assert "05" in spelled["per_layer_config"]
    assert config.head_dims == ((16,) * 5 + (32,)) * 2


def test_full_layers_have_512_dimensions_where_nothing_says_otherwise(
    saved: Callable, tmp_path: Path
) -> None:
    def change(raw: dict[str, Any]) -> None:
        del raw["text_config"]["global_head_dim"], raw["text_config"]["num_global_key_value_heads"]
        raw["text_config"].pop("final_logit_softcapping", None)

    config = ModelConfig.from_folder(write_config(tmp_path, saved("released")[0], change))
    assert config.head_dims == (8, 8, 512)
    assert config.kv_heads == (2, 2, 2)
    assert config.final_logit_softcapping == 30.0


def test_another_architecture_is_named(saved: Callable, tmp_path: Path) -> None:
    folder = write_config(tmp_path, saved("plain")[0], lambda raw: raw.update(model_type="llama"))
    with pytest.raises(UnsupportedModel, match="llama"):
        ModelConfig.from_folder(folder)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("hidden_activation", "relu"),
        ("attention_bias", True),
        ("use_bidirectional_attention", "all"),
    ],
)
def test_arithmetic_we_do_not_have_is_refused(
    saved: Callable, tmp_path: Path, key: str, value: object
) -> None:
    folder = write_config(
        tmp_path, saved("plain")[0], lambda raw: raw["text_config"].update({key: value})
    )
    with pytest.raises(UnsupportedModel, match=key):
        ModelConfig.from_folder(folder)


@pytest.mark.parametrize(
    "key", ["vocab_size", "hidden_size", "num_experts", "head_dim", "sliding_window"]
)
@pytest.mark.parametrize("value", [None, "many", []])
def test_an_incomplete_config_is_a_sentence(
    saved: Callable, tmp_path: Path, key: str, value: object
) -> None:
    folder = write_config(
        tmp_path, saved("plain")[0], lambda raw: raw["text_config"].update({key: value})
    )
    with pytest.raises(ModelFilesError, match=r"config\.json"):
        ModelConfig.from_folder(folder)


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", '{"model_type": "diffusion_gemma"}'])
def test_a_damaged_config_is_a_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "config.json").write_text(content)
    with pytest.raises((ModelFilesError, UnsupportedModel), match=r"config\.json"):
        ModelConfig.from_folder(tmp_path)


def test_a_folder_that_is_no_model_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError, match="not a model folder"):
        ModelConfig.from_folder(tmp_path)


@pytest.mark.parametrize("content", [None, "{}", '{"t_min": null, "sampler_config": null}'])
def test_generation_defaults_fill_what_is_missing(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "generation_config.json").write_text(content)
    defaults = GenerationDefaults.from_folder(tmp_path)
    assert defaults == GenerationDefaults(48, 0.1, 0.4, 0.8, 1, 0.005, ())


def test_generation_defaults_are_the_checkpoints(saved: Callable) -> None:
    defaults = GenerationDefaults.from_folder(saved("plain")[0])
    assert defaults == GenerationDefaults(12, 0.1, 0.4, 0.8, 1, 0.005, (1, 106, 50))
