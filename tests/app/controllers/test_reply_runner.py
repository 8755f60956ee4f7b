"""A database that fails while a reply begins: it is told, and answering goes on."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.chat_controller import ChatController
from app.controllers.run_status import ReplyActivity
from app.storage.conversations import ConversationStore
from app.storage.errors import DatabaseError
from app.storage.personas import PersonaStore
from app.storage.records import MessageState
from engine.said import said

Load = Callable[[], None]


def fails_once(monkeypatch: pytest.MonkeyPatch, store: object, name: str, *, at: int = 1) -> None:
    """Let the call of this number of a store's method find a broken disk."""
    real, calls = getattr(store, name), []

    def called(*given: object) -> object:
        calls.append(given)
        if len(calls) == at:
            raise DatabaseError(said("The disk reports an error."))
        return real(*given)

    monkeypatch.setattr(store, name, called)


@pytest.mark.parametrize("read", ["personas", "conversation", "branch"])
def test_error_while_a_reply_begins_is_told_and_the_next_message_is_answered(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    chat: ChatController,
    store: ConversationStore,
    personas: PersonaStore,
    load: Load,
    read: str,
) -> None:
    load()
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        chat.send("one")
    match read:
        case "personas":
            fails_once(monkeypatch, personas, "by_name")
        case "conversation":
            fails_once(monkeypatch, store, "get", at=2)  # the first is for its title
        case "branch":
            fails_once(monkeypatch, store, "messages")
    with qtbot.waitSignal(chat.storage_failed, timeout=5000):
        chat.send("two")
    assert chat.activity is ReplyActivity.IDLE
    assert chat.conversation is not None
    states = {m.state for m in store.messages(chat.conversation.id)}
    assert MessageState.GENERATING not in states
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        assert chat.send("three")
    assert chat.shown[-1].state is MessageState.COMPLETE
