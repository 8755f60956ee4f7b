"""A reply that the disk refused: a copy can be saved, and the banner goes when all is saved."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.controllers.reply_saver import ReplySaver
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.records import Block, Message
from app.ui.banner import Banner, WayOut
from app.ui.unsaved_replies import UnsavedReplies
from tests.fakes.full_disk import fill_disk, make_room

LONG = "long " * 4000


@pytest.fixture
def banner(qtbot: QtBot) -> Banner:
    banner = Banner()
    qtbot.addWidget(banner)
    return banner


@pytest.fixture
def saver(store: ConversationStore) -> ReplySaver:
    return ReplySaver(store)


@pytest.fixture
def unsaved(saver: ReplySaver, banner: Banner) -> UnsavedReplies:
    return UnsavedReplies(saver, banner, banner)


@pytest.fixture
def reply(store: ConversationStore) -> Message:
    asked = store.append_user(store.create("One").id, "Hello")
    return store.begin_reply(asked.conversation_id, asked.id, "scripted")


def test_banner_stands_until_everything_is_saved(
    database: Database, saver: ReplySaver, banner: Banner, unsaved: UnsavedReplies, reply: Message
) -> None:
    fill_disk(database)
    saver.save_block(reply, Block(0, LONG, "", (1,), 1, 0.1))
    assert "save a copy" in banner.sentence
    assert unsaved.take(WayOut.SAVE_AGAIN)
    assert not banner.isHidden()
    make_room(database)
    unsaved.take(WayOut.SAVE_AGAIN)
    assert banner.isHidden()


def test_copy_holds_the_whole_reply(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    database: Database,
    saver: ReplySaver,
    banner: Banner,
    unsaved: UnsavedReplies,
    reply: Message,
) -> None:
    saver.save_block(reply, Block(0, "Saved. ", "", (1,), 1, 0.1))
    fill_disk(database)
    saver.save_block(reply, Block(1, LONG, "", (1,), 1, 0.1))
    chosen = [str(tmp_path / "missing" / "copy.md"), str(tmp_path / "copy.md")]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen.pop(0), ""))
    unsaved.take(WayOut.SAVE_AS)
    assert "could not be written" in banner.sentence
    unsaved.take(WayOut.SAVE_AS)
    assert (tmp_path / "copy.md").read_text() == "Saved. " + LONG


def test_other_ways_out_are_left_to_others(unsaved: UnsavedReplies) -> None:
    assert not unsaved.take(WayOut.RETRY)


def test_another_problem_does_not_take_the_ways_out_away(
    database: Database, saver: ReplySaver, unsaved: UnsavedReplies, reply: Message
) -> None:
    assert unsaved.with_ways((WayOut.DISMISS,)) == (WayOut.DISMISS,)
    fill_disk(database)
    saver.save_block(reply, Block(0, LONG, "", (1,), 1, 0.1))
    ways = unsaved.with_ways((WayOut.DISMISS,))
    assert ways == (WayOut.SAVE_AS, WayOut.SAVE_AGAIN, WayOut.DISMISS)
