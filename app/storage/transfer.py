"""Conversations as files: Markdown with front matter, written so that a failure harms nothing."""

import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from app.storage.records import Conversation, Message, MessageState

_SPEAKERS = {"user": "You", "assistant": "Reply"}
_NOTES = {
    MessageState.STOPPED: "This reply was stopped.",
    MessageState.INTERRUPTED: "This reply was interrupted.",
    MessageState.CUT: "This reply reached its limit.",
    MessageState.FAILED: "This reply failed.",
    MessageState.GENERATING: "This reply is still forming.",
}


def export_markdown(conversation: Conversation, messages: Sequence[Message]) -> str:
    """The shown branch as Markdown; the front matter is YAML (its strings are JSON strings)."""
    models = list(dict.fromkeys(m.model for m in messages if m.model))
    front = {
        "title": conversation.title,
        "created": conversation.created_at.isoformat(timespec="seconds"),
        "updated": conversation.updated_at.isoformat(timespec="seconds"),
        "model": ", ".join(models),
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items()]
    title = " ".join(conversation.title.split())
    parts = ["---\n" + "\n".join(lines) + "\n---", f"# {title}"]
    parts += [_section(message) for message in messages]
    return "\n\n".join(parts) + "\n"


def _section(message: Message) -> str:
    speaker = _SPEAKERS.get(message.role, message.role)
    if message.model:
        speaker += f" ({message.model})"
    parts = [f"## {speaker}"]
    if message.thought.strip():
        quoted = "\n".join(f"> {line}".rstrip() for line in message.thought.strip().splitlines())
        parts.append("> **Thought**\n>\n" + quoted)
    if message.text.strip():
        parts.append(message.text.strip("\n"))
    if message.state in _NOTES:
        parts.append(f"*{message.error or _NOTES[message.state]}*")
    return "\n\n".join(parts)


def write_text_atomically(path: Path, text: str) -> None:
    """Write a whole file or leave the old one; raises OSError. The file is the owner's alone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
