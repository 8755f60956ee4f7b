"""Personas are written in their window and chosen in the top bar; the context shows its room."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.context_meter import ContextUse
from app.controllers.model_controller import ModelState
from app.ui import personas_dialog
from app.ui.context_label import ContextLabel
from app.ui.personas_dialog import PersonasDialog
from tests.fakes.full_disk import fill_disk, make_room
from tests.fakes.queries import queries

LONG = "words " * 4000


def opened(application: Application) -> PersonasDialog:
    application.window.window_actions["personas"].trigger()
    dialog = application.window.findChild(PersonasDialog)
    assert isinstance(dialog, PersonasDialog)
    return dialog


def test_what_is_typed_is_saved_when_the_window_closes(
    qtbot: QtBot, application: Application
) -> None:
    dialog = opened(application)
    assert not dialog.prompt.isEnabled()
    dialog.findChild(QPushButton, "addPersona").click()
    qtbot.keyClicks(dialog.findChild(QLineEdit, "personaName"), "Teacher")
    qtbot.keyClicks(dialog.findChild(QPlainTextEdit, "personaPrompt"), "Be patient.")
    dialog.accept()
    assert [(p.name, p.prompt) for p in application.personas.personas()] == [
        ("Teacher", "Be patient.")
    ]


def test_enter_in_the_name_goes_on_to_the_prompt_and_adds_nothing(
    qtbot: QtBot, application: Application
) -> None:
    dialog = opened(application)
    dialog.add_button.click()
    qtbot.keyClicks(dialog.name, "Teacher")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.prompt
    dialog.undo_bar.offer("Something was done.", lambda: application.personas.create("B", ""))
    dialog.name.setFocus()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    dialog.accept()
    assert [p.name for p in application.personas.personas()] == ["Teacher"]


def test_choosing_another_persona_saves_the_first(qtbot: QtBot, application: Application) -> None:
    for name in ("Alpha", "Beta"):
        application.personas.create(name, f"{name} prompt")
    dialog = opened(application)
    qtbot.keyClicks(dialog.prompt, "More: ")
    dialog.list.setCurrentRow(1)
    assert dialog.name.text() == "Beta"
    dialog.findChild(QCheckBox, "personaDefault").click()
    dialog.accept()
    alpha, beta = application.personas.personas()
    assert (alpha.prompt, alpha.is_default) == ("More: Alpha prompt", False)
    assert (beta.prompt, beta.is_default) == ("Beta prompt", True)


def test_deleting_shows_another_and_saves_nothing(qtbot: QtBot, application: Application) -> None:
    for name in ("Alpha", "Beta"):
        application.personas.create(name, name)
    dialog = opened(application)
    dialog.findChild(QPushButton, "deletePersona").click()
    assert dialog.name.text() == "Beta"
    dialog.accept()
    assert [p.name for p in application.personas.personas()] == ["Beta"]


def test_deleted_persona_comes_back_with_its_words_and_conversations(
    qtbot: QtBot, application: Application
) -> None:
    personas, chat = application.personas, application.chat
    alpha = personas.create("Alpha", "Alpha prompt")
    personas.create("Beta", "Beta prompt")
    assert alpha is not None
    personas.set_default(alpha.id)
    assert chat.send("Hello")
    assert personas.persona is not None
    dialog = opened(application)
    qtbot.keyClicks(dialog.prompt, "More: ")
    dialog.findChild(QPushButton, "deletePersona").click()
    assert personas.persona is None
    assert dialog.undo_bar.sentence == "The persona “Alpha” is deleted."
    dialog.undo_bar.button.click()
    assert (dialog.name.text(), dialog.prompt.toPlainText()) == ("Alpha", "More: Alpha prompt")
    assert personas.persona is not None
    assert personas.persona.prompt == "More: Alpha prompt"
    assert personas.persona.is_default
    (conversation,) = chat.conversations()
    assert conversation.persona_id == personas.persona.id
    dialog.accept()


def test_text_that_could_not_be_saved_stays_and_is_saved_later(
    qtbot: QtBot, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Alpha", "Beta"):
        application.personas.create(name, name)
    dialog, answers = opened(application), [False]
    monkeypatch.setattr(personas_dialog, "confirmed", lambda *_, **__: answers.pop(0))
    fill_disk(application.database)
    dialog.prompt.setPlainText(LONG)
    dialog.list.setCurrentRow(1)
    assert "full" in dialog.problem.text()
    assert dialog.problem.isVisible()
    dialog.list.setCurrentRow(0)
    assert dialog.prompt.toPlainText() == LONG
    dialog.accept()
    assert dialog.isVisible()
    assert answers == []
    make_room(application.database)
    dialog.accept()
    assert not dialog.isVisible()
    assert application.personas.personas()[0].prompt == LONG


def test_button_in_the_top_bar_says_and_changes_the_choice(
    qtbot: QtBot, application: Application
) -> None:
    application.personas.create("R & D", "Be curious.")
    button = application.window.top_bar.shaping
    assert button.text() == "No persona"
    menu = button.menu()
    menu.aboutToShow.emit()
    chosen = {action.text(): action for action in menu.actions()}
    chosen["R && D"].trigger()
    chosen["Careful"].trigger()
    assert button.text() == "R & D · Careful"
    menu.aboutToShow.emit()
    assert [a.text() for a in menu.actions() if a.isChecked()] == ["R && D", "Careful"]


def test_context_label_follows_what_is_typed(qtbot: QtBot, application: Application) -> None:
    window = application.window
    application.show()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    qtbot.waitUntil(window.context_label.isVisible, timeout=2000)
    before = window.context_label.toolTip()
    window.composer.set_text("word " * 2000)
    qtbot.waitUntil(lambda: window.context_label.toolTip() != before, timeout=2000)
    assert "does not read as much" in window.context_label.toolTip()


def test_label_says_what_the_tokens_are_made_of(qtbot: QtBot) -> None:
    label = ContextLabel()
    qtbot.addWidget(label)
    label.show_use(ContextUse(system=10, conversation=1200, typed=5, limit=8000))
    assert label.accessibleName() == (
        "About 1,215 of 8,000 tokens would be sent: persona 10, conversation 1,200, your text 5."
    )


def test_a_pause_of_typing_reads_nothing(qtbot: QtBot, application: Application) -> None:
    label, composer = application.window.context_label, application.window.composer
    application.show()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY, timeout=5000)
    qtbot.waitUntil(label.isVisible, timeout=2000)
    shown = label.toolTip()
    with queries() as read:
        composer.edit.insertPlainText("some words")
        qtbot.waitUntil(lambda: label.toolTip() != shown, timeout=2000)
    assert read == []
