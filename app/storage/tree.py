"""The shape of a conversation: which messages a branch holds and which versions they have. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Node:
    """A message's place in the tree; ``shown_child_id`` is the answer to it that was shown last."""

    id: str
    parent_id: str | None
    is_deleted: bool = False
    shown_child_id: str | None = None
    role: str = ""


class MessageTree:
    """Nodes as they were saved. A deleted one is passed over; its children take its place.

    A damaged file may hold cycles or parents that are missing: every walk ends.
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._children: dict[str | None, list[Node]] = {}
        for node in self._nodes.values():
            parent = node.parent_id if node.parent_id in self._nodes else None
            self._children.setdefault(parent, []).append(node)

    def chain(self, leaf: str | None) -> list[str]:
        """All ids from the first message to ``leaf``, deleted ones too."""
        found: dict[str, None] = {}
        while leaf in self._nodes and leaf not in found:
            found[leaf] = None
            leaf = self._nodes[leaf].parent_id
        return list(found)[::-1]

    def path(self, leaf: str | None) -> list[str]:
        """The ids that are shown of the branch that ends in ``leaf``."""
        return [id_ for id_ in self.chain(leaf) if not self._nodes[id_].is_deleted]

    def versions(self, path: list[str]) -> dict[str, tuple[str, ...]]:
        """For each message of a path with other versions: the ids of all of them, oldest first.

        A reply is no version of a question, though it stands in its place when that is deleted.
        """
        parents: list[str | None] = [None, *path]
        found = {id_: self._beside(id_, parent) for parent, id_ in zip(parents, path, strict=False)}
        return {id_: versions for id_, versions in found.items() if len(versions) > 1}

    def _beside(self, message_id: str, parent: str | None) -> tuple[str, ...]:
        role = self._nodes[message_id].role
        return tuple(id_ for id_ in self._shown_below(parent) if self._nodes[id_].role == role)

    def leaf_below(self, message_id: str | None) -> str | None:
        """The end of the branch below a message that was shown last, or else is the newest.

        None stands before every first message.
        """
        seen: set[str | None] = set()
        while message_id not in seen and (children := self._shown_below(message_id)):
            seen.add(message_id)
            shown = self._nodes[message_id].shown_child_id if message_id else None
            message_id = shown if shown in children else children[-1]
        return message_id

    def memory_of(self, leaf: str | None) -> dict[str, str]:
        """What has to be remembered to come back to ``leaf``: node to child, where it is new."""
        path = self.path(leaf)
        return {
            parent: child
            for parent, child in pairwise(path)
            if self._nodes[parent].shown_child_id != child
        }

    def _shown_below(self, parent: str | None) -> tuple[str, ...]:
        """The nearest nodes below ``parent`` that are not deleted, in order."""
        found: list[str] = []
        waiting, seen = list(reversed(self._children.get(parent, ()))), {parent}
        while waiting:
            node = waiting.pop()
            if not node.is_deleted:
                found.append(node.id)
            elif node.id not in seen:
                seen.add(node.id)
                waiting += reversed(self._children.get(node.id, ()))
        return tuple(found)
