"""A download over the real client library, from a hub on this machine that fails on wish."""

import errno
import json
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine import installed
from engine.catalogue import SAFETENSORS_FILES
from engine.download import DownloadRequest, download
from engine.download_events import (
    Checking,
    Downloaded,
    DownloadEvent,
    Progress,
    Started,
    Waiting,
)
from engine.errors import DownloadFailed, ModelFilesError, UnsupportedModel
from engine.hub import Hub
from tests.fakes.hub_server import COMMIT, FakeHub, Fault, Planned, serving, sha256
from tests.fakes.model_repository import REPOSITORY, model_files

SHARD = "model-00001-of-00002.safetensors"
CHUNK = 200_000  # bytes of a shard that come before something happens
NO_WAITS = (0.0, 0.0, 0.0)
Fetch = Callable[..., list[DownloadEvent]]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    """A hub with one small model, and a client that loses patience after a second."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_DOWNLOAD_TIMEOUT", 1)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    with serving(FakeHub(REPOSITORY, model_files())) as running:
        yield running


@pytest.fixture
def request_(tmp_path: Path) -> DownloadRequest:
    return DownloadRequest(REPOSITORY, None, SAFETENSORS_FILES, tmp_path / "models" / "small")


@pytest.fixture
def fetch(hub: FakeHub, request_: DownloadRequest) -> Fetch:
    """Run a whole download; its events."""

    def run(request: DownloadRequest = request_, stop: threading.Event | None = None) -> list:
        return list(download(request, Hub(hub.endpoint), stop, NO_WAITS))

    return run


def stored(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name[0] != "."}


def expected(hub: FakeHub) -> dict[str, bytes]:
    return {name: content for name, content in hub.files.items() if not name.endswith(".py")}


def test_model_arrives_whole_and_is_offered(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    events = fetch()
    marker = stored(request_.folder).pop(installed.MARKER)
    assert stored(request_.folder) == expected(hub) | {installed.MARKER: marker}
    assert events[-1] == Downloaded(request_.folder, ())
    [model] = installed.installed_models(request_.folder.parent)
    assert (model.folder, model.problem) == (request_.folder, None)
    assert (model.manifest.repository, model.manifest.commit) == (REPOSITORY, COMMIT)
    assert installed.unfinished_downloads(request_.folder.parent) == []


def test_events_count_every_byte_once(hub: FakeHub, fetch: Fetch) -> None:
    events = fetch()
    total = sum(map(len, expected(hub).values()))
    [started] = [event for event in events if isinstance(event, Started)]
    progress = [event for event in events if isinstance(event, Progress)]
    assert (started.done_bytes, started.total_bytes, started.num_files) == (0, total, 9)
    assert [event.done_bytes for event in progress] == sorted(e.done_bytes for e in progress)
    assert (progress[-1].done_bytes, progress[-1].total_bytes) == (total, total)


def test_program_code_of_a_repository_is_never_fetched(hub: FakeHub, fetch: Fetch) -> None:
    fetch()
    assert hub.asked("GET", "modeling_evil") == []


def test_token_goes_to_the_hub_and_not_to_its_store(
    hub: FakeHub, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    hub.needs_token = "hf_secret"
    fetch()
    of_store = [each for each in hub.requests if each.host == "cdn"]
    assert of_store
    assert all("authorization" not in each.headers for each in of_store)


def test_proxy_settings_are_honoured(
    hub: FakeHub, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import close_session

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    close_session()
    with pytest.raises(DownloadFailed, match=r"network connection|proxy"):
        fetch()
    close_session()
    assert hub.requests == []


# A line that fails


def test_cut_connection_goes_on_where_it_was(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.plan(Planned(Fault.CUT, SHARD, after=CHUNK))
    events = fetch()
    assert [event.sentence for event in events if isinstance(event, Waiting)] == [
        f"The connection to {hub.endpoint.removeprefix('http://')} was cut."
    ]
    [first, second] = [each for each in hub.asked("GET", SHARD) if each.host == "cdn"]
    assert "range" not in first.headers
    assert second.headers["range"] == f"bytes={CHUNK}-"
    assert stored(request_.folder)[SHARD] == hub.files[SHARD]


def test_cut_connections_with_progress_between_are_endured(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.plan(Planned(Fault.CUT, SHARD, times=6, after=100_000))
    fetch()
    assert stored(request_.folder)[SHARD] == hub.files[SHARD]


def test_line_that_stays_cut_ends_in_a_sentence_and_can_be_resumed(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.plan(Planned(Fault.CUT, SHARD, after=CHUNK))
    hub.plan(Planned(Fault.CUT, SHARD, times=4, after=0))
    with pytest.raises(DownloadFailed, match=r"4 times in a row.*resume"):
        fetch()
    [left] = installed.unfinished_downloads(request_.folder.parent)
    assert left.folder == request_.folder
    assert installed.installed_models(request_.folder.parent) == []
    events = fetch()
    [started] = [event for event in events if isinstance(event, Started)]
    assert started.done_bytes == left.done_bytes > CHUNK
    assert isinstance(events[-1], Downloaded)
    assert any(isinstance(event, Checking) for event in events)


def test_server_without_ranges_sends_the_file_from_its_start(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.plan(Planned(Fault.CUT, SHARD, after=CHUNK))
    hub.plan(Planned(Fault.NO_RANGES, SHARD))
    events = fetch()
    assert stored(request_.folder)[SHARD] == hub.files[SHARD]
    last = [event for event in events if isinstance(event, Progress)][-1]
    assert last.done_bytes == last.total_bytes


def test_silent_server_is_given_up_and_asked_again(hub: FakeHub, fetch: Fetch) -> None:
    hub.plan(Planned(Fault.SLOW, SHARD, after=CHUNK, seconds=1.6))
    events = fetch()
    assert [event.sentence for event in events if isinstance(event, Waiting)] == [
        f"{hub.endpoint.removeprefix('http://')} stopped answering."
    ]


def test_unreachable_hub_is_a_sentence(request_: DownloadRequest) -> None:
    with pytest.raises(DownloadFailed, match=r"127\.0\.0\.1:9 cannot be reached\. Check"):
        list(download(request_, Hub("http://127.0.0.1:9"), None, NO_WAITS))
    assert not request_.folder.parent.joinpath("small.part").exists()


# A hub that refuses


@pytest.mark.parametrize(
    ("status", "headers", "sentence"),
    [
        (403, (), r"refuses to give .* \(HTTP 403\).*HF_TOKEN"),
        (404, (), r"A file of .* is not there"),
        (404, (("X-Error-Code", "EntryNotFound"),), r"A file of .* is not there"),
        (401, (("X-Error-Code", "GatedRepo"),), r"only given to people with access.*HF_TOKEN"),
        (451, (), r"HTTP 451"),
    ],
)
def test_refusal_is_a_sentence_and_not_tried_again(
    hub: FakeHub, fetch: Fetch, status: int, headers: tuple[tuple[str, str], ...], sentence: str
) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, times=2, status=status, headers=headers))
    with pytest.raises(DownloadFailed, match=sentence):
        fetch()
    assert len(hub.asked("GET", SHARD)) == 1
    hub.forgive()
    assert isinstance(fetch()[-1], Downloaded)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_passing_trouble_is_told_and_tried_again(hub: FakeHub, fetch: Fetch, status: int) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, times=2, status=status))
    events = fetch()
    waits = [event.sentence for event in events if isinstance(event, Waiting)]
    assert len(waits) == 2
    assert all(f"HTTP {status}" in sentence for sentence in waits)
    assert isinstance(events[-1], Downloaded)


def test_lasting_server_error_is_a_sentence(hub: FakeHub, fetch: Fetch) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, times=4, status=500))
    with pytest.raises(DownloadFailed, match=r"problem of its own \(HTTP 500\).*4 times"):
        fetch()


def test_hub_that_says_when_is_asked_then(hub: FakeHub, fetch: Fetch) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, status=429, headers=(("Retry-After", "1"),)))
    events = fetch()
    [wait] = [event for event in events if isinstance(event, Waiting)]
    assert wait.seconds == 1.0


def test_hub_that_asks_to_wait_for_hours_is_not_waited_for(hub: FakeHub, fetch: Fetch) -> None:
    limits = (("ratelimit", '"resolvers";r=0;t=3600'),)
    hub.plan(Planned(Fault.STATUS, SHARD, status=429, headers=limits))
    with pytest.raises(DownloadFailed, match="It asks to wait 60 minutes"):
        fetch()


@pytest.mark.parametrize("path", ["api/models/someone/diffusion-model"])
def test_trouble_while_looking_up_is_tried_again(hub: FakeHub, fetch: Fetch, path: str) -> None:
    hub.plan(Planned(Fault.STATUS, path, times=2, status=503))
    events = fetch()
    assert [type(event) for event in events[:3]] == [Waiting, Waiting, Started]


def test_unknown_repository_and_version_are_sentences(
    fetch: Fetch, request_: DownloadRequest
) -> None:
    with pytest.raises(DownloadFailed, match="no repository someone/other, or it is private"):
        fetch(replace(request_, repository="someone/other"))
    with pytest.raises(DownloadFailed, match="no longer has the version asked for"):
        fetch(replace(request_, revision="f" * 40))
    with pytest.raises(DownloadFailed, match="should look like owner/name"):
        fetch(replace(request_, repository="a/b/c"))


def test_gated_repository_without_a_token_is_a_sentence(hub: FakeHub, fetch: Fetch) -> None:
    hub.needs_token = "hf_secret"
    with pytest.raises(DownloadFailed, match=r"only given to people with access.*HF_TOKEN"):
        fetch()


def test_offline_switch_of_the_person_is_obeyed(
    hub: FakeHub, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(DownloadFailed, match=r"switched off by .* HF_HUB_OFFLINE"):
        fetch()
    assert hub.requests == []


# Wrong bytes


def test_damaged_file_is_fetched_once_more(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.plan(Planned(Fault.WRONG_BYTES, SHARD))
    events = fetch()
    assert any(isinstance(event, Waiting) and "damaged" in event.sentence for event in events)
    assert stored(request_.folder)[SHARD] == hub.files[SHARD]


@pytest.mark.parametrize("path", [SHARD, "generation_config.json"])
def test_file_that_stays_damaged_is_never_offered(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest, path: str
) -> None:
    hub.plan(Planned(Fault.WRONG_BYTES, path, times=2))
    with pytest.raises(DownloadFailed, match=f"{path} arrived damaged twice and was removed"):
        fetch()
    assert installed.installed_models(request_.folder.parent) == []
    part = installed.part_folder(request_.folder)
    assert not (part / path).exists()
    assert (part / f"{path}.incomplete").stat().st_size == 0


def test_wrong_size_is_a_sentence(hub: FakeHub, fetch: Fetch) -> None:
    hub.plan(Planned(Fault.SHORT, SHARD))
    with pytest.raises(DownloadFailed, match="699,999 bytes, but lists it with 700,000"):
        fetch()


def test_bytes_changed_on_the_disk_meanwhile_are_noticed(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.plan(Planned(Fault.CUT, SHARD, after=2 * CHUNK))
    hub.plan(Planned(Fault.CUT, SHARD, times=4, after=0))
    with pytest.raises(DownloadFailed):
        fetch()
    grown = installed.part_folder(request_.folder) / f"{SHARD}.incomplete"
    with grown.open("r+b") as file:
        file.write(b"\0" * 1000)
    events = fetch()
    assert any(isinstance(event, Waiting) and "damaged" in event.sentence for event in events)
    assert stored(request_.folder)[SHARD] == hub.files[SHARD]


def test_hash_known_beforehand_is_demanded(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    right = replace(request_, expected=((SHARD, sha256(hub.files[SHARD])),))
    with pytest.raises(DownloadFailed, match="is not the file that Sfumato knows"):
        fetch(replace(request_, expected=((SHARD, "0" * 64),)))
    assert isinstance(fetch(right)[-1], Downloaded)


def test_hub_that_tells_no_hashes_leaves_files_called_unchecked(hub: FakeHub, fetch: Fetch) -> None:
    hub.tells_hashes = False
    done = fetch()[-1]
    assert isinstance(done, Downloaded)
    told = {name for name in expected(hub) if not name.endswith(".safetensors")}
    assert set(done.unchecked) == told
    assert "config.json" in told


def test_sizes_missing_in_the_listing_are_asked_of_the_files(hub: FakeHub, fetch: Fetch) -> None:
    hub.tells_sizes = False
    done = fetch()[-1]
    assert done == Downloaded(done.folder, ())
    assert len(hub.asked("HEAD", "/resolve/")) == 9


@pytest.mark.parametrize(
    "path",
    ["../evil.json", "/etc/evil.json", "a/../../evil.json", "C:\\evil.json", ".git/config.json"],
)
def test_names_that_lead_out_of_the_folder_are_left_out(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest, path: str
) -> None:
    hub.files[path] = b"{}"
    everywhere = ("*.json", "*/*.json", "*/*/*/*.json", "*.jinja", "*.safetensors")
    fetch(replace(request_, patterns=everywhere))
    assert not any("evil" in str(each) for each in request_.folder.parent.rglob("*"))
    assert hub.asked("GET", "evil") == []


# Stopping and resuming


def test_stop_ends_soon_and_resuming_fetches_only_the_rest(
    hub: FakeHub, request_: DownloadRequest
) -> None:
    stop = threading.Event()
    came = []
    for event in download(request_, Hub(hub.endpoint), stop, NO_WAITS):
        came.append(event)
        if isinstance(event, Progress) and SHARD in event.file:
            stop.set()
    assert not isinstance(came[-1], Downloaded)
    hub.requests.clear()
    events = list(download(request_, Hub(hub.endpoint), None, NO_WAITS))
    assert isinstance(events[-1], Downloaded)
    assert hub.asked("GET", "api/models") == []
    assert hub.asked("GET", "config.json") == []


def test_stop_ends_a_wait_at_once(hub: FakeHub, request_: DownloadRequest) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, times=99, status=503))
    stop = threading.Event()
    for event in download(request_, Hub(hub.endpoint), stop, (30.0,)):
        if isinstance(event, Waiting):
            stop.set()
    assert len(hub.asked("GET", SHARD)) == 1


def test_resumed_download_keeps_its_version_when_the_repository_moves_on(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, status=403))
    with pytest.raises(DownloadFailed):
        fetch()
    hub.files["new.safetensors"] = b"new"
    fetch()
    assert "new.safetensors" not in stored(request_.folder)
    assert all(COMMIT in each.path for each in hub.asked("GET", "/resolve/"))


@pytest.mark.parametrize(
    "other", [{"repository": "someone/other"}, {"revision": "f" * 40}], ids=["owner", "version"]
)
def test_begun_download_is_not_taken_for_that_of_another_model(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest, other: dict[str, str]
) -> None:
    hub.plan(Planned(Fault.STATUS, SHARD, status=403))
    with pytest.raises(DownloadFailed):
        fetch()
    with pytest.raises(DownloadFailed, match=f"begun download of {REPOSITORY} at version {COMMIT}"):
        fetch(replace(request_, **other))
    assert isinstance(fetch(replace(request_, revision=COMMIT))[-1], Downloaded)


def test_same_download_cannot_run_twice_at_once(hub: FakeHub, request_: DownloadRequest) -> None:
    running = download(request_, Hub(hub.endpoint), None, NO_WAITS)
    next(running)
    with pytest.raises(DownloadFailed, match="is being downloaded already"):
        next(download(request_, Hub(hub.endpoint), None, NO_WAITS))
    running.close()


# The disk


def test_too_little_space_is_told_before_any_large_file(
    hub: FakeHub, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.download.free_bytes", lambda folder: 200_900_000)
    with pytest.raises(DownloadFailed, match=r"0\.2 GB free, and 0\.2 GB are needed.*Make room"):
        fetch()
    assert hub.asked("GET", SHARD) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_full_disk_is_a_sentence(hub: FakeHub, fetch: Fetch, request_: DownloadRequest) -> None:
    part = installed.part_folder(request_.folder)
    part.mkdir(parents=True)
    (part / f"{SHARD}.incomplete").symlink_to("/dev/full")
    with pytest.raises(DownloadFailed, match="The disk is full: small cannot be stored whole"):
        fetch()
    (part / f"{SHARD}.incomplete").unlink()
    assert isinstance(fetch()[-1], Downloaded)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_permission_is_a_sentence(fetch: Fetch, request_: DownloadRequest) -> None:
    request_.folder.parent.mkdir()
    request_.folder.parent.chmod(0o500)
    with pytest.raises(DownloadFailed, match=r"may not write to .*another folder"):
        fetch()
    request_.folder.parent.chmod(0o700)


def test_refused_write_is_a_sentence(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("engine.installed.write_manifest", refuse)
    with pytest.raises(DownloadFailed, match=r"may not write to .*another folder"):
        fetch()


def test_file_in_the_way_of_the_models_folder_is_a_sentence(
    fetch: Fetch, request_: DownloadRequest
) -> None:
    request_.folder.parent.write_text("a file")
    with pytest.raises(DownloadFailed, match="small cannot be stored in"):
        fetch()


# Other models


@pytest.mark.parametrize("architecture", ["Gemma4ForConditionalGeneration", "LLaDAModelLM"])
def test_other_architecture_is_refused_before_anything_large(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest, architecture: str
) -> None:
    hub.files["config.json"] = json.dumps({"architectures": [architecture]}).encode()
    with pytest.raises(UnsupportedModel, match=f"{architecture}.*only runs DiffusionGemma"):
        fetch()
    assert hub.asked("GET", "safetensors") == []
    assert installed.unfinished_downloads(request_.folder.parent) == []


def test_config_that_hides_its_architecture_is_refused_by_the_repositorys_name(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.files["config.json"] = b'{"model_type": "flux"}'
    with pytest.raises(UnsupportedModel, match=f"{REPOSITORY} holds .* flux"):
        fetch()
    assert hub.asked("GET", "safetensors") == []
    assert not installed.part_folder(request_.folder).exists()


@pytest.mark.parametrize(
    ("missing", "lack"),
    [
        ("config.json", "config.json"),
        ("tokenizer.json", "tokenizer.json"),
        ("chat_template.jinja", "chat_template.jinja"),
        ("model.safetensors.index.json", "model.safetensors.index.json"),
        ("model-00002-of-00002.safetensors", "model-00002-of-00002.safetensors"),
    ],
)
def test_repository_that_is_not_whole_is_refused_before_anything_large(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest, missing: str, lack: str
) -> None:
    del hub.files[missing]
    with pytest.raises((UnsupportedModel, ModelFilesError), match=f"{REPOSITORY} lacks {lack}"):
        fetch()
    assert hub.asked("GET", "-of-00002") == []
    assert not installed.part_folder(request_.folder).exists()


def test_damaged_tokenizer_is_refused_before_anything_large(hub: FakeHub, fetch: Fetch) -> None:
    hub.files["tokenizer.json"] = b'{"version": "1.0"}'
    with pytest.raises(ModelFilesError, match=r"tokenizer\.json is damaged"):
        fetch()
    assert hub.asked("GET", "-of-00002") == []


def test_model_with_a_wrong_tensor_is_never_complete_and_its_files_are_kept(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    wrong = hub.files[SHARD].replace(b'"model.decoder.norm.weight"', b'"model.decoder.nerm.weight"')
    hub.files[SHARD] = wrong
    index = "model.safetensors.index.json"
    hub.files[index] = hub.files[index].replace(b"decoder.norm.", b"decoder.nerm.")
    with pytest.raises(DownloadFailed, match=r"model\.decoder\.nerm\.weight.* are kept in"):
        fetch()
    assert installed.installed_models(request_.folder.parent) == []
    [left] = installed.unfinished_downloads(request_.folder.parent)
    assert left.done_bytes == left.manifest.bytes
    part = installed.part_folder(request_.folder)
    assert (part / SHARD).read_bytes() == wrong
    installed.delete(part)
    assert not part.exists()


def test_weights_of_other_models_in_folders_are_left_alone(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.files["original/consolidated.safetensors"] = bytes(50_000)
    hub.files["onnx/config.json"] = b"{}"
    fetch()
    assert hub.asked("GET", "original/") == hub.asked("GET", "onnx/") == []
    assert not any(path.is_dir() for path in request_.folder.iterdir())


def test_files_that_would_have_one_name_are_not_both_fetched(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.files |= {"a/m.gguf": bytes(20_000), "b/m.gguf": bytes(20_000)}
    with pytest.raises(DownloadFailed, match=r"Two of the files to fetch are called m\.gguf"):
        fetch(replace(request_, patterns=("a/*.gguf", "b/*.gguf")))


def test_gguf_of_another_architecture_is_refused(
    hub: FakeHub, fetch: Fetch, request_: DownloadRequest
) -> None:
    hub.gguf_architecture = "llama"
    with pytest.raises(UnsupportedModel, match="llama"):
        fetch()


def test_repository_without_the_wanted_files_is_a_sentence(
    fetch: Fetch, request_: DownloadRequest
) -> None:
    with pytest.raises(DownloadFailed, match="none of the files"):
        fetch(replace(request_, patterns=("*.gguf",)))
