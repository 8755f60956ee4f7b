"""Splitting the thought from the answer, block after block, and the pieces of a canvas."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.thought import ThoughtSplitter, canvas_pieces
from engine.tokenizer import Tokenizer
from tests.fakes.tiny_tokenizer import EOS_IDS, FULL_BYTES_VOCAB, MARKERS, write_tokenizer

ENDS = frozenset(EOS_IDS)
CHANNEL = "<|channel>thought\nLet me see. é😀\n<channel|>Hello <b>€€</b>, 1 < 2"
TAGS = "<think>\nLet me see. é😀\n</think>Hello <b>€€</b>, 1 < 2"
plain_text = st.text(max_size=40).map(
    lambda text: text.translate({0x2581: "", 0xFFFD: "", 0: "", ord("<"): "("})
)


@pytest.fixture(scope="module")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    folder: Path = tmp_path_factory.mktemp("tokenizer")
    write_tokenizer(folder, FULL_BYTES_VOCAB)
    return Tokenizer.from_folder(folder)


def split(tokenizer: Tokenizer, blocks: list[list[int]], prompt: str = "") -> tuple[str, str]:
    """Answer and thought of a reply that came in these blocks."""
    splitter = ThoughtSplitter(tokenizer)
    splitter.feed(tokenizer.encode(prompt))
    parts = [splitter.feed(block) for block in blocks] + [splitter.flush()]
    return "".join(part.answer for part in parts), "".join(part.thought for part in parts)


def cut(ids: list[int], seed: int) -> list[list[int]]:
    places = sorted(random.Random(seed).choices(range(len(ids) + 1), k=4))
    return [ids[low:high] for low, high in zip([0, *places], [*places, len(ids)], strict=True)]


@pytest.mark.parametrize("reply", [CHANNEL, TAGS], ids=["channel", "tags"])
def test_both_dialects_split_wherever_the_blocks_are_cut(tokenizer: Tokenizer, reply: str) -> None:
    ids = tokenizer.encode(reply)
    for place in range(len(ids) + 1):
        answer, thought = split(tokenizer, [ids[:place], ids[place:]])
        assert answer == "Hello <b>€€</b>, 1 < 2"
        assert thought.strip() == "Let me see. é😀"


@given(plain_text, st.integers(0, 1000))
@settings(max_examples=100, deadline=None)
def test_text_without_markers_comes_through_unchanged(
    tokenizer: Tokenizer, text: str, seed: int
) -> None:
    assert split(tokenizer, cut(tokenizer.encode(text), seed)) == (text, "")


@given(st.lists(st.integers(0, FULL_BYTES_VOCAB - 1), max_size=40), st.integers(0, 1000))
@settings(max_examples=150, deadline=None)
def test_markers_never_reach_the_reader(tokenizer: Tokenizer, ids: list[int], seed: int) -> None:
    for text in split(tokenizer, cut(ids, seed)):
        assert not any(marker in text for marker in MARKERS.values())


@given(
    st.lists(st.integers(0, FULL_BYTES_VOCAB - 1), max_size=40),
    st.integers(0, 1000),
    st.integers(0, 1000),
)
@settings(max_examples=100, deadline=None)
def test_where_blocks_are_cut_does_not_matter(
    tokenizer: Tokenizer, ids: list[int], one: int, two: int
) -> None:
    ids = [id_ for id_ in ids if not tokenizer.decode([id_]).endswith("\ufffd")]
    assert split(tokenizer, cut(ids, one)) == split(tokenizer, cut(ids, two))


def test_a_character_split_over_blocks_is_held_back_until_whole(tokenizer: Tokenizer) -> None:
    ids = tokenizer.encode("😀")
    assert len(ids) == 4
    splitter = ThoughtSplitter(tokenizer)
    assert splitter.feed(ids[:3]).answer == ""
    assert splitter.feed(ids[3:]).answer == "😀"


def test_an_unfinished_tag_is_text_in_the_end(tokenizer: Tokenizer) -> None:
    assert split(tokenizer, [tokenizer.encode("a <thi")]) == ("a <thi", "")


def test_a_thought_never_closed_is_all_thought(tokenizer: Tokenizer) -> None:
    reply = tokenizer.encode("<|channel>thought\nand on and on")
    assert split(tokenizer, [reply]) == ("", "and on and on")


def test_a_second_thought_is_split_off_too(tokenizer: Tokenizer) -> None:
    reply = "<|channel>thought\none<channel|>A<|channel>thought\ntwo<channel|>B"
    assert split(tokenizer, [tokenizer.encode(reply)]) == ("AB", "onetwo")


def test_the_prompt_may_open_or_close_the_channel_itself(tokenizer: Tokenizer) -> None:
    closed = "model\n<|channel>thought\n<channel|>"
    assert split_after(tokenizer, closed, "Hello") == ("Hello", "")
    opened = "model\n<|channel>thought\n"
    assert split_after(tokenizer, opened, "hm<channel|>Hello") == ("Hello", "hm")


def split_after(tokenizer: Tokenizer, prompt: str, reply: str) -> tuple[str, str]:
    splitter = ThoughtSplitter(tokenizer)
    splitter.feed(tokenizer.encode(prompt))
    parts = [splitter.feed(tokenizer.encode(reply)), splitter.flush()]
    return "".join(part.answer for part in parts), "".join(part.thought for part in parts)


@given(st.lists(st.integers(0, FULL_BYTES_VOCAB - 1), max_size=40))
@settings(max_examples=200, deadline=None)
def test_a_canvas_has_a_piece_a_position_and_no_markers(
    tokenizer: Tokenizer, ids: list[int]
) -> None:
    pieces = canvas_pieces(tokenizer, ids, ENDS)
    assert len(pieces) == len(ids)
    joined = "".join(pieces)
    assert "<think>" not in joined
    assert not any(marker in joined for marker in MARKERS.values())
    ends = [place for place, id_ in enumerate(ids) if id_ in ENDS]
    if ends:
        assert not any(pieces[ends[0] :])


@given(plain_text)
@settings(max_examples=150, deadline=None)
def test_pieces_of_whole_text_join_to_that_text(tokenizer: Tokenizer, text: str) -> None:
    assert "".join(canvas_pieces(tokenizer, tokenizer.encode(text), ENDS)) == text


@pytest.mark.parametrize("text", ["€€", "😀😀😀", "a€é b"])
def test_characters_of_several_bytes_side_by_side_are_all_shown(
    tokenizer: Tokenizer, text: str
) -> None:
    assert "".join(canvas_pieces(tokenizer, tokenizer.encode(text), ENDS)) == text


def test_the_channels_name_is_not_shown(tokenizer: Tokenizer) -> None:
    joined = "".join(canvas_pieces(tokenizer, tokenizer.encode(CHANNEL), ENDS))
    assert joined == "Let me see. é😀\nHello <b>€€</b>, 1 < 2"
