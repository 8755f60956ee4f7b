"""A folder that is here is packed into a model beside it, can be stopped, and stays as it is."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import Engine, installed
from engine.download_events import Downloaded, Progress, Started
from engine.errors import DownloadFailed, InvalidRequest, NotEnoughDisk
from engine.own_packing import pack_folder
from engine.weights import conversion


@pytest.fixture
def source(saved: Callable, tmp_path: Path) -> Path:
    return Path(shutil.copytree(saved("sharded")[0], tmp_path / "mine"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models" / "mine-packed"


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_packed_folder_is_a_model_and_its_source_stays(source: Path, folder: Path) -> None:
    before = names(source)
    started, *progress, done = pack_folder(source, folder, threading.Event())
    assert isinstance(started, Started)
    assert done == Downloaded(folder, ())
    counts = [each.done_bytes for each in progress if isinstance(each, Progress)]
    assert counts == sorted(counts)
    assert counts[-1] == started.total_bytes
    assert names(source) == before
    [model] = installed.installed_models(folder.parent)
    assert (model.problem, model.manifest.source) == (None, str(source))
    assert Engine.load(folder, device="cpu").name == folder.name
    assert not installed.part_folder(folder).exists()


def test_stopped_packing_is_unfinished_and_goes_on(source: Path, folder: Path) -> None:
    stop = threading.Event()
    for event in pack_folder(source, folder, stop):
        if isinstance(event, Progress) and event.done_bytes > event.total_bytes / 2:
            stop.set()
    [left] = installed.unfinished_downloads(folder.parent)
    assert (left.folder, left.manifest.source) == (folder, str(source))
    assert left.done_bytes > 0
    events = list(pack_folder(source, folder, threading.Event()))
    assert isinstance(events[0], Started)
    assert events[0].done_bytes == left.done_bytes
    assert events[-1] == Downloaded(folder, ())


def test_what_cannot_be_packed_leaves_nothing(
    source: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(conversion, "free_bytes", lambda _: 0)
        with pytest.raises(NotEnoughDisk):
            list(pack_folder(source, folder, threading.Event()))
    assert not installed.part_folder(folder).exists()
    list(pack_folder(source, folder, threading.Event()))
    with pytest.raises(InvalidRequest, match="quantised already"):
        list(pack_folder(folder, folder.with_name("again"), threading.Event()))
    with pytest.raises(DownloadFailed, match="is here already"):
        list(pack_folder(source, folder, threading.Event()))


def test_what_was_begun_of_another_folder_is_not_mixed_in(source: Path, folder: Path) -> None:
    stop = threading.Event()
    for event in pack_folder(source, folder, stop):
        if isinstance(event, Progress) and event.done_bytes > event.total_bytes / 2:
            stop.set()
    other = Path(shutil.copytree(source, source.with_name("other")))
    with pytest.raises(DownloadFailed, match="begun of another model"):
        list(pack_folder(other, folder, threading.Event()))
    assert len(installed.unfinished_downloads(folder.parent)) == 1
