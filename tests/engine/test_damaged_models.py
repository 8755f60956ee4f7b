"""Whatever a model's files say, the answer is a sentence or a model that can be computed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.chat_template import ChatTemplate
from engine.errors import EngineError, ModelFilesError, UnsupportedModel
from engine.fitting import judge_model, weigh
from engine.machines import MACHINES
from engine.model_config import GenerationDefaults, ModelConfig
from engine.weights.checkpoint import shard_files
from engine.weights.formats import quantisation_method
from engine.weights.sizes import sizes_of
from tests.fakes.tiny_checkpoints import RECIPES

DEEP = "[" * 100_000 + "]" * 100_000
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([10**400, 1e30, 0, -1, "sliding_attention", "default"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["0", "2", "x", "head_dim", "rope_type"]), inner)
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def plain(saved: Callable) -> Path:
    folder: Path = saved("plain")[0]
    return folder


@pytest.fixture(scope="module")
def damaged(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """The plain recipe's folder, its weights too, with one JSON file that says something else."""
    folder = tmp_path_factory.mktemp("damaged")
    for file in plain.iterdir():
        (folder / file.name).hardlink_to(file)

    def write(name: str, content: object) -> Path:
        for file in ("config.json", "generation_config.json", "hf_quant_config.json"):
            (folder / file).unlink(missing_ok=True)
            if (plain / file).exists():
                (folder / file).hardlink_to(plain / file)
        (folder / name).unlink(missing_ok=True)
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / name).write_text(text, encoding="utf-8")
        return folder

    return write


def stated(plain: Path, name: str) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads((plain / name).read_text(encoding="utf-8"))
    return raw


TEXT_KEYS = [
    *("vocab_size", "hidden_size", "intermediate_size", "moe_intermediate_size", "num_experts"),
    *("top_k_experts", "num_attention_heads", "num_hidden_layers", "layer_types", "head_dim"),
    *("num_key_value_heads", "per_layer_config", "global_head_dim", "sliding_window"),
    *("num_global_key_value_heads", "rope_parameters", "max_position_embeddings"),
    *("rms_norm_eps", "final_logit_softcapping", "eos_token_id", "hidden_activation"),
]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(TEXT_KEYS), VALUES, min_size=1, max_size=3), VALUES)
def test_any_config_is_a_sentence_or_a_model_that_can_be_weighed(
    plain: Path, damaged: Callable[..., Path], changes: dict[str, Any], outer: object
) -> None:
    raw = stated(plain, "config.json")
    raw["text_config"] |= changes
    raw["canvas_length"] = outer
    try:
        weighed = weigh(damaged("config.json", raw))
    except EngineError:
        return
    for machine in MACHINES.values():
        assert judge_model(weighed, machine).sentence
    config = weighed.config
    assert min(config.canvas_length, config.top_k_experts, *config.kv_heads, *config.head_dims) > 0


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(
        st.sampled_from(
            [
                *("max_denoising_steps", "t_min", "t_max", "stability_threshold"),
                *("confidence_threshold", "eos_token_id", "sampler_config"),
            ]
        ),
        VALUES | st.dictionaries(st.just("entropy_bound"), VALUES),
    )
)
def test_any_generation_config_is_a_sentence_or_settings_of_the_right_kinds(
    damaged: Callable[..., Path], raw: dict[str, Any]
) -> None:
    try:
        defaults = GenerationDefaults.from_folder(damaged("generation_config.json", raw))
    except ModelFilesError:
        return
    assert isinstance(defaults.max_denoising_steps, int)
    assert defaults.max_denoising_steps >= 1
    assert all(isinstance(id_, int) for id_ in defaults.eos_token_ids)
    for value in (defaults.entropy_bound, defaults.t_min, defaults.t_max):
        assert 0 <= value < 1e10


