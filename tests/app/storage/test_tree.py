"""Paths, versions and remembered branches, with deleted messages and damaged trees."""

from hypothesis import given
from hypothesis import strategies as st

from app.storage.tree import MessageTree, Node


def tree(*nodes: Node) -> MessageTree:
    return MessageTree(nodes)


def test_path_runs_from_the_first_message_to_the_leaf() -> None:
    whole = tree(Node("a", None), Node("b", "a"), Node("other", "a"), Node("c", "b"))
    assert whole.path("c") == ["a", "b", "c"]
    assert whole.path(None) == []


def test_deleted_message_is_passed_over_and_its_children_stay() -> None:
    whole = tree(Node("a", None), Node("b", "a", is_deleted=True), Node("c", "b"))
    assert whole.path("c") == ["a", "c"]
    assert whole.leaf_below("a") == "c"


def test_versions_are_all_messages_in_the_same_place_oldest_first() -> None:
    whole = tree(Node("a", None), Node("b", "a"), Node("c", "a"), Node("b2", "b"))
    assert whole.versions(["a", "b", "b2"]) == {"b": ("b", "c")}


def test_versions_of_the_first_message_are_found_too() -> None:
    assert tree(Node("a", None), Node("b", None)).versions(["b"]) == {"b": ("a", "b")}


def test_reply_in_the_place_of_a_deleted_question_is_no_version_of_the_others() -> None:
    whole = tree(
        Node("q1", None, is_deleted=True, role="user"),
        Node("a1", "q1", role="assistant"),
        Node("q2", None, role="user"),
        Node("q3", None, role="user"),
    )
    assert whole.versions(["a1"]) == {}
    assert whole.versions(["q2"]) == {"q2": ("q2", "q3")}


def test_children_of_a_deleted_message_stand_in_its_place_among_the_versions() -> None:
    whole = tree(
        Node("a", None),
        Node("b", "a"),
        Node("gone", "a", is_deleted=True),
        Node("c", "gone"),
        Node("d", "gone"),
        Node("e", "a"),
    )
    assert whole.versions(["a", "d"]) == {"d": ("b", "c", "d", "e")}


def test_branch_shown_last_is_come_back_to_and_else_the_newest() -> None:
    newest = tree(Node("a", None), Node("b", "a"), Node("c", "a"))
    assert newest.leaf_below("a") == "c"
    remembered = tree(Node("a", None, shown_child_id="b"), Node("b", "a"), Node("c", "a"))
    assert remembered.leaf_below("a") == "b"


def test_only_what_is_new_has_to_be_remembered() -> None:
    whole = tree(Node("a", None, shown_child_id="b"), Node("b", "a"), Node("c", "b"))
    assert whole.memory_of("c") == {"b": "c"}


NAMES = st.sampled_from("abcdefgh")
NODES = st.builds(Node, NAMES, st.none() | NAMES, st.booleans(), st.none() | NAMES)


@given(st.lists(NODES, max_size=12), NAMES)
def test_every_walk_ends_in_any_damaged_tree(nodes: list[Node], start: str) -> None:
    whole = MessageTree(nodes)
    path = whole.path(start)
    assert len(path) == len(set(path))
    versions = whole.versions(path)
    assert all(len(found) == len(set(found)) for found in versions.values())
    if start in {node.id for node in nodes}:
        assert whole.leaf_below(start) is not None
    assert whole.leaf_below(None) is None or nodes
