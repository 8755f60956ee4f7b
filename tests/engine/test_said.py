"""Sentences are strings, keep what they were made of, and survive a trip through JSON."""

import copy
import json

import pytest

from engine.said import SaidError, Sentence, from_plain, joined, said, to_plain

NESTED = joined(
    [
        said("The {card} has {free} free.", card="RTX {3060}", free=said("{n} GiB", n=4)),
        "Of another making: {not a value}.",
        said("About {times:.1f} times.", times=2.5),
    ]
)


def test_a_sentence_is_a_string() -> None:
    sentence = said("The {card} has {count:,} bytes.", card="RTX", count=4096)
    assert sentence == "The RTX has 4,096 bytes."
    assert {sentence: 1}["The RTX has 4,096 bytes."] == 1
    assert sentence.template == "The {card} has {count:,} bytes."
    assert sentence.values == {"card": "RTX", "count": 4096}


def test_joined_sentences_keep_their_parts() -> None:
    assert NESTED == (
        "The RTX {3060} has 4 GiB free. Of another making: {not a value}. About 2.5 times."
    )
    assert list(NESTED.values.values())[2] == "About 2.5 times."


@pytest.mark.parametrize(
    "again", [copy.deepcopy, lambda s: from_plain(json.loads(json.dumps(to_plain(s))))]
)
def test_a_copy_is_a_sentence_with_the_same_parts(again) -> None:  # type: ignore[no-untyped-def]
    other = again(NESTED)
    assert other == NESTED
    assert isinstance(other, Sentence)
    inner = other.values["part0"]
    assert isinstance(inner, Sentence)
    assert inner.template == "The {card} has {free} free."
    assert isinstance(inner.values["free"], Sentence)


def test_plain_text_is_its_own_plain_form() -> None:
    assert to_plain("{a}") == "{a}"
    assert from_plain("{a}") == "{a}"


@pytest.mark.parametrize(
    "plain", [None, 3, ["a"], {"template": "{a}"}, {"template": "{a}", "values": {}}]
)
def test_what_is_no_text_is_refused(plain: object) -> None:
    with pytest.raises((TypeError, KeyError, ValueError)):
        from_plain(plain)


def test_an_error_says_its_sentence_as_a_plain_string() -> None:
    error = SaidError(said("The disk has {free} free.", free="1 GB"))
    assert str(error) == "The disk has 1 GB free."
    assert type(str(error)) is str
    assert isinstance(error.args[0], Sentence)
    assert error.sentence is error.args[0]
