"""What lay in the trash for long enough goes for good: conversations, and single messages."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.removal import message_removal
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
            for statement in message_removal(_messages.columns.keys()):
                connection.exec_driver_sql(statement, (message_id,))
    return gone + messages
