"""The colours of rendered text as records, and the style sheet made of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeStyle:
    """Colours of highlighted code and its font families, each as CSS wants them."""

    text: str
    comment: str
    keyword: str
    string: str
    number: str
    name: str
    background: str
    families: str = "monospace"


@dataclass(frozen=True, slots=True)
class MarkdownColors:
    """Colours of rendered Markdown, each as "#rrggbb"."""

    text: str
    muted: str
    link: str
    rule: str
    header_background: str
    code_background: str


def markdown_stylesheet(colors: MarkdownColors, families: str = "monospace") -> str:
    """CSS in the subset of Qt's rich text; ``families`` are the fonts of inline code."""
    return f"""
body, p, li, td, th {{ color: {colors.text}; }}
p {{ margin-top: 0px; margin-bottom: 10px; line-height: 140%; }}
li {{ margin-top: 0px; margin-bottom: 2px; line-height: 135%; }}
ul, ol {{ margin-top: 0px; margin-bottom: 8px; }}
h1 {{ font-size: x-large; font-weight: 600; margin-top: 14px; margin-bottom: 8px; }}
h2 {{ font-size: large; font-weight: 600; margin-top: 14px; margin-bottom: 6px; }}
h3, h4, h5, h6 {{ font-size: medium; font-weight: 600; margin-top: 12px; margin-bottom: 4px; }}
a {{ color: {colors.link}; text-decoration: underline; }}
blockquote {{ margin: 4px 18px 10px 18px; }}
blockquote p {{ color: {colors.muted}; }}
code {{ font-family: {families}; background-color: {colors.code_background}; }}
pre {{ font-family: {families}; background-color: {colors.code_background};
       margin-top: 4px; margin-bottom: 10px; white-space: pre-wrap; }}
table {{ border-width: 1px; border-style: solid; border-color: {colors.rule};
         border-collapse: collapse; margin-top: 4px; margin-bottom: 12px; }}
th, td {{ border: 1px solid {colors.rule}; padding: 5px 10px; }}
th {{ background-color: {colors.header_background}; font-weight: 600; text-align: left; }}
hr {{ background-color: {colors.rule}; }}
"""
