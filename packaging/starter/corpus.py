"""Draws training conversations from topics.toml and phrases.toml. Knows texts, no token ids."""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stories import StoryWords, long_story, short_story, with_article
from wording import bend

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation; ``role`` is "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A user's wording and a fitting reply; ``kind`` names the skill."""

    kind: str
    asked: str
    reply: str


class Corpus:
    """An endless, seeded source of conversations; the last turn is always a reply."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._topics = _read("topics.toml")["topic"]
        self._phrases = _read("phrases.toml")
        story = self._phrases["story"]
        self._words = StoryWords(**{name: story[name] for name in StoryWords.__slots__})
        self._weights = [topic.get("weight", 1.0) for topic in self._topics]

    def conversations(self) -> Iterator[list[Turn]]:
        """Endless: mostly single exchanges, the others with one or two before."""
        while True:
            yield self.conversation()

    def conversation(self) -> list[Turn]:
        """One conversation of one to three exchanges."""
        draw = self._rng.random()
        if draw < 0.05:
            return self._followed_up()
        exchanges = [self.exchange()]
        if draw < 0.15:
            exchanges.insert(0, self._story() if draw < 0.06 else self._topic())
        if draw < 0.07:
            exchanges.insert(0, self._topic())
        return _turns(exchanges)

    def exchange(self) -> Exchange:
        """One wording and its reply, from any skill."""
        kinds: list[tuple[float, Callable[[], Exchange]]] = [
            (0.55, self._topic),
            (0.09, self._joke),
            (0.23, self._story),
            (0.10, self._unknown),
            (0.03, self._long_story),
        ]
        (draw,) = self._rng.choices([kind for _, kind in kinds], [share for share, _ in kinds])
        return draw()

    def _topic(self) -> Exchange:
        (topic,) = self._rng.choices(self._topics, self._weights)
        asked = bend(self._rng.choice(topic["asks"]), self._rng)
        return Exchange(topic["id"], asked, self._rng.choice(topic["answers"]))

    def _joke(self) -> Exchange:
        asked = bend(self._rng.choice(self._phrases["joke_asks"]), self._rng)
        return Exchange("joke", asked, self._joke_text())

    def _joke_text(self) -> str:
        return self._rng.choice(self._phrases["jokes"])

    def _story(self) -> Exchange:
        return self._told("story", "asks", short_story)

    def _long_story(self) -> Exchange:
        return self._told("long_story", "asks_long", long_story)

    def _told(self, kind: str, asks: str, tell: Callable[..., str]) -> Exchange:
        rng, story = self._rng, self._phrases["story"]
        hero, place = rng.choice(self._words.heroes), rng.choice(self._words.places)
        asked = rng.choice(story[asks])
        if rng.random() < 0.75:
            asked = rng.choice(story[f"{asks}_about"]).format(hero=self._named(hero))
            if rng.random() < 0.25 and not asked.endswith(("please", "?")):
                asked += f" {place}"
        elif rng.random() < 0.15:
            asked += f" {place}"
        return Exchange(kind, bend(asked, rng), tell(self._words, rng, hero, place))

    def _named(self, hero: str) -> str:
        draw = self._rng.random()
        if draw < 0.8:
            return with_article(hero)
        return f"the {hero}" if draw < 0.9 else f"{with_article(self._kind())} {hero}"

    def _kind(self) -> str:
        return self._rng.choice(self._words.kinds)

    def _unknown(self) -> Exchange:
        rng = self._rng
        fillers: dict[str, list[str]] = self._phrases["fillers"]
        filled = {name: rng.choice(values) for name, values in fillers.items()}
        asked = bend(rng.choice(self._phrases["unknown_asks"]).format(**filled), rng)
        return Exchange("unknown", asked, rng.choice(self._phrases["not_knowing"]))

    def _followed_up(self) -> list[Turn]:
        """A joke or story, then another one."""
        first = self._rng.choice((self._joke, self._story))()
        again = bend(self._rng.choice(self._phrases["more_asks"]), self._rng)
        tell = self._joke if first.kind == "joke" else self._story
        second = next(other for other in iter(tell, None) if other.reply[-20:] != first.reply[-20:])
        return _turns([first, Exchange(second.kind, again, second.reply)])


def held_out() -> list[tuple[str, str]]:
    """Pairs of skill and wording that training never sees."""
    phrases = _read("phrases.toml")
    pairs = [
        (topic["id"], asked)
        for topic in _read("topics.toml")["topic"]
        for asked in topic["held_out"]
    ]
    pairs += [("joke", asked) for asked in phrases["joke_held_out"]]
    pairs += [("story", asked) for asked in phrases["story"]["held_out"]]
    pairs += [("unknown", asked) for asked in phrases["unknown_held_out"]]
    return pairs


def answers_of(kind: str) -> list[str]:
    """The texts that would be right for a topic, a joke or a question beyond the model."""
    phrases = _read("phrases.toml")
    if kind == "joke":
        return phrases["jokes"]
    if kind == "unknown":
        return phrases["not_knowing"]
    return next((t["answers"] for t in _read("topics.toml")["topic"] if t["id"] == kind), [])


def _turns(exchanges: list[Exchange]) -> list[Turn]:
    return [
        turn
        for exchange in exchanges
        for turn in (Turn("user", exchange.asked), Turn("assistant", exchange.reply))
    ]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    source = Corpus(seed=0)
    for _ in range(20):
        for turn in source.conversation():
            print(f"{turn.role}: {turn.content}")
        print()
