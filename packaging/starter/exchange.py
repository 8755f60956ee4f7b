"""The records that the corpus is made of: turns of a conversation, and questions with replies."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a conversation; ``role`` is "system", "user" or "assistant"."""

    role: str
    content: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A user's wording and the reply that fits; ``subject`` is what a follow-up needs to know."""

    skill: str
    asked: str
    reply: str
    subject: Any = None


def turns_of(exchanges: list[Exchange]) -> list[Turn]:
    """The exchanges as turns, in order."""
    turns = []
    for exchange in exchanges:
        turns += [Turn("user", exchange.asked), Turn("assistant", exchange.reply)]
    return turns


def read_toml(name: str) -> dict[str, Any]:
    """A file of this folder."""
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


def read_table(name: str) -> list[list[str]]:
    """The rows of a tab-separated file of sources/."""
    lines = (HERE / "sources" / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


def with_article(noun: str) -> str:
    """ "fox" to "a fox", "owl" to "an owl"."""
    return f"{'an' if noun[0] in 'aeiou' and noun[:3] not in ('uni', 'eur') else 'a'} {noun}"
