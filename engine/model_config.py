"""What a checkpoint says of itself: its geometry and its sampling settings, checked once, here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from engine.errors import ModelFilesError, UnsupportedModel
from engine.json_files import UnusableValue, damaged, positive, read_json, shown, token_ids, whole
from engine.said import said
from engine.setting_rules import broken_rule

SLIDING, FULL = "sliding_attention", "full_attention"
_MOST_HEADS, _MOST_TOKENS = 2**12, 2**30
# What reading a value as something it is not can raise.
_DAMAGES = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)


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
        file, raw = _description(folder)
        found = raw.get("model_type")
        if found != "diffusion_gemma":
            raise UnsupportedModel(
                said(
                    "The folder {folder} holds a model of type “{found}”. Sfumato runs "
                    "DiffusionGemma models only.",
                    folder=folder.name,
                    found=found if found and isinstance(found, str) else said("unnamed"),
                )
            )
        text = raw.get("text_config")
        if not isinstance(text, dict):
            raise ModelFilesError(said("config.json has no text_config section."))
        with _blaming(file):
            return _model_config(raw, text)

    @property
    def num_hidden_layers(self) -> int:
        return len(self.layer_types)


@contextmanager
def _blaming(file: str) -> Iterator[None]:
    """The edge where what a file says is checked: whatever is wrong becomes a sentence about it."""
    try:
        yield
    except UnusableValue as error:
        raise ModelFilesError(
            said("{file} cannot be used: {problem}", file=file, problem=error)
        ) from error
    except _DAMAGES as error:
        raise damaged(file) from error


def _description(model: Path) -> tuple[str, dict[str, Any]]:
    """The name of the file that describes a model, and what it says."""
    from engine.gguf.model import config_json, gguf_path

    gguf, path = gguf_path(model), model / "config.json"
    return (path.name, read_json(path)) if gguf is None else (gguf.name, config_json(gguf))


def _model_config(raw: dict[str, Any], text: dict[str, Any]) -> ModelConfig:
    layer_types = _layer_types(text)
    head_dims, kv_heads = _heads(text, layer_types)
    config = ModelConfig(
        vocab_size=whole(text, "vocab_size", most=2**24),
        hidden_size=whole(text, "hidden_size"),
        intermediate_size=whole(text, "intermediate_size"),
        moe_intermediate_size=whole(text, "moe_intermediate_size"),
        num_experts=whole(text, "num_experts", most=2**14),
        top_k_experts=whole(text, "top_k_experts", most=2**14),
        num_attention_heads=whole(text, "num_attention_heads", most=_MOST_HEADS),
        layer_types=layer_types,
        head_dims=head_dims,
        kv_heads=kv_heads,
        ropes=_ropes(text),
        sliding_window=whole(text, "sliding_window", most=_MOST_TOKENS),
        max_position_embeddings=whole(
            text, "max_position_embeddings", most=_MOST_TOKENS, otherwise=131_072
        ),
        rms_norm_eps=positive(text, "rms_norm_eps", otherwise=1e-6),
        final_logit_softcapping=positive(text, "final_logit_softcapping", otherwise=30.0),
        canvas_length=whole(raw, "canvas_length", most=2**16, otherwise=256),
        eos_token_ids=token_ids(raw if raw.get("eos_token_id") else text, "eos_token_id"),
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
                    value=shown(text[name]),
                )
            )
    if config.top_k_experts > config.num_experts:
        raise ModelFilesError(said("config.json asks for more experts a token than the model has."))
    if any(config.num_attention_heads % heads for heads in config.kv_heads):
        raise ModelFilesError(
            said("config.json: the attention heads do not divide by the kv heads.")
        )


def _layer_types(text: dict[str, Any]) -> tuple[str, ...]:
    count = whole(text, "num_hidden_layers", most=1000)
    given = text.get("layer_types")
    types = list(given) if given else [FULL if i % 6 == 5 else SLIDING for i in range(count)]
    if len(types) != count or not set(types) <= {SLIDING, FULL}:
        raise UnusableValue(said("layer_types does not describe every layer."))
    types[-1] = FULL  # the reference forces the last layer to full attention
    return tuple(types)


def _heads(text: dict[str, Any], types: tuple[str, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Head size and kv heads of each layer, from either spelling of the full layers' exceptions."""
    full: dict[str, Any] = {
        "head_dim": 512 if text.get("global_head_dim") is None else text["global_head_dim"],
        "num_key_value_heads": text.get("num_global_key_value_heads"),
    }
    exceptions = text.get("per_layer_config")
    if exceptions is None:
        exceptions = {i: full for i, kind in enumerate(types) if kind == FULL}
    # From ten layers on the reference pads the keys with zeros: "05".
    by_layer = {int(key): values for key, values in exceptions.items()}
    layers = [by_layer.get(i, {}) for i in range(len(types))]
    head_dim, kv_heads = _head_dim(text), _kv_heads(text)
    return (
        tuple(_head_dim(layer, head_dim) for layer in layers),
        tuple(_kv_heads(layer, kv_heads) for layer in layers),
    )


def _head_dim(values: dict[str, Any], otherwise: int | None = None) -> int:
    size = whole(values, "head_dim", most=2**14, otherwise=otherwise)
    if size % 2:
        raise UnusableValue(said("head_dim is {size}, which is not even.", size=size))
    return size


def _kv_heads(values: dict[str, Any], otherwise: int | None = None) -> int:
    return whole(values, "num_key_value_heads", most=_MOST_HEADS, otherwise=otherwise)


def _ropes(text: dict[str, Any]) -> dict[str, Rope]:
    given = text.get("rope_parameters") or {}
    defaults: dict[str, dict[str, Any]] = {
        SLIDING: {"rope_type": "default", "rope_theta": 1e4},
        FULL: {"rope_type": "proportional", "rope_theta": 1e6, "partial_rotary_factor": 0.25},
    }
    return {kind: _rope(given.get(kind) or default) for kind, default in defaults.items()}


def _rope(values: dict[str, Any]) -> Rope:
    kind, partial = values["rope_type"], positive(values, "partial_rotary_factor", otherwise=1.0)
    is_proportional = kind == "proportional"
    is_known = is_proportional or (kind == "default" and partial == 1)
    if not is_known or partial > 1 or values.get("factor", 1) != 1:
        raise UnsupportedModel(said("The rope type {kind} is not supported.", kind=shown(kind)))
    return Rope(positive(values, "rope_theta"), is_proportional, partial)


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
        """Missing keys, nulls and a missing file mean the reference's defaults.

        Raises ModelFilesError for values that no model could use.
        """
        from engine.gguf.model import generation_json, gguf_path

        gguf, path = gguf_path(folder), folder / "generation_config.json"
        if gguf is not None:
            raw = generation_json(gguf)
        else:
            raw = read_json(path) if path.exists() else {}
        with _blaming(path.name if gguf is None else gguf.name):
            return cls(**_sampling_settings(raw), eos_token_ids=token_ids(raw, "eos_token_id"))


# What a person may wish otherwise.
SAMPLING_SETTINGS = tuple(
    field.name for field in fields(GenerationDefaults) if field.name != "eos_token_ids"
)


def _sampling_settings(raw: dict[str, Any]) -> dict[str, Any]:
    sampler = raw.get("sampler_config") or {}
    if not isinstance(sampler, dict):
        raise UnusableValue(said("sampler_config is no section."))
    stated = {**raw, "entropy_bound": sampler.get("entropy_bound")}
    given = {name: stated[name] for name in SAMPLING_SETTINGS if stated.get(name) is not None}
    if problem := broken_rule(given):
        raise UnusableValue(problem)
    return given
