"""What a conversation is called that nobody named: the subject of the first exchange that has one.

No model is asked. A title never says more than was written.
"""

import re
from collections.abc import Iterable

from app.storage.small_talk import ASKING, CHATTER, GREETING, THANKS
from app.storage.text import one_line

TITLE_LENGTH = 48  # characters, the sign for what is left out among them
_READ = 2_000  # characters of a message
_SHORTEST_CUT = TITLE_LENGTH // 2  # a longer last word is cut itself, as in scripts without blanks
_FENCED = re.compile(r"^\s*(```|~~~).*?(^\s*\1\s*$|\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^\s*(```|~~~).*$", re.MULTILINE)
_MARKS = re.compile(r"^(?:#{1,6}|>+|[-*•]|\d+[.)])\s+")
_SENTENCE = re.compile(r"(?<=\w{3})[.!?…]+(?=\s+[^\W\d_a-zäöü]|\s+\d|$)|(?<=\w)[。！？]")
_EMPHASIS = re.compile(r"\*\*|__|`")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.{2,80}?)(?<=\S)\1")


def title_of(turns: Iterable[tuple[str, str]]) -> str:
    """The title for (role, text) of each message from the first on; never empty if the first isn't.

    A question gives it by its words, a reply only by a heading or a bold term.
    """
    first = ""
    for role, text in turns:
        first = first or text
        if subject := subject_of(text) if role == "user" else _named_in(text):
            return subject
    return _shortened(_capitalised(one_line(first[:_READ])))


def subject_of(text: str) -> str:
    """A person's text without greeting and politeness, short; empty if nothing else is in it."""
    text = text[:_READ]
    subjects = (_subject_in(line) for line in _FENCED.sub("", text).splitlines())
    return next((subject for subject in subjects if subject), "") or _code_in(text)


def _code_in(text: str) -> str:
    """The first line of code with a word in it."""
    blocks = (found.group() for found in _FENCED.finditer(text))
    lines = (one_line(line) for block in blocks for line in _FENCE.sub("", block).splitlines())
    return next((_shortened(line) for line in lines if re.search(r"\w", line)), "")


def _subject_in(line: str) -> str:
    line = _EMPHASIS.sub("", _MARKS.sub("", one_line(line)))
    words, was_asked = _without_opening(line)
    sentence = _SENTENCE.search(words)
    if sentence and sentence.end() < len(words) and " " in words[: sentence.start()]:
        words = words[: sentence.end()]
    while (shorter := THANKS.sub("", words)) != words:
        words = shorter
    words = words.strip(" ,.:;!…–-。、！" + ("?" if was_asked else ""))
    if not re.search(r"\w", words) or CHATTER.fullmatch(words):
        return ""
    return _shortened(_capitalised(words))


def _without_opening(words: str) -> tuple[str, bool]:
    """What comes after greetings and asking, and whether it was asked for politely."""
    was_asked = False
    while True:
        words = words.lstrip(" ,.:;!…–-")
        if found := GREETING.match(words):
            words = words[found.end() :]
        elif chatter := CHATTER.match(words):
            rest = words[chatter.end() :]
            if not rest or not re.search(r"[.!?]\s*$", chatter.group()):
                return words, was_asked
            words = rest
        elif asked := next((p.match(words) for p in ASKING if p.match(words)), None):
            words, was_asked = words[asked.end() :], True
        else:
            return words, was_asked


def _named_in(reply: str) -> str:
    """The first heading or bold term of a reply that is more than a greeting."""
    text = _FENCED.sub("", reply[:_READ])
    bold = (found.group(2) for found in _BOLD.finditer(text))
    names = (subject_of(name) for name in (*_HEADING.findall(text), *bold))
    return next((name for name in names if name), "")


def _capitalised(words: str) -> str:
    """“iPhone” and “https://…” stay as they are."""
    first = words.partition(" ")[0].rstrip(",;:?!")
    return words[0].upper() + words[1:] if first.isalpha() and first.islower() else words


def _shortened(line: str) -> str:
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[:TITLE_LENGTH]  # a word that ends just here is whole
    place = cut.rfind(" ")
    words = line[:place] if place >= _SHORTEST_CUT else line[: TITLE_LENGTH - 1]
    return words.rstrip(" ,.:;!?–-") + "…"
