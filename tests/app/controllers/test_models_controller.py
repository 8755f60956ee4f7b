"""Models come, go and are kept, over the real download process and a hub on this machine."""

import json
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.controllers.engine_worker import torch_device
from app.controllers.model_controller import ModelController, ModelState
from app.controllers.model_library import DownloadPhase, DownloadStatus, LookUpPhase, Origin
from app.controllers.models_controller import ModelsController
from app.controllers.repository_question import repository_name
from app.controllers.settings_controller import SettingsController
from app.paths import built_in_model
from app.settings import SettingsFile
from engine import installed
from engine.catalogue import CatalogueEntry, Format
from engine.hub import Hub
from engine.own_packing import pack_folder
from engine.repository import entries_of
from tests.fakes.hub_server import COMMIT, FakeHub, Fault, Planned, serving
from tests.fakes.model_repository import REPOSITORY, model_files

SHARD = "model-00001-of-00002.safetensors"
PATIENCE = 20_000  # milliseconds for a process to start on a busy machine


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    with serving(FakeHub(REPOSITORY, model_files(2_000_000))) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.endpoint)
        monkeypatch.setenv("HF_HUB_DOWNLOAD_TIMEOUT", "5")
        yield running


@pytest.fixture
def settings(tmp_path: Path) -> SettingsController:
    return SettingsController(SettingsFile(tmp_path / "settings.json"))


@pytest.fixture
def models(
    qtbot: QtBot, model: ModelController, settings: SettingsController, tmp_path: Path
) -> Iterator[ModelsController]:
    controller = ModelsController(model, settings, tmp_path / "models")
    yield controller
    controller.shutdown()


@pytest.fixture
def entry(hub: FakeHub) -> CatalogueEntry:
    """What the repository offers."""
    entries = entries_of(Hub(hub.endpoint).look_up(REPOSITORY))
    return next(each for each in entries if each.format is Format.BF16)


def downloaded(models: ModelsController) -> list[Path]:
    return [each.folder for each in models.models() if each.origin is Origin.DOWNLOADED]


def failure(models: ModelsController) -> str:
    return next(
        (
            each.sentence
            for each in models.downloads.unfinished()
            if each.phase is DownloadPhase.FAILED
        ),
        "",
    )


def fetch(qtbot: QtBot, models: ModelsController, entry: CatalogueEntry) -> Path:
    models.downloads.fetch(entry)
    qtbot.waitUntil(lambda: bool(downloaded(models)) and not at_work(models), timeout=PATIENCE)
    return downloaded(models)[0]


def at_work(models: ModelsController) -> bool:
    """Whether a download's process has not told of its end yet; its folder is there before."""
    ended = DownloadPhase.PAUSED, DownloadPhase.FAILED
    return any(status.phase not in ended for status in models.downloads.unfinished())


def test_model_comes_and_can_be_used(
    qtbot: QtBot, models: ModelsController, model: ModelController, entry: CatalogueEntry
) -> None:
    seen: list[DownloadStatus] = []
    models.downloads.status_changed.connect(seen.append)
    folder = fetch(qtbot, models, entry)
    assert [status.phase for status in seen[:1]] == [DownloadPhase.STARTING]
    assert seen[-1].done_bytes == seen[-1].total_bytes == entry.download_bytes
    assert models.downloads.unfinished() == []
    assert models.shelf().has(entry)
    model.load(folder)
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY)
    assert models.folder_in_use == folder


def test_another_owners_model_of_the_same_name_is_another(
    qtbot: QtBot, hub: FakeHub, models: ModelsController, entry: CatalogueEntry
) -> None:
    first = fetch(qtbot, models, entry)
    theirs = replace(entry, repository="bob/diffusion-model")
    newer = replace(entry, revision="9" * 40)
    assert models.shelf().has(entry)
    assert not models.shelf().has(theirs)
    assert not models.shelf().has(newer)
    hub.repository = theirs.repository
    models.downloads.fetch(theirs)
    assert models.shelf().has(theirs)  # from the first moment on
    qtbot.waitUntil(lambda: len(downloaded(models)) == 2, timeout=PATIENCE)
    assert {folder.name for folder in downloaded(models)} == {first.name, "bob_diffusion-model"}
    assert models.shelf().has(theirs)


