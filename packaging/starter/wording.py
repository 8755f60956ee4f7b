"""Bends a user's wording the way people type: case, typing errors, politeness, lost punctuation."""

import random
import re

_BEFORE = ("please ", "hello, ", "hi, ", "hey, ", "tell me, ", "quick question: ", "ok, ", "so ")
_BEFORE_QUESTION = ("can you tell me ", "could you tell me ", "I wonder, ", "do you know ")
_AFTER = (" please", ", please", " thanks", " here", " now")
_SHORT_FORMS = (
    ("you", "u"),
    ("are", "r"),
    ("what is", "what's"),
    ("what is", "whats"),
    ("do not", "don't"),
    ("I am", "I'm"),
    ("I am", "im"),
    ("please", "pls"),
    ("conversation", "chat"),
    ("cannot", "can't"),
    ("how do I", "how can I"),
    ("how do I", "how to"),
    ("how do I", "how would I"),
    ("can I", "could I"),
    ("can you", "could you"),
)


def bend(text: str, rng: random.Random, *, plain: float = 0.3) -> str:
    """A wording of the same meaning; with probability ``plain`` the text itself."""
    if rng.random() < plain:
        return _capital(text, rng)
    if rng.random() < 0.3:
        text = _short_form(text, rng)
    if rng.random() < 0.3:
        text = _around(text, rng)
    if rng.random() < 0.25:
        text = _typing_error(text, rng)
    text = _punctuation(text, rng)
    return _capital(text, rng)


def _short_form(text: str, rng: random.Random) -> str:
    fitting = [(a, b) for a, b in _SHORT_FORMS if re.search(rf"\b{a}\b", text)]
    if not fitting:
        return text
    long, short = rng.choice(fitting)
    return re.sub(rf"\b{long}\b", short, text, count=1)


def _around(text: str, rng: random.Random) -> str:
    if len(text.split()) < 3:
        return text
    if rng.random() < 0.3:
        stem = text.rstrip("?.!")
        return stem + rng.choice(_AFTER) + text[len(stem) :]
    before = rng.choice(_BEFORE + (_BEFORE_QUESTION if text.endswith("?") else ()))
    return before + text


def _typing_error(text: str, rng: random.Random) -> str:
    places = [i for i in range(1, len(text) - 1) if text[i].isalpha() and text[i + 1].isalpha()]
    if len(text) < 6 or not places:
        return text
    at = rng.choice(places)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text[:at] + text[at] + text[at:]


def _punctuation(text: str, rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.45:
        return text.rstrip("?.!")
    if draw < 0.52:
        return text.rstrip("?.!") + rng.choice(("??", "!", ".", "...", " ?"))
    return text


def _capital(text: str, rng: random.Random) -> str:
    draw = rng.random()
    if draw < 0.35:
        return text.lower()
    if draw < 0.39:
        return text.upper()
    if draw < 0.8:
        return text[:1].upper() + text[1:]
    return text
