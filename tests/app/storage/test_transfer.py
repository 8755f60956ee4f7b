"""A conversation as a Markdown file."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.storage.records import Conversation, Message, MessageState
from app.storage.transfer import export_markdown, write_text_atomically

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def message(role: str, text: str, state: MessageState = MessageState.COMPLETE) -> Message:
    model = "starter" if role == "assistant" else None
    return Message("m", "c", None, role, text, "", state, NOW, model, None, None)


def exported(title: str, *messages: Message) -> str:
    return export_markdown(Conversation("c", title, NOW, NOW, None), messages)


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


def test_a_reply_that_did_not_end_says_so() -> None:
    text = exported("x", message("assistant", "Once", MessageState.INTERRUPTED))
    assert "Once\n\n*This reply was interrupted.*" in text


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "chat.md"
    write_text_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_text_atomically(path, "new \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
