"""Runs the exported model in the reference implementation and in the engine, and compares texts.

Needs the test dependencies (transformers). The reference insists on a vision tower, which the
starter model has not: it gets a tiny random one that text never touches.
"""

import argparse
from pathlib import Path

import torch
from asking import ask
from transformers import (
    AutoTokenizer,
    DiffusionGemmaConfig,
    DiffusionGemmaForBlockDiffusion,
)
from transformers.models.gemma4.configuration_gemma4 import Gemma4VisionConfig

from engine import Engine

ROOT = Path(__file__).parents[2]
PROMPTS = ("Hello, who are you?", "Tell me a short story about a cat.", "What is a canvas?")


def load_reference(folder: Path) -> DiffusionGemmaForBlockDiffusion:
    """The reference's model in float32; raises ValueError if text weights are missing or left."""
    config = DiffusionGemmaConfig.from_pretrained(folder)
    config.vision_config = Gemma4VisionConfig(
        hidden_size=16,
        intermediate_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        head_dim=8,
        position_embedding_size=16,
    )
    config._attn_implementation = "eager"
    model, report = DiffusionGemmaForBlockDiffusion.from_pretrained(
        folder, config=config, dtype=torch.float32, output_loading_info=True
    )
    missing = {name for name in report["missing_keys"] if "vision" not in name}
    if missing or report["unexpected_keys"]:
        raise ValueError(f"missing {sorted(missing)}, unexpected {report['unexpected_keys']}")
    return model.eval()


def reference_reply(model: DiffusionGemmaForBlockDiffusion, folder: Path, asked: str) -> str:
    """What the reference writes with the seed at hand, cut at its first end id."""
    tokenizer = AutoTokenizer.from_pretrained(folder)
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": asked}],
        add_generation_prompt=True,
        return_tensors="pt",
        return_dict=True,
    )
    output = model.generate(**prompt, max_new_tokens=768)
    ids = (output if torch.is_tensor(output) else output.sequences)[0].tolist()
    ids = ids[prompt["input_ids"].shape[1] :]
    ends = model.generation_config.eos_token_id
    cut = next((i for i, id_ in enumerate(ids) if id_ in ends), len(ids))
    return tokenizer.decode(ids[:cut], skip_special_tokens=True)


def check(folder: Path, seed: int) -> bool:
    """Print both replies to every prompt; whether all are equal."""
    model, engine = load_reference(folder), Engine.load(folder)
    all_equal = True
    for asked in PROMPTS:
        torch.manual_seed(seed)
        theirs = reference_reply(model, folder, asked)
        reply = ask(engine, [asked], seed)
        ours, steps = reply.text, sum(reply.steps)
        is_equal = ours.strip() == theirs.strip()
        all_equal &= is_equal
        print(f"> {asked}  [{steps} steps, {'equal' if is_equal else 'DIFFERENT'}]\n{ours}")
        if not is_equal:
            print(f"reference:\n{theirs}")
    return all_equal


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "resources" / "starter")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    raise SystemExit(0 if check(given.folder, given.seed) else 1)
