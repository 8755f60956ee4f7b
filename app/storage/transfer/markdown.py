"""Conversations as Markdown with front matter."""

import json
import re
from collections.abc import Sequence

from app.storage.records import Conversation, Message
from app.storage.text import one_line
from app.storage.transfer.words import ExportWords

# YAML takes these only escaped, or reads some as line breaks; JSON leaves them as they are.
_NOT_IN_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def export_markdown(
    conversation: Conversation, messages: Sequence[Message], words: ExportWords
) -> str:
    """The shown branch as Markdown; the front matter is YAML, safe for any title."""
    models = list(dict.fromkeys(m.model for m in messages if m.model))
    front = {
        "title": conversation.title,
        "created": conversation.created_at.isoformat(timespec="seconds"),
        "updated": conversation.updated_at.isoformat(timespec="seconds"),
        "model": ", ".join(models),
    }
    lines = [f"{key}: {_quoted(value)}" for key, value in front.items()]
    title = one_line(conversation.title)
    parts = ["---\n" + "\n".join(lines) + "\n---", f"# {title}"]
    parts += [_section(message, words) for message in messages]
    return "\n\n".join(parts) + "\n"


def _quoted(value: str) -> str:
    """A double-quoted YAML string, which is a JSON string with some more escapes."""
    as_json = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", as_json)


def _section(message: Message, words: ExportWords) -> str:
    speaker = words.speaker(message)
    if message.model:
        speaker += f" ({message.model})"
    parts = [f"## {speaker}"]
    if message.thought.strip():
        quoted = "\n".join(f"> {line}".rstrip() for line in message.thought.strip().splitlines())
        parts.append(f"> **{words.thought}**\n>\n{quoted}")
    if message.text.strip():
        parts.append(message.text.strip("\n"))
    if note := words.note(message):
        parts.append(f"*{note}*")
    return "\n\n".join(parts)
