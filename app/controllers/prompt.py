"""What the engine is given to read of a conversation. Pure: knows records only."""

from collections.abc import Sequence

from app.storage.records import Message, MessageState
from engine import ChatMessage


def whole_prompt(system: str, path: Sequence[Message]) -> tuple[ChatMessage, ...]:
    """A persona's words first, if it has any. A reply at the end that still forms goes on."""
    said = (ChatMessage("system", system),) if system.strip() else ()
    goes_on = bool(path) and path[-1].state is MessageState.GENERATING
    return (*said, *(continued(path) if goes_on else chat_messages(path)))


def continued(path: Sequence[Message]) -> tuple[ChatMessage, ...]:
    """What the engine reads to go on with the reply at the end of ``path``."""
    begun = path[-1]
    return (*chat_messages(path[:-1]), ChatMessage("assistant", begun.text, begun.thought))


def chat_messages(path: Sequence[Message]) -> tuple[ChatMessage, ...]:
    """What the engine reads: without empty replies, and without questions that failed.

    A question the engine refused (too long, say) would be refused again with every later one.
    """
    failed = {
        message.parent_id
        for message in path
        if message.state is MessageState.FAILED and not message.text
    }
    kept = (m for m in path if m.text and (m.id not in failed or m is path[-1]))
    return tuple(
        ChatMessage("user" if message.role == "user" else "assistant", message.text)
        for message in kept
    )
