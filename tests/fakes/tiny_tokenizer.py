"""A tiny tokenizer and chat template, with the real control markers at their real ids.

Built like Gemma's: spaces become "▁", pairs are merged, characters without a piece fall back to
bytes. A vocabulary of at least 448 pieces holds all 256 bytes, a smaller one a few.
"""

import json
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers

MARKERS = {
    0: "<pad>",
    1: "<eos>",
    2: "<bos>",
    3: "<unk>",
    50: "<|tool_response>",
    98: "<|think|>",
    100: "<|channel>",
    101: "<channel|>",
    105: "<|turn>",
    106: "<turn|>",
}
EOS_IDS = [1, 106, 50]
FULL_BYTES_VOCAB = 448

TEMPLATE = """\
{{ bos_token }}
{%- if enable_thinking or messages[0]['role'] == 'system' -%}
    {{- '<|turn>system\\n' -}}
    {%- if enable_thinking -%}{{- '<|think|>\\n' -}}{%- endif -%}
    {%- if messages[0]['role'] == 'system' -%}{{- messages[0]['content'] | trim -}}{%- endif -%}
    {{- '<turn|>\\n' -}}
{%- endif -%}
{%- for message in messages -%}
    {%- if message['role'] != 'system' -%}
        {%- set role = 'model' if message['role'] == 'assistant' else message['role'] -%}
        {{- '<|turn>' + role + '\\n' + message['content'] | trim + '<turn|>\\n' -}}
    {%- elif not loop.first -%}
        {{- raise_exception('a system message must come first') -}}
    {%- endif -%}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|turn>model\\n' -}}{%- endif -%}
"""

_MERGES = (
    "t h,th e,i n,a n,o u,e r,u s,us er,m o,d e,mo de,mode l,th ou,thou g,thoug h,though t,"
    "e l,el l,ell o,H ello,▁ the,▁ a,l l,▁ y,▁y ou,s y,sy s,t e,te m,sys tem"
)
_CHARACTERS = "▁\n" + "".join(map(chr, range(0x21, 0x7F)))
_SOME_BYTES = sorted({byte for text in ("é", "€", "😀") for byte in text.encode()})


def _pieces(vocab_size: int) -> list[str]:
    merged = [pair.replace(" ", "") for pair in _MERGES.split(",")]
    byte_values = range(256) if vocab_size >= FULL_BYTES_VOCAB else _SOME_BYTES
    return [*_CHARACTERS, *(f"<0x{byte:02X}>" for byte in byte_values), *merged]


def merges() -> list[str]:
    """Pairs of pieces that become one, in order of preference."""
    return _MERGES.split(",")


def build_tokenizer(vocab_size: int) -> Tokenizer:
    """A tokenizer whose ids run from 0 to ``vocab_size`` - 1, which must be at least 152."""
    free = [id_ for id_ in range(vocab_size) if id_ not in MARKERS]
    pieces = _pieces(vocab_size)
    assert len(pieces) <= len(free), "the vocabulary is too small for its pieces"
    pieces += [f"<unused{number}>" for number in range(len(free) - len(pieces))]
    vocab = {marker: id_ for id_, marker in MARKERS.items()} | dict(zip(pieces, free, strict=True))
    pairs = [tuple(pair.split(" ")) for pair in merges()]
    model = models.BPE(
        vocab=vocab, merges=pairs, unk_token="<unk>", fuse_unk=True, byte_fallback=True
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    tokenizer.add_special_tokens(
        [AddedToken(marker, special=True, normalized=False) for marker in MARKERS.values()]
    )
    return tokenizer


def write_tokenizer(folder: Path, vocab_size: int) -> None:
    """Write ``tokenizer.json``, ``tokenizer_config.json`` and ``chat_template.jinja``."""
    build_tokenizer(vocab_size).save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<bos>",
        "eos_token": "<eos>",
        "pad_token": "<pad>",
        "unk_token": "<unk>",
        "clean_up_tokenization_spaces": False,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings), encoding="utf-8")
    (folder / "chat_template.jinja").write_text(TEMPLATE, encoding="utf-8")
