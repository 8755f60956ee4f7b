"""Makes words.tsv and rare_words.txt from WordNet 3.0 as Debian's wordnet-base installs it.

    python packaging/starter/sources/make_words.py [--wordnet /usr/share/wordnet]

Words are chosen by how often WordNet's own texts use them, with the everyday words below first;
a gloss is cut at its first semicolon and kept only if it is short, plain and not circular.
"""

import argparse
import random
import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
NUM_WORDS, NUM_RARE = 1030, 3000
_FILES = {"noun": "noun", "verb": "verb", "adj": "adjective", "adv": "adverb"}
_POS = {"1": "noun", "2": "verb", "3": "adj", "4": "adv", "5": "adj"}
_LONGEST_GLOSS = 56
_MANNERED = (
    "used of|used to|used as|primarily|etc|abstract|being one more|or relating|such as|any of"
    "|and nothing more|pertaining to|relating to|having to do|metaphorical|or any|, as |ten more"
)
_INDECENT = "sex|genital|obscen|vulgar|offensive|disparag|derogat|slang|ethnic|excre|penis|nazi"

_CHOICE = tomllib.loads((HERE / "word_choice.toml").read_text(encoding="utf-8"))
EVERYDAY, DROP = _CHOICE["everyday"].split(), set(_CHOICE["drop"].split())


@dataclass(frozen=True, slots=True)
class Entry:
    """A word with its most used part of speech and the gloss of its first sense there."""

    word: str
    part: str
    gloss: str
    count: int


def main(wordnet: Path) -> None:
    """Write both files beside this script."""
    counts, first_senses = read_counts(wordnet)
    entries = {entry.word: entry for entry in read_entries(wordnet, counts, first_senses)}
    chosen = choose(entries)
    lines = [f"{e.word}\t{_FILES[e.part]}\t{spoken(e)}\n" for e in sorted(chosen, key=_word)]
    (HERE / "words.tsv").write_text("".join(lines), encoding="utf-8")
    own = (HERE / "own_words.tsv").read_text(encoding="utf-8").splitlines()
    known = {entry.word for entry in chosen} | {line.split("\t")[0] for line in own}
    rare = rare_words(wordnet, counts, known)
    (HERE / "rare_words.txt").write_text("\n".join(rare) + "\n", encoding="utf-8")


def read_counts(wordnet: Path) -> tuple[Counter[tuple[str, str]], dict[tuple[str, str], int]]:
    """Uses of each (word, part of speech) in all senses, and in the first."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for line in (wordnet / "cntlist.rev").read_text(encoding="utf-8").splitlines():
        key, sense, count = line.split()
        word, rest = key.split("%")
        counts[word, _POS[rest[0]]] += int(count)
        if sense == "1":
            first[word, _POS[rest[0]]] = int(count)
    return counts, first


def read_entries(
    wordnet: Path, counts: Counter[tuple[str, str]], first: dict[tuple[str, str], int]
) -> list[Entry]:
    """Every word whose gloss passes the rules, in its most used part of speech."""
    best: dict[str, str] = {}
    for (word, part), count in counts.items():
        if word not in best or count > counts[word, best[word]]:
            best[word] = part
    found = []
    for part in _FILES:
        glosses = read_glosses(wordnet / f"data.{part}")
        for word, offset in read_index(wordnet / f"index.{part}").items():
            gloss = plain(glosses[offset])
            is_main_sense = 2 * first.get((word, part), 0) >= counts[word, part]
            if best.get(word) == part and is_main_sense and is_good(word, part, gloss):
                found.append(Entry(word, part, gloss, counts[word, part]))
    return found


def read_index(path: Path) -> dict[str, str]:
    """Word to the offset of its first sense."""
    lines = [ln.split() for ln in path.read_text(encoding="utf-8").splitlines() if ln[0] != " "]
    return {f[0]: next(x for x in f if re.fullmatch(r"\d{8}", x)) for f in lines}


def read_glosses(path: Path) -> dict[str, str]:
    """Offset to gloss; nothing for names, which are written with a capital."""
    glosses = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line[0] != " ":
            fields = line.split(" ", 5)
            glosses[fields[0]] = "" if fields[4][0].isupper() else line.split("| ", 1)[1]
    return glosses


def plain(gloss: str) -> str:
    """The gloss up to its first example or semicolon, without what stands in brackets."""
    text = re.sub(r"\([^)]*\)", "", gloss.split("; ")[0])
    return re.sub(r"\s+", " ", text).replace(" ,", ",").strip(" ;:,.")


def is_good(word: str, part: str, gloss: str) -> bool:
    """Short, plain, of small letters, and explaining the word by other words."""
    stem = word[: max(4, len(word) - 2)]
    return (
        re.fullmatch("[a-z]{3,11}", word) is not None
        and 10 <= len(gloss) <= _LONGEST_GLOSS
        and re.fullmatch("[a-z ,'-]+", gloss) is not None
        and re.search(rf"\b{stem}|{_MANNERED}", gloss) is None
        and (part != "adv" or word.endswith("ly"))
        and not (part == "adj" and word.endswith(("ed", "er", "est")) and word != "tired")
    )


def choose(entries: dict[str, Entry]) -> list[Entry]:
    """Everyday words first, then by count, up to NUM_WORDS."""
    wanted = [entries[w] for w in dict.fromkeys(EVERYDAY) if w in entries and w not in DROP]
    often = sorted(entries.values(), key=lambda e: (-e.count, e.word))
    others = [e for e in often if e.word not in DROP and e not in wanted]
    return (wanted + others)[:NUM_WORDS]


def spoken(entry: Entry) -> str:
    """The gloss as it follows "means": verbs with "to"."""
    bare = entry.gloss.removeprefix("to ")
    return f"to {bare}" if entry.part == "verb" else entry.gloss


def rare_words(wordnet: Path, counts: Counter[tuple[str, str]], known: set[str]) -> list[str]:
    """Words that the model is not taught, half of them seldom used, for its not knowing."""
    words = set()
    for part in _FILES:
        glosses = read_glosses(wordnet / f"data.{part}")
        for word, offset in read_index(wordnet / f"index.{part}").items():
            is_fit = glosses[offset] and not re.search(_INDECENT, glosses[offset])
            if is_fit and re.fullmatch("[a-z]{4,12}", word):
                words.add(word)
    words -= known | DROP | set(EVERYDAY)
    used = sorted(w for w in words if any(counts[w, part] for part in _FILES))
    unused = sorted(words - set(used))
    rng = random.Random(3)
    return sorted(rng.sample(used, NUM_RARE // 2) + rng.sample(unused, NUM_RARE // 2))


def _word(entry: Entry) -> str:
    return entry.word


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    main(parser.parse_args().wordnet)
