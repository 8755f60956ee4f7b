"""Conversations as plain text: the words alone, for any editor."""

from collections.abc import Sequence

from app.storage.records import Conversation, Message
from app.storage.transfer.words import ExportWords


def export_plain_text(
    conversation: Conversation, messages: Sequence[Message], words: ExportWords
) -> str:
    """The shown branch; a reply's Markdown stays as it was written."""
    title = " ".join(conversation.title.split())
    parts = [f"{title}\n{'=' * len(title)}\n{conversation.created_at:%Y-%m-%d}"]
    parts += [_section(message, words) for message in messages]
    return "\n\n".join(parts) + "\n"


def _section(message: Message, words: ExportWords) -> str:
    parts = [f"{words.speaker(message)}:"]
    if message.thought.strip():
        parts.append(f"[{words.thought}: {message.thought.strip()}]")
    if message.text.strip():
        parts.append(message.text.strip("\n"))
    if note := words.note(message):
        parts.append(f"({note})")
    return "\n".join(parts)
