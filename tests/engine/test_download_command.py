"""The real command in a process of its own, killed and started again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import installed
from engine.catalogue import CATALOGUE
from engine.cli import main
from engine.download_events import Downloaded, Failed, Found, Progress, Started, from_json
from tests.fakes.hub_server import COMMIT, FakeHub, Fault, Planned, serving
from tests.fakes.model_repository import REPOSITORY, model_files

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with serving(FakeHub(REPOSITORY, model_files(3_000_000))) as running:
        yield running


def start(hub: FakeHub, *arguments: str, **environ: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "engine", "download", "--json", *arguments],
        cwd=ROOT,
        env=os.environ | {"HF_ENDPOINT": hub.endpoint, "HF_HUB_DOWNLOAD_TIMEOUT": "5"} | environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_killed_download_goes_on_in_another_process(hub: FakeHub, tmp_path: Path) -> None:
    hub.plan(Planned(Fault.SLOW, "model-00001-of-00002.safetensors", after=2_000_000, seconds=30))
    process = start(hub, REPOSITORY, "--to", str(tmp_path), "--name", "mine")
    assert process.stdout is not None
    for line in process.stdout:
        event = from_json(line)
        if isinstance(event, Progress) and event.done_bytes > 1_800_000:
            process.kill()
    assert process.wait(10) != 0
    assert installed.installed_models(tmp_path) == []
    [left] = installed.unfinished_downloads(tmp_path)
    assert left.done_bytes > 1_800_000

    out, err = start(hub, REPOSITORY, "--to", str(tmp_path), "--name", "mine").communicate()
    events = [from_json(line) for line in out.splitlines()]
    assert events[-1] == Downloaded(tmp_path / "mine", ()), err
    assert isinstance(events[0], Started)
    assert events[0].done_bytes == left.done_bytes
    assert [model.problem for model in installed.installed_models(tmp_path)] == [None]


def test_download_without_a_name_leaves_another_owners_alone(hub: FakeHub, tmp_path: Path) -> None:
    name = REPOSITORY.split("/")[1]
    (tmp_path / name).mkdir()
    out, err = start(hub, REPOSITORY, "--to", str(tmp_path)).communicate()
    done = from_json(out.splitlines()[-1])
    assert done == Downloaded(tmp_path / f"someone_{name}", ()), err


def test_terminated_download_ends_by_itself(hub: FakeHub, tmp_path: Path) -> None:
    hub.plan(Planned(Fault.STATUS, "model-00001-of-00002.safetensors", times=9, status=503))
    process = start(hub, REPOSITORY, "--to", str(tmp_path))
    assert process.stdout is not None
    for line in process.stdout:
        if '"waiting"' in line:
            process.terminate()
    assert process.wait(10) == 130
    assert len(installed.unfinished_downloads(tmp_path)) == 1


def test_looking_up_tells_what_is_there_and_stores_nothing(hub: FakeHub, tmp_path: Path) -> None:
    out, err = start(hub, REPOSITORY, "--look-up").communicate()
    found = from_json(out)
    assert isinstance(found, Found), err
    assert (found.commit, found.licence) == (COMMIT, "apache-2.0")
    assert found.architecture == "DiffusionGemmaForBlockDiffusion"
    assert {file.path for file in found.files} == set(hub.files)


def test_nothing_of_this_computer_is_told_to_the_hub(hub: FakeHub) -> None:
    start(hub, REPOSITORY, "--look-up").communicate()
    agents = {each.headers["user-agent"] for each in hub.requests}
    assert all("torch" not in agent and "agent/" not in agent for agent in agents)
    assert len(hub.requests) == 2  # the listing and config.json


def test_catalogue_is_printed_without_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["download"]) == 0
    printed = capsys.readouterr().out
    assert ", ," not in printed
    assert all(entry.repository in printed for entry in CATALOGUE)


def test_failure_is_one_event(hub: FakeHub, tmp_path: Path) -> None:
    process = start(hub, "someone/else", "--to", str(tmp_path))
    out, err = process.communicate()
    event = from_json(out)
    assert isinstance(event, Failed)
    assert "no repository someone/else" in event.sentence
    assert (process.returncode, err) == (1, "")


def test_offline_switch_of_the_person_is_obeyed(hub: FakeHub, tmp_path: Path) -> None:
    out, _ = start(hub, REPOSITORY, "--look-up", HF_HUB_OFFLINE="1").communicate()
    assert "HF_HUB_OFFLINE" in out
    assert hub.requests == []


def test_switch_that_the_program_set_itself_does_not_bind_the_download(hub: FakeHub) -> None:
    ours = {"HF_HUB_OFFLINE": "1", "SFUMATO_SET_OFFLINE": "1"}
    out, _ = start(hub, REPOSITORY, "--look-up", **ours).communicate()
    assert isinstance(from_json(out), Found)
