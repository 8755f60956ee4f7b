"""The places in a text that hold what is looked for, as a reader counts them. Pure."""

from app.storage.query import Term, find_spans

Find = list[tuple[int, int]]  # the (start, end) places of the words in it


def finds_in(text: str, terms: list[Term]) -> list[Find]:
    """Each place once: words that only spaces or signs keep apart are one find."""
    found: list[Find] = []
    for start, end in find_spans(text, terms):
        if found and not any(sign.isalnum() for sign in text[found[-1][-1][1] : start]):
            found[-1].append((start, end))
        else:
            found.append([(start, end)])
    return found
