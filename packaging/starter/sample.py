"""Prints replies of the exported model to given prompts and seeds."""

import argparse
from pathlib import Path

from asking import ask

from engine import Engine

ROOT = Path(__file__).parents[2]
PROMPTS = (
    "Hello, who are you?",
    "How do I export a conversation?",
    "Does any of my data leave this machine?",
    "What is the capital of Portugal?",
    "what's nine minus four",
    "What does happy mean?",
    "Tell me a short story about a fox.",
    "Who painted the Mona Lisa?",
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
            reply = ask(engine, [prompt], seed)
            note = f"seed {seed}, {sum(reply.steps)} steps, ended {reply.has_ended}"
            print(f"> {prompt}  [{note}]\n{reply.text}\n")
