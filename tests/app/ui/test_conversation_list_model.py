"""Days and rows."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pytestqt.qtbot import QtBot

from app.storage.records import Conversation
from app.ui.conversation_list_model import (
    ConversationListModel,
    Heading,
    day_words,
    grouped,
)

TODAY = date(2026, 3, 10)


def conversation(name: str, days_ago: int) -> Conversation:
    moment = datetime(2026, 3, 10, 12, tzinfo=UTC) - timedelta(days=days_ago)
    return Conversation(
        id=name, title=name, created_at=moment, updated_at=moment, active_leaf_id=None
    )


def test_days_are_called_by_their_distance() -> None:
    assert day_words(TODAY, TODAY) == "Today"
    assert day_words(date(2026, 3, 9), TODAY) == "Yesterday"
    assert day_words(date(2026, 3, 2), TODAY) == "Monday, 2 March"
    assert day_words(date(2025, 12, 31), TODAY) == "31 December 2025"


def test_a_clock_set_back_still_reads_today() -> None:
    assert day_words(date(2026, 3, 11), TODAY) == "Today"


def test_each_day_has_one_heading_and_the_order_is_kept() -> None:
    rows = grouped([conversation(n, d) for n, d in (("a", 0), ("b", 0), ("c", 1))], TODAY)
    shown = [row.words if isinstance(row, Heading) else row.id for row in rows]
    assert shown == ["Today", "a", "b", "Yesterday", "c"]


def test_pinned_conversations_stand_above_the_days() -> None:
    pinned = replace(conversation("p", 5), pinned_at=datetime(2026, 3, 9, tzinfo=UTC))
    rows = grouped([conversation("a", 0), conversation("b", 1), pinned], TODAY)
    shown = [row.words if isinstance(row, Heading) else row.id for row in rows]
    assert shown == ["Pinned", "p", "Today", "a", "Yesterday", "b"]


def test_typed_title_is_emitted_and_an_empty_one_is_not(qtbot: QtBot) -> None:
    model = ConversationListModel()
    model.set_conversations([conversation("a", 0)], TODAY)
    with qtbot.waitSignal(model.renamed) as waited:
        model.setData(model.index_of("a"), "New name")
    assert waited.args == ["a", "New name"]
    with qtbot.assertNotEmitted(model.renamed):
        model.setData(model.index_of("a"), "   ")


def test_same_conversations_do_not_reset_the_view(qtbot: QtBot) -> None:
    model = ConversationListModel()
    model.set_conversations([conversation("a", 0)], TODAY)
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_conversations([conversation("a", 0)], TODAY)