def test_paused_download_goes_on_after_a_restart(
    qtbot: QtBot,
    hub: FakeHub,
    models: ModelsController,
    model: ModelController,
    settings: SettingsController,
    entry: CatalogueEntry,
) -> None:
    hub.plan(Planned(Fault.SLOW, SHARD, after=1_500_000, seconds=60))
    models.downloads.fetch(entry)
    qtbot.waitUntil(
        lambda: models.downloads.unfinished()[0].done_bytes > 2_000_000, timeout=PATIENCE
    )
    models.downloads.pause()
    [left] = models.downloads.unfinished()
    assert (left.phase, left.is_running) == (DownloadPhase.PAUSED, False)
    assert downloaded(models) == []

    restarted = ModelsController(model, settings, models.folder)
    [found] = restarted.downloads.unfinished()
    assert found == left
    hub.requests.clear()
    restarted.downloads.resume(found.folder)
    qtbot.waitUntil(lambda: downloaded(restarted) == [found.folder], timeout=PATIENCE)
    assert "range" in hub.asked("GET", SHARD)[-1].headers
    restarted.shutdown()


def test_failed_download_says_why_and_can_be_resumed(
    qtbot: QtBot, hub: FakeHub, models: ModelsController, entry: CatalogueEntry
) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, status=403))
    models.downloads.fetch(entry)
    qtbot.waitUntil(lambda: bool(failure(models)), timeout=PATIENCE)
    assert "HTTP 403" in failure(models)
    assert downloaded(models) == []
    models.downloads.resume(models.downloads.unfinished()[0].folder)
    qtbot.waitUntil(lambda: bool(downloaded(models)), timeout=PATIENCE)


def test_trouble_on_the_line_is_shown_while_it_lasts(
    qtbot: QtBot, hub: FakeHub, models: ModelsController, entry: CatalogueEntry
) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, status=503))
    seen: list[DownloadStatus] = []
    models.downloads.status_changed.connect(seen.append)
    fetch(qtbot, models, entry)
    assert any(s.phase is DownloadPhase.WAITING and "HTTP 503" in s.sentence for s in seen)


def test_cancelled_download_leaves_nothing(
    qtbot: QtBot, hub: FakeHub, models: ModelsController, entry: CatalogueEntry
) -> None:
    hub.plan(Planned(Fault.SLOW, SHARD, after=1_000_000, seconds=60))
    models.downloads.fetch(entry)
    qtbot.waitUntil(lambda: models.downloads.unfinished()[0].done_bytes > 500_000, timeout=PATIENCE)
    models.downloads.cancel(models.downloads.unfinished()[0].folder)
    assert models.downloads.unfinished() == []
    assert [path for path in models.folder.iterdir() if path.is_dir()] == []


def test_second_download_pauses_the_first(
    qtbot: QtBot, hub: FakeHub, models: ModelsController, entry: CatalogueEntry
) -> None:
    from dataclasses import replace

    hub.plan(Planned(Fault.SLOW, SHARD, after=1_000_000, seconds=60))
    models.downloads.fetch(entry)
    qtbot.waitUntil(lambda: models.downloads.unfinished()[0].done_bytes > 500_000, timeout=PATIENCE)
    fetch(qtbot, models, replace(entry, key="second"))
    assert [(d.folder.name, d.phase) for d in models.downloads.unfinished()] == [
        (entry.key, DownloadPhase.PAUSED)
    ]


def test_looking_up_answers_with_what_can_be_fetched(
    qtbot: QtBot, hub: FakeHub, models: ModelsController
) -> None:
    models.question.ask(f" https://huggingface.co/{REPOSITORY}/tree/main ")
    assert models.question.state.phase is LookUpPhase.ASKING
    qtbot.waitUntil(lambda: models.question.state.phase is not LookUpPhase.ASKING, timeout=PATIENCE)
    assert models.question.state.phase is LookUpPhase.ANSWERED
    packed, plain = models.question.state.entries
    assert (packed.format, plain.format) == (Format.PACKED, Format.BF16)
    assert packed.kept_bytes < plain.kept_bytes == packed.download_bytes
    for found in (packed, plain):
        assert (found.repository, found.revision) == (REPOSITORY, COMMIT)
        assert found.licence == "apache-2.0"


