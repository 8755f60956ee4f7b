"""Text that the database refused, in a file of its own."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from app.storage.emergency import EmergencyFiles
from app.storage.files import write_text_atomically


def test_text_goes_to_the_first_place_that_takes_it_and_is_the_owners_alone(tmp_path: Path) -> None:
    files = EmergencyFiles((tmp_path / "missing", tmp_path))
    path = files.write("0123456789abcdef", "all of it \ud800")
    assert path is not None
    assert (path.parent, path.read_text()) == (tmp_path, "all of it �")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_later_text_of_the_same_reply_replaces_the_earlier(tmp_path: Path) -> None:
    files = EmergencyFiles((tmp_path,))
    files.write("reply", "half")
    path = files.write("reply", "whole")
    assert [p.read_text() for p in tmp_path.iterdir()] == ["whole"]
    assert EmergencyFiles((tmp_path,)).left() == [path]


def test_what_is_saved_after_all_leaves_no_file(tmp_path: Path) -> None:
    files = EmergencyFiles((tmp_path,))
    files.write("reply", "text")
    files.remove("reply")
    assert files.left() == []


def test_without_any_place_there_is_no_path(tmp_path: Path) -> None:
    assert EmergencyFiles((tmp_path / "missing",)).write("reply", "text") is None


def test_the_reserve_takes_room_and_is_given_up_in_an_emergency(tmp_path: Path) -> None:
    reserve = tmp_path / "room"
    files = EmergencyFiles((tmp_path,), reserve)
    files.reserve()
    assert reserve.stat().st_size == 1024 * 1024
    assert stat.S_IMODE(reserve.stat().st_mode) == 0o600
    files.write("reply", "text")
    assert not reserve.exists()
    files.remove("reply")
    assert reserve.exists()


def test_a_text_that_outgrows_its_place_lies_in_one_place_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    files = EmergencyFiles((first, second))
    files.write("reply", "half")

    def first_is_full(path: Path, text: str) -> None:
        if path.parent == first:
            raise OSError(errno.ENOSPC, "No space left on device")
        write_text_atomically(path, text)

    monkeypatch.setattr("app.storage.emergency.write_text_atomically", first_is_full)
    files.write("reply", "whole")
    assert [(p.parent, p.read_text()) for p in files.left()] == [(second, "whole")]


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such owner")
def test_what_somebody_else_left_is_not_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = EmergencyFiles((tmp_path,))
    path = files.write("reply", "text")
    assert files.left() == [path]
    other = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: other)
    assert files.left() == []
