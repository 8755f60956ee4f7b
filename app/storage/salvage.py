"""Which rows of a damaged file are ours: told by their shape, as the way to them may be lost."""

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import Boolean, Column, Float, Integer, Table

from app.storage import schema
from app.storage.column_types import Json, UtcDateTime
from app.storage.raw_pages import RawPages
from app.storage.raw_rows import Value, raw_rows

Row = dict[str, Value]
Rows = dict[str, dict[object, Row]]  # table -> key -> row, in the order of saving

# In this order: a row that could be of several tables is taken for the first one's.
_TABLES = (
    schema.messages,
    schema.blocks,
    schema.queued_messages,
    schema.conversations,
    schema.personas,
    schema.folders,
)
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?")


def salvage(path: Path) -> Rows:
    """Every readable row of a file and its log, also without header, schema or tree of pages.

    Deleted rows do not come back, as what is deleted is overwritten. Raises OSError.
    """
    found: dict[str, list[tuple[int, Row]]] = {table.name: [] for table in _TABLES}
    for rowid, values in raw_rows(RawPages(path)):
        for table in _TABLES:
            if fits(table, values):
                names = [column.name for column in table.columns]
                found[table.name].append((rowid, dict(zip(names, values, strict=False))))
                break
    return {name: _in_order(schema.metadata.tables[name], rows) for name, rows in found.items()}


def fits(table: Table, values: Sequence[Value]) -> bool:
    """Whether a row may be of this table; a row of an older schema is shorter."""
    columns = list(table.columns)
    needed = max(n for n, column in enumerate(columns) if _is_needed(column)) + 1
    if not needed <= len(values) <= len(columns):
        return False
    return all(_allows(c, v) for c, v in zip(columns, values, strict=False))


def key_of(table: Table, row: Row) -> object:
    """What identifies a row within its table."""
    key = tuple(row[column.name] for column in table.primary_key.columns)
    return key if len(key) > 1 else key[0]


def _in_order(table: Table, rows: list[tuple[int, Row]]) -> dict[object, Row]:
    rows.sort(key=lambda found: found[0])
    return {key_of(table, row): row for _, row in rows}


def _is_needed(column: Column[object]) -> bool:
    return not column.nullable and column.server_default is None


def _allows(column: Column[object], value: Value) -> bool:
    if value is None:
        return bool(column.nullable)
    return _check_for(column)(value)


def _check_for(column: Column[object]) -> Callable[[Value], bool]:
    match column.type:
        case UtcDateTime():
            return lambda value: isinstance(value, str) and bool(_DATE_TIME.fullmatch(value))
        case Json():
            return _is_json
        case Boolean():
            return lambda value: value in (0, 1)
        case Integer():
            return lambda value: isinstance(value, int)
        case Float():
            return lambda value: isinstance(value, int | float)  # 2.0 is stored as 2
    return lambda value: isinstance(value, str)


def _is_json(value: Value) -> bool:
    try:
        return isinstance(value, str) and isinstance(json.loads(value), list | dict)
    except (ValueError, RecursionError):
        return False
