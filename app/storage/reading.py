"""From a row to its record. A damaged value gives a record that says so, never an error."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from app.storage.records import (
    DEFAULT_TITLE,
    RESCUED_TITLE,
    Block,
    Conversation,
    Message,
    MessageState,
    ReplyStatistics,
)
from engine.said import said

AnyRow = Row[tuple[object, ...]]
_DAMAGED = said("Part of this message is damaged.")


def as_conversation(row: AnyRow) -> Conversation:
    """One row of ``conversations``."""
    sampling = row.sampling if isinstance(row.sampling, dict) else {}
    return Conversation(
        id=row.id,
        title=_title(row),
        created_at=row.created_at,
        updated_at=row.updated_at,
        active_leaf_id=row.active_leaf_id,
        title_is_edited=row.title_is_edited,
        folder_id=row.folder_id,
        pinned_at=row.pinned_at,
        archived_at=row.archived_at,
        trashed_at=row.trashed_at,
        draft=_text(row.draft),
        persona_id=row.persona_id,
        preset=sampling.get("preset"),
    )


def _title(row: AnyRow) -> str:
    """As it was saved; what the program itself called it, as a sentence of the program."""
    title = _text(row.title) or DEFAULT_TITLE
    is_ours = title == RESCUED_TITLE and not row.title_is_edited
    return RESCUED_TITLE if is_ours else title


def as_message(row: AnyRow) -> Message:
    """One row of ``messages``; one whose state cannot be read has failed, with a sentence."""
    state = _state(row.state)
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        parent_id=row.parent_id,
        role=_text(row.role),
        text=_text(row.text),
        thought=_text(row.thought),
        state=state or MessageState.FAILED,
        created_at=row.created_at,
        model=_optional(row.model),
        statistics=_statistics(row),
        error=_optional(row.error) if state else _DAMAGED,
    )


def as_block(row: AnyRow) -> Block:
    """One row of ``blocks``."""
    return Block(
        index=row.number,
        text=_text(row.text),
        thought=_text(row.thought),
        tokens=tuple(_list(row.tokens)),
        steps=row.steps,
        seconds=row.seconds,
    )


_STATES: dict[object, MessageState] = {state.value: state for state in MessageState}


def _state(value: object) -> MessageState | None:
    return _STATES.get(value)


def _statistics(row: AnyRow) -> ReplyStatistics | None:
    """None where there are none, or where a figure is no number."""
    if row.tokens is None:
        return None
    figures = (row.tokens, row.seconds, row.tokens_per_second)
    if not all(isinstance(figure, int | float) for figure in figures):
        return None
    return ReplyStatistics(
        tokens=row.tokens,
        seconds=row.seconds,
        tokens_per_second=row.tokens_per_second,
        steps_per_block=tuple(_list(row.steps_per_block)),
        seconds_to_first_frame=row.seconds_to_first_frame,
    )


def _list(value: Any) -> Sequence[int]:
    return value if isinstance(value, list) else ()


def _text(value: Any) -> str:
    """Text, also where damage or another program left bytes or nothing."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _optional(value: Any) -> str | None:
    return None if value is None else _text(value)
