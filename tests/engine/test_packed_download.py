"""A download packed on its way keeps no shard, can be taken up anywhere, and opens."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors import SafetensorError

from engine import Engine, installed
from engine.catalogue import SAFETENSORS_FILES
from engine.download import DownloadRequest, download
from engine.download_events import Downloaded, DownloadEvent, Packing, Progress, Started
from engine.errors import DownloadFailed, ModelFilesError
from engine.hub import Hub
from engine.model_config import ModelConfig
from engine.weights import quantized_folder
from engine.weights.conversion import quantize_folder
from engine.weights.load import load_model
from tests.fakes.hub_server import FakeHub, Fault, Planned, serving

NAME = "someone/tiny"
CPU = torch.device("cpu")


@pytest.fixture
def source(saved: Callable, tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(saved("sharded")[0], tmp_path / "source"))
    (folder / "LICENSE").write_text("do as you like")
    return folder


@pytest.fixture
def hub(source: Path) -> Iterator[FakeHub]:
    files = {path.name: path.read_bytes() for path in source.iterdir()}
    with serving(FakeHub(NAME, files)) as running:
        yield running


@pytest.fixture
def request_(tmp_path: Path) -> DownloadRequest:
    return DownloadRequest(
        NAME, None, SAFETENSORS_FILES, tmp_path / "models" / "tiny", is_packed=True
    )


def fetch(
    request: DownloadRequest, hub: FakeHub, stop: threading.Event | None = None
) -> Iterator[DownloadEvent]:
    return download(request, Hub(hub.endpoint), stop, (0.0,))


def state(folder: Path) -> dict[str, torch.Tensor]:
    model, _ = load_model(folder, ModelConfig.from_folder(folder), CPU, torch.float32)
    return model.state_dict()


def assert_like_a_conversion(source: Path, folder: Path, tmp_path: Path) -> None:
    list(quantize_folder(source, tmp_path / "converted"))
    ours, theirs = state(folder), state(tmp_path / "converted")
    assert ours.keys() == theirs.keys()
    assert all(torch.equal(ours[name], theirs[name]) for name in ours)


def test_packed_download_is_the_conversion_of_the_whole_model(
    hub: FakeHub, request_: DownloadRequest, source: Path, tmp_path: Path
) -> None:
    events = list(fetch(request_, hub))
    assert events[-1] == Downloaded(request_.folder, ())
    assert any(isinstance(event, Packing) for event in events)
    assert_like_a_conversion(source, request_.folder, tmp_path)
    assert Engine.load(request_.folder, device="cpu").name == "tiny"
    assert (request_.folder / "LICENSE").read_text() == "do as you like"


def test_whole_model_never_lies_on_the_disk(
    hub: FakeHub, request_: DownloadRequest, source: Path
) -> None:
    part = installed.part_folder(request_.folder)
    shards = [path.name for path in source.glob("*.safetensors")]
    assert len(shards) > 2
    for event in fetch(request_, hub):
        if isinstance(event, Progress):
            assert sum((part / name).exists() for name in shards) <= 1


def test_finished_model_is_offered_and_nothing_else_is_left(
    hub: FakeHub, request_: DownloadRequest
) -> None:
    list(fetch(request_, hub))
    root = request_.folder.parent
    [model] = installed.installed_models(root)
    assert (model.folder, model.problem, model.manifest.unchecked) == (request_.folder, None, ())
    on_disk = [path for path in request_.folder.rglob("*") if path.is_file()]
    assert model.manifest.bytes == sum(
        path.stat().st_size for path in on_disk if path.name != installed.MARKER
    )
    assert [path.name for path in root.iterdir() if path.is_dir()] == ["tiny"]


@pytest.mark.parametrize("num_events", [1, 5, 12])
def test_stopped_anywhere_it_goes_on_and_ends_the_same(
    hub: FakeHub, request_: DownloadRequest, source: Path, tmp_path: Path, num_events: int
) -> None:
    stop = threading.Event()
    for number, event in enumerate(fetch(request_, hub, stop), start=1):
        assert not isinstance(event, Downloaded)
        if number >= num_events:
            stop.set()
    [left] = installed.unfinished_downloads(request_.folder.parent)
    assert installed.installed_models(request_.folder.parent) == []
    events = list(fetch(request_, hub))
    [started] = [event for event in events if isinstance(event, Started)]
    assert started.done_bytes == left.done_bytes
    assert isinstance(events[-1], Downloaded)
    assert_like_a_conversion(source, request_.folder, tmp_path)


def test_packed_shard_is_not_fetched_again(hub: FakeHub, request_: DownloadRequest) -> None:
    stop = threading.Event()
    packed = ""
    for event in fetch(request_, hub, stop):
        if isinstance(event, Packing) and not packed:
            packed = event.file
        if isinstance(event, Progress) and packed and event.file != packed:
            stop.set()
    hub.requests.clear()
    assert isinstance(list(fetch(request_, hub))[-1], Downloaded)
    assert hub.asked("GET", packed) == []


def test_wrong_tensor_is_named_and_the_rest_is_kept(
    hub: FakeHub, request_: DownloadRequest, source: Path
) -> None:
    from safetensors.torch import load_file, save_file

    shard = sorted(source.glob("*.safetensors"))[-1]
    tensors = load_file(shard) | {"model.decoder.stranger": torch.zeros(3)}
    save_file(tensors, shard)
    hub.files[shard.name] = shard.read_bytes()
    with pytest.raises(DownloadFailed, match=r"cannot be packed.*model\.decoder\.stranger"):
        list(fetch(request_, hub))
    assert len(installed.unfinished_downloads(request_.folder.parent)) == 1


def test_model_that_is_packed_already_is_refused_early(
    hub: FakeHub, request_: DownloadRequest, source: Path
) -> None:
    import json

    config = json.loads(hub.files["config.json"])
    config["quantization_config"] = {"quant_method": "awq"}
    hub.files["config.json"] = json.dumps(config).encode()
    with pytest.raises(ModelFilesError, match="quantised already"):
        list(fetch(request_, hub))
    assert hub.asked("GET", "-of-0000") == []
    assert installed.unfinished_downloads(request_.folder.parent) == []


def test_space_is_asked_for_the_result_and_one_shard_only(
    hub: FakeHub, request_: DownloadRequest, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = [path.stat().st_size for path in source.iterdir()]
    reserve = 200_000_000
    enough = reserve + round(sum(sizes) * 0.5) + max(sizes)
    assert enough < reserve + sum(sizes)
    monkeypatch.setattr("engine.download.free_bytes", lambda folder: enough)
    with pytest.raises(DownloadFailed, match="Make room"):
        list(fetch(replace(request_, is_packed=False), hub))
    assert isinstance(list(fetch(request_, hub))[-1], Downloaded)


def test_disk_that_fills_up_while_packing_is_a_sentence_and_can_be_resumed(
    hub: FakeHub, request_: DownloadRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(quantized_folder, "save_file", refuse_as_a_full_disk)
        with pytest.raises(DownloadFailed, match="The disk is full: tiny cannot be stored whole"):
            list(fetch(request_, hub))
    assert isinstance(list(fetch(request_, hub))[-1], Downloaded)


def refuse_as_a_full_disk(*_: object) -> None:
    """The library's words on a small tmpfs."""
    words = "Error while serializing: I/O error: No space left on device (os error 28)"
    raise SafetensorError(words)


def test_cut_line_while_packing_is_no_harm(
    hub: FakeHub, request_: DownloadRequest, source: Path, tmp_path: Path
) -> None:
    last = sorted(source.glob("*.safetensors"))[-1].name
    hub.plan(Planned(Fault.CUT, last, after=5_000))
    assert isinstance(list(fetch(request_, hub))[-1], Downloaded)
    assert_like_a_conversion(source, request_.folder, tmp_path)
