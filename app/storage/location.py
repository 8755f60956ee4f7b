"""Whether a folder is one that another program or computer writes to as well."""

import sys
from pathlib import Path, PurePath

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
}
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs")
_MOUNTS = Path("/proc/self/mounts")


def synced_by(folder: PurePath) -> str | None:
    """The service in whose folder this one lies, judged by the names on its path."""
    for part in folder.parts:
        name = part.casefold()
        for known, service in _SYNCED.items():
            if name == known or name.startswith((f"{known} -", f"{known}-", f"{known} (")):
                return service
    return None


def is_on_network(folder: Path) -> bool:
    """Whether the folder lies on another computer; False where that cannot be told."""
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
