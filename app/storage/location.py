"""Whether a folder is one that another program or computer writes to as well."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePath

from engine.said import said

# Folder names of services that copy files elsewhere, in lower case.
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
    "megasync": "MEGA",
    "box sync": "Box",
    "yandex.disk": "Yandex.Disk",
    "cloudstorage": said("a cloud service"),  # where macOS keeps those it knows
}
# Files by which a service knows its folder, whatever the person called it.
_MARKERS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
}
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")  # set on Windows
_NETWORK = (
    *("nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "ncpfs", "9p", "afs", "afpfs", "davfs"),
    *("ceph", "glusterfs", "lustre", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.s3fs"),
    *("fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.ceph", "fuse.google-drive-ocamlfuse"),
)
_MOUNTS = Path("/proc/self/mounts")


def synced_by(folder: Path, environment: Mapping[str, str] = os.environ) -> str | None:
    """The service that copies what lies in this folder, judged by names and marks on its path."""
    if service := synced_by_name(folder):
        return service
    for parent in (folder, *folder.parents):
        for marker, service in _MARKERS.items():
            with suppress(OSError):
                if (parent / marker).exists():
                    return service
    is_within = (folder.is_relative_to(environment[v]) for v in _VARIABLES if environment.get(v))
    return "OneDrive" if any(is_within) else None


def synced_by_name(folder: PurePath) -> str | None:
    """The service in whose folder this one lies, judged by the names on its path alone."""
    for part in folder.parts:
        name = part.casefold()
        for known, service in _SYNCED.items():
            if name == known or name.startswith((f"{known} -", f"{known}-", f"{known} (")):
                return service
    return None


def is_on_network(folder: Path) -> bool:
    """Whether the folder lies on another computer; False where that cannot be told.

    Drives of a network are told on Linux, and on Windows by a path that begins with two strokes.
    """
    if str(folder).startswith("\\\\"):
        return True
    if sys.platform != "linux" or not _MOUNTS.exists():
        return False
    return mount_kind(folder, _MOUNTS.read_text(encoding="utf-8", errors="replace")) in _NETWORK


def mount_kind(folder: PurePath, mounts: str) -> str:
    """The kind of file system that holds a folder, from the lines of /proc/mounts."""
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        point = fields[1].replace("\\040", " ")
        if folder.is_relative_to(point) and len(point) >= len(best):
            best, kind = point, fields[2]
    return kind
