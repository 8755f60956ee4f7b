"""Messages typed while a reply forms: saved at once, and in no branch until they are sent."""

from sqlalchemy import delete, insert, select, update

from app.storage import schema
from app.storage.database import Database
from app.storage.errors import NoLongerThere
from app.storage.records import Message, MessageState, QueuedMessage
from app.storage.rows import AS_SAVED, add_message, conversation_of, new_id, now
from app.storage.search_upkeep import again_once_mended
from app.storage.text import storable
from engine.said import said

_queued = schema.queued_messages


@again_once_mended
class QueueStore:
    """Every method is one transaction and can raise DatabaseError. Same thread as the others."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, conversation_id: str) -> list[QueuedMessage]:
        """The queue of a conversation, the next one first."""
        query = select(_queued.c.id, _queued.c.conversation_id, _queued.c.text)
        within = _queued.c.conversation_id == conversation_id
        with self._database.reading(conversation_id) as connection:
            rows = connection.execute(query.where(within).order_by(AS_SAVED))
            return [QueuedMessage(row.id, row.conversation_id, row.text) for row in rows]

    def add(self, conversation_id: str, text: str) -> QueuedMessage:
        """Put a message at the end of the queue."""
        new = QueuedMessage(new_id(like=conversation_id), conversation_id, storable(text))
        values = {"id": new.id, "conversation_id": conversation_id, "text": new.text}
        with self._database.transaction(conversation_id) as connection:
            conversation_of(connection, conversation_id)  # it may be gone
            connection.execute(insert(_queued).values(values | {"created_at": now()}))
        return new

    def change(self, queued_id: str, text: str) -> None:
        """Give a message that waits other words."""
        with self._database.transaction(queued_id) as connection:
            change = update(_queued).where(_queued.c.id == queued_id).values(text=storable(text))
            if connection.execute(change).rowcount == 0:
                raise NoLongerThere(said("This message was sent already."))

    def remove(self, queued_id: str) -> None:
        """Take a message out of the queue; gone already is fine."""
        with self._database.transaction(queued_id) as connection:
            connection.execute(delete(_queued).where(_queued.c.id == queued_id))

    def send(self, queued: QueuedMessage) -> Message:
        """Make it a message after the active leaf; it is never in both places, nor in none."""
        with self._database.transaction(queued.id) as connection:
            query = select(_queued.c.text).where(_queued.c.id == queued.id)
            text = connection.execute(query).scalar_one_or_none()
            if text is None:
                raise NoLongerThere(said("This message was taken back."))
            connection.execute(delete(_queued).where(_queued.c.id == queued.id))
            conversation = conversation_of(connection, queued.conversation_id)
            return add_message(
                connection,
                conversation.id,
                conversation.active_leaf_id,
                "user",
                text,
                MessageState.COMPLETE,
                None,
            )
