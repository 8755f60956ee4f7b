"""Reads a model folder's JSON files and their values, or says what is wrong with them."""

import json
from pathlib import Path
from typing import Any

from engine.errors import ModelFilesError
from engine.said import SaidError, said
from engine.system_reasons import system_reason

_MOST_SHOWN = 40  # characters of a value
_LARGEST = 1e30


class UnusableValue(SaidError):
    """A value that no model could have; whoever knows the file adds its name."""


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object of a model folder; raises ModelFilesError with a sentence otherwise."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelFilesError(
            said(
                "The folder {folder} has no {file}, so it is not a model folder.",
                folder=path.parent.name,
                file=path.name,
            )
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error
    except (ValueError, RecursionError) as error:
        raise damaged(path.name) from error
    if not isinstance(raw, dict):
        raise ModelFilesError(said("{file} is not a JSON object.", file=path.name))
    return raw


def unreadable(path: Path, error: OSError) -> ModelFilesError:
    """What is said of a file that the system does not let be read."""
    reason = system_reason(error)
    return ModelFilesError(
        said("The model file {file} cannot be read: {reason}.", file=path.name, reason=reason)
    )


def damaged(file: str) -> ModelFilesError:
    """What is said of a file that was read and makes no sense."""
    return ModelFilesError(said("The model file {file} is damaged or incomplete.", file=file))


def whole(
    values: dict[str, Any], name: str, *, most: int = 2**18, otherwise: int | None = None
) -> int:
    """A number from 1 to ``most``; where there is none or null ``otherwise``, if that is given."""
    given = _given(values, name, otherwise)
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int) or not 1 <= given <= most:
        raise UnusableValue(
            said(
                "{name} must be a whole number from 1 to {most:,}, but it is {value}.",
                name=name,
                most=most,
                value=shown(given),
            )
        )
    return given


def positive(values: dict[str, Any], name: str, *, otherwise: float | None = None) -> float:
    """A number above 0; where there is none or null ``otherwise``, if that is given."""
    given = _given(values, name, otherwise)
    is_number = isinstance(given, int | float) and not isinstance(given, bool)
    if not is_number or not 0 < given <= _LARGEST:
        raise UnusableValue(
            said("{name} must be above 0, but it is {value}.", name=name, value=shown(given))
        )
    return float(given)


def token_ids(values: dict[str, Any], name: str) -> tuple[int, ...]:
    """One token id or a list of them; none where there is nothing or null."""
    given = values.get(name)
    listed = given if isinstance(given, list) else [] if given is None else [given]
    if any(isinstance(each, bool) or not isinstance(each, int) or each < 0 for each in listed):
        raise UnusableValue(
            said("{name} must be token numbers, but it is {value}.", name=name, value=shown(given))
        )
    return tuple(listed)


def shown(value: object) -> str:
    """A value as JSON spells it, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 1]}…"


def _given(values: dict[str, Any], name: str, otherwise: object) -> Any:
    given = values.get(name)
    if given is None and (given := otherwise) is None:
        raise UnusableValue(said("it does not say {name}.", name=name))
    return given
