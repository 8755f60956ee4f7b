"""Exports and imports on the thread beside the window: whole, cancelled, refused."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.chat_controller import ChatController
from app.controllers.organise_controller import OrganiseController
from app.controllers.persona_controller import PersonaController
from app.controllers.transfer_controller import TransferController
from app.controllers.transfer_worker import (
    ExportEnd,
    ExportFormat,
    ExportWish,
    ImportEnd,
    TransferWorker,
)
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.organising import OrganisingStore
from app.storage.personas import PersonaStore
from app.storage.records import MessageState
from app.storage.transfer.placing import Placed
from app.ui.export_formats import ReadableFormats
from tests.fakes.transfer_files import exported, fill, talk


@pytest.fixture
def transfer(
    qtbot: QtBot, database: Database, chat: ChatController, personas: PersonaStore
) -> Iterator[TransferController]:
    """Transfers of the test's database."""
    organising = OrganisingStore(database)
    organise = OrganiseController(organising, chat)
    controller = TransferController(
        database.path, chat, organise, PersonaController(personas, organising, chat)
    )
    yield controller
    controller.close()


def export(qtbot: QtBot, transfer: TransferController, wish: ExportWish) -> ExportEnd:
    """Export and wait for the end."""
    with qtbot.waitSignal(transfer.export_ended, timeout=10_000) as ended:
        transfer.export(wish)
    assert not transfer.is_busy
    return ended.args[0]


def import_file(qtbot: QtBot, transfer: TransferController, path: Path) -> ImportEnd:
    """Import and wait for the end."""
    with qtbot.waitSignal(transfer.import_ended, timeout=10_000) as ended:
        transfer.import_file(path)
    return ended.args[0]


def readable(format: ExportFormat, target: Path, ids: tuple[str, ...] | None) -> ExportWish:
    """A wish for files to read."""
    write = ReadableFormats.now(with_thoughts=True).writer(format)
    return ExportWish(format, target, ids, write, is_folder=ids is None or len(ids) > 1)


@pytest.mark.parametrize("format", [f for f in ExportFormat if f is not ExportFormat.JSON])
def test_all_conversations_become_a_file_each(
    qtbot: QtBot,
    transfer: TransferController,
    store: ConversationStore,
    tmp_path: Path,
    format: ExportFormat,
) -> None:
    for question in ("One", "Two", "Three"):
        talk(store, question, "Yes", title="Same: title?")
    end = export(qtbot, transfer, readable(format, tmp_path / "out", None))
    assert (end.problem, end.was_cancelled, end.report.done) == ("", False, 3)
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [f"Same title{n}.{format}" for n in (" (2)", " (3)", "")]


def test_one_conversation_becomes_the_file_that_was_named(
    qtbot: QtBot, transfer: TransferController, store: ConversationStore, tmp_path: Path
) -> None:
    chosen, _ = talk(store, "One", "**Yes**"), talk(store, "Two")
    end = export(qtbot, transfer, readable(ExportFormat.TEXT, tmp_path / "x.txt", (chosen,)))
    assert end.report.done == 1
    text = (tmp_path / "x.txt").read_text(encoding="utf-8")
    assert text.endswith("You:\nOne\n\nReply:\n[Thought: Hm.]\nYes\n")
    assert "Two" not in text


def test_reply_that_forms_is_told(
    qtbot: QtBot, transfer: TransferController, store: ConversationStore, tmp_path: Path
) -> None:
    conversation_id = talk(store, "One")
    store.begin_reply(conversation_id, store.messages(conversation_id)[-1].id, "starter")
    for format in (ExportFormat.MARKDOWN, ExportFormat.JSON):
        wish = readable(format, tmp_path / f"x.{format}", (conversation_id,))
        assert export(qtbot, transfer, wish).report.forming == 1
    assert "still forming" in (tmp_path / "x.md").read_text(encoding="utf-8")


