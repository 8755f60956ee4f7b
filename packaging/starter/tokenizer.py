"""Trains the starter model's byte-fallback BPE, special tokens at DiffusionGemma's own ids."""

import argparse
import json
from pathlib import Path

from corpus import Corpus
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers

VOCAB_SIZE = 3072
NUM_SPECIAL = 107
PAD, EOS, BOS, UNK, TOOL_RESPONSE, TURN_START, TURN_END = 0, 1, 2, 3, 50, 105, 106
NAMES = {
    PAD: "<pad>",
    EOS: "<eos>",
    BOS: "<bos>",
    UNK: "<unk>",
    4: "<mask>",
    TOOL_RESPONSE: "<|tool_response>",
    98: "<|think|>",
    100: "<|channel>",
    101: "<channel|>",
    TURN_START: "<|turn>",
    TURN_END: "<turn|>",
}
CHAT_TEMPLATE = """\
{{- bos_token -}}
{%- set rest = messages -%}
{%- if enable_thinking or (messages and messages[0]['role'] == 'system') -%}
{{- '<|turn>system\\n' -}}
{%- if enable_thinking -%}{{- '<|think|>\\n' -}}{%- endif -%}
{%- if messages and messages[0]['role'] == 'system' -%}
{{- messages[0]['content'] | trim -}}
{%- set rest = messages[1:] -%}
{%- endif -%}
{{- '<turn|>\\n' -}}
{%- endif -%}
{%- for message in rest -%}
{%- set role = 'model' if message['role'] == 'assistant' else message['role'] -%}
{{- '<|turn>' + role + '\\n' + (message['content'] | trim) + '<turn|>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|turn>model\\n' -}}{%- endif -%}
"""
_WORDS = Regex(r"▁?\p{L}+|\p{N}|\n+|▁?[^\p{L}\p{N}▁\n]+|▁+")


def special_tokens() -> list[str]:
    """The names of ids 0 to 106; those without a use here are ``<unusedN>``."""
    return [NAMES.get(id_, f"<unused{id_}>") for id_ in range(NUM_SPECIAL)]


def train_tokenizer(conversations: int = 20_000, seed: int = 11) -> Tokenizer:
    """A tokenizer of VOCAB_SIZE entries: specials, 256 bytes, then what BPE found."""
    tokenizer = _blank()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCAB_SIZE - 256,
        special_tokens=special_tokens(),
        initial_alphabet=["▁", "\n", *(chr(code) for code in range(33, 127)), *"“”‘’–…"],
        show_progress=False,
    )
    tokenizer.train_from_iterator(_texts(conversations, seed), trainer)
    return _with_bytes(tokenizer)


def _blank() -> Tokenizer:
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(_WORDS, behavior="isolated")
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    return tokenizer


def _texts(conversations: int, seed: int) -> list[str]:
    source = Corpus(seed)
    texts = [turn.content for _ in range(conversations) for turn in source.conversation()]
    return texts + ["user\n", "model\n", "system\n", "thought\n"] * 1000


def _with_bytes(tokenizer: Tokenizer) -> Tokenizer:
    """Put the 256 byte tokens between the special and the learned ones."""
    raw = json.loads(tokenizer.to_str())
    learned = sorted(raw["model"]["vocab"], key=raw["model"]["vocab"].get)[NUM_SPECIAL:]
    pieces = special_tokens() + [f"<0x{byte:02X}>" for byte in range(256)] + learned
    raw["model"]["vocab"] = {piece: id_ for id_, piece in enumerate(pieces)}
    return Tokenizer.from_str(json.dumps(raw))


def write_tokenizer_files(tokenizer: Tokenizer, folder: Path) -> None:
    """tokenizer.json, tokenizer_config.json and chat_template.jinja."""
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": NAMES[BOS],
        "eos_token": NAMES[EOS],
        "pad_token": NAMES[PAD],
        "unk_token": NAMES[UNK],
        "clean_up_tokenization_spaces": False,
        "model_max_length": 8192,
    }
    text = json.dumps(config, indent=2) + "\n"
    (folder / "tokenizer_config.json").write_text(text, encoding="utf-8")
    (folder / "chat_template.jinja").write_text(CHAT_TEMPLATE, encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where to write the tokenizer's files")
    folder = parser.parse_args().folder
    trained = train_tokenizer()
    write_tokenizer_files(trained, folder)
    print(f"{trained.get_vocab_size()} entries written to {folder}")
