"""Long conversations open and scroll within budgets that a slow, busy machine keeps too.

The true figures come from ``python -m tests.bench.long_conversation``.
"""

import pytest
from pytestqt.qtbot import QtBot

from app.application import Application
from app.ui.message_scroll import MAX_VIEWS
from tests.bench.long_conversation import fill, measure, settle

SLOW = 10  # times slower than wished for


@pytest.mark.parametrize(("length", "wished"), [(500, 100), (5000, 300)])
def test_opens_and_scrolls_in_time(
    qtbot: QtBot, application: Application, length: int, wished: int
) -> None:
    conversation_id = fill(application.database, length)
    with qtbot.waitExposed(application.window):
        application.window.show()
    settle()
    found = measure(application, conversation_id, num_steps=40)
    assert found.opening < SLOW * wished
    assert sorted(found.steps)[len(found.steps) // 2] < SLOW * 16
    assert len(application.window.transcript.column.views) <= MAX_VIEWS
    assert application.window.transcript.column.first > 0
