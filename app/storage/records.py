"""What the stores take and give: frozen records, free of any database session."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.storage.temporary import is_temporary
from engine.said import said

DEFAULT_TITLE = said("New conversation")
RESCUED_TITLE = said("Rescued conversation")  # of one whose row and whose words are lost


class MessageState(StrEnum):
    """Where a message stands. Only replies are ever anything but complete."""

    COMPLETE = "complete"
    GENERATING = "generating"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"  # the program ended in mid-reply
    FAILED = "failed"
    CUT = "cut"  # the length limit or the context was reached


@dataclass(frozen=True, slots=True)
class ReplyStatistics:
    """Wall-clock figures of a reply; seconds count from the request."""

    tokens: int
    seconds: float
    tokens_per_second: float
    steps_per_block: tuple[int, ...]
    seconds_to_first_frame: float | None


@dataclass(frozen=True, slots=True)
class Block:
    """A committed canvas; ``index`` counts from 0, ``tokens`` are ids cut at the end of turn."""

    index: int
    text: str
    thought: str
    tokens: tuple[int, ...]
    steps: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Message:
    """One node of a conversation's tree; ``role`` is "user" or "assistant".

    ``text`` and ``thought`` of a reply are those of its blocks, joined. ``created_at`` is in UTC.
    """

    id: str
    conversation_id: str
    parent_id: str | None
    role: str
    text: str
    thought: str
    state: MessageState
    created_at: datetime
    model: str | None
    statistics: ReplyStatistics | None
    error: str | None


@dataclass(frozen=True, slots=True)
class QueuedMessage:
    """A person's message that waits until the reply before it has ended."""

    id: str
    conversation_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation and the leaf of the branch it shows; times are in UTC.

    ``draft`` is text typed and not sent; ``preset`` names the sampling preset of this conversation,
    None means the settings'.
    """

    id: str
    title: str
    created_at: datetime
    updated_at: datetime
    active_leaf_id: str | None
    title_is_edited: bool = False
    folder_id: str | None = None
    pinned_at: datetime | None = None
    archived_at: datetime | None = None
    trashed_at: datetime | None = None
    draft: str = ""
    persona_id: str | None = None
    preset: str | None = None

    @property
    def is_temporary(self) -> bool:
        """Whether it is never written to a disk."""
        return is_temporary(self.id)


@dataclass(frozen=True, slots=True)
class Folder:
    """A named place for conversations; folders do not nest."""

    id: str
    name: str
