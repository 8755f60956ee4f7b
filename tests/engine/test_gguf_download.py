"""A GGUF file comes whole and opens; one that cannot be read is refused when its header is here."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file

from engine import Engine, checked_file, file_transfer, installed
from engine.download import DownloadRequest, download
from engine.download_events import Checking, Downloaded, DownloadEvent, Progress
from engine.errors import DownloadFailed, ModelFilesError, UnsupportedModel
from engine.hub import Hub
from tests.fakes.hub_server import FakeHub, Fault, Planned, serving
from tests.fakes.tiny_checkpoints import RECIPES
from tests.fakes.tiny_gguf import write_gguf

FILE = "tiny-F32.gguf"


@pytest.fixture
def content(saved: Callable, tmp_path: Path) -> bytes:
    folder, _ = saved("plain")
    write_gguf(tmp_path / FILE, RECIPES["plain"], load_file(folder / "model.safetensors"))
    return (tmp_path / FILE).read_bytes()


@pytest.fixture
def hub(content: bytes) -> Iterator[FakeHub]:
    with serving(FakeHub("someone/tiny-GGUF", {FILE: content})) as running:
        yield running


@pytest.fixture
def request_(tmp_path: Path) -> DownloadRequest:
    return DownloadRequest("someone/tiny-GGUF", None, (FILE,), tmp_path / "models" / "tiny")


def test_gguf_comes_and_opens(hub: FakeHub, request_: DownloadRequest) -> None:
    events = list(download(request_, Hub(hub.endpoint), None, (0.0,)))
    assert events[-1] == Downloaded(request_.folder, ())
    engine = Engine.load(request_.folder, device="cpu")
    assert engine.config.num_hidden_layers == len(RECIPES["plain"].layer_types)


def test_gguf_in_a_folder_of_the_repository_comes_and_opens(
    hub: FakeHub, request_: DownloadRequest, content: bytes
) -> None:
    hub.files = {f"F32/{FILE}": content}
    request = replace(request_, patterns=(f"F32/{FILE}",))
    events = list(download(request, Hub(hub.endpoint), None, (0.0,)))
    assert events[-1] == Downloaded(request_.folder, ())
    assert (request_.folder / FILE).read_bytes() == content
    assert Engine.load(request_.folder, device="cpu").name == "tiny"
    assert [model.problem for model in installed.installed_models(request_.folder.parent)] == [None]


def test_whole_file_that_is_no_model_is_kept_until_a_person_decides(
    hub: FakeHub, request_: DownloadRequest, content: bytes
) -> None:
    hub.files[FILE] = content.replace(b"blk.0.attn_q.weight", b"blk.0.attn_p.weight")
    with pytest.raises(DownloadFailed, match=r"blk\.0\.attn_p\.weight.* are kept in"):
        list(download(request_, Hub(hub.endpoint), None, (0.0,)))
    assert installed.installed_models(request_.folder.parent) == []
    assert (installed.part_folder(request_.folder) / FILE).read_bytes() == hub.files[FILE]


def test_stop_is_heard_while_a_begun_file_is_read_again(
    hub: FakeHub, request_: DownloadRequest, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checked_file, "_BLOCK", 100)
    stop = threading.Event()
    hub.plan(Planned(Fault.CUT, FILE, times=9, after=0))
    part = installed.part_folder(request_.folder)
    with pytest.raises(DownloadFailed):
        list(download(request_, Hub(hub.endpoint), None, (0.0,)))
    grown = part / f"{FILE}.incomplete"
    grown.write_bytes(content)
    read: list[int] = []
    monkeypatch.setattr(hashlib, "sha256", lambda: NotedHash(read))
    for event in download(request_, Hub(hub.endpoint), stop, (0.0,)):
        if isinstance(event, Checking):
            stop.set()
    assert sum(read) <= 100
    assert grown.read_bytes() == content


class NotedHash:
    """Notes how much it was given."""

    def __init__(self, read: list[int]) -> None:
        self.read = read

    def update(self, block: bytes) -> None:
        self.read.append(len(block))


def note(came: Iterator[DownloadEvent], events: list[DownloadEvent]) -> None:
    """Keep also what came before an error."""
    for event in came:
        events.append(event)


OTHER = (b"diffusion-gemma", b"diffusion-llama")


@pytest.mark.parametrize(
    ("spoil", "error", "sentence"),
    [
        (lambda raw: raw.replace(*OTHER), UnsupportedModel, "llama"),
        (lambda raw: b"GGML" + raw[4:], ModelFilesError, "not a GGUF file"),
    ],
)
def test_file_that_cannot_be_read_is_refused_before_most_of_it_came(
    hub: FakeHub,
    request_: DownloadRequest,
    content: bytes,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[bytes], bytes],
    error: type[Exception],
    sentence: str,
) -> None:
    hub.files[FILE] = spoil(content) + bytes(np.zeros(30_000_000, dtype=np.uint8))
    monkeypatch.setattr(file_transfer, "_HEADER", len(content))
    events: list[DownloadEvent] = []
    with pytest.raises(error, match=sentence):
        note(download(request_, Hub(hub.endpoint), None, (0.0,)), events)
    assert all(event.done_bytes < 20_000_000 for event in events if isinstance(event, Progress))
    assert installed.unfinished_downloads(request_.folder.parent) == []
    assert not installed.part_folder(request_.folder).exists()
