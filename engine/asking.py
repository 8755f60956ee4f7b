"""What is asked of a model: whether it can be answered, and with every default filled in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, get_args

from engine.errors import ContextTooLong, InvalidRequest
from engine.model_config import SAMPLING_SETTINGS, GenerationDefaults, ModelConfig
from engine.requests import ChatMessage, GenerationOptions, Role
from engine.said import said

if TYPE_CHECKING:
    from engine.generate import SamplingPlan

DEFAULT_MAX_NEW_TOKENS = 2048
_ROLES = get_args(Role)


def require_answerable(messages: Sequence[ChatMessage]) -> None:
    """Raises InvalidRequest for messages that no reply could follow."""
    if not messages or messages[-1].role == "system":
        raise InvalidRequest(said("The conversation must end with a message of yours."))
    last = messages[-1]
    if last.role == "assistant" and not (last.content or last.thought):
        raise InvalidRequest(
            said("There is nothing in this reply to go on from: have it answered anew.")
        )
    if last.role == "user" and not last.content.strip():
        raise InvalidRequest(said("The message is empty: type something first."))
    for message in messages:
        if message.role not in _ROLES:
            raise InvalidRequest(
                said(
                    "“{role}” is not a role: use {roles}.",
                    role=message.role,
                    roles=", ".join(_ROLES),
                )
            )


def prompt_limit(config: ModelConfig) -> int:
    """Tokens of a conversation that leave room for one block."""
    return config.max_position_embeddings - config.canvas_length


def sampling_plan(
    options: GenerationOptions,
    defaults: GenerationDefaults,
    config: ModelConfig,
    prompt_tokens: int,
) -> "tuple[SamplingPlan, bool]":
    """The settings of a reply, and whether the context bounds its length.

    Raises ContextTooLong where there is no room for one block, and InvalidRequest for temperatures
    that do not go together.
    """
    from engine.generate import SamplingPlan

    length = config.canvas_length
    room = (config.max_position_embeddings - prompt_tokens) // length
    if room < 1:
        raise ContextTooLong(
            said(
                "This conversation is {prompt_tokens:,} tokens long, but the model "
                "reads at most {limit:,} before a reply. Start a new "
                "conversation or shorten it.",
                prompt_tokens=prompt_tokens,
                limit=prompt_limit(config),
            )
        )
    wanted = -(-(options.max_new_tokens or DEFAULT_MAX_NEW_TOKENS) // length)
    values = {
        name: _first(getattr(options, name), getattr(defaults, name)) for name in SAMPLING_SETTINGS
    }
    if values["t_min"] > values["t_max"] or values["t_max"] <= 0 or values["t_min"] <= 0:
        raise InvalidRequest(said("Temperatures must be above 0, and t_min not above t_max."))
    return SamplingPlan(
        num_blocks=min(wanted, room), seed=options.seed, drawing=options.drawing, **values
    ), room < wanted


def _first(value: Any, otherwise: Any) -> Any:
    return otherwise if value is None else value
