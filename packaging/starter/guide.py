"""Draws questions about Sfumato and small talk, with the one answer of each topic."""

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from exchange import Exchange, read_toml
from wording import Bender

_HAND_SHARE = 0.72  # of the wordings of a topic that has frames too


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its wordings by hand, and those that frames make."""

    id: str
    skill: str
    answer: str
    key: tuple[str, ...]
    asks: tuple[str, ...]
    framed: tuple[str, ...]
    weight: float


@cache
def topics() -> tuple[Topic, ...]:
    """All topics of topics.toml (skill "guide") and talk.toml (skill "talk")."""
    frames = read_toml("phrases.toml")["frames"]
    files = (("guide", "topics.toml"), ("talk", "talk.toml"))
    more = read_toml("wordings.toml")
    return tuple(
        _topic(skill, raw, frames, more[skill].get(raw["id"], ""))
        for skill, name in files
        for raw in read_toml(name)["topic"]
    )


def _topic(skill: str, raw: dict[str, Any], frames: dict[str, list[str]], more: str) -> Topic:
    framed = [
        frame.format(x)
        for kind in ("what", "do")
        for x in raw.get(kind, [])
        for frame in frames[kind]
    ]
    return Topic(
        raw["id"],
        skill,
        raw["answer"],
        tuple(raw["key"]),
        (*raw["asks"], *(ask for ask in more.split(" | ") if ask)),
        tuple(framed),
        raw.get("weight", 1.0),
    )


class GuideSource:
    """Draws exchanges about one skill's topics."""

    def __init__(self, skill: str, rng: random.Random, bender: Bender) -> None:
        self._rng, self._bender = rng, bender
        self._topics = [topic for topic in topics() if topic.skill == skill]
        self._weights = [topic.weight for topic in self._topics]

    def exchange(self) -> Exchange:
        """One topic, asked in some way."""
        rng = self._rng
        (topic,) = rng.choices(self._topics, self._weights)
        by_hand = not topic.framed or rng.random() < _HAND_SHARE
        asked = rng.choice(topic.asks if by_hand else topic.framed)
        asked = self._bender.bend(asked, is_loose=True)
        return Exchange(topic.skill, asked, topic.answer, topic)
