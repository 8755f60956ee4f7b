"""Conversations and their trees of messages. One transaction for each thing a person does."""

from datetime import UTC, datetime
from uuid import uuid4

from sqlalchemy import Connection, Integer, Row, delete, insert, literal_column, select, update

from app.storage import schema
from app.storage.database import Database
from app.storage.errors import DatabaseError, NoLongerThere
from app.storage.records import (
    DEFAULT_TITLE,
    Block,
    Conversation,
    Message,
    MessageState,
    ReplyStatistics,
)
from app.storage.text import storable

_conversations, _messages, _blocks = schema.conversations, schema.messages, schema.blocks
_NO_MESSAGE = "This message no longer exists."
_AS_SAVED = literal_column("rowid", Integer)  # the order of saving, whatever the clock was set to


class ConversationStore:
    """Takes and gives frozen records; every method is one transaction.

    Every method can raise DatabaseError, whose text is a sentence for the person. Use it on the
    thread that opened the database only (the GUI thread).
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # Conversations

    def create(self, title: str | None = None, persona_id: str | None = None) -> Conversation:
        """A new, empty conversation; without a title it is called DEFAULT_TITLE until named."""
        now, conversation_id = _now(), _new_id()
        title = storable(title) if title else None
        with self._database.transaction() as connection:
            connection.execute(
                insert(_conversations).values(
                    id=conversation_id,
                    title=title,
                    persona_id=persona_id,
                    created_at=now,
                    updated_at=now,
                )
            )
            return _conversation(connection, conversation_id)

    def newest_first(self) -> list[Conversation]:
        """All conversations that are not in the trash, the one changed last at the top."""
        changed_last = _conversations.c.updated_at.desc(), _AS_SAVED.desc()
        kept = _conversations.c.trashed_at.is_(None)
        query = select(_conversations).where(kept).order_by(*changed_last)
        with self._database.reading() as connection:
            return [_as_conversation(row) for row in connection.execute(query)]

    def get(self, conversation_id: str) -> Conversation:
        """One conversation."""
        with self._database.reading() as connection:
            return _conversation(connection, conversation_id)

    def rename(self, conversation_id: str, title: str) -> None:
        """Name a conversation as the person wishes; nothing automatic changes that name."""
        self._set_title(conversation_id, title, is_edited=True)

    def set_automatic_title(self, conversation_id: str, title: str) -> None:
        """Name a conversation that the person did not name."""
        self._set_title(conversation_id, title, is_edited=False)

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with all its messages and blocks; gone already is fine."""
        with self._database.transaction() as connection:
            # Taken apart first: SQLite follows a chain of cascades for 1,000 messages only.
            within = _messages.c.conversation_id == conversation_id
            connection.execute(update(_messages).where(within).values(parent_id=None))
            connection.execute(delete(_conversations).where(_conversations.c.id == conversation_id))

    # Messages

    def messages(self, conversation_id: str) -> list[Message]:
        """The branch that is shown: from the first message to the active leaf."""
        with self._database.reading() as connection:
            leaf = _conversation(connection, conversation_id).active_leaf_id
            rows = connection.execute(
                select(_messages).where(_messages.c.conversation_id == conversation_id)
            )
            by_id = {row.id: row for row in rows}
            path: list[Message] = []
            while leaf in by_id:
                row = by_id.pop(leaf)  # taken out, so that a cycle in a damaged file ends
                path.append(_as_message(row))
                leaf = row.parent_id
            return path[::-1]

    def set_active_leaf(self, conversation_id: str, message_id: str) -> Conversation:
        """Show the branch that ends in ``message_id``; nothing else changes, nor does the order."""
        with self._database.transaction() as connection:
            _require_member(connection, message_id, conversation_id)
            connection.execute(
                update(_conversations)
                .where(_conversations.c.id == conversation_id)
                .values(active_leaf_id=message_id)
            )
            return _conversation(connection, conversation_id)

    def show_message(self, conversation_id: str, message_id: str) -> Conversation:
        """Show a branch that holds a message: the present one, or else the newest below it."""
        if message_id in {message.id for message in self.messages(conversation_id)}:
            return self.get(conversation_id)
        while children := self.children(message_id):
            message_id = children[-1].id
        return self.set_active_leaf(conversation_id, message_id)

    def children(self, message_id: str) -> list[Message]:
        """The versions that follow a message, oldest first."""
        query = select(_messages).where(_messages.c.parent_id == message_id)
        with self._database.reading() as connection:
            return [_as_message(row) for row in connection.execute(query.order_by(_AS_SAVED))]

    def append_user(self, conversation_id: str, text: str, parent_id: str | None = None) -> Message:
        """Save a person's message after ``parent_id``, or after the active leaf, and show it."""
        with self._database.transaction() as connection:
            parent = parent_id or _conversation(connection, conversation_id).active_leaf_id
            return _add_message(
                connection, conversation_id, parent, "user", text, MessageState.COMPLETE, None
            )

    def begin_reply(self, conversation_id: str, parent_id: str, model: str | None) -> Message:
        """The row of a reply that is about to form, as a new branch below ``parent_id``."""
        with self._database.transaction() as connection:
            return _add_message(
                connection,
                conversation_id,
                parent_id,
                "assistant",
                "",
                MessageState.GENERATING,
                model,
            )

    def append_block(self, message_id: str, block: Block) -> None:
        """Save a committed block and join its text to the reply's."""
        text, thought = storable(block.text), storable(block.thought)
        with self._database.transaction() as connection:
            joined: dict[str, object] = {
                "text": _messages.c.text + text,
                "thought": _messages.c.thought + thought,
            }
            _change_message(connection, message_id, joined)
            connection.execute(
                insert(_blocks).values(
                    message_id=message_id,
                    number=block.index,
                    text=text,
                    thought=thought,
                    tokens=list(block.tokens),
                    steps=block.steps,
                    seconds=block.seconds,
                )
            )

    def finish_reply(
        self,
        message_id: str,
        state: MessageState,
        statistics: ReplyStatistics | None = None,
        error: str | None = None,
    ) -> Message:
        """Say how a reply ended."""
        why = None if error is None else storable(error)
        values: dict[str, object] = {"state": state.value, "error": why}
        if statistics is not None:
            values |= {
                "tokens": statistics.tokens,
                "seconds": statistics.seconds,
                "tokens_per_second": statistics.tokens_per_second,
                "steps_per_block": list(statistics.steps_per_block),
                "seconds_to_first_frame": statistics.seconds_to_first_frame,
            }
        with self._database.transaction() as connection:
            _change_message(connection, message_id, values)
            message = _message(connection, message_id)
            _touch(connection, message.conversation_id)
            return message

    def recover_interrupted(self) -> int:
        """Mark replies that a crash cut as interrupted; returns how many. For program start."""
        cut = _messages.c.state == MessageState.GENERATING.value
        with self._database.transaction() as connection:
            marked = update(_messages).where(cut).values(state=MessageState.INTERRUPTED.value)
            return connection.execute(marked).rowcount

    def blocks(self, message_id: str) -> list[Block]:
        """The committed blocks of a reply, in order."""
        query = select(_blocks).where(_blocks.c.message_id == message_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(_blocks.c.number))
            return [
                Block(row.number, row.text, row.thought, tuple(row.tokens), row.steps, row.seconds)
                for row in rows
            ]

    def _set_title(self, conversation_id: str, title: str, *, is_edited: bool) -> None:
        change = update(_conversations).where(_conversations.c.id == conversation_id)
        if not is_edited:
            change = change.where(_conversations.c.title_is_edited.is_(False))
        with self._database.transaction() as connection:
            _conversation(connection, conversation_id)  # it may be gone
            connection.execute(change.values(title=storable(title), title_is_edited=is_edited))


