"""Where files are."""

import stat
from pathlib import Path

import pytest
from PySide6.QtGui import QIcon

from app.paths import DataFolder, resource


def test_data_folder_is_made_where_asked(tmp_path: Path) -> None:
    folder = DataFolder.at(tmp_path / "a" / "b")
    assert folder.root.is_dir()
    assert folder.database.parent == folder.root


def test_resources_lie_beside_the_packages() -> None:
    assert resource("starter").parent.name == "resources"
    assert (resource("starter").parents[1] / "app").is_dir()


OURS = (
    *("sfumato.db", "sfumato.db-wal", "sfumato.log.1", "settings.json", "emergency-room"),
    *("backups/sfumato-20260101T000000000000Z.db", "damaged/20260101/sfumato.db"),
    "sfumato-unsaved-0123.md",
)
THEIRS = (
    "letter.txt",
    "settings.ini",
    "backups/thesis.zip",
    "damaged/car.png",
    "models/a/config.json",
)


@pytest.fixture
def shared(tmp_path: Path) -> DataFolder:
    """A folder that the person uses for other things, too."""
    for name in (*OURS, *THEIRS):
        path = tmp_path / "shared" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
        path.chmod(0o644)
    return DataFolder.at(tmp_path / "shared")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_new_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    assert mode(DataFolder.at(tmp_path / "new").root) == 0o700


def test_removing_personal_files_leaves_what_others_put_there(shared: DataFolder) -> None:
    shared.remove_personal_files()
    left = {p.relative_to(shared.root).as_posix() for p in shared.root.rglob("*") if p.is_file()}
    assert left == set(THEIRS)


def test_removing_personal_files_leaves_no_empty_folder(tmp_path: Path) -> None:
    folder = DataFolder.at(tmp_path)
    for name in OURS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    folder.remove_personal_files()
    assert list(tmp_path.iterdir()) == []


def test_a_link_to_a_file_elsewhere_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "mine.log"
    elsewhere.write_text("mine")
    elsewhere.chmod(0o644)
    folder = DataFolder.at(tmp_path / "data")
    folder.log.symlink_to(elsewhere)
    folder.make_private()
    folder.remove_personal_files()
    assert elsewhere.read_text() == "mine"
    assert mode(elsewhere) == 0o644


def test_files_left_open_by_an_older_version_are_closed(tmp_path: Path) -> None:
    folder = DataFolder.at(tmp_path)
    tmp_path.chmod(0o755)
    for name in OURS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch(mode=0o644)
    folder.make_private()
    assert {mode(tmp_path / name) for name in OURS} == {0o600}
    assert mode(tmp_path) == 0o700


def test_a_file_that_cannot_be_closed_leaves_no_later_one_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = DataFolder.at(tmp_path)
    for name in OURS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch(mode=0o644)
    foreign, change = folder.personal_files()[0], Path.chmod

    def refuse_one(path: Path, wished: int) -> None:
        if path == foreign:
            raise PermissionError
        change(path, wished)

    monkeypatch.setattr(Path, "chmod", refuse_one)
    folder.make_private()
    assert {mode(tmp_path / name) for name in OURS if tmp_path / name != foreign} == {0o600}


def test_a_shared_folder_keeps_its_mode_and_others_files_theirs(shared: DataFolder) -> None:
    shared.root.chmod(0o755)
    shared.make_private()
    assert mode(shared.root) == 0o755
    assert {mode(shared.root / name) for name in OURS} == {0o600}
    assert {mode(shared.root / name) for name in THEIRS} == {0o644}


def test_the_programs_icon_can_be_drawn(qapp: object) -> None:
    image = QIcon(str(resource("icons/sfumato.svg"))).pixmap(32, 32).toImage()
    assert not image.isNull()
    assert len({image.pixel(x, y) for x in range(32) for y in range(32)}) > 50
