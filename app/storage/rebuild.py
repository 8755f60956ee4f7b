"""A sound database out of salvaged rows: backups fill what is missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.storage import schema
from app.storage.backup_rows import BackupRows
from app.storage.database import Database
from app.storage.raw_rows import Value
from app.storage.records import RESCUED_TITLE, MessageState
from app.storage.salvage import Row, Rows, key_of
from app.storage.titles import title_of

_UNKNOWN = ""  # the parent of a reply of which only the blocks are left
_INSERT_ORDER = ("folders", "personas", "conversations", "messages", "blocks", "queued_messages")


# Not the queue: what was sent since would be sent once more.
_MERGED = ("folders", "personas", "conversations", "blocks", "messages")


@dataclass(frozen=True, slots=True)
class Completed:
    """Messages that are known to be lost, and those that only the backups still had."""

    num_lost: int
    num_from_backup: int


def make_whole(rows: Rows, backups: BackupRows) -> Completed:
    """Add what only the newest backup has, and give every row what it refers to.

    A row that was rescued counts, however old the backup's: it is the newer one. What is missing
    was lost, as what is deleted for good is taken out of the backups, too.
    """
    rescued = rows["messages"].keys()
    _merge(rows, backups)
    _find_conversations(rows, backups)
    num_lost = _find_messages(rows, backups)
    found = {key for key, row in rows["messages"].items() if row["parent_id"] != _UNKNOWN}
    num_from_backup = len(found - rescued)
    _keep_if_owned(rows, backups)
    num_lost += _close_gaps(rows)
    return Completed(num_lost, num_from_backup)


def write_database(rows: Rows, path: Path) -> None:
    """Write all rows as a new database of the present schema. Raises DatabaseError."""
    database = Database.open(path)
    try:
        with database.transaction() as connection:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")  # children before parents
            for table in _INSERT_ORDER:
                for row in rows[table].values():
                    insert_row(connection, table, row)
    finally:
        database.close()


def insert_row(
    connection: Connection, table: str, row: Row, *, ignores_known: bool = False
) -> None:
    """Add a row; with ``ignores_known`` what is there already stays as it is."""
    verb = "INSERT OR IGNORE" if ignores_known else "INSERT"
    names, places = ", ".join(row), ", ".join("?" for _ in row)
    sql = f"{verb} INTO {table} ({names}) VALUES ({places})"
    connection.exec_driver_sql(sql, tuple(row.values()))


def _merge(rows: Rows, backups: BackupRows) -> None:
    newest = _newest_messages(rows)
    for table in _MERGED:
        kept = {key_of(schema.metadata.tables[table], row): row for row in backups.newest(table)}
        blocks = _blocks_by_message(rows) if table == "messages" else {}
        for key in kept.keys() - rows[table].keys():
            match table:
                case "personas":
                    kept[key]["is_default"] = 0  # another may be by now
                case "conversations":
                    kept[key] = _brought_up_to(newest.get(key), kept[key])
                case "messages":
                    kept[key] = _as_told(kept[key], blocks.get(key, ()))
        rows[table] = _interleaved(rows[table], kept)


def _interleaved(rescued: Mapping[object, Row], kept: Mapping[object, Row]) -> dict[object, Row]:
    """Both in the order of saving: what was lost comes after what was saved before it."""
    after: dict[object, list[object]] = {}
    before = None
    for key in kept:
        if key in rescued:
            before = key
        else:
            after.setdefault(before, []).append(key)
    ordered = {key: kept[key] for key in after.get(None, ())}
    for key, row in rescued.items():
        ordered[key] = row
        ordered |= {lost: kept[lost] for lost in after.get(key, ())}
    return ordered


def _newest_messages(rows: Rows) -> dict[object, Row]:
    """The last rescued message of each conversation."""
    return {
        row["conversation_id"]: row
        for row in rows["messages"].values()
        if row.get("deleted_at") is None
    }


def _brought_up_to(newest: Row | None, conversation: Row) -> Row:
    """A backup's state of a conversation shows what was written after the backup."""
    if newest is None or str(newest["created_at"]) <= str(conversation["updated_at"]):
        return conversation
    return conversation | {"active_leaf_id": newest["id"], "updated_at": newest["created_at"]}


def _find_conversations(rows: Rows, backups: BackupRows) -> None:
    conversations, newest = rows["conversations"], _newest_messages(rows)
    for message in (*rows["messages"].values(), *rows["queued_messages"].values()):
        wanted = message["conversation_id"]
        if wanted not in conversations:
            kept = backups.row("conversations", wanted)
            found = kept and _brought_up_to(newest.get(wanted), kept)
            conversations[wanted] = found or conversation_after(message)


