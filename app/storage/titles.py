"""What a conversation is called that nobody named: the subject of the first exchange that has one.

No model is asked. A title never says more than was written.
"""

import re
from collections.abc import Container, Iterable
from itertools import count

from app.storage.small_talk import (
    ASKING,
    CHATTER,
    FOR_ME,
    GREETING,
    NO_SUBJECT,
    QUESTION,
    REQUEST,
    THANKS,
)
from app.storage.text import one_line

TITLE_LENGTH = 48  # characters, the sign for what is left out among them
_READ = 2_000  # characters of a message
_SHORTEST_CUT = TITLE_LENGTH // 2  # a longer last word is cut itself, as in scripts without blanks
_FENCED = re.compile(r"^\s*(```|~~~).*?(^\s*\1\s*$|\Z)", re.MULTILINE | re.DOTALL)
_FENCE = re.compile(r"^\s*(```|~~~).*$", re.MULTILINE)
_MARKS = re.compile(r"^(?:#{1,6}|>+|(?:[-*•]|\d+[.)])(?:\s+\[[ xX]\])?)\s+")
_ABBREVIATED = r"(?<!\b[A-Z]\w{2})(?<!\b[A-Z]\w{3})"  # perhaps: “Prof. Miller”
_SENTENCE = re.compile(
    rf"(?<=\w{{3}})(?:[!?…]|{_ABBREVIATED}\.)[.!?…]*(?=\s+[^\W\d_a-zäöü]|\s+\d|$)|(?<=\w)[。！？]"
)
_SIGNS = " ,.:;!…–-。、！"  # that no title needs at its ends
_EMPHASIS = re.compile(r"\*\*|__|`")
_NUMBER = re.compile(r" \(\d+\)$")
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


def numbered(title: str, taken: Container[str]) -> str:
    """The title of a copy, “Rain (2)”: with the first number from 2 on that is not taken."""
    name = unnumbered(title)
    return next(t for n in count(2) if (t := f"{name} ({n})") not in taken)


def unnumbered(title: str) -> str:
    """A title without the number of a copy."""
    return _NUMBER.sub("", title)


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
    sentence, rest = _first_sentence(words)
    question, _ = _first_sentence(rest)
    is_told = not was_asked and not sentence.endswith("?") and not REQUEST.match(sentence)
    chosen = question if is_told and QUESTION.fullmatch(question) else sentence
    signs = _SIGNS + "?" * was_asked
    words = _without_ending(chosen.strip(signs)).strip(signs)
    if not re.search(r"\w", words) or CHATTER.fullmatch(words) or NO_SUBJECT.fullmatch(words):
        return ""
    return _shortened(_capitalised(words))


def _first_sentence(words: str) -> tuple[str, str]:
    """The first sentence of more than one word, and what comes after it."""
    end = _SENTENCE.search(words)
    if end is None or " " not in words[: end.start()]:
        return words, ""
    return words[: end.end()], words[end.end() :].strip()


def _without_ending(words: str) -> str:
    """Without thanks and “to me” at the end."""
    while (shorter := THANKS.sub("", words)) != words:
        words = shorter
    shorter = FOR_ME.sub("", words.rstrip(_SIGNS))
    return shorter if " " in shorter else words


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
