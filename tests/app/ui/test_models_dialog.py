"""The Models window: every wish reaches the controller, every state is shown in words."""

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.application import Application
from app.controllers.model_controller import ModelState
from app.paths import built_in_model
from app.ui.banner import WayOut
from app.ui.model_row import ModelRow
from app.ui.models_dialog import ModelsDialog
from engine import PlanChanged, installed
from engine.catalogue import CATALOGUE
from engine.errors import InvalidRequest
from engine.load_watch import LoadWatch
from engine.machines import MACHINES
from engine.memory_plan import PlanWishes
from tests.fakes.hub_server import FakeHub, Fault, Planned, serving
from tests.fakes.model_repository import REPOSITORY, model_files
from tests.fakes.scripted_engine import ScriptedEngine

PLAIN = ": diffusion-model"
SHARD = "model-00001-of-00002.safetensors"
PATIENCE = 20_000  # milliseconds


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    with serving(FakeHub(REPOSITORY, model_files(2_000_000))) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        yield running


@pytest.fixture
def on_machine(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let the next look around find a machine of the engine's table."""

    def pretend(name: str) -> None:
        monkeypatch.setattr("app.controllers.fits.survey", lambda folder: MACHINES[name])

    return pretend


@pytest.fixture
def dialog(qtbot: QtBot, application: Application) -> ModelsDialog:
    return opened(application)


def opened(whole: Application) -> ModelsDialog:
    """The Models window of a program, on the screen."""
    whole.window.show()
    whole.window.model_actions.open_models()
    found = whole.window.findChild(ModelsDialog)
    assert isinstance(found, ModelsDialog)
    return found


def words(widget: QWidget) -> str:
    return "\n".join(
        label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)
    )


def button(dialog: ModelsDialog, name: str, about: str = "") -> QAbstractButton:
    found = [
        each
        for each in dialog.findChildren(QAbstractButton)
        if each.objectName() == name and each.accessibleName().endswith(about)
    ]
    assert found, name
    return found[0]


def look_up(qtbot: QtBot, dialog: ModelsDialog, name: str) -> None:
    field = dialog.findChild(QLineEdit, "repositoryName")
    field.setText(name)
    qtbot.mouseClick(button(dialog, "lookUp"), Qt.MouseButton.LeftButton)


def test_every_entry_of_the_catalogue_is_shown_with_all_that_is_known(
    dialog: ModelsDialog,
) -> None:
    shown = words(dialog)
    for entry in CATALOGUE:
        assert entry.title in shown
        assert entry.repository in shown
        assert entry.licence in shown  # an empty one, where nobody knows it, is nowhere
        assert all(sentence in shown for sentence in entry.unconfirmed)