def conversation_after(first: Row) -> Row:
    """A conversation whose row is lost, called by the message it begins with."""
    title = title_of([("user", str(first["text"]))]) or str(RESCUED_TITLE)
    time = first["created_at"]
    values = {"title": title, "created_at": time, "updated_at": time}
    return {"id": first["conversation_id"], **values}


def _find_messages(rows: Rows, backups: BackupRows) -> int:
    """Fetch messages that others name, and those that these name in turn."""
    found: dict[object, Row] = {}
    lost = set(backups.forgotten)
    own_blocks = _blocks_by_message(rows)
    while missing := [m for m in _missing(rows, found) if m.message_id not in lost]:
        for wanted in missing:
            row = backups.row("messages", wanted.message_id)
            for block in backups.blocks(wanted.message_id) if row else ():
                rows["blocks"].setdefault(key_of(schema.blocks, block), block)
            blocks = own_blocks.get(wanted.message_id)
            if row or blocks:
                found[wanted.message_id] = _as_told(row or wanted.reply(), blocks or ())
            else:
                lost.add(str(wanted.message_id))
    rows["messages"] = _in_order(rows["messages"], found)
    return len(lost - backups.forgotten)


@dataclass(frozen=True, slots=True)
class _Missing:
    """A message that is named but not there, and what is known of it."""

    message_id: Value
    conversation_id: Value
    time: Value  # that of what names it

    def reply(self) -> Row:
        """An empty one, of which only the blocks are left."""
        return {
            "id": self.message_id,
            "conversation_id": self.conversation_id,
            "parent_id": _UNKNOWN,
            "role": "assistant",
            "text": "",
            "thought": "",
            "created_at": self.time,
        }


def _missing(rows: Rows, found: dict[object, Row]) -> list[_Missing]:
    there = rows["messages"] | found
    named = {
        row["parent_id"]: _Missing(row["parent_id"], row["conversation_id"], row["created_at"])
        for row in there.values()
    }
    for row in rows["conversations"].values():
        leaf = row.get("active_leaf_id")
        named.setdefault(leaf, _Missing(leaf, row["id"], row["updated_at"]))
    return [missing for key, missing in named.items() if key and key not in there]


def _blocks_by_message(rows: Rows) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for block in sorted(rows["blocks"].values(), key=lambda block: int(block["number"] or 0)):
        found.setdefault(block["message_id"], []).append(block)
    return found


def _as_told(message: Row, blocks: Sequence[Row]) -> Row:
    """A reply as its blocks tell it, if they tell more than its row."""
    told: Row = {part: "".join(str(b[part]) for b in blocks) for part in ("text", "thought")}
    if len(str(told["text"])) <= len(str(message["text"])):
        return message
    return message | told | {"state": MessageState.INTERRUPTED.value}


def _in_order(messages: dict[object, Row], found: dict[object, Row]) -> dict[object, Row]:
    """As they were saved, with each one that was found before the first that follows it."""
    there, ordered = messages | found, dict[object, Row]()
    for message_id in (*messages, *found):
        chain = [message_id]
        while (parent := there[chain[-1]]["parent_id"]) in found and parent not in chain:
            chain.append(parent)
        for each in reversed(chain):
            ordered.setdefault(each, there[each])
    return ordered


def _keep_if_owned(rows: Rows, backups: BackupRows) -> None:
    """Blocks without their message go; a folder or persona that is lost is no longer named."""
    owned = {k: b for k, b in rows["blocks"].items() if b["message_id"] in rows["messages"]}
    rows["blocks"] = owned
    for conversation in rows["conversations"].values():
        for column, table in (("folder_id", "folders"), ("persona_id", "personas")):
            wanted = conversation.get(column)
            if wanted is None or wanted in rows[table]:
                continue
            found = backups.row(table, wanted)
            if found is None:
                conversation[column] = None
            else:
                rows[table][wanted] = found | ({"is_default": 0} if table == "personas" else {})


def _close_gaps(rows: Rows) -> int:
    """Where a message is lost, the next one follows the one saved before it.

    Returns how many more are lost: the question of a reply known by its blocks only.
    """
    messages, num_lost = rows["messages"], 0
    last: dict[object, str] = {}
    for message_id, message in messages.items():
        parent, previous = message["parent_id"], last.get(message["conversation_id"])
        if parent is not None and parent not in messages:
            message["parent_id"] = previous
            is_answer = previous is not None and messages[previous]["role"] == "user"
            num_lost += parent == _UNKNOWN and not is_answer
        last[message["conversation_id"]] = str(message_id)
    for conversation in rows["conversations"].values():
        if conversation.get("active_leaf_id") not in messages:
            conversation["active_leaf_id"] = last.get(conversation["id"])
    return num_lost
