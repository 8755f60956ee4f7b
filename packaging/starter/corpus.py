"""Draws training conversations from all sources. Knows texts, no token ids.

Run it to see twenty conversations, or with ``--shares`` to see how much of each skill there is.
"""

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator

from exchange import Exchange, Turn, read_toml, turns_of
from facts import CapitalSource, WordSource
from guide import GuideSource
from stories import Plot, StorySource
from sums import Sum, SumSource
from unknown import UnknownSource
from wording import Bender

__all__ = ["Corpus", "Turn"]

_PERSONA_SHARE = 0.04


class Corpus:
    """An endless, seeded source of conversations; the last turn is always a reply."""

    def __init__(self, seed: int) -> None:
        rng = self._rng = random.Random(seed)
        bender = self._bender = Bender(rng)
        self._phrases = read_toml("phrases.toml")
        self._guide = GuideSource("guide", rng, bender)
        self._talk = GuideSource("talk", rng, bender)
        self._words, self._capitals = WordSource(rng, bender), CapitalSource(rng, bender)
        self._sums, self._stories = SumSource(rng, bender), StorySource(rng, bender)
        self._unknown = UnknownSource(rng, bender)
        self._draws: list[Callable[[], Exchange]] = [
            self._guide.exchange,
            self._talk.exchange,
            self._words.exchange,
            self._capitals.exchange,
            self._sums.exchange,
            self._unknown.exchange,
            self._joke,
            self._stories.exchange,
            self._name,
            lambda: self._stories.exchange(is_long=True),
        ]
        self._shares = [0.18, 0.08, 0.28, 0.09, 0.16, 0.17, 0.03, 0.03, 0.004, 0.012]

    def conversations(self) -> Iterator[list[Turn]]:
        """Endless: mostly single exchanges, the others with one to four before."""
        while True:
            yield self.conversation()

    def conversation(self) -> list[Turn]:
        """One conversation of one to five exchanges."""
        turns = turns_of(self.exchanges())
        if self._rng.random() < _PERSONA_SHARE:
            prompt = self._rng.choice(self._phrases["personas"]["prompts"])
            turns.insert(0, Turn("system", prompt))
        return turns

    def exchanges(self) -> list[Exchange]:
        """One conversation with the skill of each exchange."""
        draw = self._rng.random()
        if draw < 0.78:
            return [self.exchange()]
        if draw < 0.93:
            before = [self.exchange()] if draw < 0.81 else []
            return before + self._followed()
        return [self.exchange() for _ in range(self._rng.choices((2, 3, 4, 5), (70, 20, 6, 4))[0])]

    def exchange(self) -> Exchange:
        """One wording and its reply, from any skill."""
        (draw,) = self._rng.choices(self._draws, self._shares)
        return draw()

    def _followed(self) -> list[Exchange]:
        """A first exchange and one or two that only make sense after it."""
        kinds: list[tuple[int, Callable[[], list[Exchange]]]] = [
            (22, self._capital_and_more),
            (14, self._sum_and_more),
            (10, self._word_and_more),
            (16, self._story_and_more),
            (6, self._joke_and_more),
            (6, self._unknown_and_more),
            (5, self._name_and_recall),
            (21, self._said_again),
        ]
        (follow,) = self._rng.choices([kind for _, kind in kinds], [share for share, _ in kinds])
        return follow()

    def _capital_and_more(self) -> list[Exchange]:
        told = [self._capitals.exchange()]
        for _ in range(self._once_or_twice()):
            is_known = self._rng.random() < 0.85
            follow = self._capitals.follow_up if is_known else self._unknown.country_follow_up
            told.append(follow())
        return told

    def _sum_and_more(self) -> list[Exchange]:
        told = [self._sums.exchange()]
        for _ in range(self._once_or_twice()):
            before = told[-1].subject
            assert isinstance(before, Sum)
            told.append(self._sums.follow_up(before))
        return told

    def _word_and_more(self) -> list[Exchange]:
        return [self._words.exchange()] + [
            self._words.follow_up() for _ in range(self._once_or_twice())
        ]

    def _story_and_more(self) -> list[Exchange]:
        first = self._stories.exchange(is_long=self._rng.random() < 0.06)
        assert isinstance(first.subject, Plot)
        was_long = first.skill == "long_story"
        return [first, self._stories.follow_up(first.subject, was_long=was_long)]

    def _joke_and_more(self) -> list[Exchange]:
        told = [self._joke()]
        for _ in range(self._once_or_twice()):
            again = self._bend(self._phrases["joke"]["more"])
            told.append(self._told_joke(again, told[-1].reply))
        return told

    def _unknown_and_more(self) -> list[Exchange]:
        first = self._unknown.about_country()
        return [first, self._unknown.follow_up(first)]

    def _said_again(self) -> list[Exchange]:
        """ "Shorter please" gives a reply's first sentence, "say that again" all of it."""
        draw = (self._guide, self._guide, self._words, self._capitals)[self._rng.randrange(4)]
        first = draw.exchange()
        if draw is self._guide and self._rng.random() < 0.7:
            asked = self._bend(self._phrases["short_please"]["asks"])
            return [first, Exchange("guide", asked, first_sentence(first.reply))]
        asked = self._bend(self._phrases["short_please"]["repeat"])
        return [first, Exchange(first.skill, asked, first.reply)]

    def _name_and_recall(self) -> list[Exchange]:
        told = [self._name()]
        if self._rng.random() < 0.4:
            told.append(self.exchange())
        asked = self._bend(self._phrases["people"]["asks"])
        recalled = self._phrases["people"]["recall"].format(told[0].subject)
        return [*told, Exchange("talk", asked, recalled)]

    def _name(self) -> Exchange:
        people = self._phrases["people"]
        name = self._rng.choice(people["names"])
        asked = self._bend(people["tells"]).replace("{}", name)
        return Exchange("talk", asked, people["greeting"].format(name), name)

    def _joke(self) -> Exchange:
        asked = self._rng.choice(self._phrases["joke"]["asks"])
        asked = self._bender.bend(asked).replace(
            "{}", self._rng.choice(self._phrases["joke"]["about"])
        )
        return self._told_joke(asked, "")

    def _told_joke(self, asked: str, before: str) -> Exchange:
        others = [joke for joke in self._phrases["joke"]["jokes"] if joke != before]
        return Exchange("joke", asked, self._rng.choice(others))

    def _bend(self, wordings: list[str]) -> str:
        return self._bender.bend(self._rng.choice(wordings), plain=0.5)

    def _once_or_twice(self) -> int:
        return 1 if self._rng.random() < 0.7 else 2


def first_sentence(text: str) -> str:
    """A text up to its first full stop, question mark or exclamation mark."""
    for at, mark in enumerate(text):
        if mark in ".!?" and text[at + 1 : at + 2] in ("", " "):
            return text[: at + 1]
    return text


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--shares", action="store_true", help="count skills and characters")
    given = parser.parse_args()
    source = Corpus(given.seed)
    if given.shares:
        count, characters = Counter[str](), Counter[str]()
        for _ in range(20_000):
            last = source.exchanges()[-1]
            count[last.skill] += 1
            characters[last.skill] += len(last.reply)
        for skill, number in count.most_common():
            part = characters[skill] / characters.total()
            print(
                f"{skill:12} {number / 200:5.1f} % of the last replies, {part:5.1%} of their text"
            )
        return
    for _ in range(20):
        for turn in source.conversation():
            print(f"{turn.role}: {turn.content}")
        print()


if __name__ == "__main__":
    _main()
