"""A conversation of a ChatGPT export, with all its branches, as a conversation of ours.

There a reply can be several nodes (thought, tool calls, their results, the answer): a chain of them
becomes one message. What has no place here is named in a note where it stood.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from app.storage.column_types import within_reach
from app.storage.records import MessageState
from app.storage.transfer.chatgpt_parts import Piece, piece_of
from app.storage.transfer.problems import Unreadable
from app.storage.transfer.sfumato_format import MAX_MESSAGES
from app.storage.transfer.text_values import as_object, as_text
from app.storage.transfer.tree import ConversationTree, MessageNode, Values
from engine.said import said

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Turn:
    """Pieces in a row of one speaker, and the message that they follow."""

    parent_id: str | None
    pieces: list[Piece] = field(default_factory=list)


def is_chatgpt(element: object) -> bool:
    """Whether an element of the list is what such an export holds."""
    return isinstance(element, dict) and isinstance(element.get("mapping"), dict)


def read_chatgpt(element: object) -> ConversationTree:
    """Ids are derived from those in the file, so that they are the same each time.

    Raises Unreadable.
    """
    if not isinstance(element, dict) or not isinstance(element.get("mapping"), dict):
        raise Unreadable(said("it has no messages"))
    mapping = element["mapping"]
    if len(mapping) > MAX_MESSAGES:
        raise Unreadable(said("it has more than {most:,} messages", most=MAX_MESSAGES))
    own_id = as_text(element.get("conversation_id")) or as_text(element.get("id"))
    if not own_id:
        raise Unreadable(said("it has no id"))
    began = moment_of(element.get("create_time"), _EPOCH)
    return _Reader(own_id, mapping, began).read(element)


class _Reader:
    """Walks one mapping from its roots down; a node that no root leads to is left out."""

    def __init__(self, own_id: str, mapping: dict[str, Any], began: datetime) -> None:
        self._own_id, self._mapping, self._began = own_id, mapping, began
        self._children = _children(mapping)
        self._messages: list[MessageNode] = []
        self._stands_in: dict[str, str | None] = {}  # node -> the message it became or follows

    def read(self, element: dict[str, Any]) -> ConversationTree:
        waiting = [(root, _Turn(None)) for root in reversed(self._children.get(None, []))]
        while waiting:
            node_id, turn = waiting.pop()
            turn = self._take(node_id, turn)
            for child in reversed(self._children.get(node_id, [])):
                # With pieces in it there is only this child: nobody else sees what is added.
                waiting.append((child, turn if turn.pieces else _Turn(turn.parent_id)))
        leaf = self._stands_in.get(as_text(element.get("current_node")))
        if leaf is None and self._messages:
            leaf = self._messages[-1].values["id"]
        changed = moment_of(element.get("update_time"), self._began)
        values: Values = {
            "id": derived_id(self._own_id),
            "title": as_text(element.get("title")) or None,
            "title_is_edited": bool(as_text(element.get("title"))),
            "created_at": self._began,
            "updated_at": changed,
            "folder_id": None,
            "persona_id": None,
            "pinned_at": None,
            "archived_at": changed if element.get("is_archived") is True else None,
            "draft": "",
            "sampling": None,
            "active_leaf_id": leaf,
        }
        return ConversationTree(values, self._messages)

    def _take(self, node_id: str, turn: _Turn) -> _Turn:
        """Add a node to the turn; what its children go on with."""
        node = as_object(self._mapping[node_id])
        piece = piece_of(as_object(node.get("message")))
        if piece is not None:
            turn.pieces.append(piece)
        if not turn.pieces or self._goes_on(node_id):
            self._stands_in[node_id] = turn.parent_id
            return turn
        message = self._message(node_id, turn)
        self._messages.append(message)
        for covered in self._chain(node_id):
            self._stands_in[covered] = message.values["id"]
        return _Turn(message.values["id"])

    def _goes_on(self, node_id: str) -> bool:
        """Whether all that follows a node is one more piece of the same reply."""
        children = self._children.get(node_id, [])
        if len(children) != 1:
            return False
        message = as_object(as_object(self._mapping[children[0]]).get("message"))
        is_reply = as_text(as_object(message.get("author")).get("role")) in ("assistant", "tool")
        own = as_object(as_object(self._mapping[node_id]).get("message"))
        return is_reply and as_text(as_object(own.get("author")).get("role")) != "user"

    def _chain(self, node_id: str) -> Iterator[str]:
        """The node and those above it that became the same message."""
        yield node_id
        above = as_object(self._mapping[node_id]).get("parent")
        while isinstance(above, str) and above in self._mapping and self._goes_on(above):
            yield above
            above = as_object(self._mapping[above]).get("parent")

    def _message(self, node_id: str, turn: _Turn) -> MessageNode:
        last = turn.pieces[-1]
        values: Values = {
            "id": derived_id(self._own_id, node_id),
            "parent_id": turn.parent_id,
            "role": last.role,
            "text": "\n\n".join(piece.text for piece in turn.pieces if piece.text),
            "thought": "\n\n".join(piece.thought for piece in turn.pieces if piece.thought),
            "state": last.state.value if last.role != "user" else MessageState.COMPLETE.value,
            "created_at": moment_of(last.time, self._began),
            "model": last.model or None,
            "error": None,
            "shown_child_id": None,
        }
        missing = ("tokens", "seconds", "tokens_per_second", "steps_per_block")
        values |= dict.fromkeys((*missing, "seconds_to_first_frame"))
        return MessageNode(values)


def _children(mapping: dict[str, Any]) -> dict[str | None, list[str]]:
    """Each node below its parent, in the order the parent names them; roots are below None."""
    found: dict[str | None, list[str]] = {}
    for node_id, node in mapping.items():
        parent = as_object(node).get("parent")
        known = parent if isinstance(parent, str) and parent in mapping else None
        found.setdefault(known, []).append(node_id)
    for parent_id, children in found.items():
        named = as_object(mapping.get(parent_id or "")).get("children")
        if isinstance(named, list) and len(children) > 1:
            places = {name: place for place, name in enumerate(named) if isinstance(name, str)}
            children.sort(key=lambda child: places.get(child, len(places)))
    return found


def derived_id(*names: str) -> str:
    """An id that is the same for the same names, as long as our own."""
    return sha256("\0".join(names).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def moment_of(seconds: object, otherwise: datetime) -> datetime:
    """A time given as seconds since 1970, or the nearest we can tell."""
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        return otherwise
    try:
        return within_reach(_EPOCH + timedelta(seconds=seconds))
    except (OverflowError, ValueError):
        return otherwise
