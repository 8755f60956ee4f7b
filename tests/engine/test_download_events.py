"""What a download tells survives the way through a pipe."""

import json
from pathlib import Path

import pytest

from engine.download_events import (
    Checking,
    Downloaded,
    DownloadEvent,
    Failed,
    Found,
    Packing,
    Progress,
    RemoteFile,
    Started,
    Waiting,
    from_json,
    to_json,
)
from engine.said import Sentence, said


@pytest.mark.parametrize(
    "event",
    [
        Found("a/b", "c" * 40, (RemoteFile("x", 3, "s"), RemoteFile("y", 0)), "mit", True, "Gemma"),
        Started("a/b", "c" * 40, 3, 10, 20),
        Progress("x", 10, 20, None, None),
        Progress("x", 10, 20, 1.5, 6.5),
        Checking("x"),
        Packing("x", 1, 3),
        Waiting("The line “was” cut.", 2.0),
        Downloaded(Path("/models/ö"), ("x",)),
        Failed("No."),
    ],
)
def test_event_comes_back_from_its_line(event: DownloadEvent) -> None:
    line = to_json(event)
    assert "\n" not in line
    assert from_json(line) == event


@pytest.mark.parametrize(
    "line", ["", "[]", "{}", '{"event": "party"}', '{"event": "checking", "files": 3}', "Warning!"]
)
def test_any_other_line_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(line)


def test_a_sentence_can_still_be_translated_behind_the_pipe() -> None:
    sentence = said("{host} cannot be reached.", host="hub")
    for event in (Failed(sentence), Waiting(sentence, 2.0)):
        line = to_json(event)
        assert json.loads(line)["sentence"] == "hub cannot be reached."
        came = from_json(line)
        assert isinstance(came, Failed | Waiting)
        assert isinstance(came.sentence, Sentence)
        assert came.sentence.values == {"host": "hub"}
