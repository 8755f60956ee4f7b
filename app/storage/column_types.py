"""Columns whose values can always be read: one that was damaged never hides the other rows."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, TypeDecorator

UNREADABLE_TIME = datetime.fromtimestamp(0, UTC)
# Windows knows no local time outside of these.
_EARLIEST, _LATEST = UNREADABLE_TIME, datetime(2999, 12, 31, tzinfo=UTC)


def within_reach(when: datetime) -> datetime:
    """The nearest time, in UTC, that can be told by the clock of any place."""
    return min(max(when, _EARLIEST), _LATEST).astimezone(UTC)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes, kept as UTC; SQLite itself knows no time zones.

    A time that cannot be read is UNREADABLE_TIME, and every one can be told in local time.
    """

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else within_reach(value).replace(tzinfo=None)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        read = DateTime().dialect_impl(dialect).result_processor(dialect, coltype)

        def process(value: Any) -> datetime | None:
            try:
                found = read(value) if read else value
                return None if found is None else within_reach(found.replace(tzinfo=UTC))
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
