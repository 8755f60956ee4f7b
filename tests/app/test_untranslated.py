"""No text of the window is a plain literal: each goes through a translation."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

APP = Path(__file__).parents[2] / "app"
SHOWN_BY = re.compile(
    r"set(Text|WindowTitle|ToolTip|StatusTip|WhatsThis|PlaceholderText|Title|LabelText|TabText"
    r"|AccessibleName|AccessibleDescription|InformativeText|DetailedText|Prefix|Suffix)"
    r"|add(Action|Tab|Item|Items|Row|Menu|Button)"
    r"|Q(Label|PushButton|CheckBox|RadioButton|GroupBox|ToolButton|Action|Menu|CommandLinkButton)"
    r"|(question|getText|getOpenFileName|getSaveFileName)"
)
WORD = re.compile(r"[A-Za-z]{2,}")
PROPER = "Sfumato"  # said alike in every language


def literals_shown(source: str) -> Iterator[str]:
    """Literals with a word in them that are handed to Qt as a text, f-strings included."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if not SHOWN_BY.fullmatch(name):
            continue
        for argument in node.args:
            parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            for text in texts:
                if isinstance(text, str) and WORD.search(text.replace(PROPER, "")):
                    yield f"line {node.lineno}: {text}"


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('label.setText("Loading")', 1),
        ('label.setText(self.tr("Loading"))', 0),
        ('QLabel(f"{count} files")', 1),
        ('QLabel("·", self)', 0),
        ('label.setObjectName("status")', 0),
    ],
)
def test_the_guard_sees_a_literal(source: str, count: int) -> None:
    assert len(list(literals_shown(source))) == count


def test_no_text_of_the_window_is_a_literal() -> None:
    found = {
        str(path.relative_to(APP)): shown
        for path in sorted(APP.rglob("*.py"))
        if (shown := list(literals_shown(path.read_text(encoding="utf-8"))))
    }
    assert found == {}
