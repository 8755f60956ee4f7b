"""Collects the texts of the program into the .ts files of Qt Linguist and makes .qm files of them.

``python packaging/translate.py`` after changing a text; what has no German yet is listed. Texts
are read from the syntax tree, because lupdate sees neither ``said`` nor helpers such as ``_tr``.
"""

import ast
import subprocess
import sys
import xml.etree.ElementTree as xml
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("en", "de")
SENTENCES = "Sentences"  # the context of what is made by said()


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text of the program: where it belongs, its words, and whether it counts something."""

    context: str
    source: str
    is_plural: bool


class _Reader(ast.NodeVisitor):
    """Finds ``said``, ``self.tr``, ``QCoreApplication.translate`` and what only passes on to it."""

    def __init__(self, tree: ast.Module) -> None:
        self.found: set[Text] = set()
        self._classes: list[str] = []
        self._helpers = dict(_helpers(tree))

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node.name)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        function, texts = node.func, node.args
        name = function.attr if isinstance(function, ast.Attribute) else ""
        if isinstance(function, ast.Name) and function.id == "said":
            self._add(SENTENCES, texts[:1], False)
        elif isinstance(function, ast.Name) and function.id in self._helpers:
            self._add(self._helpers[function.id], texts[:1], len(texts) > 1)
        elif name == "tr" and self._classes:
            self._add(self._classes[-1], texts[:1], len(texts) > 2)
        elif name == "translate" and len(texts) > 1 and isinstance(texts[0], ast.Constant):
            self._add(str(texts[0].value), texts[1:2], len(texts) > 3)

    def _add(self, context: str, texts: list[ast.expr], is_plural: bool) -> None:
        for text in texts:
            for part in _choices(text):
                self.found.add(Text(context, part, is_plural))


def _helpers(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Names and contexts of functions whose first argument goes on to ``translate``."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef) or not node.args.args:
            continue
        for call in ast.walk(node):
            if (
                isinstance(call, ast.Call)
                and isinstance(call.func, ast.Attribute)
                and call.func.attr == "translate"
                and len(call.args) > 1
                and isinstance(call.args[0], ast.Constant)
                and isinstance(call.args[1], ast.Name)
                and call.args[1].id == node.args.args[0].arg
            ):
                yield node.name, str(call.args[0].value)


def _choices(node: ast.expr) -> Iterator[str]:
    """A text, or both of ``a if … else b``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _choices(node.body)
        yield from _choices(node.orelse)


def texts_of_program() -> list[Text]:
    """Every text that the program shows, sorted."""
    found: set[Text] = set()
    for path in sorted([*(ROOT / "app").rglob("*.py"), *(ROOT / "engine").rglob("*.py")]):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        reader = _Reader(tree)
        reader.visit(tree)
        found |= reader.found
    return sorted(found)


def ts_path(language: str) -> Path:
    """Where the editable translation of a language lies."""
    return FOLDER / f"sfumato_{language}.ts"


def read_ts(language: str) -> dict[Text, tuple[str, ...]]:
    """The translations that are there: one text, or one a plural form; "" where none is yet."""
    if not ts_path(language).exists():
        return {}
    known: dict[Text, tuple[str, ...]] = {}
    for context in xml.parse(ts_path(language)).getroot().iter("context"):
        for message in context.iter("message"):
            is_plural = message.get("numerus") == "yes"
            text = Text(context.findtext("name", ""), message.findtext("source", ""), is_plural)
            told = message.find("translation")
            assert told is not None
            forms = [form.text or "" for form in told.iter("numerusform")]
            known[text] = tuple(forms) if is_plural else (told.text or "",)
    return known


def wanted(language: str) -> list[Text]:
    """What a language's file holds: everything, in English only what has plurals."""
    return [text for text in texts_of_program() if language != "en" or text.is_plural]


def write_ts(language: str, known: dict[Text, tuple[str, ...]]) -> None:
    """Write the file anew, with the texts of today and what is known of them."""
    root = xml.Element("TS", version="2.1", language=language, sourcelanguage="en")
    contexts: dict[str, xml.Element] = {}
    for text in wanted(language):
        if text.context not in contexts:
            contexts[text.context] = xml.SubElement(root, "context")
            xml.SubElement(contexts[text.context], "name").text = text.context
        _add_message(contexts[text.context], text, known.get(text, ()))
    xml.indent(root, " ")
    words = xml.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    ts_path(language).write_text(f"{head}{words}\n", encoding="utf-8")


def _add_message(context: xml.Element, text: Text, forms: tuple[str, ...]) -> None:
    message = xml.SubElement(context, "message")
    if text.is_plural:
        message.set("numerus", "yes")
    xml.SubElement(message, "source").text = text.source
    told = xml.SubElement(message, "translation")
    if not all(forms) or not forms:
        told.set("type", "unfinished")
    if text.is_plural:
        for form in forms or ("", ""):
            xml.SubElement(told, "numerusform").text = form
    elif forms:
        told.text = forms[0]


def main() -> int:
    """Bring .ts and .qm up to date; 1 if a text has no translation."""
    FOLDER.mkdir(exist_ok=True)
    missing = []
    for language in LANGUAGES:
        known = read_ts(language)
        write_ts(language, known)
        missing += [text for text in wanted(language) if not all(known.get(text, ("",)))]
        source, target = ts_path(language), ts_path(language).with_suffix(".qm")
        tool = Path(sys.executable).with_name("pyside6-lrelease")
        subprocess.run([str(tool), "-silent", str(source), "-qm", str(target)], check=True)
    for text in missing:
        print(f"Not translated: {text.context}: {text.source}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
