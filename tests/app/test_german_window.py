"""What the engine and the storage say is German in a German window, and English elsewhere."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.model_controller import ModelState
from app.controllers.model_library import DownloadPhase, DownloadStatus
from app.settings import SettingsFile
from app.storage.conversations import ConversationStore
from app.storage.errors import DatabaseError
from app.translation import use_language
from app.ui.model_words import download_words
from app.ui.models_dialog import ModelsDialog
from app.wording import own_words
from engine.catalogue import CATALOGUE
from engine.download_events import Failed, from_json, to_json
from engine.errors import ContextTooLong
from engine.fitting import judge_entry
from engine.graphics_cards import nvidia_gpus, parse_build
from engine.hardware import Hardware
from engine.machines import MACHINES
from engine.memory_plan import PlanWishes
from engine.said import SaidError, said
from tests.fakes.full_disk import fill_disk
from tests.fakes.scripted_engine import ScriptedEngine

ENGLISH = re.compile(
    r"\b(the|of|and|is|are|not|no|with|without|has|have|this|that|from|than|cannot|needs?|model"
    r"|free|fits?|layers?|file|folder|memory|card|used|found|full|disk|other)\b",
    re.IGNORECASE,
)
LAPTOP = replace(MACHINES["laptop, RTX 3050 4 GB, 16 GB memory"], processor="Ryzen 5")
PATIENCE = 20_000  # milliseconds


def old_driver() -> Hardware:
    """A computer whose only card has a driver that is too old."""
    build = parse_build("cuda: Optional[str] = '13.0'")
    gpus = nvidia_gpus(lambda command: "RTX 4090, 24564, 24000, 470.1", build, 0, 0)
    return replace(LAPTOP, gpus=gpus)


@pytest.fixture
def german(qtbot: QtBot) -> None:
    """The program's language is German."""
    use_language("de")


@pytest.fixture
def german_application(
    qtbot: QtBot, scripted: ScriptedEngine, tmp_path: Path
) -> Iterator[Application]:
    """The whole program in German, its window shown."""
    SettingsFile(tmp_path / "settings.json").change(language="de")
    whole = Application(tmp_path, None, scripted.load)
    with qtbot.waitExposed(whole.window):
        whole.show()
    qtbot.waitUntil(lambda: whole.model.status.state is ModelState.READY, timeout=PATIENCE)
    yield whole
    whole.window.close()
    whole.close()
    whole.window.deleteLater()


def shown_words(widget: QWidget) -> str:
    """What a person can read in it."""
    labels = [label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]
    return "\n".join(label.text() for label in labels)


@pytest.mark.parametrize("hardware", [LAPTOP, old_driver()])
def test_no_english_sentence_in_the_german_models_window(
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    german_application: Application,
    hardware: Hardware,
) -> None:
    whole = german_application
    monkeypatch.setattr("app.controllers.fits.survey", lambda folder: hardware)
    (whole.folder.models / "mine").mkdir(parents=True)
    whole.settings.change(own_models=str(whole.folder.models / "mine"))
    whole.window.model_actions.open_models()
    [dialog] = whole.window.findChildren(ModelsDialog)
    qtbot.waitUntil(lambda: "Passt nicht" in shown_words(dialog), timeout=PATIENCE)
    shown = shown_words(dialog).replace(str(whole.folder.root), "")
    assert "Ordner mine gibt es keine Datei config.json" in shown
    assert [line for line in shown.splitlines() if ENGLISH.search(line)] == []


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("most", [None, 0, 1, 18])
def test_every_verdict_is_english_to_a_terminal_and_german_in_the_window(
    german: None, machine: str, most: int | None
) -> None:
    wishes = PlanWishes(max_resident_layers=most)
    for entry in CATALOGUE:
        fit = judge_entry(entry, MACHINES[machine], wishes)
        assert re.match("Fits|Does not fit, because", fit.sentence)
        told = own_words(fit.sentence)
        assert told.startswith("Passt")
        assert ENGLISH.search(told) is None, told


def test_full_disk_is_told_in_german(qtbot: QtBot, german_application: Application) -> None:
    whole = german_application
    fill_disk(whole.database)
    whole.window.composer.edit.setPlainText("lang " * 4000)
    whole.window.findChild(QPushButton, "send").click()
    assert whole.window.banner.sentence.startswith("Der Datenträger ist voll")
    with pytest.raises(DatabaseError, match="The disk is full"):
        ConversationStore(whole.database).create("lang " * 4000)


def test_failed_reply_says_why_in_german_also_after_a_new_start(
    qtbot: QtBot, german_application: Application, scripted: ScriptedEngine
) -> None:
    whole = german_application
    scripted.refusal = ContextTooLong(
        said(
            "This conversation is {prompt_tokens:,} tokens long, but the model reads at most "
            "{limit:,} before a reply. Start a new conversation or shorten it.",
            prompt_tokens=300_000,
            limit=262_000,
        )
    )
    with qtbot.waitSignal(whole.chat.reply_ended, timeout=PATIENCE) as ended:
        assert whole.chat.send("Guten Tag")
    told = ended.args[0].error
    assert told.startswith("Diese Unterhaltung ist 300.000 Token lang")
    whole.chat.reload()
    assert whole.chat.shown[-1].error == told
    assert "300,000 tokens" in str(scripted.refusal)


def test_download_that_failed_in_its_own_process_says_so_in_german(german: None) -> None:
    error = SaidError(said("{host} cannot be reached. Check the network connection.", host="hub"))
    came = from_json(to_json(Failed(error.sentence)))
    assert isinstance(came, Failed)
    assert came.sentence == "hub cannot be reached. Check the network connection."
    status = DownloadStatus(Path("x"), DownloadPhase.FAILED, sentence=came.sentence)
    assert download_words(status).startswith("hub ist nicht zu erreichen.")