@pytest.mark.parametrize("architecture", ["Gemma4ForConditionalGeneration", "LLaDAModelLM"])
def test_looking_up_another_kind_of_model_says_so(
    qtbot: QtBot, hub: FakeHub, models: ModelsController, architecture: str
) -> None:
    hub.files["config.json"] = json.dumps({"architectures": [architecture]}).encode()
    models.question.ask(REPOSITORY)
    qtbot.waitUntil(lambda: models.question.state.phase is LookUpPhase.FAILED, timeout=PATIENCE)
    assert architecture in models.question.state.sentence


def test_image_model_says_that_it_has_nothing_to_read(
    qtbot: QtBot, hub: FakeHub, models: ModelsController
) -> None:
    hub.files.clear()
    hub.files |= {"unet/config.json": b"{}", "unet/model.safetensors": bytes(20_000)}
    models.question.ask(REPOSITORY)
    qtbot.waitUntil(lambda: models.question.state.phase is LookUpPhase.FAILED, timeout=PATIENCE)
    assert "no model weights that Sfumato can read" in models.question.state.sentence
    assert "lacks config.json, tokenizer.json" in models.question.state.sentence


def test_deleting_the_model_in_use_gives_its_place_to_the_built_in(
    qtbot: QtBot,
    models: ModelsController,
    model: ModelController,
    settings: SettingsController,
    entry: CatalogueEntry,
) -> None:
    folder = fetch(qtbot, models, entry)
    model.load(folder)
    settings.change(model_folder=str(folder))
    qtbot.waitUntil(lambda: model.status.state is ModelState.READY)
    models.delete(folder)
    assert folder.exists()  # not before the engine let go of it
    qtbot.waitUntil(lambda: not folder.exists())
    assert model.status.folder == built_in_model()
    assert settings.current.model_folder is None


def test_spoilt_model_is_shown_with_its_problem(
    qtbot: QtBot, models: ModelsController, entry: CatalogueEntry
) -> None:
    folder = fetch(qtbot, models, entry)
    (folder / SHARD).unlink()
    [shown] = [each for each in models.models() if each.origin is Origin.DOWNLOADED]
    assert shown.problem is not None
    assert "download it again" in shown.problem


# The person's own folders


def own(models: ModelsController) -> list[tuple[Path, str | None]]:
    return [(m.folder, m.problem) for m in models.models() if m.origin is Origin.OWN_FOLDER]


@pytest.fixture
def own_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "my model"
    shutil.copytree(built_in_model(), folder)
    return folder


def test_own_folder_is_kept_in_the_list_and_its_files_stay(
    models: ModelsController,
    model: ModelController,
    settings: SettingsController,
    own_folder: Path,
) -> None:
    assert models.add_own(own_folder)
    assert models.add_own(own_folder)
    again = ModelsController(model, settings, models.folder)
    assert own(again) == [(own_folder, None)]
    again.remove_own(own_folder)
    assert own(again) == []
    assert (own_folder / "config.json").exists()


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ('{"model_type": "gemma4"}', "gemma4"),
        ('{"model_type": "llada"}', "llada"),
        ("not json", "config.json"),
        (None, "config.json"),
    ],
)
def test_folder_of_another_kind_is_refused_with_a_sentence(
    models: ModelsController, tmp_path: Path, config: str | None, sentence: str
) -> None:
    said: list[str] = []
    models.failed.connect(said.append)
    if config is not None:
        (tmp_path / "config.json").write_text(config)
    assert not models.add_own(tmp_path)
    assert sentence in said[0]
    assert own(models) == []


