"""Markdown without its marks."""

from hypothesis import given
from hypothesis import strategies as st

from app.rendering import plain_text


def test_marks_go_and_words_stay() -> None:
    text = (
        "# Title\n\nSome **bold** *words* with `code`\nand [a link](https://a.example).\n\n> Said."
    )
    assert plain_text(text) == "Title\n\nSome bold words with code\nand a link.\n\nSaid."


def test_lists_keep_bullets_numbers_and_depth() -> None:
    assert plain_text("* one\n* two\n  * deep\n\n3. three\n4. four") == (
        "• one\n• two\n  • deep\n\n3. three\n4. four"
    )


def test_code_stays_as_it_is_and_cells_are_tabs_apart() -> None:
    text = "```py\nx = 1\n\ny = 2\n```\n\n| a | b |\n|---|---|\n| 1 | **2** |"
    assert plain_text(text) == "x = 1\n\ny = 2\n\na\tb\n1\t2"


def test_pictures_become_their_words_and_html_stays_text() -> None:
    assert plain_text("![a cat](https://a.example/c.png) <b>x</b>") == "a cat <b>x</b>"


def test_text_that_is_too_long_to_parse_comes_back_as_it_is() -> None:
    assert plain_text("*" * 70_000) == "*" * 70_000


@given(st.text(alphabet="ab*_`#>-|[]()\n 1.", max_size=80))
def test_any_text_has_plain_words(text: str) -> None:
    assert isinstance(plain_text(text), str)
