"""What a checkpoint says of itself: its geometry and its sampling settings, checked once, here."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from engine.errors import ModelFilesError, UnsupportedModel
from engine.json_files import read_json
from engine.said import said

SLIDING, FULL = "sliding_attention", "full_attention"


@dataclass(frozen=True, slots=True)
class Rope:
    """Rotary embedding of one layer type; ``partial`` is the share of frequencies that turn."""

    theta: float
    proportional: bool
    partial: float


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The text model's geometry, in the checkpoint's own names.

    ``head_dims`` and ``kv_heads`` have one entry a layer; ``ropes`` is keyed by layer type.
    """

    vocab_size: int
    hidden_size: int
    intermediate_size: int
    moe_intermediate_size: int
    num_experts: int
    top_k_experts: int
    num_attention_heads: int
    layer_types: tuple[str, ...]
    head_dims: tuple[int, ...]
    kv_heads: tuple[int, ...]
    ropes: dict[str, Rope]
    sliding_window: int
    max_position_embeddings: int
    rms_norm_eps: float
    final_logit_softcapping: float
    canvas_length: int
    eos_token_ids: tuple[int, ...]

    @classmethod
    def from_folder(cls, folder: Path) -> "ModelConfig":
        """Read ``config.json`` in either spelling, or what a GGUF file says of itself.

        Raises ModelFilesError for a missing, damaged or incomplete file and UnsupportedModel for
        another architecture.
        """
        raw = _description(folder)
        if raw.get("model_type") != "diffusion_gemma":
            found = raw.get("model_type") or "unnamed"
            raise UnsupportedModel(
                said(
                    "The folder {folder} holds a model of type “{found}”. Sfumato runs "
                    "DiffusionGemma models only.",
                    folder=folder.name,
                    found=found,
                )
            )
        text = raw.get("text_config")
        if not isinstance(text, dict):
            raise ModelFilesError(said("config.json has no text_config section."))
        try:
            return _model_config(raw, text)
        except (KeyError, TypeError, ValueError, IndexError) as error:
            raise ModelFilesError(
                said("config.json is incomplete or damaged ({problem}).", problem=repr(error))
            ) from error

    @property
    def num_hidden_layers(self) -> int:
        return len(self.layer_types)


def _description(model: Path) -> dict[str, Any]:
    from engine.gguf.model import config_json, gguf_path

    gguf = gguf_path(model)
    return read_json(model / "config.json") if gguf is None else config_json(gguf)


def _model_config(raw: dict[str, Any], text: dict[str, Any]) -> ModelConfig:
    layer_types = _layer_types(text)
    head_dims, kv_heads = _heads(text, layer_types)
    config = ModelConfig(
        vocab_size=int(text["vocab_size"]),
        hidden_size=int(text["hidden_size"]),
        intermediate_size=int(text["intermediate_size"]),
        moe_intermediate_size=int(text["moe_intermediate_size"]),
        num_experts=int(text["num_experts"]),
        top_k_experts=int(text["top_k_experts"]),
        num_attention_heads=int(text["num_attention_heads"]),
        layer_types=layer_types,
        head_dims=head_dims,
        kv_heads=kv_heads,
        ropes=_ropes(text),
        sliding_window=int(text["sliding_window"]),
        max_position_embeddings=int(text.get("max_position_embeddings", 131_072)),
        rms_norm_eps=float(text.get("rms_norm_eps", 1e-6)),
        final_logit_softcapping=float(text.get("final_logit_softcapping") or 30.0),
        canvas_length=int(raw.get("canvas_length") or 256),
        eos_token_ids=_ids(raw.get("eos_token_id") or text.get("eos_token_id")),
    )
    _require_supported(text, config)
    return config


