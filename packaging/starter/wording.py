"""Bends a user's wording the way people type: synonyms, politeness, case, errors, keywords only.

A slot ``{}`` in a wording is left alone, so that a frame can be bent before it is filled.
"""

import random
import re
from functools import cache

from exchange import read_toml

_NEAR_KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wqretyuoipsadghjfkkxzvcbmn", strict=True))
_IDLE = frozenset(read_toml("frames.toml")["keywords"]["idle"])
_Swap = tuple[str, re.Pattern[str], list[str]]  # a word, where it stands, what may replace it
_ENDINGS = ("??", "!", ".", "...", " ?", "?!", " .")


class Bender:
    """Draws other wordings of the same meaning with one random source."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def bend(self, text: str, *, plain: float = 0.22, is_loose: bool = False) -> str:
        """Another wording; with probability ``plain`` only its first letter and case change.

        ``is_loose`` allows synonyms, and to leave out all the small words.
        """
        rng = self._rng
        if rng.random() < plain:
            return self.cased(text)
        if is_loose and rng.random() < 0.09:
            return self.cased(_keywords(text))
        if is_loose and rng.random() < 0.6:
            for _ in range(rng.choice((1, 1, 2, 3))):
                text = self._swapped(text, _tables().synonyms)
        if rng.random() < 0.35:
            text = self._swapped(text, _tables().short)
        if rng.random() < 0.3:
            text = self._around(text)
        if rng.random() < 0.22:
            text = self._mistyped(text)
            if len(text) > 30 and rng.random() < 0.3:
                text = self._mistyped(text)
        return self.cased(self._ended(text))

    def cased(self, text: str) -> str:
        """Lower, upper or first letter only; slots stay as they are."""
        draw = self._rng.random()
        if draw < 0.38:
            return text.lower()
        if draw < 0.41:
            return text.upper()
        return text[:1].upper() + text[1:] if draw < 0.8 else text

    def _swapped(self, text: str, swaps: list[_Swap]) -> str:
        fitting = [swap for swap in swaps if swap[0] in text]
        if not fitting:
            return text
        _, pattern, others = self._rng.choice(fitting)
        return pattern.sub(self._rng.choice(others), text, count=1)

    def _around(self, text: str) -> str:
        if text.count(" ") < 2:
            return text
        tables, rng = _tables(), self._rng
        if rng.random() < 0.3:
            stem = text.rstrip("?.!")
            return stem + rng.choice(tables.after) + text[len(stem) :]
        is_question = text.endswith("?") and rng.random() < 0.5
        return rng.choice(tables.before_question if is_question else tables.before) + text

    def _mistyped(self, text: str) -> str:
        rng = self._rng
        at = rng.randrange(1, max(2, len(text) - 1))
        if len(text) < 6 or not text[at - 1 : at + 2].isalpha() or len(text) <= at + 1:
            return text
        match rng.randrange(5):
            case 0:
                return text[:at] + text[at + 1 :]
            case 1 | 2:
                return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
            case 3:
                return text[:at] + text[at] + text[at:]
        return text[:at] + _NEAR_KEYS.get(text[at], text[at]) + text[at + 1 :]

    def _ended(self, text: str) -> str:
        draw, stem = self._rng.random(), text.rstrip("?.!") or text  # "???" is asked, too
        if draw < 0.45:
            return stem
        return stem + self._rng.choice(_ENDINGS) if draw < 0.54 else text


class _Tables:
    """The word tables of phrases.toml, compiled."""

    def __init__(self) -> None:
        phrases = read_toml("phrases.toml")["synonyms"]
        self.synonyms = [_pattern(word, row) for row in phrases["rows"] for word in row]
        self.short = [_pattern(word, [other]) for word, other in phrases["short"]]
        self.before: list[str] = phrases["before"]
        self.before_question: list[str] = phrases["before_question"]
        self.after: list[str] = phrases["after"]


@cache
def _tables() -> _Tables:
    return _Tables()


def _pattern(word: str, row: list[str]) -> _Swap:
    end = r"\b" if word[-1].isalpha() else ""
    others = [other for other in row if other != word]
    return word, re.compile(rf"\b{re.escape(word)}{end}"), others


def _keywords(text: str) -> str:
    kept = [word for word in text.rstrip("?.!").split() if word.lower() not in _IDLE]
    return " ".join(kept) if len(kept) > 1 else text
