"""What common words mean, and the capitals of countries."""

import random
import re
from dataclasses import dataclass
from functools import cache

from exchange import Exchange, read_table, read_toml, with_article
from wording import Bender

_FRAMES = read_toml("frames.toml")
_WORD, _CAPITAL = _FRAMES["word"], _FRAMES["capital"]
_ASKED = re.compile(r"what (?:is|are|does|do)(?: the| an?)? (\w+)(?: mean| do)?\?")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and the sentence that explains it; ``part`` is noun, verb, … or "own"."""

    word: str
    part: str
    gloss: str

    @property
    def reply(self) -> str:
        return f"The word “{self.word}” means: {self.gloss}."


@cache
def words() -> tuple[Word, ...]:
    """All words that are taught; those of our own list come before WordNet's."""
    own = {row[0]: _own(*row) for row in read_table("own_words.tsv")}
    others = [Word(*row) for row in read_table("words.tsv") if row[0] not in own]
    taken = _guide_words()
    return tuple(word for word in [*own.values(), *others] if word.word not in taken)


def _own(word: str, gloss: str) -> Word:
    part = "verb" if gloss.startswith("to ") else "noun" if re.match("(an?|the) ", gloss) else "own"
    return Word(word, part, gloss)


def _guide_words() -> set[str]:
    """Words that the guide explains in its own sense, such as canvas and noise."""
    topics = read_toml("topics.toml")["topic"]
    phrases = [phrase.lower() for topic in topics for phrase in topic.get("what", [])]
    taken = {re.sub("^(an?|the) ", "", phrase) for phrase in phrases}
    asked = [_ASKED.fullmatch(ask) for topic in topics for ask in topic["asks"]]
    return taken | {found[1].lower() for found in asked if found}


class WordSource:
    """Draws questions about words."""

    def __init__(self, rng: random.Random, bender: Bender) -> None:
        self._rng, self._bender = rng, bender

    def exchange(self) -> Exchange:
        """A word asked for afresh."""
        word = self._rng.choice(words())
        frames, said = _WORD["asks"], word.word
        if self._rng.random() < 0.45:
            if word.part == "noun":
                frames, said = _WORD["noun"], self._with_article(word)
            elif word.part == "verb":
                frames = _WORD["verb"]
        return _explained(fill(frames, said, self._rng, self._bender), word)

    def follow_up(self) -> Exchange:
        """The next word, after one was explained."""
        word = self._rng.choice(words())
        return _explained(fill(_WORD["on"], word.word, self._rng, self._bender), word)

    def _with_article(self, word: Word) -> str:
        has_article = re.match("(an?) ", word.gloss) or self._rng.random() < 0.4
        return with_article(word.word) if has_article else word.word


def _explained(asked: str, word: Word) -> Exchange:
    return Exchange("word", asked, word.reply, word)


@dataclass(frozen=True, slots=True)
class Country:
    """A country, its capital, and the names by which people call the country."""

    name: str
    capital: str
    names: tuple[str, ...]

    @property
    def reply(self) -> str:
        return f"The capital of {self.name} is {self.capital}."


@cache
def countries() -> tuple[Country, ...]:
    """All countries of capitals.tsv."""
    rows = read_table("capitals.tsv")
    return tuple(Country(row[0], row[1], (row[0], *_aliases(row))) for row in rows)


def _aliases(row: list[str]) -> list[str]:
    return row[2].split(", ") if len(row) > 2 else []


class CapitalSource:
    """Draws questions about capitals, mostly of the country, sometimes of the city."""

    def __init__(self, rng: random.Random, bender: Bender) -> None:
        self._rng, self._bender = rng, bender

    def exchange(self) -> Exchange:
        """A capital asked for afresh."""
        rng, draw = self._rng, self._rng.random()
        country = rng.choice(countries())
        if draw < 0.14:
            asked = fill(_CAPITAL["reverse"], country.capital, rng, self._bender)
            return _capital(asked, country, f"{country.capital} is the capital of {country.name}.")
        if draw < 0.24:
            return self._checked(country)
        return _capital(fill(_CAPITAL["asks"], self._called(country), rng, self._bender), country)

    def follow_up(self) -> Exchange:
        """ "And Spain?", after a capital was named."""
        country = self._rng.choice(countries())
        return _capital(
            fill(_CAPITAL["on"], self._called(country), self._rng, self._bender), country
        )

    def _checked(self, country: Country) -> Exchange:
        is_true = self._rng.random() < 0.5
        city = country.capital if is_true else self._rng.choice(countries()).capital
        frame = self._bender.bend(self._rng.choice(_CAPITAL["check"]), plain=0.6)
        word = "Yes" if city == country.capital else "No"
        asked = frame.format(city, self._called(country))
        return _capital(
            asked, country, f"{word}, the capital of {country.name} is {country.capital}."
        )

    def _called(self, country: Country) -> str:
        rng = self._rng
        return country.name if rng.random() < 0.6 else rng.choice(country.names)


def _capital(asked: str, country: Country, reply: str = "") -> Exchange:
    return Exchange("capital", asked, reply or country.reply, country)


def fill(frames: list[str], slot: str, rng: random.Random, bender: Bender) -> str:
    """A bent frame with its slot filled; the slot follows the case of an all-small wording."""
    frame = bender.bend(rng.choice(frames), plain=0.5)
    if frame.isupper():
        slot = slot.upper()
    elif frame.islower() and rng.random() < 0.6:
        slot = slot.lower()
    return frame.replace("{}", slot)