@pytest.mark.parametrize(
    "changes",
    [
        {"per_layer_config": [1]},
        {"per_layer_config": {"2": 5}},
        {"rope_parameters": ["default"]},
        {"rope_parameters": "default"},
        {"rope_parameters": {"sliding_attention": {"rope_type": "default", "rope_theta": 0}}},
        {"num_key_value_heads": 0},
        {"num_key_value_heads": -2},
        {"hidden_size": -32},
        {"vocab_size": 1e30},
        {"vocab_size": True},
        {"intermediate_size": 24.5},
        {"top_k_experts": 0},
        {"top_k_experts": -1},
        {"head_dim": 7},
        {"num_hidden_layers": 10**9},
        {"eos_token_id": 1.5},
        {"rms_norm_eps": float("nan")},
    ],
)
def test_value_that_no_model_could_have_is_refused(
    plain: Path, damaged: Callable[..., Path], changes: dict[str, Any]
) -> None:
    raw = stated(plain, "config.json")
    raw["text_config"] |= changes
    if "eos_token_id" in changes:
        del raw["eos_token_id"]
    with pytest.raises(ModelFilesError, match=r"config\.json") as caught:
        ModelConfig.from_folder(damaged("config.json", raw))
    assert "Error" not in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [
        {"sampler_config": "entropy"},
        {"sampler_config": {"entropy_bound": "0.1"}},
        {"sampler_config": {"entropy_bound": [0.1]}},
        {"max_denoising_steps": 0},
        {"max_denoising_steps": 4.5},
        {"t_min": "0.4"},
        {"eos_token_id": 1.5},
        {"eos_token_id": [1, None]},
        {"confidence_threshold": float("inf")},
    ],
)
def test_sampling_setting_that_cannot_be_used_is_refused(
    damaged: Callable[..., Path], raw: dict[str, Any]
) -> None:
    with pytest.raises(ModelFilesError, match=r"generation_config\.json"):
        GenerationDefaults.from_folder(damaged("generation_config.json", raw))


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("config.json", ModelConfig.from_folder),
        ("generation_config.json", GenerationDefaults.from_folder),
    ],
)
@pytest.mark.parametrize("content", [DEEP, f'{{"a": {DEEP}}}', "[1", '{"a": ' + "9" * 5000 + "}"])
def test_file_that_cannot_be_parsed_is_a_plain_sentence(
    damaged: Callable[..., Path], name: str, read: Callable[[Path], object], content: str
) -> None:
    with pytest.raises(ModelFilesError) as caught:
        read(damaged(name, content))
    assert str(caught.value) == f"The model file {name} is damaged or incomplete."


def test_folder_in_a_files_place_is_told_without_its_path(plain: Path, tmp_path: Path) -> None:
    (tmp_path / "config.json").mkdir()
    with pytest.raises(ModelFilesError) as caught:
        ModelConfig.from_folder(tmp_path)
    assert str(tmp_path) not in str(caught.value)
    (tmp_path / "model.safetensors").mkdir()
    with pytest.raises(ModelFilesError) as caught:
        sizes_of(tmp_path, ModelConfig.from_folder(plain))
    assert str(tmp_path) not in str(caught.value)
    assert "Errno" not in str(caught.value)


def test_template_that_cannot_be_read_is_told_without_its_path(tmp_path: Path) -> None:
    template = tmp_path / "chat_template.jinja"
    template.mkdir()
    with pytest.raises(ModelFilesError) as caught:
        ChatTemplate.from_folder(tmp_path)
    assert str(caught.value) == "The model file chat_template.jinja cannot be read: it is a folder."
    template.rmdir()
    template.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ModelFilesError, match="damaged"):
        ChatTemplate.from_folder(tmp_path)


@pytest.mark.parametrize("file", [None, 3, ["model.safetensors"]])
def test_index_that_names_no_files_is_a_sentence(tmp_path: Path, file: object) -> None:
    index = tmp_path / "model.safetensors.index.json"
    index.write_text(json.dumps({"weight_map": {"a": file, "b": "model.safetensors"}}))
    with pytest.raises(ModelFilesError, match=r"index\.json"):
        shard_files(tmp_path)


@pytest.mark.parametrize(
    "entry",
    [
        {"dtype": "F32", "shape": [-5, 2], "data_offsets": [0, 40]},
        {"dtype": "F32", "shape": [5], "data_offsets": [40, 0]},
        {"dtype": "F32", "shape": [5], "data_offsets": "all"},
        [],
    ],
)
def test_header_of_impossible_tensors_is_a_sentence(
    plain: Path, tmp_path: Path, entry: object
) -> None:
    header = json.dumps({"model.decoder.norm.weight": entry}).encode()
    (tmp_path / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    with pytest.raises(ModelFilesError, match=r"model\.safetensors"):
        sizes_of(tmp_path, ModelConfig.from_folder(plain))


def test_method_without_a_name_is_called_unnamed(plain: Path, damaged: Callable[..., Path]) -> None:
    raw = stated(plain, "config.json") | {"quantization_config": {"quant_method": None}}
    assert quantisation_method(damaged("config.json", raw)) == "an unnamed method"
    folder = damaged("hf_quant_config.json", {"producer": "modelopt"})
    assert quantisation_method(folder) == "modelopt"


@pytest.mark.parametrize("name", RECIPES)
def test_sound_models_are_left_alone(saved: Callable, name: str) -> None:
    weigh(saved(name)[0])


def test_another_models_type_is_told_only_if_it_is_a_name(
    plain: Path, damaged: Callable[..., Path]
) -> None:
    raw = stated(plain, "config.json") | {"model_type": [{"a": 1}]}
    with pytest.raises(UnsupportedModel, match="unnamed"):
        ModelConfig.from_folder(damaged("config.json", raw))
