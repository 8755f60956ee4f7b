"""Asks the exported model the held-out questions, several seeds each, and prints the shares.

    python packaging/starter/evaluate.py                           # everything, seeds 1 2 3
    python packaging/starter/evaluate.py --seeds 1 --limit 100     # a sample of the questions
    python packaging/starter/evaluate.py --skills sum capital --all

A reply is right if it contains what held_out.toml says and ended by itself. Wrong ones are printed,
with ``--all`` every one.
"""

import argparse
import random
import re
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from asking import Reply, ask
from held_out import Question, is_refusal, questions

from engine import Engine

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question, the reply under one seed, and what is to be said about it."""

    question: Question
    reply: Reply
    seed: int

    @property
    def is_right(self) -> bool:
        return self.reply.has_ended and self.question.is_right(self.reply.text, self.reply.tokens)

    @property
    def is_exact(self) -> bool:
        return self.reply.text.strip() == self.question.answer

    def line(self) -> str:
        mark = "right" if self.is_right else "WRONG"
        asked = " / ".join(self.question.asked)
        text = " ".join(self.reply.text.split())
        return f"[{mark}] {self.question.skill}, seed {self.seed} | {asked}\n    {text[:300]}"


def is_repetitive(text: str) -> bool:
    """One to three words three times in a row, or four to twelve words twice; not of numbers."""
    words = re.findall(r"[^\W\d]+", text.lower())
    return any(
        words[at : at + size] * times == words[at : at + size * times]
        for size in range(1, 13)
        for times in (3 if size < 4 else 2,)
        for at in range(len(words) - size * times + 1)
    )


def report(judged: Sequence[Judged]) -> str:
    """The shares as text, one line each."""
    known = [j for j in judged if j.question.skill != "unknown"]
    beyond = [j for j in judged if j.question.skill == "unknown"]
    lines = [_line("right, of what it should know", [j.is_right for j in known])]
    by_skill: dict[str, list[bool]] = defaultdict(list)
    for j in known:
        by_skill[j.question.skill].append(j.is_right)
    lines += [_line(f"  {skill}", rights) for skill, rights in by_skill.items()]
    worded = [j.is_exact for j in known if j.question.answer]
    return "\n".join(
        [
            *lines,
            _line("guide and talk word for word", worded),
            _line("not knowing what is beyond it", [is_refusal(j.reply.text) for j in beyond]),
            _line("not knowing what it should know", [is_refusal(j.reply.text) for j in known]),
            _line("replies that end by themselves", [j.reply.has_ended for j in judged]),
            _line("replies that repeat themselves", [is_repetitive(j.reply.text) for j in judged]),
            *speed([j.reply for j in judged]),
        ]
    )


def speed(replies: Sequence[Reply]) -> list[str]:
    """Seconds and steps as text, one line each."""
    short = [reply.seconds for reply in replies if len(reply.steps) == 1]
    frames = [reply.first_frame for reply in replies]
    steps = [step for reply in replies for step in reply.steps]
    return [
        f"{'seconds of a one-block reply':34} median {statistics.median(short or [0.0]):.2f}",
        f"{'seconds to the first frame':34} median {statistics.median(frames):.3f}, "
        f"most {max(frames):.3f}",
        f"{'denoising steps a block':34} mean {statistics.mean(steps):.1f}",
    ]


def evaluate(
    engine: Engine, asked: Sequence[Question], seed: int, *, shows_all: bool
) -> list[Judged]:
    """Ask everything under one seed, printing as it goes."""
    judged = []
    for question in asked:
        judged.append(Judged(question, ask(engine, question.asked, seed), seed))
        if shows_all or not judged[-1].is_right:
            print(judged[-1].line(), flush=True)
    return judged


def _line(name: str, truths: Sequence[bool]) -> str:
    share = f"{sum(truths) / len(truths):6.1%}" if truths else "   -  "
    return f"{name:34} {share}  ({sum(truths)} of {len(truths)})"


def _chosen(skills: list[str] | None, limit: int | None) -> list[Question]:
    found = [q for q in questions() if not skills or q.skill in skills]
    return found if limit is None else random.Random(0).sample(found, min(limit, len(found)))


def _main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--folder", type=Path, default=ROOT / "resources" / "starter")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--skills", nargs="+", help="only these, such as: guide sum unknown")
    parser.add_argument("--limit", type=int, help="a random sample of so many questions")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--all", action="store_true", help="print right replies too")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    engine = Engine.load(given.folder)
    asked, judged = _chosen(given.skills, given.limit), []
    for seed in given.seeds:
        of_seed = evaluate(engine, asked, seed, shows_all=given.all)
        judged += of_seed
        print(f"\n== seed {seed} ==\n{report(of_seed)}\n", flush=True)
    if len(given.seeds) > 1:
        print(f"== all {len(given.seeds)} seeds ==\n{report(judged)}")


if __name__ == "__main__":
    _main()
