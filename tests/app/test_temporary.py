"""A temporary conversation works like any other and leaves nothing in any file."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.model_controller import ModelState
from app.storage.conversations import ConversationStore
from tests.fakes.scripted_engine import ScriptedEngine

SECRET = "Xyzzy-Geheimnis"


def everything_written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_nothing_of_it_is_ever_written(
    qtbot: QtBot, tmp_path: Path, scripted: ScriptedEngine
) -> None:
    scripted.blocks = (f"A reply about {SECRET}. ", f"More of {SECRET}.")
    whole = Application(tmp_path / "data", None, scripted.load)
    whole.show()
    window, chat = whole.window, whole.chat
    qtbot.waitUntil(lambda: whole.model.status.state is ModelState.READY, timeout=5000)
    window.window_actions["new_temporary"].trigger()
    assert chat.conversation is not None
    assert chat.conversation.is_temporary
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        assert chat.send(f"Tell me about {SECRET}")
    first = chat.shown[0]
    assert whole.messages.edit(first.id, f"Another {SECRET}")
    qtbot.waitUntil(lambda: chat.shown[-1].text.endswith(f"More of {SECRET}."), timeout=5000)
    chat.rename(chat.conversation.id, f"Title {SECRET}")
    window.composer.set_text(f"draft {SECRET}")
    chat.new_conversation()
    (temporary,) = chat.conversations()
    chat.open(temporary.id)
    assert window.composer.text == f"draft {SECRET}"
    assert len(whole.messages.versions) == 1
    window.close()
    whole.close()
    assert SECRET.encode() not in everything_written(tmp_path)
    again = Application(tmp_path / "data", None, scripted.load)
    assert again.chat.conversations() == []
    again.window.close()
    again.close()


def test_deleting_it_needs_no_trash(qtbot: QtBot, application: Application) -> None:
    chat, window = application.chat, application.window
    window.window_actions["new_temporary"].trigger()
    assert chat.send("Hello")
    kept = ConversationStore(application.database).create("Kept")
    window.window_actions["delete"].trigger()
    assert [c.id for c in chat.conversations()] == [kept.id]
    assert not window.undo_bar.isVisible()


def test_exporting_it_is_refused_in_words(qtbot: QtBot, application: Application) -> None:
    window = application.window
    window.show()
    window.window_actions["new_temporary"].trigger()
    window.window_actions["export"].trigger()
    assert "not exported" in window.transfer_bar.sentence
