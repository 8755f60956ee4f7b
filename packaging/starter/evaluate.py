"""Asks the exported model the held-out wordings and prints replies and the share that is right.

A guide or small-talk reply is right if it is one of the topic's answers word for word; a joke if it
ends with a known joke; a story if it ends by itself and names the hero asked for.
"""

import argparse
import statistics
import time
from collections import Counter
from pathlib import Path

from corpus import answers_of, held_out

from engine import BlockCommitted, ChatMessage, Engine, Finished, FinishReason, GenerationOptions

ROOT = Path(__file__).parents[2]
_STORY_HEROES = ("fox", "robot", "dragon")


def ask(engine: Engine, asked: str, seed: int) -> tuple[str, int, bool]:
    """The reply, its denoising steps and whether it ended by itself."""
    text, steps, ended = "", 0, False
    options = GenerationOptions(seed=seed, max_new_tokens=768)
    for event in engine.generate([ChatMessage("user", asked)], options):
        if isinstance(event, BlockCommitted):
            text += event.text
            steps += event.steps
        elif isinstance(event, Finished):
            ended = event.reason is FinishReason.END_OF_TURN
    return text, steps, ended


def is_right(kind: str, asked: str, reply: str) -> bool:
    """Whether the reply is one that the corpus means for this kind of question."""
    if kind == "story":
        heroes = [hero for hero in _STORY_HEROES if hero in asked]
        return reply.startswith("Once upon a time") and all(hero in reply for hero in heroes)
    if kind == "joke":
        return any(reply.endswith(joke) for joke in answers_of(kind))
    return reply in answers_of(kind)


def evaluate(folder: Path, seeds: list[int], only: str | None) -> None:
    """Print every reply, then the shares."""
    engine = Engine.load(folder)
    right, asked_of, steps, seconds, ended = Counter(), Counter(), [], [], 0
    for seed in seeds:
        for kind, asked in held_out():
            if only and only != kind:
                continue
            started = time.perf_counter()
            reply, used, has_ended = ask(engine, asked, seed)
            seconds.append(time.perf_counter() - started)
            is_good = has_ended and is_right(kind, asked, reply)
            right[kind] += is_good
            asked_of[kind] += 1
            ended += has_ended
            steps.append(used)
            mark = "right" if is_good else "WRONG"
            print(f"[{mark}] {kind} | {asked}\n    {reply!r} ({used} steps)", flush=True)
    total = sum(asked_of.values())
    print(f"\nright {sum(right.values())} of {total}; ended by itself {ended} of {total}")
    print(f"steps, mean: {statistics.mean(steps):.1f}")
    print(f"seconds, median: {statistics.median(seconds):.2f}")
    weak = [
        f"{kind} {right[kind]}/{count}" for kind, count in asked_of.items() if right[kind] < count
    ]
    print("not all right:", ", ".join(weak) or "none")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "resources" / "starter")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--only", help="one kind of question")
    given = parser.parse_args()
    evaluate(given.folder, given.seeds, given.only)
