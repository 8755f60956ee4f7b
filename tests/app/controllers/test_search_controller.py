"""Searching goes on beside the window; the newest wish wins."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.search_controller import SearchController
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.query import SearchFilter


@pytest.fixture
def search(qtbot: QtBot, database: Database) -> Iterator[SearchController]:
    controller = SearchController(database.path)
    yield controller
    controller.close()


def test_only_the_newest_wish_is_answered(
    qtbot: QtBot, search: SearchController, store: ConversationStore
) -> None:
    store.append_user(store.create("A").id, "apples and pears")
    answers: list[list[str]] = []
    search.found.connect(lambda hits, _models: answers.append([h.excerpt.text for h in hits]))
    for typed in ("a", "ap", "pears"):
        search.search(typed, SearchFilter())
    qtbot.waitUntil(lambda: bool(answers), timeout=5000)
    assert answers == [["apples and pears"]]
    search.search("", SearchFilter())
    assert answers[-1] == []


def test_what_is_written_later_is_found(
    qtbot: QtBot, search: SearchController, store: ConversationStore
) -> None:
    for words in ("first", "second"):
        store.append_user(store.create(words).id, f"the {words} walrus")
        with qtbot.waitSignal(search.found, timeout=5000) as found:
            search.search("walrus", SearchFilter())
    assert len(found.args[0]) == 2


def test_a_file_that_cannot_be_searched_is_told(qtbot: QtBot, database: Database) -> None:
    with database.transaction() as connection:
        connection.exec_driver_sql("DROP TABLE message_search")
    search = SearchController(database.path)
    with qtbot.waitSignal(search.failed, timeout=5000) as failed:
        search.search("x", SearchFilter())
    assert failed.args[0].endswith(".")
    search.close()
