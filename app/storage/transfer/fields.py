"""Fields of a JSON object: how each is checked on its way in, and written on its way out."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from app.storage.column_types import within_reach
from app.storage.temporary import is_temporary
from app.storage.text import storable
from app.storage.transfer.problems import Unreadable
from engine.said import said

Check = Callable[[object], Any]  # gives the value to save, or raises Unreadable with what it is not
MAX_ID, MAX_OPTIONS = 200, 4_000  # characters
_MOST = 2**63 - 1  # SQLite's greatest integer
_REQUIRED = object()


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name, which is also its column's; without ``default`` it must be there."""

    name: str
    check: Check
    default: object = _REQUIRED


def read_fields(fields: Sequence[Field], given: object) -> dict[str, Any]:
    """The checked values by name; unknown fields are passed over. Raises Unreadable."""
    if not isinstance(given, dict):
        raise Unreadable(said("it is not an object"))
    return {field.name: _read(field, given) for field in fields}


def write_fields(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON has them, in the order of the fields."""
    return {field.name: _written(values[field.name]) for field in fields}


def _read(field: Field, given: dict[str, object]) -> object:
    value = given.get(field.name, field.default)
    if value is _REQUIRED:
        raise Unreadable(said("“{name}” is missing", name=field.name))
    try:
        return field.check(value)
    except Unreadable as error:
        raise Unreadable(
            said("“{name}” is not {what}", name=field.name, what=error.sentence)
        ) from None


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return value


# Checks


def text(value: object) -> str:
    """Any text."""
    if not isinstance(value, str):
        raise Unreadable(said("text"))
    return storable(value)


def identifier(value: object) -> str:
    """A name that something is known by; none that would mean it lies in memory only."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_ID:
        raise Unreadable(said("an id"))
    own = storable(value)
    return sha256(own.encode()).hexdigest()[:32] if is_temporary(own) else own


def flag(value: object) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise Unreadable(said("true or false"))
    return value


def count(value: object) -> int:
    """A whole number from 0."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
        raise Unreadable(said("a whole number"))
    return value


def number(value: object) -> float:
    """A finite number from 0."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= _MOST or not math.isfinite(value):  # type: ignore[operator,arg-type]
        raise Unreadable(said("a number"))
    return float(value)  # type: ignore[arg-type]


def moment(value: object) -> datetime:
    """A time of ISO 8601, or the nearest we can tell; without a time zone it is UTC."""
    try:
        when = datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise Unreadable(said("a time")) from None
    return within_reach(when.replace(tzinfo=UTC) if when.tzinfo is None else when)


def options(value: object) -> dict[str, object]:
    """A small object of plain values."""
    if not isinstance(value, dict) or any(isinstance(v, dict | list) for v in value.values()):
        raise Unreadable(said("a small object"))
    if len(written := json.dumps(value, ensure_ascii=False)) > MAX_OPTIONS:
        raise Unreadable(said("a small object"))
    kept: dict[str, object] = json.loads(storable(written))
    if not isinstance(kept.get("preset", ""), str):
        raise Unreadable(said("an object whose preset is text"))
    return kept


def one_of(*names: str) -> Check:
    """One of some words."""

    def check(value: object) -> object:
        if value not in names:
            raise Unreadable(said("one of {names}", names=", ".join(names)))
        return value

    return check


def optional(check: Check) -> Check:
    """The same, or null."""
    return lambda value: None if value is None else check(value)


def list_of(check: Check) -> Check:
    """A list of the same."""

    def check_all(value: object) -> list[object]:
        if not isinstance(value, list):
            raise Unreadable(said("a list"))
        return [check(each) for each in value]

    return check_all
