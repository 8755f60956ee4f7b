"""The held-out questions, what makes a reply right, and the proof that training never sees them.

python packaging/starter/held_out.py [--sample 1000000]    # prints leaks, exit status 1 if any
"""

import argparse
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from corpus import Corpus
from exchange import read_toml
from guide import topics
from unknown import refusals

NUM_LONG_TOKENS = 300


@dataclass(frozen=True, slots=True)
class Question:
    """The user's turns, and what the last reply has to contain: all of ``must``, one of ``any``.

    ``answer`` is the whole right reply where there is only one.
    """

    skill: str
    asked: tuple[str, ...]
    must: tuple[str, ...]
    any: tuple[str, ...] = ()
    answer: str = ""

    def is_right(self, text: str, tokens: int) -> bool:
        """Whether a reply of so many tokens is a right one; case does not matter."""
        if not all(contains(text, part) for part in self.must):
            return False
        if self.any and not any(contains(text, part) for part in self.any):
            return False
        return self.skill != "long_story" or tokens > NUM_LONG_TOKENS


def questions() -> list[Question]:
    """All of held_out.toml, in its order."""
    raw = read_toml("held_out.toml")
    by_id = {topic.id: topic for topic in topics()}
    found = [
        Question(skill, (asked,), by_id[name].key, (), by_id[name].answer)
        for skill in ("guide", "talk")
        for name, wordings in raw[skill].items()
        for asked in wordings
    ]
    return found + [
        _question(group["skill"], q) for group in raw["group"] for q in group["questions"]
    ]


def contains(text: str, part: str) -> bool:
    """Whether whole words of a text are those of ``part``, in any case."""
    start, end = (r"\b" if part[at].isalnum() else "" for at in (0, -1))
    return re.search(f"{start}{re.escape(part)}{end}", text, re.IGNORECASE) is not None


def is_refusal(text: str) -> bool:
    """Whether a reply says that the model does not know."""
    return any(key in text for kind in refusals().values() for key in kind.keys)


def _question(skill: str, raw: dict[str, Any]) -> Question:
    asked = (raw["ask"],) if isinstance(raw["ask"], str) else tuple(raw["ask"])
    must = tuple(raw.get("must", []))
    if skill in ("story", "long_story"):
        must = ("Once upon a time", *must)
    match raw.get("any"):
        case "joke":
            return Question(skill, asked, must, tuple(read_toml("phrases.toml")["joke"]["jokes"]))
        case "refusal":
            keys = [key for kind in refusals().values() for key in kind.keys]
            return Question(skill, asked, must, tuple(keys))
    return Question(skill, asked, must)


def plain(asked: str) -> str:
    """A wording without case, marks and spaces at the ends, so that equal ones compare equal."""
    return re.sub(r"[^\w+*/=×<>%^-]+", " ", asked.casefold()).strip() or asked


def leaks(seed: int, conversations: int) -> set[str]:
    """Held-out wordings that a sample of the training conversations contains."""
    held_out = {plain(question.asked[-1]) for question in questions()}
    return held_out & set(_asked(seed, conversations))


def _asked(seed: int, conversations: int) -> Iterable[str]:
    source = Corpus(seed)
    for _ in range(conversations):
        for exchange in source.exchanges():
            yield plain(exchange.asked)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=1_000_000, help="conversations to draw")
    given = parser.parse_args()
    found = sorted(leaks(2024, given.sample))
    print(f"{len(questions())} held-out questions, {len(found)} of them in {given.sample} drawn")
    for asked in found:
        print(f"  {asked}")
    raise SystemExit(1 if found else 0)
