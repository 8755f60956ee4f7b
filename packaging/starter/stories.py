"""The story grammar: short ones of one block, long ones of two. Knows no wordings of users."""

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StoryWords:
    """Word lists of ``[story]`` in phrases.toml that fill the grammar."""

    heroes: list[str]
    places: list[str]
    names: list[str]
    kinds: list[str]
    times: list[str]
    finds: list[str]
    wishes: list[str]
    troubles: list[str]
    helpers: list[str]
    advice: list[str]
    endings: list[str]


def with_article(noun: str) -> str:
    """ "fox" to "a fox", "owl" to "an owl"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def short_story(words: StoryWords, rng: random.Random, hero: str, place: str) -> str:
    """Five sentences, about 90 tokens."""
    return (
        f"{_opening(words, rng, hero, place)} "
        f"{rng.choice(words.times)}, the {hero} found {rng.choice(words.finds)}, "
        f"but {rng.choice(words.troubles)}. "
        f"Then {rng.choice(words.helpers)} said: “{rng.choice(words.advice)}.” "
        f"So the {hero} did, and {rng.choice(words.endings)}."
    )


def long_story(words: StoryWords, rng: random.Random, hero: str, place: str) -> str:
    """Six paragraphs, over 300 tokens, so that more than one block forms."""
    find = rng.choice(words.finds)
    troubles = rng.sample(words.troubles, 2)
    helpers = rng.sample(words.helpers, 2)
    advice = rng.sample(words.advice, 2)
    paragraphs = [
        f"{_opening(words, rng, hero, place)} Every day was much like the day before, "
        f"and the {hero} often looked at the sky and thought of far places.",
        f"{rng.choice(words.times)}, the {hero} found {find}. It lay in the grass as if it had "
        f"waited for somebody. The {hero} took it home and could think of nothing else.",
        f"The next day, the {hero} set out to learn more, but {troubles[0]}. There it met "
        f"{helpers[0]}. “{advice[0]},” said the stranger, and the {hero} thanked the stranger "
        "and went on.",
        f"After three days {troubles[1]}, and the {hero} nearly turned back. But then it saw "
        f"{helpers[1]} who sat by a small fire. “{advice[1]},” the stranger said, and they shared "
        "some bread and told each other stories until the morning.",
        f"At last the {hero} came to the end of the path. There was a house with a round window, "
        f"and behind the window stood an empty table. When the {hero} put {find} there, "
        "the whole house began to shine, and the door opened.",
        f"Inside there were friends, warm soup and music. The {hero} stayed for a while and then "
        f"went back, and {rng.choice(words.endings)}.",
    ]
    return "\n\n".join(paragraphs)


def _opening(words: StoryWords, rng: random.Random, hero: str, place: str) -> str:
    kind, name = rng.choice(words.kinds), rng.choice(words.names)
    return (
        f"Once upon a time, {with_article(kind)} {hero} named {name} lived {place}. "
        f"The {hero} {rng.choice(words.wishes)}."
    )
