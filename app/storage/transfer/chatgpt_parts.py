"""What one node of a ChatGPT export says, as Markdown. What Sfumato cannot show becomes a note."""

import re
from dataclasses import dataclass
from typing import Any

from app.storage.records import MessageState
from app.storage.transfer.text_values import as_list, as_object, as_text

_MARKERS = re.compile("\ue200.*?\ue201|[\ue200-\ue206]", re.DOTALL)  # citations of web pages
_MEDIA = {
    "image_asset_pointer": "picture",
    "audio_asset_pointer": "sound",
    "real_time_user_audio_video_asset_pointer": "sound",
    "video_container_asset_pointer": "video",
}
_UNSPOKEN = ("user_editable_context", "model_editable_context", "reasoning_recap")
_STATES = {"in_progress": MessageState.INTERRUPTED, "finished_partial_completion": MessageState.CUT}
_ENDS = {"interrupted": MessageState.STOPPED, "max_tokens": MessageState.CUT}


@dataclass(frozen=True, slots=True)
class Piece:
    """A node that says something; ``time`` is as the file has it."""

    role: str
    text: str
    thought: str
    state: MessageState
    time: object
    model: str


def piece_of(message: dict[str, Any]) -> Piece | None:
    """None for a node that shows nothing: hidden, of the system, or empty."""
    role = as_text(as_object(message.get("author")).get("role"))
    about, content = as_object(message.get("metadata")), as_object(message.get("content"))
    if role not in ("user", "assistant", "tool"):
        return None
    if about.get("is_visually_hidden_from_conversation") is True:
        return None
    thought = _thought(content)
    text = "" if thought else _text(message, role, content)
    text = "\n\n".join(filter(None, (text, *_attachments(about))))
    if not text and not thought:
        return None
    speaker = "user" if role == "user" else "assistant"
    model = "" if role == "user" else as_text(about.get("model_slug"))
    return Piece(speaker, text, thought, _state(message), message.get("create_time"), model)


def _state(message: dict[str, Any]) -> MessageState:
    details = as_object(as_object(message.get("metadata")).get("finish_details"))
    by_end = _ENDS.get(as_text(details.get("type")))
    return by_end or _STATES.get(as_text(message.get("status")), MessageState.COMPLETE)


def _thought(content: dict[str, Any]) -> str:
    if content.get("content_type") != "thoughts":
        return ""
    thoughts = [as_object(each) for each in as_list(content.get("thoughts"))]
    parts = [as_text(t.get("content")) or as_text(t.get("summary")) for t in thoughts]
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _text(message: dict[str, Any], role: str, content: dict[str, Any]) -> str:
    kind = as_text(content.get("content_type"))
    if kind in _UNSPOKEN or kind == "thoughts":
        return ""
    if kind == "code" and role == "assistant":
        return _called(as_text(message.get("recipient")), content)
    said = [_part(part) for part in as_list(content.get("parts"))]
    text = "\n\n".join(part for part in said if part.strip())
    text = text or as_text(content.get("text")) or as_text(content.get("result"))
    text = _MARKERS.sub("", text)
    if not text.strip():
        return "" if kind in ("", "text", "multimodal_text", "code") else _note(kind)
    if role == "tool":
        name = as_text(as_object(message.get("author")).get("name")) or "a tool"
        return f"*Result of {_plain(name)}:*\n\n{_fenced(text)}"
    return text


def _called(recipient: str, content: dict[str, Any]) -> str:
    code, language = as_text(content.get("text")), as_text(content.get("language"))
    if not code.strip():
        return ""
    called = "" if recipient in ("", "all") else f"*Call of {_plain(recipient)}:*\n\n"
    return called + _fenced(code, "" if language == "unknown" else language)


def _part(part: object) -> str:
    if isinstance(part, str):
        return as_text(part)
    given = as_object(part)
    kind = as_text(given.get("content_type"))
    if said := as_text(given.get("text")):
        return said  # what was spoken, written down
    return _note(_MEDIA.get(kind, kind))


def _attachments(about: dict[str, Any]) -> list[str]:
    named = [as_text(as_object(each).get("name")) for each in as_list(about.get("attachments"))]
    return [_note(f"file “{_plain(name)}”") for name in named if name]


def _note(what: str) -> str:
    return f"*[Not imported: {_plain(what) or 'a part'}]*"


def _plain(name: str) -> str:
    """A name within Markdown, on one line and without signs that mean something there."""
    return " ".join(re.sub(r"[*_`\[\]<>\\]", " ", name).split())[:80]


def _fenced(code: str, language: str = "") -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    word = re.sub(r"[^\w+#.-]", "", language)[:20]
    return f"{fence}{word}\n{code.rstrip()}\n{fence}"
