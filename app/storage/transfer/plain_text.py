"""Conversations as plain text: the words alone, for any editor."""

from collections.abc import Callable, Sequence

from app.storage.records import Conversation, Message
from app.storage.text import one_line
from app.storage.transfer.words import ExportWords


def export_plain_text(
    conversation: Conversation,
    messages: Sequence[Message],
    words: ExportWords,
    without_marks: Callable[[str], str],
) -> str:
    """The shown branch; ``without_marks`` makes plain words of a reply's Markdown."""
    title = one_line(conversation.title)
    parts = [f"{title}\n{'=' * len(title)}\n{conversation.created_at:%Y-%m-%d}"]
    parts += [_section(message, words, without_marks) for message in messages]
    return "\n\n".join(parts) + "\n"


def _section(message: Message, words: ExportWords, without_marks: Callable[[str], str]) -> str:
    parts = [f"{words.speaker(message)}:"]
    if message.thought.strip():
        parts.append(f"[{words.thought}: {message.thought.strip()}]")
    text = message.text if message.role == "user" else without_marks(message.text)
    if text.strip():
        parts.append(text.strip("\n"))
    if note := words.note(message):
        parts.append(f"({note})")
    return "\n".join(parts)
