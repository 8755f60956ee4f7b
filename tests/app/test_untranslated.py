"""No text of the window is a plain literal: each goes through a translation, or through said()."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import engine.errors  # noqa: F401
from engine.said import SaidError

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
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


def errors_by_name() -> set[str]:
    """The classes of errors whose text a person reads."""
    waiting, found = [SaidError], set[str]()
    while waiting:
        kind = waiting.pop()
        found.add(kind.__name__)
        waiting += kind.__subclasses__()
    return found


def unsaid(source: str, errors: set[str]) -> Iterator[str]:
    """Errors made of a plain text, and templates of ``said`` that nobody could collect."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name, first = getattr(node.func, "id", ""), node.args[0]
        is_literal = isinstance(first, ast.Constant | ast.JoinedStr)
        if (name in errors and is_literal) or (
            name == "said" and not isinstance(first, ast.Constant)
        ):
            yield f"line {node.lineno}: {ast.unparse(first)}"


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('raise DatabaseError("The disk is full.")', 1),
        ('raise EngineError(f"{name} is gone.")', 1),
        ('raise EngineError(said("{name} is gone.", name=name))', 0),
        ('said(f"{name} is gone.")', 1),
        ("said(TEMPLATE)", 1),
        ('raise ValueError("not a download event")', 0),
    ],
)
def test_the_guard_sees_an_unsaid_sentence(source: str, count: int) -> None:
    assert len(list(unsaid(source, errors_by_name()))) == count


def test_every_error_for_a_person_is_said() -> None:
    assert len(errors_by_name()) > 15
    found = {
        str(path.relative_to(ROOT)): shown
        for top in ("app", "engine")
        for path in sorted((ROOT / top).rglob("*.py"))
        if (shown := list(unsaid(path.read_text(encoding="utf-8"), errors_by_name())))
    }
    assert found == {}