def test_refused_reply_is_exported_whole(
    qtbot: QtBot,
    transfer: TransferController,
    store: ConversationStore,
    chat: ChatController,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    conversation_id = talk(store, "One", "Saved")
    reply = store.messages(conversation_id)[-1]
    whole = replace(reply, text="Saved and more")
    monkeypatch.setattr(chat.saver, "unsaved", lambda: {reply.id: whole})
    export(qtbot, transfer, readable(ExportFormat.MARKDOWN, tmp_path / "x.md", (conversation_id,)))
    assert "Saved and more" in (tmp_path / "x.md").read_text(encoding="utf-8")


def test_place_that_cannot_be_written_is_told(
    qtbot: QtBot, transfer: TransferController, store: ConversationStore, tmp_path: Path
) -> None:
    chosen = talk(store, "One")
    for format in ExportFormat:
        wish = readable(format, tmp_path / "missing" / "x", (chosen,))
        end = export(qtbot, transfer, wish)
        assert end.problem == "The file x could not be written: no such file or folder."


def test_what_a_defect_of_ours_cut_short_is_no_success(tmp_path: Path, database: Database) -> None:
    def defect(*_: object) -> Iterator[float]:
        raise ZeroDivisionError

    worker, ends = TransferWorker(database.path), []
    worker.export_ended.connect(ends.append)
    wish = ExportWish(ExportFormat.TEXT, tmp_path / "a.txt", None, defect)
    ConversationStore(database).create("Talk")
    with pytest.raises(ZeroDivisionError):
        worker.export(wish)
    (end,) = ends
    assert "not done to the end" in end.problem


def test_cancelled_export_leaves_no_half_file(
    qtbot: QtBot, transfer: TransferController, store: ConversationStore, tmp_path: Path
) -> None:
    for number in range(40):
        talk(store, str(number), "Yes")
    (tmp_path / "out").mkdir()
    transfer.progressed.connect(lambda *_: transfer.cancel())
    wish = readable(ExportFormat.PDF, tmp_path / "out", None)
    end = export(qtbot, transfer, wish)
    assert end.was_cancelled
    files = list((tmp_path / "out").iterdir())
    assert len(files) == end.report.done < 40
    assert all(path.read_bytes().endswith(b"%%EOF\n") for path in files)


def test_import_is_shown_as_soon_as_it_is_saved(
    qtbot: QtBot,
    transfer: TransferController,
    chat: ChatController,
    database: Database,
    tmp_path: Path,
) -> None:
    other = Database.open(tmp_path / "other.db")
    fill(other)
    exported(other, tmp_path / "all.json")
    other.close()
    with qtbot.waitSignal(chat.conversations_changed, timeout=10_000):
        end = import_file(qtbot, transfer, tmp_path / "all.json")
    assert end.report.placed == {Placed.ADDED: 2}
    assert {c.title for c in chat.conversations()} == {"Sums", "Second"}


def test_open_conversation_shows_what_came_in(
    qtbot: QtBot,
    transfer: TransferController,
    chat: ChatController,
    store: ConversationStore,
    database: Database,
    tmp_path: Path,
) -> None:
    opened = talk(store, "Hello", "Hi")
    text = json.loads(exported(database, tmp_path / "all.json"))
    conversation = text["conversations"][0]
    last = conversation["messages"][-1]
    more = {"id": "m", "parent_id": last["id"], "role": "user", "text": "More"}
    conversation["messages"].append(more | {"created_at": last["created_at"]})
    conversation |= {"active_leaf_id": "m", "updated_at": "2999-01-01T00:00:00Z"}
    (tmp_path / "all.json").write_text(json.dumps(text), encoding="utf-8")
    chat.open(opened)
    import_file(qtbot, transfer, tmp_path / "all.json")
    assert [m.text for m in chat.shown] == ["Hello", "Hi", "More"]
    assert chat.shown[-1].state is MessageState.COMPLETE


def test_file_that_is_no_export_is_told(
    qtbot: QtBot, transfer: TransferController, tmp_path: Path
) -> None:
    (tmp_path / "x.json").write_text("nothing", encoding="utf-8")
    end = import_file(qtbot, transfer, tmp_path / "x.json")
    assert end.problem == "This file is not whole JSON, so nothing was imported from it."


def test_window_can_save_while_an_import_is_under_way(
    qtbot: QtBot,
    transfer: TransferController,
    store: ConversationStore,
    database: Database,
    tmp_path: Path,
) -> None:
    other = Database.open(tmp_path / "other.db")
    theirs = ConversationStore(other)
    for number in range(60):
        talk(theirs, str(number), *["Yes"] * 20)
    exported(other, tmp_path / "all.json")
    other.close()
    saved = 0
    with qtbot.waitSignal(transfer.import_ended, timeout=30_000):
        transfer.import_file(tmp_path / "all.json")
        while transfer.is_busy:
            talk(store, "Meanwhile", title="Mine")
            saved += 1
            qtbot.wait(40)
    assert saved > 1
    assert len(store.newest_first()) == 60 + saved


def test_second_wish_waits_for_nobody_and_does_nothing(
    qtbot: QtBot, transfer: TransferController, store: ConversationStore, tmp_path: Path
) -> None:
    talk(store, "One")
    with qtbot.waitSignal(transfer.export_ended, timeout=10_000):
        transfer.export(ExportWish(ExportFormat.JSON, tmp_path / "a.json", None))
        transfer.export(ExportWish(ExportFormat.JSON, tmp_path / "b.json", None))
        transfer.import_file(tmp_path / "c.json")
    assert (tmp_path / "a.json").exists()
    assert not (tmp_path / "b.json").exists()
