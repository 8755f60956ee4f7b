"""Long texts in pieces: nothing is lost, and no piece is too long."""

from hypothesis import given
from hypothesis import strategies as st

from app.rendering import CodePart, PlainPart, TextPart
from app.ui.text_pieces import LAID_OUT, count_words, first_piece, parts_of, pieces


@given(st.integers(0, 70_000), st.integers(1, 5_000))
def test_pieces_joined_are_the_text(length: int, line: int) -> None:
    text = ("x" * (line - 1) + "\n") * (length // line) + "y" * (length % line)
    found = list(pieces(text))
    assert "".join(found) == text
    assert all(len(piece) <= LAID_OUT for piece in found)


def test_a_piece_ends_with_a_line_where_one_ends_nearby() -> None:
    assert first_piece("words\n" * 10_000).endswith("words\n")
    assert first_piece("short") == "short"


def test_markdown_keeps_its_code_blocks_and_other_text_its_marks() -> None:
    text = "One.\n\n```\nx\n```"
    assert [type(part) for part in parts_of(text, is_markdown=True)] == [TextPart, CodePart]
    assert parts_of(text, is_markdown=False) == [PlainPart(text)]


def test_words_are_counted_in_any_script() -> None:
    assert count_words("Two words.") == 2
    assert count_words("春が来た") == 4
    assert count_words(" — ") == 0
