"""A conversation as one HTML file that needs nothing else: no script, no remote anything."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from app.rendering.markdown import render_markdown
from app.rendering.stylesheet import CodeStyle, MarkdownColors

_FAMILIES = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"


@dataclass(frozen=True, slots=True)
class PageMessage:
    """One message as it is to be read; empty strings leave out their part.

    ``thought_label`` names the thought; ``note`` says how a reply ended, ``footer`` gives figures.
    """

    speaker: str
    is_reply: bool
    text: str
    thought: str = ""
    thought_label: str = ""
    note: str = ""
    footer: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A title, a line below it, and the messages from first to last."""

    title: str
    subtitle: str
    messages: Sequence[PageMessage]


@dataclass(frozen=True, slots=True)
class PageColors:
    """All colours of a page, those of its own as "#rrggbb"."""

    window: str
    bubble: str
    quiet: str
    markdown: MarkdownColors
    code: CodeStyle


def html_page(page: Page, light: PageColors, dark: PageColors) -> Iterator[str]:
    """The file piece by piece, a message at a time. It is light or dark as its reader wishes."""
    title = escape(page.title)
    yield (
        '<!DOCTYPE html>\n<html>\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title}</title>\n<style>\n:root {{ {_variables(light)} }}\n"
        f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(dark)} }} }}\n"
        f"{_SHEET}</style>\n</head>\n<body>\n<main>\n<header>\n"
        f'<h1 dir="auto">{title}</h1>\n<p class="quiet">{escape(page.subtitle)}</p>\n</header>\n'
    )
    for message in page.messages:
        yield _article(message)
    yield "</main>\n</body>\n</html>\n"


def _article(message: PageMessage) -> str:
    kind = "reply" if message.is_reply else "own"
    parts = [f'<article class="{kind}" dir="auto">', f"<h2>{escape(message.speaker)}</h2>"]
    if message.thought:
        label, thought = escape(message.thought_label), escape(message.thought)
        parts.append(f"<details><summary>{label}</summary><div>{thought}</div></details>")
    if message.text and message.is_reply:
        parts.append(f"<div>{render_markdown(message.text, _CODE)}</div>")
    elif message.text:
        parts.append(f'<div class="bubble">{escape(message.text)}</div>')
    parts += [
        f'<p class="quiet">{escape(line)}</p>' for line in (message.note, message.footer) if line
    ]
    return "\n".join([*parts, "</article>\n"])


def _variables(colors: PageColors) -> str:
    code, markdown = colors.code, colors.markdown
    named = {
        "window": colors.window,
        "bubble": colors.bubble,
        "quiet": colors.quiet,
        "text": markdown.text,
        "muted": markdown.muted,
        "link": markdown.link,
        "rule": markdown.rule,
        "head": markdown.header_background,
        "ground": markdown.code_background,
        "comment": code.comment,
        "keyword": code.keyword,
        "string": code.string,
        "number": code.number,
        "name": code.name,
    }
    return " ".join(f"--{name}: {color};" for name, color in named.items())


# Code is coloured by names, whose colours change with the reader's wish.
_CODE = CodeStyle(
    text="var(--text)",
    comment="var(--comment)",
    keyword="var(--keyword)",
    string="var(--string)",
    number="var(--number)",
    name="var(--name)",
    background="var(--ground)",
)
_SHEET = f"""
html {{ color-scheme: light dark; }}
body {{ margin: 0; background: var(--window); color: var(--text); overflow-wrap: anywhere;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", sans-serif; }}
main {{ max-width: 748px; margin: 0 auto; padding: 32px 16px 64px; }}
header {{ border-bottom: 1px solid var(--rule); margin-bottom: 28px; }}
header h1 {{ font-size: 1.5em; line-height: 1.25; margin: 0 0 4px; }}
.quiet {{ color: var(--quiet); font-size: 0.85em; margin: 6px 0 14px; }}
article {{ margin: 0 0 24px; }}
article > h2 {{ position: absolute; width: 1px; height: 1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; }}
.own {{ display: flex; flex-direction: column; align-items: flex-end; padding-left: 64px; }}
.bubble {{ background: var(--bubble); border-radius: 12px; padding: 10px 14px;
  white-space: pre-wrap; max-width: 100%; box-sizing: border-box; }}
.reply p {{ margin: 0 0 10px; }}
.reply li {{ margin: 2px 0; }}
.reply h1 {{ font-size: 1.45em; margin: 20px 0 8px; }}
.reply div > h2 {{ font-size: 1.25em; margin: 18px 0 8px; }}
.reply h3, .reply h4, .reply h5, .reply h6 {{ font-size: 1.05em; margin: 14px 0 6px; }}
a {{ color: var(--link); }}
blockquote {{ margin: 6px 0 10px; padding-left: 14px; border-left: 3px solid var(--rule); }}
blockquote p {{ color: var(--muted); }}
code, pre {{ font-family: {_FAMILIES}; font-size: 0.9em; background: var(--ground); }}
code {{ padding: 1px 4px; border-radius: 4px; }}
pre {{ padding: 12px 14px; border-radius: 8px; white-space: pre-wrap; line-height: 1.45; }}
table {{ border-collapse: collapse; border: 1px solid var(--rule); margin: 6px 0 14px; }}
th, td {{ border: 1px solid var(--rule); padding: 5px 10px; text-align: start; }}
th {{ background: var(--head); }}
hr {{ border: none; border-top: 1px solid var(--rule); margin: 16px 0; }}
details {{ margin: 0 0 10px; color: var(--quiet); font-size: 0.9em; }}
summary {{ cursor: pointer; }}
details div {{ white-space: pre-wrap; border-left: 3px solid var(--rule); padding-left: 12px;
  margin-top: 6px; }}
@media print {{
  @page {{ margin: 18mm; }}
  html {{ color-scheme: light; }}
  body {{ background: white; font-size: 10.5pt; orphans: 3; widows: 3; }}
  main {{ max-width: none; padding: 0; }}
  .bubble, pre, code, th {{ print-color-adjust: exact; -webkit-print-color-adjust: exact; }}
  h1, h2, h3, h4, summary {{ break-after: avoid; }}
  tr, .quiet {{ break-inside: avoid; }}
}}
"""
