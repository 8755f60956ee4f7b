"""What a person typed into the search field, and where it stands in a text. Any text is valid."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
# Scripts written without spaces, in which a word cannot be told from its neighbours.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
_MEANT = re.compile(r"[^\w\s'’.,:;!?()\[\]“”„«»–—-]")  # signs other than punctuation
_WORD = re.compile(r"[^\W_]+")
_ACCENTS = "\u0300-\u036f"
_ACCENT = re.compile(f"[{_ACCENTS}]")
# A character with what composes with it: accents, the voice marks of kana, the parts of Hangul.
_CLUSTER = re.compile(f"(?s:.)[{_ACCENTS}\u3099\u309a\u1161-\u1175\u11a8-\u11c2]*")
# SQLite bounds its expressions and patterns; more is pasted and never typed.
MAX_TERMS = 50
MAX_LENGTH = 500  # characters of a term


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to find: a phrase in its words' order, or the beginning of a word."""

    text: str
    is_phrase: bool

    @property
    def is_indexed(self) -> bool:
        """Whether the word index can find it; else only a look at every text does."""
        return any(c.isalnum() for c in self.text) and not _UNSPACED.search(self.text)

    @property
    def is_exact(self) -> bool:
        """Whether its signs count, as in “C++”: the index knows none and finds too much."""
        return not self.is_indexed or bool(_MEANT.search(folded(self.text)))

    @property
    def match(self) -> str:
        """The term in FTS5's language."""
        quoted = '"' + self.text.replace('"', '""') + '"'
        return quoted if self.is_phrase else quoted + "*"


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Which hits are wished for; None is any. ``since`` is an aware datetime."""

    since: datetime | None = None
    folder_id: str | None = None
    model: str | None = None


def parse(typed: str) -> list[Term]:
    """Words, and phrases in double quotes; a missing closing quote is forgiven.

    The first MAX_TERMS count, of each the first MAX_LENGTH characters.
    """
    composed = unicodedata.normalize("NFC", typed.replace("\0", " "))
    terms: dict[Term, None] = {}  # in the order typed
    for found in _TERM.finditer(composed):
        text = " ".join((found[2] if found[1] is None else found[1]).split())
        term = Term(text[:MAX_LENGTH], found[1] is not None and len(text) <= MAX_LENGTH)
        if folded(term.text):
            terms[term] = None
        if len(terms) == MAX_TERMS:
            break
    return list(terms)


def folded(text: str) -> str:
    """The text without case and accents; both ways to write an accent become the same."""
    return unicodedata.normalize("NFC", text).translate(_FOLDS)


def find_spans(text: str, terms: list[Term]) -> list[tuple[int, int]]:
    """Where any term stands in the text, in order and without overlaps; words at their start."""
    plain, starts, ends = _folded_places(text)
    found = (span for term in terms for span in _spans_of(plain, term))
    spans = [(starts[start], ends[end - 1]) for start, end in found]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _folded_places(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The folded text, and where what each of its characters comes from starts and ends."""
    if unicodedata.is_normalized("NFC", text) and not _ACCENT.search(text):
        return text.translate(_FOLDS), range(len(text)), range(1, len(text) + 1)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text):
        pieces.append(folded(cluster[0]))
        starts += [cluster.start()] * len(pieces[-1])
        ends += [cluster.end()] * len(pieces[-1])
    return "".join(pieces), starts, ends


def _spans_of(plain: str, term: Term) -> list[tuple[int, int]]:
    wanted = folded(term.text)
    if term.is_exact:
        pattern = r"\s+".join(re.escape(word) for word in wanted.split())
    else:
        end = r"(?![^\W_])" if term.is_phrase else ""
        pattern = r"(?<![^\W_])" + r"[\W_]+".join(_WORD.findall(wanted)) + end
    return [found.span() for found in re.finditer(pattern, plain)]


class _Folds(dict[int, str]):
    """A translation table that learns each character when it is first met."""

    def __missing__(self, code: int) -> str:
        base = _ACCENT.sub("", unicodedata.normalize("NFD", chr(code))).casefold()
        self[code] = base if len(base) <= 1 else chr(code)
        return self[code]


_FOLDS = _Folds()
