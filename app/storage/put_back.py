"""Brings text that an earlier run could not save back to where it belongs."""

from pathlib import Path

from sqlalchemy import select

from app.storage import schema
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.emergency import key_of
from app.storage.organising import OrganisingStore
from app.storage.reading import as_message
from app.storage.records import Block, Message

_conversations, _messages = schema.conversations, schema.messages


def put_back(database: Database, path: Path) -> str:
    """Save the text of an emergency file and remove the file; the id of the conversation it is in.

    A reply is completed. Other text, or what no longer goes on from what is saved, becomes the
    draft of a new conversation. Raises DatabaseError or OSError; the file stays then.
    """
    text = path.read_bytes().decode("utf-8", "replace")
    reply = _reply_of(database, key_of(path))
    if reply is not None and (text.startswith(reply.text) or reply.text.startswith(text)):
        conversation_id = _completed(database, reply, text)
    else:
        conversation_id = _drafted(database, text)
    path.unlink()
    return conversation_id


def _reply_of(database: Database, key: str) -> Message | None:
    """The reply of which the file is; none in the trash and none that was deleted."""
    if not key:
        return None
    query = (
        select(_messages)
        .join(_conversations)
        .where(
            _messages.c.id.startswith(key, autoescape=True),
            _messages.c.role == "assistant",
            _messages.c.deleted_at.is_(None),
            _conversations.c.trashed_at.is_(None),
        )
    )
    with database.reading() as connection:
        row = connection.execute(query).first()
        return as_message(row) if row else None


def _completed(database: Database, reply: Message, text: str) -> str:
    store, rest = ConversationStore(database), text[len(reply.text) :]
    if rest:
        index = len(store.blocks(reply.id))
        store.append_block(reply.id, Block(index, rest, "", (), steps=0, seconds=0.0))
    store.show_message(reply.conversation_id, reply.id)
    return reply.conversation_id


def _drafted(database: Database, text: str) -> str:
    conversation = ConversationStore(database).create()
    OrganisingStore(database).save_draft(conversation.id, text)
    return conversation.id
