"""Search finds words, beginnings, phrases, CJK and accents, ranked; any text is a valid query."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.rendering import plain_text
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.hits import SearchHit, excerpt
from app.storage.organising import OrganisingStore
from app.storage.query import SearchFilter, find_spans, parse
from app.storage.records import Block
from app.storage.search import SearchIndex

Say = Callable[..., str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sfumato.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    database = Database.open(path)
    yield database
    database.close()


@pytest.fixture
def store(database: Database) -> ConversationStore:
    return ConversationStore(database)


@pytest.fixture
def index(path: Path, database: Database) -> Iterator[SearchIndex]:
    index = SearchIndex(path)
    yield index
    index.close()


@pytest.fixture
def say(store: ConversationStore) -> Say:
    """Save a message in a conversation of its own; gives the conversation's id."""

    def save(text: str, title: str = "Untitled") -> str:
        conversation = store.create(title)
        store.append_user(conversation.id, text)
        return conversation.id

    return save


def texts(hits: list[SearchHit]) -> list[str]:
    return [hit.excerpt.text for hit in hits]


def marked(hit: SearchHit) -> list[str]:
    return [hit.excerpt.text[start:end] for start, end in hit.excerpt.spans]


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("quick", True),
        ("QUI", True),
        ("fox quick", True),
        ("quick zebra", False),
        ("uick", False),
        ('"quick brown"', True),
        ('"brown quick"', False),
        ('"quick bro"', False),
        ('"quick brown', True),
        ("foxes'", False),
        ("c++", True),
        ("c#", False),
        ("don't", True),
        ("e-mail", True),
        ("munchen", True),
        ("MÜNCHEN", True),
        ("日本", True),
        ("本", True),
        ("中国", False),
        ("한국", True),
        ("AND", False),
        ("NEAR(", False),
        ("++", True),
    ],
)
def test_words_beginnings_phrases_signs_accents_and_cjk(
    index: SearchIndex, say: Say, typed: str, is_found: bool
) -> None:
    say("The quick  brown fox wrote C++ in München; don’t e-mail 日本語 한국어 now.")
    assert bool(index.find(typed)) is is_found


def test_best_comes_first_and_titles_before_messages(index: SearchIndex, say: Say) -> None:
    say("A long text about many things, among them a tiger, a lion and a bear in the wood.")
    say("Tiger, tiger, burning bright")
    say("nothing", title="My tiger")
    first, *others = index.find("tiger")
    assert (first.message_id, first.title) == (None, "My tiger")
    assert texts(others) == [
        "Tiger, tiger, burning bright",
        "A long text about many things, among them a tiger, a lion and a bear in the wood.",
    ]


def test_what_was_found_is_marked_in_an_excerpt(index: SearchIndex, say: Say) -> None:
    say("word " * 200 + "here is the Überraschung at last " + "word " * 200)
    (hit,) = index.find("uberra last")
    assert marked(hit) == ["Überra", "last"]
    assert hit.excerpt.text.startswith("… ")
    assert hit.excerpt.text.endswith(" …")
    assert len(hit.excerpt.text) < 180


def test_index_follows_every_change(index: SearchIndex, store: ConversationStore, say: Say) -> None:
    conversation_id = say("question")
    leaf = store.messages(conversation_id)[-1]
    reply = store.begin_reply(conversation_id, leaf.id, "A model")
    store.append_block(reply.id, Block(0, "a giraffe ", "", (1,), 1, 0.1))
    store.append_block(reply.id, Block(1, "and a zebra", "", (1,), 1, 0.1))
    assert texts(index.find("giraffe zeb")) == ["a giraffe and a zebra"]
    store.rename(conversation_id, "Savanna")
    assert [hit.message_id for hit in index.find("savanna")] == [None]
    assert index.models() == ["A model"]
    store.delete(conversation_id)
    assert index.find("giraffe") == index.find("savanna") == []


def test_trash_and_deleted_messages_never_appear(
    database: Database, index: SearchIndex, say: Say
) -> None:
    kept, gone = say("a secret kept"), say("a secret gone", title="secret")
    OrganisingStore(database).trash([gone])
    assert {hit.conversation_id for hit in index.find("secret")} == {kept}
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE messages SET deleted_at = '2026-01-01 00:00:00'")
    assert index.find("secret") == []


