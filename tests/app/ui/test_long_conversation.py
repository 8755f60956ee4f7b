"""Long conversations open and scroll within budgets that a slow, busy machine keeps too.

The true figures come from ``python -m tests.bench.long_conversation``.
"""

import statistics

import pytest
from pytestqt.qtbot import QtBot

from app.application import Application
from app.ui.message_scroll import MAX_VIEWS
from tests.bench.long_conversation import fill, measure, settle

SLOW = 3  # times slower than wished for
TRIES = 3  # of which the best counts: other programs run, too


@pytest.mark.parametrize(("length", "wished"), [(500, 100), (5000, 300)])
def test_opens_and_scrolls_in_time(
    qtbot: QtBot, application: Application, length: int, wished: int
) -> None:
    conversation_id = fill(application.database, length)
    with qtbot.waitExposed(application.window):
        application.window.show()
    settle()
    found = [measure(application, conversation_id, num_steps=20) for _ in range(TRIES)]
    assert min(each.opening for each in found) < SLOW * wished
    assert min(statistics.median(each.steps) for each in found) < SLOW * 16
    assert len(application.window.transcript.column.views) <= MAX_VIEWS
    assert application.window.transcript.column.first > 0