def test_disk_is_asked_once_for_all_entries_and_not_while_the_window_is_hidden(
    dialog: ModelsDialog, application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    list_models = installed.installed_models

    def counting(folder: Path) -> list[installed.InstalledModel]:
        asked.append(folder)
        return list_models(folder)

    monkeypatch.setattr(installed, "installed_models", counting)
    application.models.library_changed.emit()
    assert len(asked) == 2  # for what is here, and for what is still to be fetched
    asked.clear()
    dialog.hide()
    application.models.library_changed.emit()
    assert asked == []
    dialog.show()
    assert asked


def test_every_button_has_a_name_and_none_answers_enter(dialog: ModelsDialog) -> None:
    buttons = [each for each in dialog.findChildren(QAbstractButton) if each.text()]
    assert len(buttons) > 6
    assert all(each.accessibleName() or each.text() for each in buttons)
    assert not any(each.property("autoDefault") for each in buttons)
    names = [each.accessibleName() for each in buttons if each.objectName() == "downloadModel"]
    assert len(set(names)) == len(names)


def test_nothing_is_asked_of_the_network_before_a_button_is_pressed(
    qtbot: QtBot, hub: FakeHub, dialog: ModelsDialog
) -> None:
    dialog.findChild(QLineEdit, "repositoryName").setText(REPOSITORY)
    qtbot.wait(300)
    assert hub.requests == []
    assert "The network is used only when you press" in words(dialog)


def test_choosing_another_model_after_a_failure_opens_the_window(
    application: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: asked.append(args) or "")
    assert application.window.model_actions.take(WayOut.CHOOSE_MODEL)
    found = application.window.findChild(ModelsDialog)
    assert isinstance(found, ModelsDialog)
    assert found.isVisible()
    assert asked == []


def test_looked_up_model_is_fetched_used_and_deleted(
    qtbot: QtBot,
    hub: FakeHub,
    dialog: ModelsDialog,
    application: Application,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hub.files["m-IQ4_XS.gguf"] = b""
    look_up(qtbot, dialog, REPOSITORY)
    assert f"Asking the hub about {REPOSITORY}…" in words(dialog)
    qtbot.waitUntil(lambda: f"{REPOSITORY} holds:" in words(dialog), timeout=PATIENCE)
    assert "types that Sfumato does not read: m-IQ4_XS.gguf." in words(dialog)
    button(dialog, "downloadModel", PLAIN).click()
    qtbot.waitUntil(lambda: "MB on disk" in words(dialog), timeout=PATIENCE)
    assert button(dialog, "downloadModel", PLAIN).text() == "Already here"

    button(dialog, "useModel", "diffusion-model").click()
    status = lambda: application.model.status  # noqa: E731
    qtbot.waitUntil(
        lambda: status().state is ModelState.READY and status().name == "diffusion-model"
    )
    assert application.settings.current.model_folder == str(status().folder)

    asked: list[str] = []
    monkeypatch.setattr(dialog, "confirms", lambda *said: asked.append(" ".join(said)) or True)
    folder = status().folder
    button(dialog, "deleteModel", "diffusion-model").click()
    assert "It is in use: the built-in model takes its place." in asked[0]
    qtbot.waitUntil(lambda: not folder.exists())
    assert status().folder == built_in_model()
    assert "MB on disk" not in words(dialog)


def test_download_shows_progress_and_can_be_paused_resumed_and_cancelled(
    qtbot: QtBot, hub: FakeHub, dialog: ModelsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.plan(Planned(Fault.SLOW, SHARD, times=2, after=1_200_000, seconds=60))
    look_up(qtbot, dialog, REPOSITORY)
    qtbot.waitUntil(lambda: "holds:" in words(dialog), timeout=PATIENCE)
    button(dialog, "downloadModel", PLAIN).click()
    qtbot.waitUntil(lambda: "2\xa0MB of 3\xa0MB" in words(dialog), timeout=PATIENCE)
    bar = dialog.findChild(QProgressBar)
    assert bar.maximum() * 0.6 < bar.value() < bar.maximum()
    button(dialog, "pauseDownload").click()
    assert "2\xa0MB of 3\xa0MB, paused" in words(dialog)
    assert button(dialog, "pauseDownload").text() == "Resume"
    button(dialog, "pauseDownload").click()
    assert button(dialog, "pauseDownload").text() == "Pause"
    answers = [False, True]
    monkeypatch.setattr(dialog, "confirms", lambda *said: answers.pop(0))
    button(dialog, "cancelDownload").click()
    assert dialog.findChild(QProgressBar) is not None
    button(dialog, "cancelDownload").click()
    assert "paused" not in words(dialog)
    assert button(dialog, "downloadModel", PLAIN).isEnabled()


def test_failure_is_shown_in_its_row(qtbot: QtBot, hub: FakeHub, dialog: ModelsDialog) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, status=403))
    look_up(qtbot, dialog, REPOSITORY)
    qtbot.waitUntil(lambda: "holds:" in words(dialog), timeout=PATIENCE)
    button(dialog, "downloadModel", PLAIN).click()
    qtbot.waitUntil(lambda: "(HTTP 403)" in words(dialog), timeout=PATIENCE)
    assert button(dialog, "pauseDownload").text() == "Resume"


def test_unknown_repository_is_a_sentence(qtbot: QtBot, hub: FakeHub, dialog: ModelsDialog) -> None:
    look_up(qtbot, dialog, "someone/else")
    qtbot.waitUntil(
        lambda: "no repository someone/else, or it is private" in words(dialog), timeout=PATIENCE
    )


def test_folder_that_is_no_model_is_refused_with_a_sentence(
    dialog: ModelsDialog, application: Application, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "gemma4"}')
    wanted: list[Path] = []
    dialog.use_wanted.connect(wanted.append)
    dialog.add_folder(tmp_path)
    assert "gemma4" in words(dialog)
    assert wanted == []


def test_closing_the_window_ends_a_download_and_keeps_what_came(
    qtbot: QtBot, hub: FakeHub, dialog: ModelsDialog, application: Application
) -> None:
    hub.plan(Planned(Fault.SLOW, SHARD, after=1_200_000, seconds=60))
    look_up(qtbot, dialog, REPOSITORY)
    qtbot.waitUntil(lambda: "holds:" in words(dialog), timeout=PATIENCE)
    button(dialog, "downloadModel", PLAIN).click()
    qtbot.waitUntil(lambda: "2\xa0MB of 3\xa0MB" in words(dialog), timeout=PATIENCE)
    application.models.shutdown()
    [left] = application.models.downloads.unfinished()
    assert left.done_bytes > 2_000_000


def test_tab_goes_from_top_to_bottom(
    qtbot: QtBot, hub: FakeHub, dialog: ModelsDialog, application: Application
) -> None:
    look_up(qtbot, dialog, REPOSITORY)
    qtbot.waitUntil(lambda: "holds:" in words(dialog), timeout=PATIENCE)
    dialog.resize(620, 3000)
    # The rows grow once the computer is known, and are laid out after that.
    qtbot.waitUntil(lambda: application.models.fits.hardware is not None, timeout=PATIENCE)
    qtbot.waitUntil(lambda: tab_places(dialog) == sorted(tab_places(dialog)), timeout=PATIENCE)
    assert len(tab_places(dialog)) >= len(CATALOGUE) + 5


def tab_places(dialog: ModelsDialog) -> list[tuple[int, int]]:
    """Where Tab comes by, from the first button to the last, as y and x."""
    stop, places = button(dialog, "addFolder"), []
    while stop.objectName() != "keepElsewhere":
        corner = stop.mapTo(dialog, stop.rect().topLeft())
        places.append((corner.y(), corner.x()))
        stop = stop.nextInFocusChain()
        while not (stop.isVisibleTo(dialog) and stop.focusPolicy() & Qt.FocusPolicy.TabFocus):
            stop = stop.nextInFocusChain()
    return places


def test_disk_is_told_and_an_entry_without_room_says_so(
    dialog: ModelsDialog, monkeypatch: pytest.MonkeyPatch, application: Application
) -> None:
    monkeypatch.setattr("app.controllers.models_controller.free_bytes", lambda folder: 20 * 10**9)
    application.models.library_changed.emit()
    assert "20.0\xa0GB free" in words(dialog)
    assert "Does not fit on the disk: 51.9\xa0GB are needed, 20.0\xa0GB are free." in words(dialog)


def test_choice_of_the_device_holds_at_once_and_is_shown(
    qtbot: QtBot, dialog: ModelsDialog, application: Application, scripted: ScriptedEngine
) -> None:
    qtbot.waitUntil(lambda: "Starter model runs on the processor." in words(dialog))
    assert "No graphics card that it could use was found." in words(dialog)
    box = dialog.findChild(QComboBox, "device")
    box.setCurrentIndex(box.findData("gpu"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: "Starter model runs on the graphics card." in words(dialog))
    assert scripted.device in ("cuda", "mps")
    assert application.settings.current.device == "gpu"
    box.setCurrentIndex(box.findData("cpu"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: "Starter model runs on the processor." in words(dialog))
    assert "No graphics card that it could use" not in words(dialog)


def test_device_that_is_not_there_is_a_sentence_and_no_silent_processor(
    qtbot: QtBot, tmp_path: Path
) -> None:
    def load(folder: Path, *, wishes: PlanWishes, watch: LoadWatch) -> ScriptedEngine:
        if wishes.device in ("cuda", "mps"):
            raise InvalidRequest(f"This computer has no usable {wishes.device} device.")
        return ScriptedEngine().load(folder, wishes=wishes)

    whole = Application(tmp_path / "data", None, load)
    dialog = opened(whole)
    qtbot.waitUntil(lambda: "runs on the processor" in words(dialog))
    whole.models.run_on("gpu")
    qtbot.waitUntil(lambda: "This computer has no usable" in words(dialog))
    assert "runs on the processor" not in words(dialog)
    whole.window.close()
    whole.close()


def test_the_number_of_layers_on_the_card_is_the_persons_choice(
    qtbot: QtBot, tmp_path: Path, on_machine: Callable[[str], None]
) -> None:
    on_machine("RTX 4090 24 GB")
    engine = ScriptedEngine()
    whole = Application(tmp_path / "data", None, engine.load)
    dialog = opened(whole)
    qtbot.waitUntil(lambda: "runs on the processor" in words(dialog))
    assert engine.wishes.max_resident_layers is None
    layers = dialog.findChild(QSpinBox, "residentLayers")
    turned = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    layers.clearFocus()
    QApplication.sendEvent(layers, turned)
    assert layers.value() == -1, "scrolling past it changes nothing"
    layers.setValue(18)
    layers.editingFinished.emit()
    qtbot.waitUntil(lambda: engine.wishes.max_resident_layers == 18, timeout=PATIENCE)
    assert "18 layers on the GPU, 12 streamed" in words(dialog)
    # The built-in model has fewer layers than that.
    qtbot.waitUntil(lambda: "Fits: all " in words(dialog), timeout=PATIENCE)
    layers.setValue(-1)
    layers.editingFinished.emit()
    qtbot.waitUntil(lambda: engine.wishes.max_resident_layers is None, timeout=PATIENCE)
    whole.window.close()
    whole.close()


def test_kernels_that_nobody_measured_are_offered_where_there_is_a_card_and_used_when_asked_for(
    qtbot: QtBot, tmp_path: Path, on_machine: Callable[[str], None]
) -> None:
    on_machine("RTX 4090 24 GB")
    engine = ScriptedEngine()
    whole = Application(tmp_path / "data", None, engine.load)
    dialog = opened(whole)
    box = dialog.findChild(QCheckBox, "fastKernels")
    qtbot.waitUntil(box.isVisible, timeout=PATIENCE)
    assert not box.isChecked()
    assert not engine.wishes.fast_kernels
    box.click()
    qtbot.waitUntil(lambda: engine.wishes.fast_kernels, timeout=PATIENCE)
    assert whole.settings.current.fast_kernels
    on_machine("no card, 32 GB memory")
    whole.models.look_around()
    qtbot.waitUntil(lambda: not box.isVisible(), timeout=PATIENCE)
    whole.window.close()
    whole.close()


def test_each_entry_says_whether_it_fits_this_computer(
    qtbot: QtBot,
    on_machine: Callable[[str], None],
    application: Application,
    request: pytest.FixtureRequest,
) -> None:
    on_machine("RTX 4090 24 GB")
    dialog = request.getfixturevalue("dialog")
    qtbot.waitUntil(lambda: "RTX 4090" in words(dialog), timeout=PATIENCE)
    assert words(dialog).count("Fits: all 30 layers on the GPU.") >= 1
    on_machine("laptop, RTX 3050 4 GB, 16 GB memory")
    application.models.look_around()
    qtbot.waitUntil(lambda: "Does not fit, because" in words(dialog), timeout=PATIENCE)


def test_folder_that_is_here_says_whether_it_fits_as_the_wishes_change(
    qtbot: QtBot,
    on_machine: Callable[[str], None],
    application: Application,
    request: pytest.FixtureRequest,
    tmp_path: Path,
) -> None:
    on_machine("RTX 4090 24 GB")
    dialog = request.getfixturevalue("dialog")
    own = tmp_path / "my model"
    shutil.copytree(built_in_model(), own)
    application.models.add_own(own)

    def fit() -> str:
        [row] = [row for row in dialog.findChildren(ModelRow) if row.model.folder == own]
        return words(row)

    qtbot.waitUntil(lambda: "Fits: all" in fit() and "on the GPU." in fit(), timeout=PATIENCE)
    application.models.keep_resident(1)
    assert "Fits with streaming" in fit()
    assert "1 layer on the GPU" in fit()
    application.models.run_on("cpu")
    assert "1 layer in memory" in fit()


def test_folder_of_floats_can_be_packed_once_into_a_model_beside_it(
    qtbot: QtBot, dialog: ModelsDialog, application: Application, tmp_path: Path
) -> None:
    own = tmp_path / "mine"
    own.mkdir()
    for name, content in model_files(300_000).items():
        (own / name).write_bytes(content)
    application.models.add_own(own)

    def offers() -> list[str]:
        return [
            each.accessibleName()
            for each in dialog.findChildren(QAbstractButton, "packModel")
            if each.isVisibleTo(dialog)
        ]

    qtbot.waitUntil(lambda: len(offers()) == 1, timeout=PATIENCE)
    assert offers()[0].startswith("Pack it (about ")
    button(dialog, "packModel", "mine").click()
    made = application.models.folder / "mine-packed"
    models = application.models.models
    qtbot.waitUntil(lambda: made in [each.folder for each in models()], timeout=PATIENCE)
    qtbot.waitUntil(lambda: offers() == [], timeout=PATIENCE)
    assert button(dialog, "useModel", "mine-packed").isEnabled()
    assert own.exists()


def test_folder_whose_weights_cannot_be_read_is_not_offered(
    qtbot: QtBot, dialog: ModelsDialog, application: Application, tmp_path: Path
) -> None:
    own = tmp_path / "my model"
    shutil.copytree(built_in_model(), own)
    (own / "model.safetensors").write_bytes(b"nothing of the kind")
    application.models.add_own(own)
    qtbot.waitUntil(
        lambda: "The model file model.safetensors is damaged" in words(dialog),
        timeout=PATIENCE,
    )
    [row] = [row for row in dialog.findChildren(ModelRow) if row.model.folder == own]
    assert row.findChild(QAbstractButton, "useModel") is None


def test_plan_and_notes_of_the_model_in_memory_are_shown(
    qtbot: QtBot, application: Application, scripted: ScriptedEngine, request: pytest.FixtureRequest
) -> None:
    scripted.notes = ("The plan: 12 layers on the GPU.", "Not used: another card.")
    dialog = request.getfixturevalue("dialog")
    qtbot.waitUntil(lambda: "12 layers on the GPU.\nNot used: another card." in words(dialog))


def test_figures_follow_a_plan_that_changed_in_a_reply(
    qtbot: QtBot, dialog: ModelsDialog, application: Application, scripted: ScriptedEngine
) -> None:
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY)
    scripted.plan_change = PlanChanged("12 layers on the GPU", "The card's memory ran out.")
    scripted.notes, scripted.held_bytes = ("The plan: 12 layers on the GPU.",), 12
    scripted.fallen = "The card's memory ran out."
    with qtbot.waitSignal(application.chat.reply_ended, timeout=PATIENCE):
        application.chat.send("Hello")
    assert application.model.status.held_bytes == 12
    assert "The plan: 12 layers on the GPU." in words(dialog)
    assert application.window.banner.sentence == "The card's memory ran out."


def test_loading_shows_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, dialog: ModelsDialog, application: Application, scripted: ScriptedEngine
) -> None:
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY)
    scripted.load_hold = threading.Event()
    application.model.reload()
    bar = dialog.findChild(QProgressBar)
    assert bar.maximum() == 0, "nobody can say yet"
    qtbot.waitUntil(lambda: 0 < bar.value() == bar.maximum() // 4, timeout=PATIENCE)
    assert application.window.status.text == "Loading the model Starter model… 25 %"
    stop = application.window.window_actions["stop_loading"]
    assert stop.isEnabled()
    button(dialog, "stopLoading").click()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.STOPPED)
    assert dialog.findChild(QProgressBar) is None
    assert not stop.isEnabled()
    assert "Loading Starter model was stopped." in words(application.window)
    scripted.load_hold = None
    button(dialog, "useModel", "Starter model").click()
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY)
    assert "was stopped" not in words(application.window)


def test_the_bound_of_layers_says_what_it_bounds_on_the_device_that_computes(
    qtbot: QtBot, dialog: ModelsDialog, application: Application
) -> None:
    layers = dialog.findChild(QSpinBox, "residentLayers")
    qtbot.waitUntil(lambda: application.model.status.state is ModelState.READY)
    assert layers.accessibleName() == "Layers in main memory", "the scripted engine has no card"
    assert "read from the disk at every step" in words(dialog)
    application.models.run_on("gpu")
    assert layers.accessibleName() == "Layers on the graphics card"
    assert "Layers in main memory" not in words(dialog)
    application.models.run_on("cpu")
    assert layers.accessibleName() == "Layers in main memory"
    assert layers.isEnabled(), "the bound holds there, too"
