"""The held-out questions: enough of every skill, unseen by training, judged as they should be."""

from collections import Counter

import pytest


@pytest.fixture(scope="module")
def questions():
    from held_out import questions

    return questions()


def test_there_are_enough_of_every_skill(questions) -> None:
    skills = Counter(question.skill for question in questions)
    assert sum(skills.values()) - skills["unknown"] >= 300
    assert skills["unknown"] >= 80
    for skill in ("guide", "talk", "word", "capital", "sum", "story", "second"):
        assert skills[skill] >= 20, skill


def test_every_topic_has_two_held_out_wordings(questions) -> None:
    from guide import topics

    asked = Counter(question.answer for question in questions)
    assert all(asked[topic.answer] >= 2 for topic in topics())


def test_no_wording_is_held_out_twice(questions) -> None:
    asked = Counter(question.asked for question in questions)
    assert asked.most_common(1)[0][1] == 1


def test_training_never_sees_a_held_out_wording() -> None:
    from held_out import leaks

    assert not leaks(seed=77, conversations=60_000)


def test_no_held_out_wording_is_a_hand_written_one(questions) -> None:
    from guide import topics
    from held_out import plain
    from unknown import refusals

    written = {plain(ask) for topic in topics() for ask in (*topic.asks, *topic.framed)}
    written |= {plain(ask) for kind in refusals().values() for ask in kind.asks}
    assert not written & {plain(question.asked[-1]) for question in questions}


def test_the_corpus_own_reply_is_judged_right(questions) -> None:
    """What is taught passes: the answers of topics, the words, the capitals and the refusals."""
    from facts import countries, words
    from unknown import refusals

    taught = [word.reply for word in words()] + [country.reply for country in countries()]
    refused = [reply for kind in refusals().values() for reply in kind.replies]
    for question in questions:
        match question.skill:
            case "guide" | "talk":
                assert question.is_right(question.answer, 30), question
            case "word" | "capital":
                assert sum(question.is_right(reply, 20) for reply in taught) >= 1, question
            case "unknown":
                assert all(question.is_right(reply, 30) for reply in refused)


def test_a_topics_answer_is_wrong_for_every_other_topic(questions) -> None:
    guide = [question for question in questions if question.skill == "guide"]
    for question in guide:
        wrong = {q.answer for q in guide if q.answer != question.answer}
        assert not any(question.is_right(answer, 30) for answer in wrong), question


def test_a_refusal_is_wrong_for_what_it_should_know(questions) -> None:
    from held_out import is_refusal
    from unknown import refusals

    refused = [reply for kind in refusals().values() for reply in kind.replies]
    assert all(is_refusal(reply) for reply in refused)
    for question in questions:
        if question.skill != "unknown":
            assert not any(question.is_right(reply, 30) for reply in refused), question
            assert not is_refusal(question.answer)


def test_a_long_story_has_to_be_long(questions) -> None:
    wizard = next(question for question in questions if question.skill == "long_story")
    text = f"Once upon a time, a {wizard.must[-1]} lived here."
    assert wizard.is_right(text, 301)
    assert not wizard.is_right(text, 120)


def test_nothing_that_is_taught_counts_as_repetitive() -> None:
    from corpus import Corpus
    from evaluate import is_repetitive

    source = Corpus(seed=3)
    for _ in range(3000):
        assert not is_repetitive(source.exchange().reply)


@pytest.mark.parametrize(
    "text",
    ["the the the fox", "so the fox did it so the fox did it", "One step. One step. One step."],
)
def test_run_on_text_counts_as_repetitive(text: str) -> None:
    from evaluate import is_repetitive

    assert is_repetitive(text)
