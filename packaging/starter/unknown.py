"""Questions beyond the model, with the kind sentences that say so."""

import random
import re
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

from exchange import Exchange, read_table, read_toml
from facts import countries, fill, words
from wording import Bender

_ALL_FRAMES = read_toml("frames.toml")
_FRAMES, _COINED = _ALL_FRAMES["unknown"], _ALL_FRAMES["coined"]
_SLOT = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A kind of questions, with the sentences for it and the keys by which one knows them."""

    id: str
    replies: tuple[str, ...]
    keys: tuple[str, ...]
    weight: float
    asks: tuple[str, ...]
    frames: tuple[str, ...]


@cache
def refusals() -> dict[str, Refusal]:
    """All kinds of unknown.toml."""
    return {raw["id"]: _refusal(raw) for raw in read_toml("unknown.toml")["kind"]}


def _refusal(raw: dict[str, Any]) -> Refusal:
    replies = [(reply["text"], reply["key"]) for reply in raw["replies"]]
    texts, keys = zip(*replies, strict=True)
    asks, frames = tuple(raw.get("asks", [])), tuple(raw.get("frames", []))
    return Refusal(raw["id"], texts, keys, raw["weight"], asks, frames)


class UnknownSource:
    """Draws questions that the model must not try to answer."""

    def __init__(self, rng: random.Random, bender: Bender) -> None:
        self._rng, self._bender = rng, bender
        self._kinds = [kind for kind in refusals().values() if kind.weight > 0]
        self._fillers: dict[str, list[str]] = read_toml("unknown.toml")["fillers"]
        self._rare = [row[0] for row in read_table("rare_words.txt")]
        self._known = {word.word for word in words()}
        self._fillers = {
            name: [value for value in values if value.split()[-1] not in self._known]
            for name, values in self._fillers.items()
        }

    def exchange(self) -> Exchange:
        """Any kind of question, near misses of the facts among them."""
        draw = self._rng.random()
        if draw < 0.16:
            return self._rare_word()
        if draw < 0.24:
            return self._no_country()
        if draw < 0.31:
            return self._about_country()
        if draw < 0.38:
            return self._hard_sum()
        (kind,) = self._rng.choices(self._kinds, [kind.weight for kind in self._kinds])
        by_hand = not kind.frames or self._rng.random() < 0.5
        if kind.id == "nonsense" and self._rng.random() < 0.5:
            return self._refused(self._gibberish(), "nonsense")
        asked = self._rng.choice(kind.asks) if by_hand else self._filled(kind.frames)
        return self._refused(self._bender.bend(asked, plain=0.35), kind.id)

    def follow_up(self, before: Exchange) -> Exchange:
        """ "And Spain?" after a question that was beyond the model is beyond it too."""
        country = self._rng.choice(self._rng.choice(countries()).names)
        return self._refused(
            fill(_FRAMES["country_on"], country, self._rng, self._bender), before.subject
        )

    def country_follow_up(self) -> Exchange:
        """A place without a capital, after a capital was named."""
        place = self._place()
        return self._refused(fill(_FRAMES["place_on"], place, self._rng, self._bender), "place")

    def about_country(self) -> Exchange:
        """A question about a country that is not for its capital."""
        return self._about_country()

    def _about_country(self) -> Exchange:
        country = self._rng.choice(self._rng.choice(countries()).names)
        return self._refused(fill(_FRAMES["country"], country, self._rng, self._bender), "general")

    def _rare_word(self) -> Exchange:
        word = self._coined() if self._rng.random() < 0.25 else self._rng.choice(self._rare)
        return self._refused(fill(_FRAMES["word"], word, self._rng, self._bender), "word")

    def _no_country(self) -> Exchange:
        return self._refused(
            fill(_FRAMES["place"], self._place(), self._rng, self._bender), "place"
        )

    def _place(self) -> str:
        if self._rng.random() < 0.45:
            return self._rng.choice(self._fillers["region"])
        return (self._coined() + self._rng.choice(_COINED["lands"])).capitalize()

    def _coined(self) -> str:
        rng = self._rng
        syllables = rng.choice((1, 2, 2, 3))
        start = "".join(
            rng.choice(_COINED["starts"]) + rng.choice(_COINED["middles"]) for _ in range(syllables)
        )
        coined = start + rng.choice(_COINED["ends"])
        return self._coined() if coined in self._known else coined

    def _gibberish(self) -> str:
        rng = self._rng
        letters = "asdfghjklqwertzuiopyxcvbnm" if rng.random() < 0.6 else "asdfjkl"
        lengths = [rng.randint(2, 8) for _ in range(rng.randint(1, 4))]
        return " ".join("".join(rng.choices(letters, k=length)) for length in lengths)

    def _hard_sum(self) -> Exchange:
        rng = self._rng
        numbers = {
            "large": rng.randint(201, 9999),
            "any": rng.randint(13, 9999),
            "two": rng.randint(21, 99),
            "two2": rng.randint(21, 99),
            "ten": rng.randint(2, 99),
            "one": rng.randint(2, 9),
            "sign": rng.choice(("+", "-", "*", "x", " times ", " plus ", " minus ")),
        }
        asked = _SLOT.sub(lambda slot: str(numbers[slot[1]]), rng.choice(_FRAMES["sum"]))
        return self._refused(self._bender.bend(asked, plain=0.6), "math")

    def _filled(self, frames: tuple[str, ...]) -> str:
        frame = self._rng.choice(frames)
        return _SLOT.sub(lambda slot: self._rng.choice(self._fillers[slot[1]]), frame)

    def _refused(self, asked: str, kind: str) -> Exchange:
        replies = refusals()[kind].replies
        return Exchange("unknown", asked, replies[_mark(asked) % len(replies)], kind)


def _mark(asked: str) -> int:
    """A number from the first word: which of several sentences answers a question.

    A sentence drawn by chance cannot be foretold from the question, and the places of a canvas,
    each drawn by itself, then come from different sentences.
    """
    return crc32(asked.lower().split()[0].rstrip("?!.,").encode())
