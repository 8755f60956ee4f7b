"""What the starter model is trained on: right, short, complete and the same for the same seed."""

import itertools
import re
from collections import Counter
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def exchanges():
    """The exchanges of 40,000 conversations."""
    from corpus import Corpus

    source = Corpus(seed=101)
    return [exchange for _ in range(40_000) for exchange in source.exchanges()]


def test_the_same_seed_draws_the_same_conversations() -> None:
    from corpus import Corpus

    first, again, other = (
        list(itertools.islice(Corpus(seed).conversations(), 50)) for seed in (1, 1, 2)
    )
    assert first == again
    assert first != other


def test_conversations_alternate_and_end_with_a_reply() -> None:
    from corpus import Corpus

    for turns in itertools.islice(Corpus(7).conversations(), 2000):
        roles = [turn.role for turn in turns]
        if roles[0] == "system":
            del roles[0]
        assert roles == ["user", "assistant"] * (len(roles) // 2)
        assert all(turn.content.strip() for turn in turns)


def test_every_skill_is_drawn(exchanges) -> None:
    shares = Counter(exchange.skill for exchange in exchanges)
    wanted = {"guide", "talk", "word", "capital", "sum", "story", "long_story", "joke", "unknown"}
    assert set(shares) == wanted
    assert min(shares.values()) > 0.008 * len(exchanges)


def test_every_topic_word_and_country_comes_up(exchanges) -> None:
    from facts import Country, Word, countries, words
    from guide import Topic, topics

    seen = Counter(id(exchange.subject) for exchange in exchanges)
    for kind, known in ((Topic, topics()), (Country, countries())):
        assert {type(record) for record in known} == {kind}
        assert all(seen[id(record)] > 10 for record in known), kind
    unseen = [word for word in words() if type(word) is Word and not seen[id(word)]]
    assert len(unseen) < 0.1 * len(words())


def test_there_are_enough_topics_words_and_countries() -> None:
    from facts import countries, words
    from guide import topics

    assert sum(topic.skill == "guide" for topic in topics()) >= 150
    assert len(words()) >= 1000
    assert len({country.name for country in countries()}) >= 190


def test_sums_are_right(exchanges) -> None:
    replies = [exchange.reply for exchange in exchanges if exchange.skill == "sum"]
    for reply in replies:
        found = re.fullmatch(r"(-?\d+) ([+×-]) (\d+) = (-?\d+)\.", reply)
        if found is None:
            pytest.fail(reply)
        a, sign, b, result = int(found[1]), found[2], int(found[3]), int(found[4])
        assert result == {"+": a + b, "-": a - b, "×": a * b}[sign], reply


def test_a_sum_names_the_numbers_that_were_asked_for(exchanges) -> None:
    for exchange in exchanges:
        digits = re.findall(r"\d+", exchange.asked)
        if exchange.skill == "sum":
            assert set(digits) <= set(re.findall(r"\d+", exchange.reply)), exchange


def test_replies_are_short_except_stories(exchanges) -> None:
    for exchange in exchanges:
        words = len(exchange.reply.split())
        if exchange.skill == "long_story":
            marks = re.findall(r"\w+|[^\w\s]", exchange.reply)
            assert len(marks) > 320, "each is at least one token: over 300 in all"
        else:
            assert words <= (75 if exchange.skill == "story" else 42), exchange.reply


def test_a_story_keeps_to_the_hero_asked_for(exchanges) -> None:
    from stories import Plot

    stories = [e for e in exchanges if e.skill in ("story", "long_story") and e.subject]
    assert len(stories) > 1000
    for story in stories:
        plot = story.subject
        assert isinstance(plot, Plot)
        assert plot.opening in story.reply
        dreams_come_true = plot.hero in story.reply or story.reply.endswith("came true.")
        assert dreams_come_true
        assert plot.dream in story.reply


def test_each_topic_is_known_by_its_keys() -> None:
    from guide import topics

    for topic in topics():
        assert all(key in topic.answer for key in topic.key), topic.id
        others = [other for other in topics() if other is not topic]
        alike = [o.id for o in others if all(key in o.answer for key in topic.key)]
        assert not alike, topic.id


def test_topics_have_wordings_enough_and_share_none() -> None:
    from guide import topics

    owner: dict[str, str] = {}
    for topic in topics():
        assert len(set(topic.asks)) >= 6, topic.id
        assert topic.skill == "talk" or len(set(topic.asks + topic.framed)) >= 6
        for asked in (*topic.asks, *topic.framed):
            plain = re.sub(r"[^\w+/]+", " ", asked.lower()).strip() or asked
            assert owner.setdefault(plain, topic.id) == topic.id, asked


def test_not_knowing_is_kind_and_names_the_way_out() -> None:
    from guide import topics
    from unknown import refusals

    replies = [reply for kind in refusals().values() for reply in kind.replies]
    keys = [key for kind in refusals().values() for key in kind.keys]
    assert len(replies) >= 10
    for reply in replies:
        assert "DiffusionGemma" in reply
        assert "Models window" in reply
    answers = [topic.answer for topic in topics()]
    assert not [key for key in keys if any(key in answer for answer in answers)]


def test_questions_beyond_the_model_are_many(exchanges) -> None:
    asked = {exchange.asked.lower() for exchange in exchanges if exchange.skill == "unknown"}
    by_hand = [a for kind in _unknown_kinds() for a in kind.asks]
    assert len(set(by_hand)) >= 300
    assert len(asked) > 3000


def test_no_wording_is_both_known_and_unknown() -> None:
    """Chance typing errors aside, no question is taught to be answered and to be refused."""
    from corpus import Corpus

    source, skills = Corpus(seed=9), {}
    for exchange in (source.exchange() for _ in range(40_000)):
        known = "unknown" if exchange.skill == "unknown" else "known"
        skills.setdefault(exchange.asked.lower().strip("?!. "), set()).add(known)
    torn = [asked for asked, both in skills.items() if len(both) > 1]
    assert len(torn) <= 3, torn


def _unknown_kinds():
    from unknown import refusals

    return refusals().values()


def test_shortcuts_named_by_the_guide_are_the_windows_own() -> None:
    """A shortcut that an answer names is one of the window's, or every text field has it."""
    from guide import topics

    root = Path(__file__).parents[2]
    window = "".join(path.read_text("utf-8") for path in (root / "app" / "ui").glob("*.py"))
    everywhere = {"Ctrl+C", "Ctrl+V", "Ctrl+A"}
    for topic in topics():
        for named in re.findall(r"Ctrl\+(?:Shift\+)?[A-Za-z0-9/]+|\bF\d+\b|\bEsc\b", topic.answer):
            shortcut = named.replace("Ctrl+comma", "Ctrl+,")
            assert shortcut in everywhere or f'"{shortcut}"' in window, (topic.id, named)
