"""Highlighting is ready before the first conversation with code is opened."""

import subprocess
import sys

import pytest

from app.rendering import CodeStyle, highlight_code

_PREPARED = """
from pygments.lexers import PythonLexer
from app.rendering import prepare_lexers
assert "_tokens" not in vars(PythonLexer)  # its rules are not compiled yet
prepare_lexers()
assert "_tokens" in vars(PythonLexer)
"""


def test_common_lexers_are_compiled_ahead() -> None:
    subprocess.run([sys.executable, "-c", _PREPARED], check=True, timeout=120)


@pytest.mark.parametrize("language", ["", "no-such-language"])
def test_unknown_languages_stay_in_one_colour(language: str) -> None:
    style = CodeStyle(*["#111111"] * 7)
    assert highlight_code("if a < b: pass", language, style) == "if a &lt; b: pass"
