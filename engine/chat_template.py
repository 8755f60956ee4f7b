"""Renders a conversation through the checkpoint's Jinja template, which is untrusted input."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from engine.errors import InvalidRequest, ModelFilesError
from engine.json_files import damaged, read_json, unreadable
from engine.requests import ChatMessage
from engine.said import said

# What an expression of an untrusted template can raise besides the template engine's own errors.
_TEMPLATE_FAILURES = (
    TemplateError,
    TypeError,
    ValueError,
    ArithmeticError,
    LookupError,
    AttributeError,
    RecursionError,
)


class ChatTemplate:
    """A compiled template. Rendering happens in Jinja2's sandbox, as in the reference."""

    def __init__(self, source: str) -> None:
        environment = ImmutableSandboxedEnvironment(
            trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
        )
        environment.filters["tojson"] = _to_json
        environment.globals["raise_exception"] = _refuse
        environment.globals["strftime_now"] = _strftime_now
        try:
            self._template = environment.from_string(source)
        except TemplateError as error:
            raise ModelFilesError(
                said("The model's chat template is damaged: {problem}.", problem=error)
            ) from error

    @classmethod
    def from_folder(cls, folder: Path) -> "ChatTemplate":
        """``chat_template.jinja``, or else the entry in ``tokenizer_config.json``."""
        path = folder / "chat_template.jinja"
        if path.exists():
            try:
                return cls(path.read_text(encoding="utf-8"))
            except OSError as error:
                raise unreadable(path, error) from error
            except UnicodeDecodeError as error:
                raise damaged(path.name) from error
        tokenizer_config = folder / "tokenizer_config.json"
        source = (
            read_json(tokenizer_config).get("chat_template") if tokenizer_config.exists() else None
        )
        if not isinstance(source, str):
            raise ModelFilesError(
                said("The folder {folder} has no chat_template.jinja.", folder=folder.name)
            )
        return cls(source)

    def render(
        self, messages: Sequence[ChatMessage], *, thinking: bool, bos_token: str = "<bos>"
    ) -> str:
        """The prompt up to where the reply begins.

        Raises InvalidRequest if the template refuses the messages, ModelFilesError if it fails.
        """
        try:
            return self._template.render(
                messages=[{"role": m.role, "content": m.content} for m in messages],
                enable_thinking=thinking,
                add_generation_prompt=True,
                bos_token=bos_token,
            )
        except _TEMPLATE_FAILURES as error:
            raise ModelFilesError(
                said("The model's chat template failed: {problem}.", problem=error)
            ) from error


def _refuse(message: str) -> NoReturn:
    raise InvalidRequest(
        said("The model's chat template refuses this conversation: {message}", message=message)
    )


def _to_json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _strftime_now(pattern: str) -> str:
    return datetime.now().strftime(pattern)
