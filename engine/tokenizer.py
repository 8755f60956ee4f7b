"""Text to token ids and back. Knows the control markers; nothing of models."""

import re
from collections.abc import Sequence
from pathlib import Path

from tokenizers import Tokenizer as FastTokenizer

from engine.chat_template import ChatTemplate
from engine.errors import ModelFilesError
from engine.gguf.model import gguf_path
from engine.gguf.tokenizer import template_from_gguf, tokenizer_from_gguf
from engine.requests import ChatMessage
from engine.said import said

BOS, TURN_START, TURN_END = "<bos>", "<|turn>", "<turn|>"
CHANNEL_START, CHANNEL_END, THINK = "<|channel>", "<channel|>", "<|think|>"
# Plane 15: a message would need all 65,534 of them to leave none unused.
_PRIVATE_USE = range(0xF0000, 0xFFFFE)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_REQUIRED = (BOS, TURN_START, TURN_END, CHANNEL_START, CHANNEL_END, THINK)


class Tokenizer:
    """The folder's tokenizer and chat template together: messages in, prompt ids out."""

    def __init__(self, fast: FastTokenizer, template: ChatTemplate) -> None:
        self._fast = fast
        self._template = template
        self.marker_ids = {text: self._marker_id(text) for text in _REQUIRED}
        added = fast.get_added_tokens_decoder()
        self.control_ids = frozenset(id_ for id_, token in added.items() if token.special) | set(
            self.marker_ids.values()
        )
        markers = {added[id_].content for id_ in self.control_ids if id_ in added} | set(_REQUIRED)
        longest_first = sorted(markers, key=len, reverse=True)
        self._marker_pattern = re.compile("|".join(map(re.escape, longest_first)))

    @classmethod
    def from_folder(cls, folder: Path) -> "Tokenizer":
        """From the files of a folder; a GGUF file's own come before those that lie beside it.

        Raises ModelFilesError if a file is missing, damaged or lacks a control marker.
        """
        gguf = gguf_path(folder)
        fast = None if gguf is None else tokenizer_from_gguf(gguf)
        source = None if gguf is None else template_from_gguf(gguf)
        beside = folder if gguf is None else gguf.parent
        return cls(
            cls._fast_from(beside) if fast is None else fast,
            ChatTemplate.from_folder(beside) if source is None else ChatTemplate(source),
        )

    @staticmethod
    def _fast_from(folder: Path) -> FastTokenizer:
        path = folder / "tokenizer.json"
        if not path.exists():
            raise ModelFilesError(
                said("The folder {folder} has no tokenizer.json.", folder=folder.name)
            )
        try:
            return FastTokenizer.from_file(str(path))
        except Exception as error:
            raise ModelFilesError(
                said("tokenizer.json is damaged: {problem}.", problem=error)
            ) from error

    @property
    def vocab_size(self) -> int:
        """One more than the highest id, added tokens included."""
        return max(self._fast.get_vocab(with_added_tokens=True).values()) + 1

    def encode(self, text: str) -> list[int]:
        """Ids of a text in which markers count as markers; nothing is added around it.

        Half a surrogate pair, which no text in UTF-8 can have, becomes U+FFFD.
        """
        sound = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
        return self._fast.encode(sound, add_special_tokens=False).ids

    def decode(self, ids: Sequence[int]) -> str:
        """Text of ids, control tokens left out; an incomplete character becomes U+FFFD."""
        return self._fast.decode([i for i in ids if i not in self.control_ids])

    def encode_chat(self, messages: Sequence[ChatMessage], *, thinking: bool) -> list[int]:
        """The prompt's ids. Marker-like text inside a message stays ordinary text.

        After a last message of role "assistant" the prompt is open: it ends with that message's
        text (or thought, where there is no text yet), for the model to go on from.

        Such text gets a private-use character after its first letter before the template runs, and
        the result is cut there: no cut piece holds a whole marker, so none becomes a control token.
        """
        seam = _unused_character(messages)
        safe = [
            ChatMessage(m.role, *(self._with_seams(text, seam) for text in (m.content, m.thought)))
            for m in messages
        ]
        begun = safe.pop() if safe and safe[-1].role == "assistant" else None
        prompt = self._template.render(safe, thinking=thinking) + (_opened(begun) if begun else "")
        return [id_ for piece in prompt.split(seam) for id_ in self.encode(piece)]

    def _with_seams(self, text: str, seam: str) -> str:
        return self._marker_pattern.sub(lambda m: m[0][0] + seam + m[0][1:], text)

    def _marker_id(self, marker: str) -> int:
        id_ = self._fast.token_to_id(marker)
        if id_ is None:
            raise ModelFilesError(
                said("The model's tokenizer lacks the control marker {marker}.", marker=marker)
            )
        if self.encode(marker) != [id_]:
            raise ModelFilesError(
                said(
                    "The model's tokenizer takes the control marker {marker} for ordinary text, "
                    "so its files are damaged or incomplete.",
                    marker=marker,
                )
            )
        return id_


def _opened(reply: ChatMessage) -> str:
    """A reply as the model wrote it so far; a thought without an answer is still being thought."""
    if not reply.thought:
        return reply.content
    end = CHANNEL_END if reply.content else ""
    return f"{CHANNEL_START}thought\n{reply.thought}{end}{reply.content}"


def _unused_character(messages: Sequence[ChatMessage]) -> str:
    used = set().union(*(message.content + message.thought for message in messages))
    return next(chr(code) for code in _PRIVATE_USE if chr(code) not in used)