def _add_message(
    connection: Connection,
    conversation_id: str,
    parent_id: str | None,
    role: str,
    text: str,
    state: MessageState,
    model: str | None,
) -> Message:
    """Insert a message and make it the active leaf."""
    _conversation(connection, conversation_id)  # it may be gone
    if parent_id is not None:
        _require_member(connection, parent_id, conversation_id)
    message_id = _new_id()
    connection.execute(
        insert(_messages).values(
            id=message_id,
            conversation_id=conversation_id,
            parent_id=parent_id,
            role=role,
            text=storable(text),
            thought="",
            state=state.value,
            created_at=_now(),
            model=None if model is None else storable(model),
        )
    )
    _touch(connection, conversation_id, active_leaf_id=message_id)
    return _message(connection, message_id)


def _touch(connection: Connection, conversation_id: str, **values: str) -> None:
    connection.execute(
        update(_conversations)
        .where(_conversations.c.id == conversation_id)
        .values(updated_at=_now(), **values)
    )


def _conversation(connection: Connection, conversation_id: str) -> Conversation:
    query = select(_conversations).where(_conversations.c.id == conversation_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NoLongerThere("This conversation no longer exists.")
    return _as_conversation(row)


def _change_message(connection: Connection, message_id: str, values: dict[str, object]) -> None:
    change = update(_messages).where(_messages.c.id == message_id).values(values)
    if connection.execute(change).rowcount == 0:
        raise NoLongerThere(_NO_MESSAGE)


def _require_member(connection: Connection, message_id: str, conversation_id: str) -> None:
    if _message(connection, message_id).conversation_id != conversation_id:
        raise DatabaseError("This message belongs to another conversation.")


def _message(connection: Connection, message_id: str) -> Message:
    query = select(_messages).where(_messages.c.id == message_id)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise NoLongerThere(_NO_MESSAGE)
    return _as_message(row)


def _as_conversation(row: Row[tuple[object, ...]]) -> Conversation:
    return Conversation(
        id=row.id,
        title=row.title or DEFAULT_TITLE,
        created_at=row.created_at,
        updated_at=row.updated_at,
        active_leaf_id=row.active_leaf_id,
        title_is_edited=row.title_is_edited,
        folder_id=row.folder_id,
        pinned_at=row.pinned_at,
        archived_at=row.archived_at,
        trashed_at=row.trashed_at,
        draft=row.draft,
        persona_id=row.persona_id,
        preset=(row.sampling or {}).get("preset"),
    )


def _as_message(row: Row[tuple[object, ...]]) -> Message:
    return Message(
        id=row.id,
        conversation_id=row.conversation_id,
        parent_id=row.parent_id,
        role=row.role,
        text=row.text,
        thought=row.thought,
        state=MessageState(row.state),
        created_at=row.created_at,
        model=row.model,
        statistics=_as_statistics(row),
        error=row.error,
    )


def _as_statistics(row: Row[tuple[object, ...]]) -> ReplyStatistics | None:
    if row.tokens is None:
        return None
    return ReplyStatistics(
        tokens=row.tokens,
        seconds=row.seconds,
        tokens_per_second=row.tokens_per_second,
        steps_per_block=tuple(row.steps_per_block),
        seconds_to_first_frame=row.seconds_to_first_frame,
    )


def _new_id() -> str:
    return uuid4().hex


def _now() -> datetime:
    return datetime.now(UTC)
