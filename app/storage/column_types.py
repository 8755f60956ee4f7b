"""Columns whose values can always be read: one that was damaged never hides the other rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, TypeDecorator

UNREADABLE_TIME = datetime.fromtimestamp(0, UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes, kept as UTC; SQLite itself knows no time zones.

    A time that cannot be read is UNREADABLE_TIME.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        read = DateTime().dialect_impl(dialect).result_processor(dialect, coltype)

        def process(value: Any) -> datetime | None:
            try:
                found = read(value) if read else value
                return None if found is None else found.replace(tzinfo=UTC)
            except (ValueError, TypeError, AttributeError):
                return UNREADABLE_TIME

        return process


class Json(TypeDecorator[Any]):
    """Lists and objects as JSON text; None is NULL, and so is what cannot be read."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        read = JSON().dialect_impl(dialect).result_processor(dialect, coltype)

        def process(value: Any) -> Any:
            try:
                return read(value) if read else value
            except (ValueError, TypeError, RecursionError):
                return None

        return process
