"""Prints replies of the exported model to given prompts and seeds."""

import argparse
from pathlib import Path

from evaluate import ask

from engine import Engine

ROOT = Path(__file__).parents[2]
PROMPTS = (
    "Hello, who are you?",
    "How do I export a conversation?",
    "Does any of my data leave this machine?",
    "Tell me a short story about a fox.",
    "What is the capital of Portugal?",
    "Tell me a long story.",
)

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prompts", nargs="*", default=PROMPTS)
    parser.add_argument("--folder", type=Path, default=ROOT / "resources" / "starter")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    given = parser.parse_args()
    engine = Engine.load(given.folder)
    for prompt in given.prompts:
        for seed in given.seeds:
            reply, steps, has_ended = ask(engine, prompt, seed)
            print(f"> {prompt}  [seed {seed}, {steps} steps, ended {has_ended}]\n{reply}\n")
