"""Splits the thought from the answer while token ids stream in, block after block."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from engine.tokenizer import CHANNEL_END, CHANNEL_START, Tokenizer

_OPEN, _CLOSE = "<think>", "</think>"
_TAG = re.compile(f"{_OPEN}|{_CLOSE}")
_INCOMPLETE = "\ufffd"
_LONGEST_CHARACTER = 4  # bytes of UTF-8


class _Place(Enum):
    ANSWER = auto()
    CHANNEL_NAME = auto()  # after <|channel>, up to the line's end
    THOUGHT = auto()


@dataclass(frozen=True, slots=True)
class SplitText:
    """What one call found: parts of the answer and of the thought, markers removed."""

    answer: str
    thought: str


class ThoughtSplitter:
    """Carries characters and markers that are split over two blocks until they are whole.

    Two dialects: the channel tokens ``<|channel>thought … <channel|>`` and the literal text
    ``<think>…</think>``. ``feed`` the prompt's last turn first, so that a prompt which opens or
    closes the channel itself is understood.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._open = tokenizer.marker_ids[CHANNEL_START]
        self._close = tokenizer.marker_ids[CHANNEL_END]
        self._place = _Place.ANSWER
        self._name = ""
        self._run: list[int] = []  # ids whose text is not wholly out yet
        self._run_emitted = ""
        self._held = ""  # text that may be the beginning of a tag
        self._answer: list[str] = []
        self._thought: list[str] = []

    def feed(self, ids: Iterable[int]) -> SplitText:
        """Text that became certain with these ids."""
        for id_ in ids:
            if id_ in self._tokenizer.control_ids:
                self._end_run()
                self._switch(id_)
            else:
                self._run.append(id_)
        self._decode_run(final=False)
        return self._take()

    def flush(self) -> SplitText:
        """What was held back, at the end of the reply."""
        self._end_run()
        return self._take()

    def _switch(self, id_: int) -> None:
        if id_ == self._open:
            self._place, self._name = _Place.CHANNEL_NAME, ""
        elif id_ == self._close:
            self._place = _Place.ANSWER

    def _end_run(self) -> None:
        self._decode_run(final=True)
        self._put(self._held)
        self._run, self._run_emitted, self._held = [], "", ""

    def _decode_run(self, *, final: bool) -> None:
        text = self._tokenizer.decode(self._run)
        if not final:
            text = text.rstrip(_INCOMPLETE)
        if len(text) > len(self._run_emitted):
            fresh = text[len(self._run_emitted) :]
            self._run_emitted = text
            self._split_tags(fresh)

    def _split_tags(self, fresh: str) -> None:
        text = self._held + fresh
        position = 0
        for tag in _TAG.finditer(text):
            self._put(text[position : tag.start()])
            self._place = _Place.THOUGHT if tag[0] == _OPEN else _Place.ANSWER
            position = tag.end()
        rest = text[position:]
        kept = _possible_tag_start(rest)
        self._put(rest[: len(rest) - kept])
        self._held = rest[len(rest) - kept :]

    def _put(self, text: str) -> None:
        if self._place is _Place.CHANNEL_NAME:
            name, newline, text = text.partition("\n")
            self._name += name
            if not newline:
                return
            is_thought = self._name.strip() in ("thought", "analysis")
            self._place = _Place.THOUGHT if is_thought else _Place.ANSWER
        (self._thought if self._place is _Place.THOUGHT else self._answer).append(text)

    def _take(self) -> SplitText:
        found = SplitText("".join(self._answer), "".join(self._thought))
        self._answer, self._thought = [], []
        return found


def _possible_tag_start(text: str) -> int:
    """Length of the longest ending of ``text`` that begins one of the tags."""
    for length in range(min(len(text), len(_CLOSE) - 1), 0, -1):
        ending = text[-length:]
        if _OPEN.startswith(ending) or _CLOSE.startswith(ending):
            return length
    return 0


def canvas_pieces(
    tokenizer: Tokenizer, tokens: Sequence[int], end_ids: frozenset[int]
) -> tuple[str, ...]:
    """The canvas as text, position by position, for showing.

    Control markers, the channel's name, literal think tags and all from the first end id on are
    empty strings. A character spread over several tokens stands at the last of them.
    """
    pieces: list[str] = []
    whole: list[int] = []  # the last complete character's ids: some decoders need that context
    pending: list[int] = []
    for id_ in tokens:
        if id_ in end_ids:
            break
        if id_ in tokenizer.control_ids:
            whole, pending = [], []
            pieces.append("")
            continue
        pending.append(id_)
        before, text = tokenizer.decode(whole), tokenizer.decode(whole + pending)
        if text.endswith(_INCOMPLETE) and len(pending) < _LONGEST_CHARACTER:
            pieces.append("")
            continue
        is_continued = text.startswith(before)
        pieces.append(text[len(before) :] if is_continued else tokenizer.decode(pending))
        whole, pending = pending, []
    pieces += [""] * (len(tokens) - len(pieces))
    return _without_tags(_without_channel_name(tokenizer, tokens, pieces))


def _without_channel_name(
    tokenizer: Tokenizer, tokens: Sequence[int], pieces: list[str]
) -> list[str]:
    opened = tokenizer.marker_ids[CHANNEL_START]
    naming = False
    for position, id_ in enumerate(tokens):
        if id_ in tokenizer.control_ids:
            naming = id_ == opened
        elif naming:
            _, newline, rest = pieces[position].partition("\n")
            pieces[position] = rest
            naming = not newline
    return pieces


def _without_tags(pieces: list[str]) -> tuple[str, ...]:
    for tag in _TAG.finditer("".join(pieces)):
        start = 0
        for position, piece in enumerate(pieces):
            # Lengths stay: the tag's letters become NULs, so that later offsets remain right.
            low, high = max(tag.start() - start, 0), min(tag.end() - start, len(piece))
            if low < high:
                pieces[position] = piece[:low] + "\0" * (high - low) + piece[high:]
            start += len(piece)
    return tuple(piece.replace("\0", "") for piece in pieces)