def _require_supported(text: dict[str, Any], config: ModelConfig) -> None:
    """Refuse options that would change the arithmetic and that this engine does not have."""
    for name, supported in {
        "hidden_activation": (None, "gelu_pytorch_tanh"),
        "attention_bias": (None, False),
        "tie_word_embeddings": (None, True),
        "use_bidirectional_attention": (None, "vision"),
    }.items():
        if text.get(name) not in supported:
            raise UnsupportedModel(
                said(
                    "The model's {name} is {value}, which is not supported.",
                    name=name,
                    value=repr(text[name]),
                )
            )
    if config.top_k_experts > config.num_experts:
        raise ModelFilesError(said("config.json asks for more experts a token than the model has."))
    if any(config.num_attention_heads % heads for heads in config.kv_heads):
        raise ModelFilesError(
            said("config.json: the attention heads do not divide by the kv heads.")
        )


def _layer_types(text: dict[str, Any]) -> tuple[str, ...]:
    count = int(text["num_hidden_layers"])
    given = text.get("layer_types")
    types = list(given) if given else [FULL if i % 6 == 5 else SLIDING for i in range(count)]
    if len(types) != count or not set(types) <= {SLIDING, FULL}:
        raise ValueError("layer_types does not describe every layer")
    types[-1] = FULL  # the reference forces the last layer to full attention
    return tuple(types)


def _heads(text: dict[str, Any], types: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Head size and kv heads of each layer, from either spelling of the full layers' exceptions."""
    head_dim, kv = int(text["head_dim"]), int(text["num_key_value_heads"])
    full: dict[str, Any] = {
        "head_dim": text.get("global_head_dim", 512),
        "num_key_value_heads": text.get("num_global_key_value_heads") or kv,
    }
    exceptions = text.get("per_layer_config")
    if exceptions is None:
        exceptions = {i: full for i, kind in enumerate(types) if kind == FULL}
    # From ten layers on the reference pads the keys with zeros: "05".
    by_layer = {int(key): values for key, values in exceptions.items()}
    layers = [by_layer.get(i, {}) for i in range(len(types))]
    return (
        tuple(int(layer.get("head_dim", head_dim)) for layer in layers),
        tuple(int(layer.get("num_key_value_heads", kv)) for layer in layers),
    )


def _ropes(text: dict[str, Any]) -> dict[str, Rope]:
    given = text.get("rope_parameters") or {}
    defaults: dict[str, dict[str, Any]] = {
        SLIDING: {"rope_type": "default", "rope_theta": 1e4},
        FULL: {"rope_type": "proportional", "rope_theta": 1e6, "partial_rotary_factor": 0.25},
    }
    ropes = {}
    for kind, default in defaults.items():
        values = given.get(kind) or default
        if values["rope_type"] not in ("default", "proportional") or values.get("factor", 1) != 1:
            raise UnsupportedModel(
                said("The rope type {kind} is not supported.", kind=repr(values["rope_type"]))
            )
        ropes[kind] = Rope(
            theta=float(values["rope_theta"]),
            proportional=values["rope_type"] == "proportional",
            partial=float(values.get("partial_rotary_factor", 1.0)),
        )
    return ropes


@dataclass(frozen=True, slots=True)
class GenerationDefaults:
    """The checkpoint's own sampling settings, from ``generation_config.json``."""

    max_denoising_steps: int = 48
    entropy_bound: float = 0.1
    t_min: float = 0.4
    t_max: float = 0.8
    stability_threshold: int = 1
    confidence_threshold: float = 0.005
    eos_token_ids: tuple[int, ...] = ()

    @classmethod
    def from_folder(cls, folder: Path) -> "GenerationDefaults":
        """Missing keys, nulls and a missing file mean the reference's defaults."""
        from engine.gguf.model import generation_json, gguf_path

        gguf, path = gguf_path(folder), folder / "generation_config.json"
        if gguf is not None:
            raw = generation_json(gguf)
        else:
            raw = read_json(path) if path.exists() else {}
        raw["entropy_bound"] = (raw.get("sampler_config") or {}).get("entropy_bound")
        names = {field.name for field in fields(cls)} - {"eos_token_ids"}
        given = {name: raw[name] for name in names if raw.get(name) is not None}
        return cls(**given, eos_token_ids=_ids(raw.get("eos_token_id")))


def _ids(value: int | list[int] | None) -> tuple[int, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, int) else tuple(value)
