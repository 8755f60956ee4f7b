"""What lay in the trash for long enough goes for good: conversations, and single messages."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.schema import conversations as _conversations
from app.storage.schema import messages as _messages

KEPT_IN_TRASH = timedelta(days=30)


def purge_trash(database: Database, older_than: timedelta = KEPT_IN_TRASH) -> list[str]:
    """Delete what was put into the trash before that; returns the ids of what went.

    Raises DatabaseError.
    """
    before = datetime.now(UTC) - older_than
    with database.reading() as connection:
        query = select(_conversations.c.id).where(_conversations.c.trashed_at < before)
        gone = list(connection.execute(query).scalars())
    store = ConversationStore(database)
    for conversation_id in gone:
        store.delete(conversation_id)
    with database.transaction() as connection:
        query = select(_messages.c.id).where(_messages.c.deleted_at < before)
        messages = list(connection.execute(query).scalars())
        for message_id in messages:
            _remove_message(connection, message_id)
    if gone or messages:
        database.erase_leftovers()
    return gone + messages


def _remove_message(connection: Connection, message_id: str) -> None:
    """Take one message out of its tree; what followed it follows the message before."""
    row = connection.execute(select(_messages).where(_messages.c.id == message_id)).one()
    followers = update(_messages).where(_messages.c.parent_id == message_id)
    connection.execute(followers.values(parent_id=row.parent_id))
    shown = update(_conversations).where(_conversations.c.active_leaf_id == message_id)
    connection.execute(shown.values(active_leaf_id=row.parent_id))
    remembered = update(_messages).where(_messages.c.shown_child_id == message_id)
    connection.execute(remembered.values(shown_child_id=None))
    connection.execute(delete(_messages).where(_messages.c.id == message_id))
