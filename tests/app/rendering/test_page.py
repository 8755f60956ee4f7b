"""A conversation as one HTML file: nothing remote, no script, light and dark."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.rendering import CodeStyle, MarkdownColors, Page, PageColors, PageMessage, html_page


def colors(window: str) -> PageColors:
    """A page's colours with this ground."""
    return PageColors(
        window=window,
        bubble="#eeeeee",
        quiet="#777777",
        markdown=MarkdownColors("#111111", "#222222", "#333333", "#444444", "#555555", "#666666"),
        code=CodeStyle("#1", "#2", "#3", "#4", "#5", "#6", "#7"),
    )


def rendered(*messages: PageMessage, title: str = "Title") -> str:
    """The whole file."""
    page = Page(title, "Monday", messages)
    return "".join(html_page(page, colors("#fffffe"), colors("#000001")))


class Reader(HTMLParser):
    """Collects elements, attributes and the text that is shown; checks that elements nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "br", "hr", "img", "link"):
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.text += data


HOSTILE = (
    "<script>alert(1)</script>",
    "![x](https://example.org/x.png)",
    '<img src=x onerror="alert(1)">',
    "[x](javascript:alert(1))",
    "</article></main><iframe src='//example.org'>",
    "<style>@import url(//example.org)</style>",
    "```html\n</pre><script>1</script>\n```",
)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("is_reply", [True, False])
def test_nothing_in_a_message_becomes_active(hostile: str, is_reply: bool) -> None:
    message = PageMessage(hostile, is_reply, hostile, hostile, hostile, hostile, hostile)
    page = Reader(rendered(message, title=hostile))
    assert not {"script", "img", "iframe", "link", "object", "form"} & set(page.elements)
    assert page.elements.count("style") == 1
    assert not [name for name, _ in page.attributes if name in ("src", "onerror", "onclick")]
    assert all(value.startswith("http") for name, value in page.attributes if name == "href")


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=60), title=st.text(max_size=20), is_reply=st.booleans())
def test_any_text_gives_elements_that_nest(text: str, title: str, is_reply: bool) -> None:
    page = Reader(rendered(PageMessage("You", is_reply, text, text, "Thought"), title=title))
    assert "script" not in page.elements


def test_file_names_no_address_and_forbids_loading() -> None:
    html = rendered(PageMessage("Reply", True, "Hello"))
    assert "default-src 'none'" in html
    assert not re.search(r"https?:|url\(|@import|//", html)


def test_light_and_dark_are_in_it_and_print_is_light() -> None:
    html = rendered()
    light, dark = html.split("@media screen and (prefers-color-scheme: dark)", 1)
    assert "--window: #fffffe" in light
    assert "--window: #000001" in dark
    assert "@media print" in html


def test_what_a_message_says_is_shown_in_order() -> None:
    own = PageMessage("You", False, "a < b\n  c")
    reply = PageMessage("Reply", True, "**bold**", "Hm.", "Thought", "Stopped.", "5 tokens")
    page = Reader(rendered(own, reply))
    places = [
        page.text.index(words)
        for words in ("Title", "Monday", "You", "a < b\n  c", "Reply", "Thought", "Hm.", "bold")
    ]
    assert places == sorted(places)
    assert page.text.index("Stopped.") < page.text.index("5 tokens")
    assert {"details", "strong"} <= set(page.elements)


def test_code_takes_its_colours_from_the_theme() -> None:
    html = rendered(PageMessage("Reply", True, "```python\nif x: pass\n```"))
    assert '<span style="color:var(--keyword)">if</span>' in html


def test_it_comes_message_by_message() -> None:
    page = Page("T", "", [PageMessage("You", False, str(n)) for n in range(5)])
    assert len(list(html_page(page, colors("#fff"), colors("#000")))) == 7
