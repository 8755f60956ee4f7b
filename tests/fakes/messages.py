"""Messages as records, without a database."""

from datetime import UTC, datetime

from app.storage.records import Message, MessageState


def message(number: int, role: str = "user", text: str = "Some words.\n\nMore.") -> Message:
    """The message of this number, after the one before it."""
    return Message(
        id=str(number),
        conversation_id="c",
        parent_id=str(number - 1) if number else None,
        role=role,
        text=text,
        thought="",
        state=MessageState.COMPLETE,
        created_at=datetime.now(UTC),
        model="scripted" if role == "assistant" else None,
        statistics=None,
        error=None,
    )


def talk(count: int) -> list[Message]:
    """So many messages, question and reply by turns."""
    return [message(n, "assistant" if n % 2 else "user") for n in range(count)]
