"""The first start says in three sentences what this is; later starts do not."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.application import Application
from app.ui.about_dialog import AboutDialog, system_words
from tests.fakes.scripted_engine import ScriptedEngine


def test_first_start_welcomes_and_the_next_does_not(
    qtbot: QtBot, tmp_path: Path, scripted: ScriptedEngine
) -> None:
    first = Application(tmp_path / "data", None, scripted.load)
    first.show()
    welcome = first.window.welcome
    assert welcome.isVisible()
    sentences = [label.text() for label in welcome.findChildren(QLabel)][1:]
    assert len(sentences) == 3
    assert all(sentence.endswith(".") for sentence in sentences)
    welcome.findChild(QPushButton, "welcomeBegin").click()
    assert first.window.empty.isVisible()
    first.window.close()
    first.close()
    second = Application(tmp_path / "data", None, scripted.load)
    second.show()
    assert second.window.empty.isVisible()
    second.window.close()
    second.close()


def test_sending_a_message_ends_the_welcome(qtbot: QtBot, application: Application) -> None:
    application.show()
    assert application.chat.send("Hello")
    assert application.window.transcript.isVisible()
    application.chat.new_conversation()
    assert application.window.empty.isVisible()


def test_about_copies_its_details(qtbot: QtBot, application: Application) -> None:
    application.window.window_actions["about"].trigger()
    dialog = application.window.findChild(AboutDialog)
    dialog.findChildren(QPushButton)[0].click()
    assert QGuiApplication.clipboard().text() == system_words()
    assert "torch 2" in system_words()
    dialog.accept()
