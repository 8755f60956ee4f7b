"""A database with conversations of many sizes, and what should be found in it."""

import random
from pathlib import Path

from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.organising import OrganisingStore
from app.storage.personas import PersonaStore
from app.storage.queue import QueueStore
from app.storage.records import Block, Message, MessageState, ReplyStatistics

Chats = dict[str, list[Message]]  # title -> messages

FIGURES = ReplyStatistics(12, 2.0, 6.0, (3, 4), 0.5)


def save_chats(path: Path, conversations: int = 4, exchanges: int = 6, seed: int = 0) -> None:
    """Conversations with replies of two blocks; some texts run over several pages."""
    chance = random.Random(seed)
    database = Database.open(path)
    store, organising = ConversationStore(database), OrganisingStore(database)
    folder = organising.create_folder("Folder")
    persona = PersonaStore(database).create("Persona", "You are kind.")
    for number in range(conversations):
        conversation = store.create(f"Conversation {number}", persona.id)
        organising.move([conversation.id], folder.id)
        for _ in range(exchanges):
            asked = store.append_user(conversation.id, _words(chance, 300))
            reply = store.begin_reply(conversation.id, asked.id, "scripted")
            for index in range(2):
                text = _words(chance, chance.choice((200, 900, 6000)))
                store.append_block(reply.id, Block(index, text, "", (1, 2, 3), 3, 0.5))
            store.finish_reply(reply.id, MessageState.COMPLETE, FIGURES)
    database.close()


def read_chats(database: Database) -> Chats:
    """Every conversation by its title."""
    store = ConversationStore(database)
    return {c.title: store.messages(c.id) for c in store.newest_first()}


def messages_by_id(database: Database) -> dict[str, Message]:
    """Every message that is shown in any conversation."""
    store = ConversationStore(database)
    return {m.id: m for c in store.newest_first() for m in store.messages(c.id)}


def _words(chance: random.Random, length: int) -> str:
    words = ("light", "river", "seven", "blue", "stone", "quiet", "ä", "雪")
    return " ".join(chance.choice(words) for _ in range(length // 5))


def save_unsent(path: Path, seed: int = 3) -> dict[str, tuple[str, list[str]]]:
    """Give every conversation a draft and a queue; returns both by its id.

    Some texts run over several pages.
    """
    chance = random.Random(seed)
    database = Database.open(path)
    organising, queue = OrganisingStore(database), QueueStore(database)
    for conversation in ConversationStore(database).newest_first():
        organising.save_draft(conversation.id, _words(chance, chance.choice((80, 9000))))
        for _ in range(12):
            queue.add(conversation.id, _words(chance, chance.choice((40, 300, 6000))))
    unsent = read_unsent(database)
    database.close()
    return unsent


def read_unsent(database: Database) -> dict[str, tuple[str, list[str]]]:
    """The draft of every conversation, and what waits in its queue, by its id."""
    queue = QueueStore(database)
    return {
        c.id: (c.draft, [queued.text for queued in queue.waiting(c.id)])
        for c in ConversationStore(database).newest_first()
    }
