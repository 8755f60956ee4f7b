"""Folders of sync services and network drives are known by their names and mounts."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from app.storage.location import mount_kind, synced_by, synced_by_name

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//nas/share /mnt/my\\040share cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        (PurePosixPath("/home/me/Dropbox/sfumato"), "Dropbox"),
        (PureWindowsPath(r"C:\Users\me\OneDrive - Practice\sfumato"), "OneDrive"),
        (PurePosixPath("/Users/me/Library/Mobile Documents/x"), "iCloud"),
        (PurePosixPath("/home/me/.local/share/sfumato"), None),
        (PurePosixPath("/home/dropboxer/data"), None),
    ],
)
def test_services_are_known_by_the_names_on_the_path(
    folder: PurePosixPath, service: str | None
) -> None:
    assert synced_by_name(folder) == service


def test_the_nearest_mount_counts() -> None:
    assert mount_kind(PurePosixPath("/var/data"), MOUNTS) == "ext4"
    assert mount_kind(PurePosixPath("/home/me/data"), MOUNTS) == "nfs4"
    assert mount_kind(PurePosixPath("/mnt/my share/x"), MOUNTS) == "cifs"


@pytest.mark.parametrize(
    ("marker", "service"), [(".dropbox.cache", "Dropbox"), (".stfolder", "Syncthing")]
)
def test_a_service_is_known_by_what_it_left_in_a_folder_of_any_name(
    tmp_path: Path, marker: str, service: str
) -> None:
    folder = tmp_path / "shared" / "chats"
    folder.mkdir(parents=True)
    assert synced_by(folder, {}) is None
    (tmp_path / "shared" / marker).mkdir()
    assert synced_by(folder, {}) == service


def test_onedrive_is_known_by_the_systems_word(tmp_path: Path) -> None:
    assert synced_by(tmp_path / "x", {"OneDriveCommercial": str(tmp_path)}) == "OneDrive"
    assert synced_by(tmp_path / "x", {"OneDriveCommercial": "/elsewhere", "OneDrive": ""}) is None
