"""The tokenizer that a GGUF file carries, built as the released tokenizer.json describes it."""

from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers

from engine.errors import ModelFilesError
from engine.gguf.file import read_gguf
from engine.said import said

_PREFIX = "tokenizer.ggml."
_CONTROL, _USER_DEFINED = 3, 4  # llama.cpp marks some of Gemma's control tokens as the latter


def tokenizer_from_gguf(path: Path) -> Tokenizer | None:
    """None if the file carries none. Raises ModelFilesError for one that is damaged or foreign."""
    stated = read_gguf(path).metadata
    if f"{_PREFIX}tokens" not in stated:
        return None
    if stated.get(f"{_PREFIX}model") != "gemma4":
        raise ModelFilesError(
            said(
                "{file} carries a tokenizer of type “{kind}”, "
                "which does not belong to DiffusionGemma.",
                file=path.name,
                kind=stated.get(f"{_PREFIX}model"),
            )
        )
    try:
        pieces, kinds = stated[f"{_PREFIX}tokens"], stated[f"{_PREFIX}token_type"]
        return _build(pieces, kinds, stated[f"{_PREFIX}merges"])
    except Exception as error:  # the library raises bare Exceptions
        raise ModelFilesError(
            said("The tokenizer in {file} is damaged ({problem}).", file=path.name, problem=error)
        ) from error


def template_from_gguf(path: Path) -> str | None:
    """The chat template's source, if the file carries one."""
    source = read_gguf(path).metadata.get("tokenizer.chat_template")
    return source if isinstance(source, str) else None


def _build(pieces: list[str], kinds: list[int], merges: list[str]) -> Tokenizer:
    """Spaces become "▁", pairs are merged, what has no piece falls back to bytes."""
    pairs = [tuple(merge.split(" ")) for merge in merges]
    tokenizer = Tokenizer(
        models.BPE(
            vocab={piece: id_ for id_, piece in enumerate(pieces)},
            merges=[(left, right) for left, right in pairs],
            unk_token="<unk>",
            fuse_unk=True,
            byte_fallback=True,
        )
    )
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    markers = (
        piece
        for piece, kind in zip(pieces, kinds, strict=True)
        if kind in (_CONTROL, _USER_DEFINED)
    )
    tokenizer.add_special_tokens(
        [AddedToken(marker, special=True, normalized=False) for marker in markers]
    )
    return tokenizer
