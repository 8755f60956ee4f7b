"""A persona and a preset belong to a conversation, also to one that is about to begin."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.chat_controller import ChatController
from app.controllers.persona_controller import PersonaController
from app.controllers.reply_runner import ReplyRunner
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.organising import OrganisingStore
from app.storage.personas import PersonaStore
from engine import ChatMessage
from tests.fakes.queries import queries
from tests.fakes.scripted_engine import ScriptedEngine

Load = Callable[[], None]


@pytest.fixture
def shaping(personas: PersonaStore, database: Database, chat: ChatController) -> PersonaController:
    return PersonaController(personas, OrganisingStore(database), chat)


def send(qtbot: QtBot, chat: ChatController, words: str) -> None:
    with qtbot.waitSignal(chat.reply_ended, timeout=5000):
        chat.send(words)


def test_default_persona_speaks_first_and_can_be_taken_away(
    qtbot: QtBot,
    chat: ChatController,
    shaping: PersonaController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    load()
    lawyer = shaping.create("Lawyer", "Answer as a lawyer would.")
    assert lawyer is not None
    shaping.set_default(lawyer.id)
    send(qtbot, chat, "Hello")
    assert scripted.asked[-1] == (
        ChatMessage("system", "Answer as a lawyer would."),
        ChatMessage("user", "Hello"),
    )
    shaping.choose_persona(None)
    send(qtbot, chat, "Again")
    assert [m.role for m in scripted.asked[-1]] == ["user", "assistant", "user"]
    chat.new_conversation()
    assert shaping.persona == shaping.personas()[0]


def test_choices_made_before_the_first_message_are_kept_with_the_conversation(
    qtbot: QtBot,
    chat: ChatController,
    shaping: PersonaController,
    store: ConversationStore,
    load: Load,
) -> None:
    load()
    poet = shaping.create("Poet", "Rhyme.")
    assert poet is not None
    shaping.choose_persona(poet.id)
    shaping.choose_preset("careful")
    send(qtbot, chat, "Hello")
    (conversation,) = store.newest_first()
    assert (conversation.persona_id, conversation.preset) == (poet.id, "careful")
    chat.new_conversation()
    assert (shaping.persona, shaping.preset) == (None, None)
    chat.open(conversation.id)
    assert (shaping.persona, shaping.preset) == (poet, "careful")
    shaping.delete(poet.id)
    assert shaping.persona is None
    assert store.get(conversation.id).persona_id is None


def test_options_are_those_of_the_conversation(
    qtbot: QtBot,
    chat: ChatController,
    replies: ReplyRunner,
    shaping: PersonaController,
    scripted: ScriptedEngine,
    load: Load,
) -> None:
    from app.controllers.sampling import options_for
    from app.settings import Settings

    load()
    replies.options_of = lambda conversation: options_for(Settings(), conversation.preset)
    shaping.choose_preset("fast")
    send(qtbot, chat, "Hello")
    assert scripted.options == options_for(Settings(), "fast")


def test_the_library_is_read_once_and_again_when_it_changed(
    shaping: PersonaController, chat: ChatController
) -> None:
    with queries("personas") as read:
        shaping.personas()
        first = len(read)
        for _ in range(3):
            assert shaping.persona is None
            assert chat.pending_prompt("Rhyme.")[0].content == "Rhyme."
        assert len(read) == first <= 1
        shaping.create("Poet", "Rhyme.")
        assert [persona.name for persona in shaping.personas()] == ["Poet"]
        shaping.library_changed.emit()  # as after an import
        count = len(read)
        shaping.personas()
        assert len(read) == count + 1


def test_what_would_be_sent_is_known_before(
    qtbot: QtBot, chat: ChatController, shaping: PersonaController, load: Load
) -> None:
    load()
    poet = shaping.create("Poet", "Rhyme.")
    assert poet is not None
    assert chat.pending_prompt("") == ()
    send(qtbot, chat, "Hello")
    roles = [message.role for message in chat.pending_prompt(poet.prompt)]
    assert roles == ["system", "user", "assistant"]


def test_a_preset_that_is_unknown_is_the_settings(
    chat: ChatController, shaping: PersonaController, store: ConversationStore, database: Database
) -> None:
    conversation = store.create("Imported")
    OrganisingStore(database).set_preset(conversation.id, "weird")
    chat.open(conversation.id)
    assert shaping.preset is None
