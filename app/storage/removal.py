"""Takes a message out of its tree for good: in the database, and in backups of any schema."""

from collections.abc import Collection

_FOLLOWERS = (
    "UPDATE messages SET parent_id = (SELECT parent_id FROM messages WHERE id = ?1)"
    " WHERE parent_id = ?1",
    "UPDATE conversations SET active_leaf_id = (SELECT parent_id FROM messages WHERE id = ?1)"
    " WHERE active_leaf_id = ?1",
)
_REMEMBERED = "UPDATE messages SET shown_child_id = NULL WHERE shown_child_id = ?1"
_ITSELF = ("DELETE FROM blocks WHERE message_id = ?1", "DELETE FROM messages WHERE id = ?1")


def message_removal(columns: Collection[str]) -> tuple[str, ...]:
    """SQL in this order, ``?1`` is the message's id; what followed it follows the one before.

    ``columns`` are those that messages have there: older schemas have fewer.
    """
    remembered = (_REMEMBERED,) if "shown_child_id" in columns else ()
    return (*_FOLLOWERS, *remembered, *_ITSELF)
