"""A reply whose blocks the disk refuses: kept in order, in a file, and saved when it goes again."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.reply_saver import ReplySaver
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.emergency import EmergencyFiles
from app.storage.records import Block, Message, MessageState
from tests.fakes.full_disk import fill_disk, make_room

LONG = "long " * 4000


@pytest.fixture
def files(tmp_path: Path) -> EmergencyFiles:
    return EmergencyFiles((tmp_path,))


@pytest.fixture
def saver(store: ConversationStore, files: EmergencyFiles) -> ReplySaver:
    return ReplySaver(store, files)


@pytest.fixture
def reply(store: ConversationStore) -> Message:
    asked = store.append_user(store.create("One").id, "Hello")
    return store.begin_reply(asked.conversation_id, asked.id, "scripted")


def block(index: int, text: str) -> Block:
    return Block(index, text, "", (1, 2), 4, 0.1)


def saved(store: ConversationStore, reply: Message) -> Message:
    return store.messages(reply.conversation_id)[-1]


def test_refused_blocks_stay_and_go_to_a_file(
    qtbot: QtBot,
    database: Database,
    store: ConversationStore,
    saver: ReplySaver,
    files: EmergencyFiles,
    reply: Message,
) -> None:
    saver.save_block(reply, block(0, "saved "))
    fill_disk(database)
    with qtbot.waitSignal(saver.refused) as told:
        saver.save_block(reply, block(1, LONG))
    (path,) = files.left()
    assert str(path) in told.args[0]
    assert "disk is full" in told.args[0]
    assert path.read_text() == "saved " + LONG
    assert saver.unsaved_text() == "saved " + LONG
    assert saved(store, reply).text == "saved "
    shown = saver.with_unsaved(store.messages(reply.conversation_id))
    assert [m.text for m in shown] == ["Hello", "saved " + LONG]


def test_no_later_block_is_saved_before_an_earlier_one(
    database: Database, store: ConversationStore, saver: ReplySaver, reply: Message
) -> None:
    fill_disk(database)
    saver.save_block(reply, block(0, LONG))
    saver.save_block(reply, block(1, "."))  # would fit
    assert store.blocks(reply.id) == []
    make_room(database)
    saver.save_block(reply, block(2, "!"))
    assert saved(store, reply).text == LONG + ".!"
    assert [b.index for b in store.blocks(reply.id)] == [0, 1, 2]
    assert saved(store, reply).text == "".join(b.text for b in store.blocks(reply.id))


def test_a_refused_end_is_shown_as_it_is_and_saved_when_tried_again(
    qtbot: QtBot,
    database: Database,
    store: ConversationStore,
    saver: ReplySaver,
    files: EmergencyFiles,
    reply: Message,
) -> None:
    fill_disk(database)
    saver.save_block(reply, block(0, LONG))
    shown = saver.end(reply, MessageState.STOPPED)
    assert (shown.text, shown.state) == (LONG, MessageState.STOPPED)
    assert saver.is_behind
    make_room(database)
    with qtbot.waitSignal(saver.caught_up):
        saver.try_again()
    assert saved(store, reply) == shown
    assert not saver.is_behind
    assert (saver.unsaved_text(), files.left()) == ("", [])


def test_the_same_refusal_is_told_once(
    database: Database, saver: ReplySaver, reply: Message
) -> None:
    told: list[str] = []
    saver.refused.connect(told.append)
    fill_disk(database)
    for number in range(3):
        saver.save_block(reply, block(number, LONG))
    assert len(told) == 1
    saver.try_again()
    assert len(told) == 2


def test_a_reply_deleted_meanwhile_leaves_nothing_behind(
    database: Database,
    store: ConversationStore,
    saver: ReplySaver,
    files: EmergencyFiles,
    reply: Message,
) -> None:
    fill_disk(database)
    saver.save_block(reply, block(0, LONG))
    make_room(database)
    store.delete(reply.conversation_id)
    saver.try_again()
    assert not saver.is_behind
    assert files.left() == []