def test_filters_by_date_folder_and_model(
    database: Database, store: ConversationStore, index: SearchIndex, say: Say
) -> None:
    organising = OrganisingStore(database)
    folder = organising.create_folder("Work")
    one, two = say("pear one"), say("pear two")
    organising.move([two], folder.id)
    reply = store.begin_reply(one, store.messages(one)[-1].id, "Gemma")
    store.append_block(reply.id, Block(0, "pear three", "", (1,), 1, 0.1))
    assert texts(index.find("pear", SearchFilter(folder_id=folder.id))) == ["pear two"]
    assert texts(index.find("pear", SearchFilter(model="Gemma"))) == ["pear three"]
    now = datetime.now(UTC)
    assert len(index.find("pear", SearchFilter(since=now - timedelta(days=1)))) == 3
    assert index.find("pear", SearchFilter(since=now + timedelta(days=1))) == []


def test_older_files_are_indexed_when_they_are_opened(path: Path) -> None:
    database = Database.open(path)
    store = ConversationStore(database)
    store.append_user(store.create("Old").id, "an ancient walrus")
    with database.transaction() as connection:  # back to before the index
        for name in ("message_search", "title_search"):
            for trigger in ("added", "removed", "changed"):
                connection.exec_driver_sql(f"DROP TRIGGER {name}_{trigger}")
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql("ALTER TABLE messages DROP COLUMN shown_child_id")
        connection.exec_driver_sql("DROP TABLE queued_messages")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    database.close()
    Database.open(path).close()
    index = SearchIndex(path)
    assert texts(index.find("walr")) == ["an ancient walrus"]
    index.close()


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(
    typed=st.text(max_size=40)
    | st.builds(
        lambda piece, between, times: between.join([piece] * times),
        st.text(min_size=1, max_size=4) | st.sampled_from(["東", "😀", "word", '"a b', "%"]),
        st.sampled_from([" ", "", '" "']),
        st.sampled_from([1_100, 60_000]),
    )
)
def test_any_typed_text_is_a_valid_query(index: SearchIndex, typed: str) -> None:
    index.find(typed)


@pytest.mark.parametrize("between", [" ", ""])
@pytest.mark.parametrize("sign", ["東", "😀", "x"])
def test_pasted_texts_are_found_however_long_they_are(
    index: SearchIndex, say: Say, sign: str, between: str
) -> None:
    long = between.join([sign] * 60_000)
    say(long)
    assert len(index.find(long)) == len(index.find(f'"{long}"')) == 1


def test_an_accent_is_found_whichever_way_either_side_writes_it(
    index: SearchIndex, say: Say
) -> None:
    composed = "Ein Résumé über Zürich, ガラス, 한국어"
    for text in (composed, unicodedata.normalize("NFD", composed)):
        say(text)
    for word in ("résumé", "uber", "ZÜRICH", "ガラス", "국"):
        for typed in (word, unicodedata.normalize("NFD", word)):
            found = [mark for hit in index.find(typed) for mark in marked(hit)]
            assert len(found) == 2, typed
            assert len({unicodedata.normalize("NFC", mark) for mark in found}) == 1


def test_only_accents_are_folded() -> None:
    assert find_spans("かばん, 하고", parse("がばん")) == []
    assert find_spans("하고", parse("한")) == []


@settings(deadline=None, max_examples=100)
@given(text=st.text(max_size=300), typed=st.text(max_size=12))
def test_spans_lie_within_the_text_and_do_not_overlap(text: str, typed: str) -> None:
    found = excerpt(text, parse(typed))
    spans = [0, *(place for span in found.spans for place in span), len(found.text)]
    assert spans == sorted(spans)


@settings(deadline=None, max_examples=100)
@given(words=st.lists(st.from_regex(r"[A-Za-zäöüé]{2,9}", fullmatch=True), min_size=1))
def test_every_word_of_a_text_is_found_in_it(words: list[str]) -> None:
    text = " ".join(words)
    for word in words:
        assert find_spans(text, parse(word.upper()))


def test_excerpts_are_freed_of_marks_and_keep_what_only_the_marks_hold() -> None:
    text = "**Bold** tale.\n\nSee [the page](https://tigers.example/x) of `cats`.\n"
    assert excerpt(text, parse("page"), plain_text).text == "Bold tale. See the page of cats."
    (span,) = (found := excerpt(text, parse("tigers"), plain_text)).spans
    assert found.text[slice(*span)] == "tigers"


def test_code_far_into_its_block_keeps_its_signs() -> None:
    text = "Look:\n```\n" + "x = '**y**'\n" * 100 + "the __needle__\n" + "z\n" * 400 + "```\n"
    assert "'**y**' the __needle__ z" in excerpt(text, parse("needle"), plain_text).text


@settings(deadline=None, max_examples=100)
@given(text=st.text("ab *_`|-\n[](x).", max_size=300), typed=st.text("abx*", max_size=3))
def test_what_was_found_is_marked_with_marks_or_without(text: str, typed: str) -> None:
    terms = parse(typed)
    assert bool(find_spans(text, terms)) <= bool(excerpt(text, terms, plain_text).spans)
