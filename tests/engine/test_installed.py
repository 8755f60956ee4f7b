"""Only whole models are offered; half ones can be resumed or deleted, others' folders stay."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine import installed
from engine.download_events import RemoteFile
from engine.errors import EngineError
from engine.installed import Manifest

MANIFEST = Manifest(
    "someone/model", "c" * 40, ("*",), (RemoteFile("config.json", 2), RemoteFile("w/a.gguf", 5))
)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A whole model, put together as a download does."""
    folder = tmp_path / "model"
    part = installed.part_folder(folder)
    installed.write_manifest(part, MANIFEST)
    (part / "w").mkdir()
    (part / "config.json").write_bytes(b"{}")
    (part / "w" / "a.gguf").write_bytes(b"12345")
    installed.complete(part, folder, MANIFEST)
    return folder


def test_whole_model_is_offered(model: Path) -> None:
    assert installed.installed_models(model.parent) == [
        installed.InstalledModel(model, MANIFEST, None)
    ]
    assert installed.problem_of(model) is None


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda folder: (folder / "w" / "a.gguf").unlink(), "w/a.gguf is missing"),
        (lambda folder: (folder / "config.json").write_bytes(b""), "config.json has changed"),
    ],
)
def test_spoilt_model_says_what_is_wrong(model: Path, spoil: object, sentence: str) -> None:
    spoil(model)  # type: ignore[operator]
    [found] = installed.installed_models(model.parent)
    assert found.problem is not None
    assert sentence in found.problem
    assert "download it again" in found.problem


def test_unfinished_download_is_no_model(tmp_path: Path) -> None:
    part = installed.part_folder(tmp_path / "model.v1")
    installed.write_manifest(part, MANIFEST)
    (part / "config.json").write_bytes(b"{}")
    (part / "w").mkdir()
    installed.incomplete(part, MANIFEST.files[1]).write_bytes(b"123")
    assert installed.installed_models(tmp_path) == []
    [left] = installed.unfinished_downloads(tmp_path)
    assert (left.folder, left.done_bytes) == (tmp_path / "model.v1", 5)
    assert "not finished" in str(installed.problem_of(part))


def test_folder_of_a_person_is_not_judged(tmp_path: Path) -> None:
    assert installed.problem_of(tmp_path) is None
    assert installed.installed_models(tmp_path / "nowhere") == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"repository": 1}', '{"files": [{"x": 1}]}'])
def test_damaged_marker_offers_nothing(model: Path, text: str) -> None:
    (model / installed.MARKER).write_text(text)
    assert installed.installed_models(model.parent) == []


def test_deleted_model_is_gone(model: Path) -> None:
    installed.delete(model)
    assert not model.exists()


def test_folder_that_is_not_ours_is_never_deleted(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EngineError, match="delete it yourself"):
        installed.delete(tmp_path)
    assert (tmp_path / "config.json").exists()


def test_model_has_one_place_and_another_owners_is_another(model: Path) -> None:
    root, commit = model.parent, MANIFEST.commit

    def place(repository: str, revision: str | None) -> str:
        return installed.place_for(root, "model", repository, revision).name

    assert place("someone/model", commit) == place("someone/model", None) == "model"
    assert place("bob/model", commit) == place("bob/model", None) == "bob_model"
    assert place("someone/model", "d" * 40) == "someone_model"
    bob = installed.part_folder(root / "bob_model")
    installed.write_manifest(bob, replace(MANIFEST, repository="bob/model"))
    assert place("bob/model", commit) == "bob_model"
    assert place("bob/model", "d" * 40) == "bob_model_ddddddd"
    installed.delete(model)
    assert place("bob/model", commit) == "bob_model"


def test_folder_of_a_person_keeps_its_name_to_itself(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    assert installed.place_for(tmp_path, "model", "bob/model", None).name == "bob_model"
