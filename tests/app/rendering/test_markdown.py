"""Markdown becomes harmless HTML, quickly, whatever it is made of."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rendering import (
    CodePart,
    CodeStyle,
    PlainPart,
    TextPart,
    highlight_code,
    render_markdown,
    split_markdown,
)
from app.rendering.markdown import MAX_MARKDOWN

STYLE = CodeStyle("#010101", "#020202", "#030303", "#040404", "#050505", "#060606", "#070707")

_LINES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "> ", "  ", "   ", "    ", "- ", "1. ", "> - ", "   - ", "\t"]),
    st.sampled_from(["", "```", "```py", "- ", "2) ", "# ", "| "]),
    st.sampled_from(["", "alpha", "beta **gamma**", "delta |", "---"]),
)
_WORDS = re.compile("alpha|beta|gamma|delta")


def render(text: str) -> str:
    return render_markdown(text, STYLE)


def test_structure_is_kept() -> None:
    html = render("# Title\n\n- one\n- two\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n\n~~gone~~ **bold**")
    for element in ("<h1>", "<ul>", "<table ", "<th>", "<s>", "<strong>"):
        assert element in html


def test_raw_html_stays_text() -> None:
    html = render('<script>alert(1)</script>\n\na <img src="http://a/b.png"> b')
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "address", ["http://a.example/b.png", "file:///etc/passwd", "data:image/png;base64,AA", "b.png"]
)
def test_images_become_their_alt_text(address: str) -> None:
    html = render(f"see ![a *red* fox]({address} 'title')")
    assert "<img" not in html
    assert "src" not in html
    assert "see a red fox" in html


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc", "x.html"],
)
def test_links_elsewhere_than_the_web_are_only_words(address: str) -> None:
    for text in (f"[words]({address})", f"[words][r]\n\n[r]: {address}"):
        html = render(text)
        assert "<a" not in html
        assert "words" in html


def test_web_links_stay_links_and_bare_addresses_do_not() -> None:
    assert 'href="https://a.example/"' in render("[a](https://a.example/)")
    assert "<a" not in render("see https://a.example/ now")


def test_code_is_highlighted_by_inline_styles_and_escaped() -> None:
    html = render("- x\n\n  ```python\n  def f(): return '<b>'\n  ```")
    assert 'style="color:#030303">def' in html
    assert "&lt;b&gt;" in html
    assert "class=" not in html


def test_unknown_language_is_plain() -> None:
    assert "<span" not in render("```klingon\ndef f(): pass\n```")


def test_code_blocks_are_cut_out_with_their_language() -> None:
    parts = split_markdown("one\n\n```py title\nx = 1\n\ny\n```\ntwo\n\n    indented\n")
    assert [type(part) for part in parts] == [TextPart, CodePart, TextPart, CodePart]
    assert parts[1] == CodePart("x = 1\n\ny", "py")
    assert parts[3] == CodePart("indented", "")


def test_unfinished_fence_is_code_already() -> None:
    assert split_markdown("```py\nx = 1") == [CodePart("x = 1", "py")]


def test_references_hold_across_code_blocks() -> None:
    parts = split_markdown("[a]\n\n```\nx\n```\n\n[a]: https://a.example/")
    first = parts[0]
    assert isinstance(first, TextPart)
    assert "https://a.example/" in first.html


def test_code_in_lists_and_quotes_is_cut_out_and_the_list_goes_on() -> None:
    steps = "4. Do:\n\n   ```sh\n   one\n   ```\n\n   then\n5. and:\n   ```\n   two\n   ```\n6. end"
    assert split_markdown(f"{steps}\n\n> - q\n>   ```\n>   three\n>   ```\n>\n> **r**\n") == [
        TextPart('<ol start="4">\n<li>\n<p>Do:</p>\n</li>\n</ol>'),
        CodePart("one", "sh", num_lists=1),
        TextPart("<p>then</p>", num_lists=1),
        TextPart('<ol start="5">\n<li>\n<p>and:</p>\n</li>\n</ol>'),
        CodePart("two", "", num_lists=1),
        TextPart('<ol start="6">\n<li>\n<p>end</p>\n</li>\n</ol>'),
        TextPart("<blockquote><ul>\n<li>q</li>\n</ul></blockquote>"),
        CodePart("three", "", num_lists=1, num_quotes=1),
        TextPart("<blockquote><p><strong>r</strong></p></blockquote>"),
    ]


@settings(deadline=None, max_examples=200)
@given(lines=st.lists(_LINES, max_size=14))
def test_parts_hold_all_words_of_the_whole_in_their_order(lines: list[str]) -> None:
    text = "\n".join(lines)
    shown = [
        highlight_code(part.code, "", STYLE) if isinstance(part, CodePart) else part.html
        for part in split_markdown(text)
        if not isinstance(part, PlainPart)
    ]
    assert _WORDS.findall(" ".join(shown)) == _WORDS.findall(render(text))


def test_all_line_ends_count() -> None:
    assert split_markdown("a\r\n\r\n```\r\nx\r\n```\r\nb")[1] == CodePart("x", "")


@pytest.mark.parametrize(
    "text",
    [
        "x" * 1_000_000,
        "[" * 1_000_000,
        "> " * 2_400 + "a",
        "- " * 2_400 + "a",
        ("*a **b" * 800 + "\n") * 12,
        ("![a" * 1_600 + "\n") * 12,
        "".join("  " * level + "- a\n" for level in range(240)),
        "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|a\n" * 10_000,
        "```python\n" + "(" * 50_000,
    ],
    ids=range(9),
)
def test_hostile_text_takes_no_time(text: str) -> None:
    started = time.process_time()
    render(text)
    split_markdown(text)
    assert time.process_time() - started < 8


def test_very_long_text_is_shown_whole_and_unparsed() -> None:
    html = render("*a* <b>\n" * MAX_MARKDOWN)
    assert "<em>" not in html
    assert html.count("&lt;b&gt;") == MAX_MARKDOWN


def test_output_holds_no_address_but_of_links() -> None:
    html = render("![a](http://x/y.png) [b](https://z.example) `<img src=http://q>`")
    assert re.findall(r'(?:src|href|url)\W+"?(http[^"]*)"', html) == ["https://z.example"]