def test_unfinished_download_cannot_be_added_as_a_folder(
    models: ModelsController, own_folder: Path
) -> None:
    said: list[str] = []
    models.failed.connect(said.append)
    manifest = installed.Manifest("a/b", COMMIT, ("*",), ())
    installed.write_manifest(own_folder, manifest)
    assert not models.add_own(own_folder)
    assert "not finished" in said[0]


@pytest.mark.parametrize("damage", ['{"model_type": "diffusion_gemma", "text_config": {}}', "[["])
def test_own_folder_whose_config_goes_bad_is_shown_with_its_problem(
    models: ModelsController, own_folder: Path, damage: str
) -> None:
    assert models.add_own(own_folder)
    (own_folder / "config.json").write_text(damage, encoding="utf-8")
    [(folder, problem)] = own(models)
    assert folder == own_folder
    assert problem is not None
    assert "config.json" in problem


def test_own_folder_that_went_away_is_shown_with_its_problem(
    models: ModelsController, own_folder: Path
) -> None:
    models.add_own(own_folder)
    shutil.rmtree(own_folder)
    [(_, problem)] = own(models)
    assert problem == f"There is no folder {own_folder} (any more)."


def own_of_floats(folder: Path) -> Path:
    """A model of floats that a person has."""
    folder.mkdir(parents=True)
    for name, content in model_files(300_000).items():
        (folder / name).write_bytes(content)
    return folder


def test_packing_that_was_stopped_goes_on_after_a_restart(
    qtbot: QtBot, models: ModelsController, tmp_path: Path
) -> None:
    source, folder = own_of_floats(tmp_path / "mine"), models.folder / "mine-packed"
    next(stopped := pack_folder(source, folder, threading.Event()))
    stopped.close()
    [left] = models.downloads.unfinished()
    assert (left.folder, left.phase, left.source) == (folder, DownloadPhase.PAUSED, str(source))
    models.downloads.resume(folder)
    qtbot.waitUntil(lambda: downloaded(models) == [folder], timeout=PATIENCE)
    [made] = [each for each in models.models() if each.folder == folder]
    assert (made.packed_from, made.problem) == (str(source), None)
    assert source.exists()


def test_folder_that_is_not_whole_cannot_be_packed_and_says_so(
    qtbot: QtBot, models: ModelsController, tmp_path: Path
) -> None:
    source = own_of_floats(tmp_path / "mine")
    (source / SHARD).unlink()
    models.downloads.pack(source)
    qtbot.waitUntil(lambda: bool(failure(models)), timeout=PATIENCE)
    assert SHARD in failure(models)
    models.downloads.cancel(models.folder / "mine-packed")
    assert models.downloads.unfinished() == []


def test_another_place_for_downloads_keeps_the_old_ones_in_the_list(
    qtbot: QtBot, models: ModelsController, entry: CatalogueEntry, tmp_path: Path
) -> None:
    folder = fetch(qtbot, models, entry)
    models.keep_models_in(tmp_path / "elsewhere")
    assert models.folder == tmp_path / "elsewhere"
    assert [path for path, _ in own(models)] == [folder]
    models.keep_models_in(folder.parent)
    assert downloaded(models) == [folder]
    assert own(models) == []


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("owner/name", "owner/name"),
        ("  owner/name/ ", "owner/name"),
        ("https://huggingface.co/owner/name", "owner/name"),
        ("https://huggingface.co/owner/name/blob/main/x.gguf?download=true", "owner/name"),
        ("http://127.0.0.1:80/owner/name#files", "owner/name"),
    ],
)
def test_repository_is_found_in_what_people_paste(typed: str, name: str) -> None:
    assert repository_name(typed) == name


@pytest.mark.parametrize(
    ("wish", "platform", "device"),
    [
        ("auto", "linux", "auto"),
        ("cpu", "darwin", "cpu"),
        ("gpu", "linux", "cuda"),
        ("gpu", "win32", "cuda"),
        ("gpu", "darwin", "mps"),
    ],
)
def test_wish_becomes_the_device_of_the_platform(wish: str, platform: str, device: str) -> None:
    assert torch_device(wish, platform) == device
