"""A DiffusionGemma in a GGUF file, told in the words of the released folder's files.

The keys are those that llama.cpp's converter writes and that a dump of the 8-bit file of
unsloth/diffusiongemma-26B-A4B-it-GGUF shows. Unconfirmed is ``diffusion.eb_*``: the converter's
source has them, that dump does not.
"""

from array import array
from pathlib import Path
from typing import Any

from engine.errors import ModelFilesError, UnsupportedModel
from engine.gguf.file import GGUFFile, read_gguf
from engine.model_config import FULL, SLIDING
from engine.said import said
from engine.weights.checkpoint import INDEX_FILE, SINGLE_FILE

ARCHITECTURE = "diffusion-gemma"
ROPE_FACTORS = "rope_freqs.weight"
_NEVER_TURNS = 1e20  # a frequency divided by this stands still; the converter writes 1e30


def gguf_path(model: Path) -> Path | None:
    """The GGUF file that ``model`` is or, as a folder without other weights, holds; else None.

    Files called mmproj… hold the image part and are passed over. Raises ModelFilesError where
    several files could be meant.
    """
    if model.suffix.lower() == ".gguf" and not model.is_dir():
        return model
    if (model / INDEX_FILE).exists() or (model / SINGLE_FILE).exists() or not model.is_dir():
        return None
    found = [
        file for file in sorted(model.glob("*.gguf")) if not file.name.lower().startswith("mmproj")
    ]
    if len(found) > 1:
        names = ", ".join(file.name for file in found)
        raise ModelFilesError(
            said(
                "The folder {folder} holds several models ({names}). Choose one of these files.",
                folder=model.name,
                names=names,
            )
        )
    return found[0] if found else None


def header(model: Path) -> GGUFFile | None:
    """The header of ``gguf_path``'s file, None for another model.

    Who keeps it spares those that ask for parts of it the reading. Raises ModelFilesError and
    UnsupportedModel.
    """
    path = gguf_path(model)
    return None if path is None else _open(path)


def config_json(path: Path) -> dict[str, Any]:
    """What config.json would say. Raises ModelFilesError and UnsupportedModel."""
    file = _open(path)
    try:
        return {
            "model_type": "diffusion_gemma",
            "canvas_length": file.metadata["diffusion.canvas_length"],
            "eos_token_id": _end_ids(file.metadata),
            "text_config": _text_config(file),
        }
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise ModelFilesError(
            said(
                "The model file {file} does not describe its model completely ({problem}).",
                file=path.name,
                problem=error,
            )
        ) from error


def generation_json(path: Path) -> dict[str, Any]:
    """What generation_config.json would say; absent keys mean the reference's defaults."""
    stated = _open(path).metadata
    names = {
        "max_denoising_steps": "diffusion.eb_max_steps",
        "t_min": "diffusion.eb_t_min",
        "t_max": "diffusion.eb_t_max",
        "stability_threshold": "diffusion.eb_stability_threshold",
        "confidence_threshold": "diffusion.eb_confidence_threshold",
    }
    given = {name: stated.get(key) for name, key in names.items()}
    return {**given, "sampler_config": {"entropy_bound": stated.get("diffusion.eb_entropy_bound")}}


def require_readable(path: Path, whole_size: int) -> None:
    """Raises as ``config_json`` does, of a file of which the header is there already."""
    _open(path, whole_size)


def _open(path: Path, whole_size: int | None = None) -> GGUFFile:
    file = read_gguf(path, whole_size)
    found = file.metadata.get("general.architecture")
    if found != ARCHITECTURE:
        raise UnsupportedModel(
            said(
                "{file} holds a model of type “{found}”. Sfumato runs DiffusionGemma models only.",
                file=path.name,
                found=found,
            )
        )
    if file.metadata.get("split.count", 1) not in (0, 1):
        raise UnsupportedModel(
            said(
                "{file} is one of several parts. Choose a version of the model in a single file.",
                file=path.name,
            )
        )
    return file


def _text_config(file: GGUFFile) -> dict[str, Any]:
    stated = {
        key.removeprefix(f"{ARCHITECTURE}."): value
        for key, value in file.metadata.items()
        if key.startswith(f"{ARCHITECTURE}.")
    }
    _require_plain(stated)
    is_sliding = [bool(flag) for flag in stated["attention.sliding_window_pattern"]]
    kv_heads = stated["attention.head_count_kv"]
    if isinstance(kv_heads, int):
        kv_heads = [kv_heads] * len(is_sliding)
    head_dims = {True: stated["attention.key_length_swa"], False: stated["attention.key_length"]}
    layers = {
        str(index): {"head_dim": head_dims[sliding], "num_key_value_heads": kv_heads[index]}
        for index, sliding in enumerate(is_sliding)
    }
    return {
        "vocab_size": file.tensors["token_embd.weight"].shape[0],
        "hidden_size": stated["embedding_length"],
        "intermediate_size": stated["feed_forward_length"],
        "moe_intermediate_size": stated["expert_feed_forward_length"],
        "num_experts": stated["expert_count"],
        "top_k_experts": stated["expert_used_count"],
        "num_hidden_layers": stated["block_count"],
        "num_attention_heads": stated["attention.head_count"],
        "num_key_value_heads": kv_heads[0],
        "head_dim": head_dims[True],
        "per_layer_config": layers,
        "layer_types": [SLIDING if sliding else FULL for sliding in is_sliding],
        "sliding_window": stated["attention.sliding_window"],
        "max_position_embeddings": stated["context_length"],
        "rms_norm_eps": stated["attention.layer_norm_rms_epsilon"],
        "final_logit_softcapping": stated["final_logit_softcapping"],
        "rope_parameters": {
            SLIDING: {"rope_type": "default", "rope_theta": stated["rope.freq_base_swa"]},
            FULL: {
                "rope_type": "proportional",
                "rope_theta": stated["rope.freq_base"],
                "partial_rotary_factor": _turning_share(file, head_dims[False]),
            },
        },
    }


def _require_plain(stated: dict[str, Any]) -> None:
    """Refuse what other models of the family have and DiffusionGemma does not."""
    for name in ("attention.shared_kv_layers", "embedding_length_per_layer_input"):
        if stated.get(name):
            raise UnsupportedModel(
                said(
                    "The model's {name} is {value}, which is not supported.",
                    name=name,
                    value=stated[name],
                )
            )


def _turning_share(file: GGUFFile, head_dim: int) -> float:
    """The share of a full layer's frequencies that turn, from the factors that divide them."""
    factors = array("f", file.bytes_of(ROPE_FACTORS))
    turning = factors.count(1.0)
    if any(factor != 1.0 for factor in factors[:turning]) or any(
        factor < _NEVER_TURNS for factor in factors[turning:]
    ):
        raise UnsupportedModel(
            said("{name} scales frequencies in a way that is not supported.", name=ROPE_FACTORS)
        )
    if 2 * len(factors) != head_dim:
        raise ModelFilesError(
            said(
                "{name} has {count} factors, but heads of {size} numbers need half as many.",
                name=ROPE_FACTORS,
                count=len(factors),
                size=head_dim,
            )
        )
    return turning / len(factors)


def _end_ids(stated: dict[str, Any]) -> list[int]:
    keys = ("tokenizer.ggml.eos_token_id", "tokenizer.ggml.eot_token_id")
    return [stated[key] for key in keys if key in stated]
