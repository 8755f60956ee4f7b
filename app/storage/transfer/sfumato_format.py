"""Our own JSON, as docs/export-format.md tells it: the same fields on the way out and in."""

import json
from collections.abc import Sequence

from app.storage.records import MessageState
from app.storage.transfer.fields import (
    Field,
    count,
    flag,
    identifier,
    list_of,
    moment,
    number,
    one_of,
    optional,
    options,
    read_fields,
    text,
    write_fields,
)
from app.storage.transfer.problems import ImportProblem, Unreadable
from app.storage.transfer.tree import ConversationTree, MessageNode, Values
from engine.said import said

FORMAT, VERSION = "sfumato-conversations", 1
MAX_MESSAGES = 50_000  # of one conversation, which is saved in one go

FOLDER = (Field("id", identifier), Field("name", text), Field("created_at", moment))
PERSONA = (
    Field("id", identifier),
    Field("name", text),
    Field("prompt", text),
    Field("is_default", flag, False),
    Field("created_at", moment),
)
_CONVERSATION = (
    Field("id", identifier),
    Field("title", optional(text), None),
    Field("title_is_edited", flag, False),
    Field("created_at", moment),
    Field("updated_at", moment),
    Field("folder_id", optional(identifier), None),
    Field("persona_id", optional(identifier), None),
    Field("pinned_at", optional(moment), None),
    Field("archived_at", optional(moment), None),
    Field("draft", text, ""),
    Field("sampling", optional(options), None),
    Field("active_leaf_id", optional(identifier), None),
)
_MESSAGE = (
    Field("id", identifier),
    Field("parent_id", optional(identifier), None),
    Field("role", one_of("user", "assistant")),
    Field("text", text),
    Field("thought", text, ""),
    Field("state", one_of(*MessageState), MessageState.COMPLETE.value),
    Field("created_at", moment),
    Field("model", optional(text), None),
    Field("error", optional(text), None),
    Field("shown_child_id", optional(identifier), None),
)
_STATISTICS = (
    Field("tokens", count),
    Field("seconds", number),
    Field("tokens_per_second", number),
    Field("steps_per_block", list_of(count)),
    Field("seconds_to_first_frame", optional(number), None),
)
_BLOCK = (
    Field("number", count),
    Field("text", text),
    Field("thought", text, ""),
    Field("tokens", list_of(count)),
    Field("steps", count),
    Field("seconds", number),
)


_QUEUED = (Field("id", identifier), Field("text", text), Field("created_at", moment))


# Out


def opening(folders: Sequence[Values], personas: Sequence[Values]) -> str:
    """Everything before the conversations."""
    head = f'{{"format": {_json(FORMAT)}, "version": {VERSION}'
    named = (("folders", FOLDER, folders), ("personas", PERSONA, personas))
    for name, fields, rows in named:
        lines = [_json(write_fields(fields, row)) for row in rows]
        head += f',\n"{name}": {_lines(lines)}'
    return head + ',\n"conversations": ['


def closing() -> str:
    """Everything after the conversations."""
    return "\n]}\n"


def conversation_text(tree: ConversationTree) -> str:
    """One conversation; each message is a line."""
    head = _json(write_fields(_CONVERSATION, tree.values))
    lines = [_json(_message(node)) for node in tree.messages]
    queued = _lines([_json(write_fields(_QUEUED, each)) for each in tree.queued])
    return f'{head[:-1]}, "queued": {queued}, "messages": {_lines(lines)}}}'


def _message(node: MessageNode) -> dict[str, object]:
    written = write_fields(_MESSAGE, node.values)
    if written["state"] == MessageState.GENERATING:
        written["state"] = MessageState.INTERRUPTED.value  # for a reader it will never go on
    written["statistics"] = _statistics(node.values)
    written["blocks"] = [write_fields(_BLOCK, block) for block in node.blocks]
    return written


def _statistics(values: Values) -> dict[str, object] | None:
    known = [values[field.name] for field in _STATISTICS[:-1]]
    return None if None in known else write_fields(_STATISTICS, values)


def _lines(lines: Sequence[str]) -> str:
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)  # a damaged value is told as it is


# In


def check_header(header: dict[str, object]) -> None:
    """Raises ImportProblem unless the file says that it is ours and of a version we know."""
    if header.get("format") != FORMAT:
        raise ImportProblem(
            said(
                "This JSON file is neither an export of Sfumato nor the conversations.json of "
                "ChatGPT."
            )
        )
    version = header.get("version")
    if type(version) is not int or version < VERSION:
        raise ImportProblem(
            said("This export does not say a version that Sfumato knows, so it was not imported.")
        )
    if version > VERSION:
        raise ImportProblem(
            said(
                "This export was written by a newer version of Sfumato. Please install that "
                "version to import it."
            )
        )


def read_conversation(given: object) -> ConversationTree:
    """A conversation as ``conversation_text`` writes it. Raises Unreadable."""
    values = read_fields(_CONVERSATION, given)
    assert isinstance(given, dict)
    listed = given.get("messages", [])
    if not isinstance(listed, list) or len(listed) > MAX_MESSAGES:
        raise Unreadable(said("“messages” is not a list of at most {most:,}", most=MAX_MESSAGES))
    messages = [_read_message(place, each) for place, each in enumerate(listed, 1)]
    known: set[str | None] = {None}
    for place, node in enumerate(messages, 1):
        if node.values["parent_id"] not in known or node.values["id"] in known:
            raise Unreadable(said("message {place} does not follow one before it", place=place))
        known.add(node.values["id"])
    for node in messages:
        if node.values["shown_child_id"] not in known:
            node.values["shown_child_id"] = None
    if values["active_leaf_id"] not in known:
        raise Unreadable(said("“active_leaf_id” names none of its messages"))
    queued = _read_list(_QUEUED, given.get("queued", []), "queued")
    if len({each["id"] for each in queued}) < len(queued):
        raise Unreadable(said("“queued” names a message twice"))
    return ConversationTree(values, messages, queued)


def _read_message(place: int, given: object) -> MessageNode:
    try:
        values = read_fields(_MESSAGE, given)
        assert isinstance(given, dict)
        if values["state"] == MessageState.GENERATING:
            values["state"] = MessageState.INTERRUPTED.value
        values |= _read_statistics(given.get("statistics"))
        return MessageNode(values, _read_blocks(given.get("blocks", [])))
    except Unreadable as error:
        raise Unreadable(
            said("in message {place}, {problem}", place=place, problem=error.sentence)
        ) from None


def _read_statistics(given: object) -> Values:
    if given is None:
        return {field.name: None for field in _STATISTICS}
    return read_fields(_STATISTICS, given)


def _read_list(fields: Sequence[Field], given: object, name: str) -> list[Values]:
    if not isinstance(given, list):
        raise Unreadable(said("“{name}” is not {what}", name=name, what=said("a list")))
    return [read_fields(fields, each) for each in given]


def _read_blocks(given: object) -> list[Values]:
    blocks = _read_list(_BLOCK, given, "blocks")
    numbers = [block["number"] for block in blocks]
    if numbers != sorted(set(numbers)):
        raise Unreadable(said("“blocks” are not in order"))
    return blocks
