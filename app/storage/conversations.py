"""Conversations and their trees of messages. One transaction for each thing a person does."""

from sqlalchemy import delete, insert, select, update

from app.storage import schema
from app.storage.database import Database
from app.storage.reading import as_block, as_conversation, as_message
from app.storage.records import Block, Conversation, Message, MessageState, ReplyStatistics
from app.storage.rows import (
    AS_SAVED,
    add_message,
    change_message,
    conversation_of,
    message_of,
    new_id,
    now,
    show_branch,
    touch,
    tree_from,
)
from app.storage.search_upkeep import again_once_mended
from app.storage.temporary import temporary
from app.storage.text import storable

_conversations, _messages, _blocks = schema.conversations, schema.messages, schema.blocks


@again_once_mended
class ConversationStore:
    """Takes and gives frozen records; every method is one transaction.

    Every method can raise DatabaseError, whose text is a sentence for the person. Use it on the
    thread that opened the database only (the GUI thread).
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    # Conversations

    def create(
        self,
        title: str | None = None,
        persona_id: str | None = None,
        *,
        is_temporary: bool = False,
    ) -> Conversation:
        """A new, empty conversation; without a title it is called DEFAULT_TITLE until named.

        A temporary one is never written to a disk, and gone when the database is closed.
        """
        created_at, conversation_id = now(), new_id()
        conversation_id = temporary(conversation_id) if is_temporary else conversation_id
        title = storable(title) if title else None
        with self._database.transaction(conversation_id) as connection:
            connection.execute(
                insert(_conversations).values(
                    id=conversation_id,
                    title=title,
                    persona_id=persona_id,
                    created_at=created_at,
                    updated_at=created_at,
                )
            )
            return conversation_of(connection, conversation_id)

    def newest_first(self) -> list[Conversation]:
        """All conversations that are not in the trash, the one changed last at the top.

        Temporary ones come first.
        """
        changed_last = _conversations.c.updated_at.desc(), AS_SAVED.desc()
        kept = _conversations.c.trashed_at.is_(None)
        query = select(_conversations).where(kept).order_by(*changed_last)
        found: list[Conversation] = []
        for room in (temporary(""), ""):
            with self._database.reading(room) as connection:
                found += [as_conversation(row) for row in connection.execute(query)]
        return found

    def get(self, conversation_id: str) -> Conversation:
        """One conversation."""
        with self._database.reading(conversation_id) as connection:
            return conversation_of(connection, conversation_id)

    def rename(self, conversation_id: str, title: str) -> None:
        """Name a conversation as the person wishes; nothing automatic changes that name."""
        self._set_title(conversation_id, title, is_edited=True)

    def set_automatic_title(self, conversation_id: str, title: str) -> None:
        """Name a conversation that the person did not name."""
        self._set_title(conversation_id, title, is_edited=False)

    def delete(self, conversation_id: str) -> None:
        """Delete a conversation with all its messages and blocks; gone already is fine."""
        with self._database.transaction(conversation_id) as connection:
            # Taken apart first: SQLite follows a chain of cascades for 1,000 messages only.
            within = _messages.c.conversation_id == conversation_id
            connection.execute(update(_messages).where(within).values(parent_id=None))
            connection.execute(delete(_messages).where(within))
            connection.execute(delete(_conversations).where(_conversations.c.id == conversation_id))

    # Messages

    def messages(self, conversation_id: str) -> list[Message]:
        """The branch that is shown: from the first message to the active leaf."""
        with self._database.reading(conversation_id) as connection:
            leaf = conversation_of(connection, conversation_id).active_leaf_id
            within = _messages.c.conversation_id == conversation_id
            rows = connection.execute(select(_messages).where(within).order_by(AS_SAVED)).all()
            by_id = {row.id: row for row in rows}
            return [as_message(by_id[id_]) for id_ in tree_from(rows).path(leaf)]

    def show_message(self, conversation_id: str, message_id: str) -> None:
        """Show a branch that holds a message: the present one, else the one shown last below it.

        Nothing else changes, nor does the order of the conversations.
        """
        with self._database.transaction(conversation_id) as connection:
            show_branch(connection, conversation_id, message_id)

    def children(self, message_id: str) -> list[Message]:
        """The versions that follow a message, oldest first."""
        query = select(_messages).where(_messages.c.parent_id == message_id)
        with self._database.reading(message_id) as connection:
            return [as_message(row) for row in connection.execute(query.order_by(AS_SAVED))]

    def append_user(self, conversation_id: str, text: str, parent_id: str | None = None) -> Message:
        """Save a person's message after ``parent_id``, or after the active leaf, and show it."""
        with self._database.transaction(conversation_id) as connection:
            parent = parent_id or conversation_of(connection, conversation_id).active_leaf_id
            return add_message(
                connection, conversation_id, parent, "user", text, MessageState.COMPLETE, None
            )

    def begin_reply(self, conversation_id: str, parent_id: str, model: str | None) -> Message:
        """The row of a reply that is about to form, as a new branch below ``parent_id``."""
        with self._database.transaction(conversation_id) as connection:
            return add_message(
                connection,
                conversation_id,
                parent_id,
                "assistant",
                "",
                MessageState.GENERATING,
                model,
            )

    def resume_reply(self, message_id: str) -> Message:
        """The row of a reply that is about to go on forming, at the end of its branch."""
        with self._database.transaction(message_id) as connection:
            going_on: dict[str, object] = {"state": MessageState.GENERATING.value, "error": None}
            change_message(connection, message_id, going_on)
            message = message_of(connection, message_id)
            show_branch(connection, message.conversation_id, message_id)
            return message

    def append_block(self, message_id: str, block: Block) -> None:
        """Save a committed block and join its text to the reply's."""
        text, thought = storable(block.text), storable(block.thought)
        with self._database.transaction(message_id) as connection:
            joined: dict[str, object] = {
                "text": _messages.c.text + text,
                "thought": _messages.c.thought + thought,
            }
            change_message(connection, message_id, joined)
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
        with self._database.transaction(message_id) as connection:
            change_message(connection, message_id, values)
            message = message_of(connection, message_id)
            touch(connection, message.conversation_id)
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
        with self._database.reading(message_id) as connection:
            rows = connection.execute(query.order_by(_blocks.c.number))
            return [as_block(row) for row in rows]

    def _set_title(self, conversation_id: str, title: str, *, is_edited: bool) -> None:
        change = update(_conversations).where(_conversations.c.id == conversation_id)
        if not is_edited:
            change = change.where(_conversations.c.title_is_edited.is_(False))
        with self._database.transaction(conversation_id) as connection:
            conversation_of(connection, conversation_id)  # it may be gone
            connection.execute(change.values(title=storable(title), title_is_edited=is_edited))
