"""A GGUF file comes whole and opens; one that cannot be read is refused when its header is here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load_file

from engine import Engine, file_transfer, installed
from engine.download import DownloadRequest, download
from engine.download_events import Downloaded, DownloadEvent, Progress
from engine.errors import ModelFilesError, UnsupportedModel
from engine.hub import Hub
from tests.fakes.hub_server import FakeHub, serving
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
