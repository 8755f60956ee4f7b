"""ChatGPT exports, made by hand after the real form: trees, tools, pictures, and wrong things."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.storage.transfer.chatgpt import read_chatgpt
from app.storage.transfer.problems import Unreadable
from app.storage.transfer.sfumato_format import conversation_text, read_conversation
from app.storage.transfer.tree import ConversationTree
from tests.fakes.transfer_files import chatgpt, node


def shape(tree: ConversationTree) -> list[tuple[str, str, str | None]]:
    """(role, text, text of the parent) of every message."""
    texts = {m.values["id"]: m.values["text"] for m in tree.messages}
    return [
        (m.values["role"], m.values["text"], texts.get(m.values["parent_id"]))
        for m in tree.messages
    ]


def root() -> list[dict[str, Any]]:
    """How a real one begins: an empty root and a hidden system message."""
    empty = {"id": "root", "parent": None, "message": None, "children": []}
    hidden = {"is_visually_hidden_from_conversation": True}
    return [empty, node("sys", "root", "system", "", metadata=hidden)]


def test_branches_and_the_shown_one_come_along() -> None:
    tree = read_chatgpt(
        chatgpt(
            *root(),
            node("q", "sys", "user", "Hello"),
            node("a1", "q", "assistant", "Hi", metadata={"model_slug": "gpt-4o"}),
            node("a2", "q", "assistant", "Good day"),
            node("q2", "a1", "user", "Thanks"),
            current_node="q2",
        )
    )
    assert shape(tree) == [
        ("user", "Hello", None),
        ("assistant", "Hi", "Hello"),
        ("user", "Thanks", "Hi"),
        ("assistant", "Good day", "Hello"),
    ]
    assert tree.values["active_leaf_id"] == tree.messages[2].values["id"]
    assert tree.messages[1].values["model"] == "gpt-4o"
    assert tree.values["title"] == "From there"
    assert tree.values["title_is_edited"]
    assert tree.values["updated_at"] == datetime(2023, 11, 14, 22, 14, 20, tzinfo=UTC)


def test_versions_keep_the_order_the_parent_names() -> None:
    given = chatgpt(
        node("q", None, "user", "?"), node("b", "q", "user", "B"), node("a", "q", "user", "A")
    )
    given["mapping"]["q"]["children"] = ["a", "b"]
    assert [text for _, text, _ in shape(read_chatgpt(given))] == ["?", "A", "B"]


def test_ids_are_the_same_each_time_and_differ_between_conversations() -> None:
    once, again = (read_chatgpt(chatgpt(node("q", None, "user", "?"))) for _ in range(2))
    other = read_chatgpt(chatgpt(node("q", None, "user", "?"), id="other"))
    assert once == again
    assert once.messages[0].values["id"] != other.messages[0].values["id"]


def test_thought_tool_call_result_and_answer_become_one_reply() -> None:
    thoughts = {"content_type": "thoughts", "thoughts": [{"summary": "Sum", "content": "I add."}]}
    code = {"content_type": "code", "language": "python", "text": "1 + 1"}
    output = {"content_type": "execution_output", "text": "2"}
    tree = read_chatgpt(
        chatgpt(
            *root(),
            node("q", "sys", "user", "1 + 1?"),
            node("t", "q", "assistant", content=thoughts),
            node("c", "t", "assistant", content=code, recipient="python"),
            node("o", "c", "tool", content=output, author={"role": "tool", "name": "python"}),
            node("a", "o", "assistant", "It is 2."),
            node("q2", "a", "user", "Thanks"),
            current_node="c",
        )
    )
    asked, reply, thanks = (m.values for m in tree.messages)
    assert asked["text"] == "1 + 1?"
    assert reply["thought"] == "I add."
    assert reply["text"] == (
        "*Call of python:*\n\n```python\n1 + 1\n```\n\n"
        "*Result of python:*\n\n```\n2\n```\n\nIt is 2."
    )
    assert thanks["parent_id"] == reply["id"]
    assert tree.values["active_leaf_id"] == reply["id"]


def test_what_cannot_be_shown_is_named_where_it_stood() -> None:
    picture = {"content_type": "image_asset_pointer", "asset_pointer": "file-service://x"}
    spoken = {"content_type": "audio_transcription", "text": "Spoken words"}
    files = {"attachments": [{"name": "tax *2023*.pdf"}, {"id": 3}]}
    browsed = {"content_type": "tether_browsing_display", "result": ""}
    given = chatgpt(
        node("q", None, "user", "Look", picture, spoken, {}, metadata=files),
        node("a", "q", "assistant", content=browsed),
    )
    asked, reply = (m.values["text"] for m in read_chatgpt(given).messages)
    assert asked.split("\n\n") == [
        "Look",
        "*[Not imported: picture]*",
        "Spoken words",
        "*[Not imported: a part]*",
        "*[Not imported: file “tax 2023 .pdf”]*",
    ]
    assert reply == "*[Not imported: tether browsing display]*"


def test_marks_of_web_citations_are_taken_out() -> None:
    cited = "It rains.\ue200cite\ue202turn0search1\ue201 Often."
    tree = read_chatgpt(chatgpt(node("a", None, "assistant", cited)))
    assert tree.messages[0].values["text"] == "It rains. Often."


def test_code_with_fences_in_it_stays_one_block() -> None:
    code = {"content_type": "code", "language": "md`", "text": "```\nx\n```"}
    tree = read_chatgpt(chatgpt(node("a", None, "assistant", content=code)))
    assert tree.messages[0].values["text"] == "````md\n```\nx\n```\n````"


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({}, "complete"),
        ({"status": "in_progress"}, "interrupted"),
        ({"metadata": {"finish_details": {"type": "interrupted"}}}, "stopped"),
        ({"metadata": {"finish_details": {"type": "max_tokens"}}}, "cut"),
    ],
)
def test_how_a_reply_ended_is_kept(more: dict[str, Any], state: str) -> None:
    tree = read_chatgpt(chatgpt(node("a", None, "assistant", "x", **more)))
    assert tree.messages[0].values["state"] == state


def test_archived_conversation_stays_archived() -> None:
    tree = read_chatgpt(chatgpt(is_archived=True))
    assert tree.values["archived_at"] == tree.values["updated_at"]


def test_cycle_is_left_out_and_hides_nothing_else() -> None:
    loop = [node("x", "y", "user", "x"), node("y", "x", "user", "y"), node("z", "z", "user", "z")]
    tree = read_chatgpt(chatgpt(node("q", None, "user", "Hello"), *loop, current_node="y"))
    assert shape(tree) == [("user", "Hello", None)]
    assert tree.values["active_leaf_id"] == tree.messages[0].values["id"]


@pytest.mark.parametrize("role", ["user", "assistant"])
def test_very_long_chain_is_read(role: str) -> None:
    chain = [node("n0", None, role, "0")]
    chain += [node(f"n{n}", f"n{n - 1}", role, str(n)) for n in range(1, 20_000)]
    tree = read_chatgpt(chatgpt(*chain))
    assert len(tree.messages) == (20_000 if role == "user" else 1)


@pytest.mark.parametrize(
    "given", [3, {}, {"mapping": {}}, {"mapping": [], "id": "x"}, {"mapping": {}, "id": 5}]
)
def test_element_that_is_no_conversation_is_unreadable(given: Any) -> None:
    with pytest.raises(Unreadable):
        read_chatgpt(given)


def test_times_out_of_range_are_replaced() -> None:
    odd = node("q", None, "user", "x", create_time=1e300)
    tree = read_chatgpt(chatgpt(odd, create_time=float("1e20"), update_time=[]))
    assert tree.values["created_at"] == tree.messages[0].values["created_at"]
    assert tree.values["created_at"].year == 1970


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(["q", "a", "tool", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["author", "role", "content", "parts", "metadata", "content_type", "text"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=300, deadline=None)
@given(
    nodes=st.dictionaries(
        st.sampled_from("qabcde"),
        anything
        | st.fixed_dictionaries(
            {
                "parent": st.sampled_from([*"qabcde", None]),
                "message": anything,
                "children": anything,
            }
        ),
    ),
    message=anything,
)
def test_any_mapping_gives_a_sound_tree(nodes: dict[str, Any], message: Any) -> None:
    given = chatgpt(node("q", None, "user", "?"), current_node=message)
    given["mapping"] |= nodes
    tree = read_chatgpt(given)
    assert read_conversation(json.loads(conversation_text(tree))) == tree
