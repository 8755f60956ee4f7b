"""A conversation as a Markdown file."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from app.storage.records import Conversation, Message, MessageState
from app.storage.transfer.markdown import export_markdown
from app.storage.transfer.words import ExportWords

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def message(role: str, text: str, state: MessageState = MessageState.COMPLETE) -> Message:
    model = "starter" if role == "assistant" else None
    return Message("m", "c", None, role, text, "", state, NOW, model, None, None)


def exported(title: str, *messages: Message) -> str:
    return export_markdown(Conversation("c", title, NOW, NOW, None), messages, ExportWords())


def test_front_matter_names_title_dates_and_model() -> None:
    text = exported("Greeting", message("user", "Hello"), message("assistant", "Hi **there**"))
    assert text.startswith(
        '---\ntitle: "Greeting"\ncreated: "2026-11-23T10:00:00+00:00"\n'
        'updated: "2026-11-23T10:00:00+00:00"\nmodel: "starter"\n---\n\n# Greeting\n'
    )
    assert "## You\n\nHello\n\n## Reply (starter)\n\nHi **there**\n" in text


@pytest.mark.parametrize("title", ['a: "b"', "two\nlines", "---", "# x", "tab\there"])
def test_no_title_breaks_the_front_matter(title: str) -> None:
    lines = exported(title).split("\n")
    assert lines[0] == "---"
    assert lines[5] == "---"
    assert json.loads(lines[1].removeprefix("title: ")) == title


@given(title=st.text(max_size=100), model=st.text(max_size=20))
def test_front_matter_says_the_same_to_any_yaml_reader(title: str, model: str) -> None:
    text = export_markdown(
        Conversation("c", title, NOW, NOW, None),
        [replace(message("assistant", ""), model=model)],
        ExportWords(),
    )
    front = yaml.safe_load(text.split("---\n")[1]) if "---" not in title + model else None
    assert front is None or (front["title"], front["model"]) == (title, model)


@pytest.mark.parametrize("odd", ["\x7f", "\x85", "\x9f", "\u2028", "\ufeff", "\uffff", "😀", "\0"])
def test_odd_characters_are_escaped_for_yaml(odd: str) -> None:
    assert yaml.safe_load(exported(f"a{odd}b").split("---\n")[1])["title"] == f"a{odd}b"


def test_a_reply_that_did_not_end_says_so() -> None:
    text = exported("x", message("assistant", "Once", MessageState.INTERRUPTED))
    assert "Once\n\n*This reply was interrupted.*" in text
