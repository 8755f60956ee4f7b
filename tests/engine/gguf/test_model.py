"""A GGUF file describes the same model as the folder it was converted from."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np
import pytest

from engine.errors import ModelFilesError, UnsupportedModel
from engine.gguf.model import gguf_path
from engine.model_config import GenerationDefaults, ModelConfig
from engine.requests import ChatMessage
from engine.tokenizer import Tokenizer
from tests.fakes.tiny_checkpoints import RECIPES
from tests.fakes.tiny_gguf import write_gguf

Change = Callable[[gguf.GGUFWriter, dict[str, np.ndarray]], None]


@pytest.fixture
def write(saved: Callable, tmp_path: Path) -> Callable[..., Path]:
    def write(name: str = "plain", change: Change | None = None, **wishes: bool) -> Path:
        path = tmp_path / f"{name}.gguf"
        write_gguf(path, RECIPES[name], saved(name)[1].state_dict(), change=change, **wishes)
        return path

    return write


@pytest.mark.parametrize("name", ["plain", "uniform", "sharded", "released", "top8"])
def test_the_configuration_is_the_folders(saved: Callable, write: Callable, name: str) -> None:
    ours = ModelConfig.from_folder(write(name))
    theirs = ModelConfig.from_folder(saved(name)[0])
    rounded = {"eos_token_ids": (1,), "rms_norm_eps": ours.rms_norm_eps}  # a float32, one id
    assert ours == dataclasses.replace(theirs, **rounded)
    assert ours.rms_norm_eps == pytest.approx(theirs.rms_norm_eps)


def test_sampling_defaults_are_the_references_unless_the_file_states_others(
    write: Callable,
) -> None:
    assert GenerationDefaults.from_folder(write()) == GenerationDefaults()

    def state(writer: gguf.GGUFWriter, _: object) -> None:
        writer.add_uint32("diffusion.eb_max_steps", 16)
        writer.add_float32("diffusion.eb_entropy_bound", 0.25)

    defaults = GenerationDefaults.from_folder(write("top1", state))
    assert (defaults.max_denoising_steps, defaults.entropy_bound) == (16, 0.25)


def test_the_tokenizer_is_the_folders(saved: Callable, write: Callable) -> None:
    ours, theirs = (
        Tokenizer.from_folder(write("talkative")),
        Tokenizer.from_folder(saved("talkative")[0]),
    )
    for text in ("Hello, user! Thought of the model.", "Grüße 😀\n\n  x", "<|turn>", "▁"):
        assert ours.encode(text) == theirs.encode(text)
        assert ours.decode(ours.encode(text)) == theirs.decode(theirs.encode(text))
    chat = [ChatMessage("system", "Be brief."), ChatMessage("user", "<turn|> hello")]
    assert ours.encode_chat(chat, thinking=True) == theirs.encode_chat(chat, thinking=True)
    assert ours.control_ids == theirs.control_ids


def test_what_the_file_lacks_is_taken_from_beside_it(
    saved: Callable, write: Callable, tmp_path: Path
) -> None:
    path = write("talkative", with_tokenizer=False)
    with pytest.raises(ModelFilesError, match=r"tokenizer\.json"):
        Tokenizer.from_folder(path)
    for name in ("tokenizer.json", "tokenizer_config.json", "chat_template.jinja"):
        shutil.copy(saved("talkative")[0] / name, tmp_path)
    chat = [ChatMessage("user", "Hello")]
    expected = Tokenizer.from_folder(saved("talkative")[0]).encode_chat(chat, thinking=False)
    assert Tokenizer.from_folder(path).encode_chat(chat, thinking=False) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda writer, _: writer.add_string("tokenizer.ggml.model", "llama"),
        lambda writer, _: writer.add_array("tokenizer.ggml.merges", ["a b c"]),
        lambda writer, _: writer.add_array("tokenizer.ggml.merges", ["nosuch pieces"]),
        lambda writer, _: writer.add_array("tokenizer.ggml.token_type", [1, 1]),
    ],
)
def test_a_wrong_tokenizer_is_a_sentence(write: Callable, change: Change) -> None:
    def replace(writer: gguf.GGUFWriter, arrays: dict[str, np.ndarray]) -> None:
        before = {key for part in writer.kv_data for key in part}
        changed = gguf.GGUFWriter(None, "diffusion-gemma")
        change(changed, arrays)
        for key in {key for part in changed.kv_data for key in part} & before:
            del writer.kv_data[0][key]
        change(writer, arrays)

    with pytest.raises(ModelFilesError, match="tokenizer"):
        Tokenizer.from_folder(write("plain", replace))


def drop(key: str) -> Change:
    return lambda writer, _: writer.kv_data[0].pop(key)


@pytest.mark.parametrize("key", ["diffusion.canvas_length", "diffusion-gemma.rope.freq_base_swa"])
def test_a_missing_key_is_named(write: Callable, key: str) -> None:
    with pytest.raises(ModelFilesError, match=key.removeprefix("diffusion-gemma.")):
        ModelConfig.from_folder(write("plain", drop(key)))


def test_another_architecture_is_named(tmp_path: Path) -> None:
    path = tmp_path / "other.gguf"
    writer = gguf.GGUFWriter(path, "gemma4")
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    with pytest.raises(UnsupportedModel, match="gemma4"):
        ModelConfig.from_folder(path)


def test_one_part_of_several_is_refused(write: Callable) -> None:
    def split(writer: gguf.GGUFWriter, _: object) -> None:
        writer.add_uint16("split.count", 3)

    with pytest.raises(UnsupportedModel, match="parts"):
        ModelConfig.from_folder(write("plain", split))


@pytest.mark.parametrize("factors", [[1, 2, 1e30], [1e30, 1, 1e30], [0.5] * 8])
def test_scaled_frequencies_are_refused(write: Callable, factors: list[float]) -> None:
    def scale(_: object, arrays: dict[str, np.ndarray]) -> None:
        arrays["rope_freqs.weight"] = np.array(factors, dtype=np.float32)

    with pytest.raises(UnsupportedModel, match="rope_freqs"):
        ModelConfig.from_folder(write("plain", scale))


@pytest.mark.parametrize("count", [4, 16])
def test_factors_for_heads_of_another_size_are_refused(write: Callable, count: int) -> None:
    def stretch(_: object, arrays: dict[str, np.ndarray]) -> None:
        factors = [1.0] * (count // 4) + [1e30] * (count - count // 4)
        arrays["rope_freqs.weight"] = np.array(factors, dtype=np.float32)

    with pytest.raises(ModelFilesError, match="rope_freqs"):
        ModelConfig.from_folder(write("plain", stretch))


@pytest.mark.parametrize(
    "key", ["eb_max_steps", "eb_t_min", "eb_stability_threshold", "eb_entropy_bound"]
)
@pytest.mark.parametrize("value", ["many", ["0.5"]])
def test_sampling_settings_that_are_no_numbers_are_refused(
    write: Callable, key: str, value: object
) -> None:
    def state(writer: gguf.GGUFWriter, _: object) -> None:
        add = writer.add_string if isinstance(value, str) else writer.add_array
        add(f"diffusion.{key}", value)

    with pytest.raises(ModelFilesError, match=r"\.gguf"):
        GenerationDefaults.from_folder(write("plain", state))


def test_count_of_parts_that_is_a_text_is_refused(write: Callable) -> None:
    def split(writer: gguf.GGUFWriter, _: object) -> None:
        writer.add_string("split.count", "3")

    with pytest.raises(UnsupportedModel, match="parts"):
        ModelConfig.from_folder(write("plain", split))


def test_a_folder_with_one_model_file_is_that_model(write: Callable, tmp_path: Path) -> None:
    path = write()
    (tmp_path / "mmproj-F16.gguf").write_bytes(b"the image part")
    assert gguf_path(tmp_path) == path
    assert gguf_path(path) == path


def test_a_folder_with_several_asks_for_one(tmp_path: Path) -> None:
    for name in ("a-Q4_K_M.gguf", "a-Q8_0.gguf"):
        (tmp_path / name).touch()
    with pytest.raises(ModelFilesError, match=r"a-Q4_K_M\.gguf, a-Q8_0\.gguf"):
        gguf_path(tmp_path)


def test_safetensors_win_over_a_file_beside_them(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").touch()
    (tmp_path / "model.gguf").touch()
    assert gguf_path(tmp_path) is None


def test_a_file_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError, match=r"gone\.gguf"):
        ModelConfig.from_folder(tmp_path / "gone.gguf")
