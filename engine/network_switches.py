"""The environment variables that keep libraries off the network, or let the download onto it."""

import os
from collections.abc import Mapping, MutableMapping

_OFFLINE = "HF_HUB_OFFLINE"
_OURS = "SFUMATO_SET_OFFLINE"  # so that the download can tell our switch from the person's own
_QUIET = {
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "DO_NOT_TRACK": "1",
}


def go_offline(environ: MutableMapping[str, str] = os.environ) -> None:
    """Forbid the hub's library every request in this process, telemetry included.

    Call it before anything imports that library, which reads these variables once.
    """
    if _OFFLINE not in environ:
        environ[_OFFLINE] = environ[_OURS] = "1"
    environ.update(_QUIET)


def go_online() -> None:
    """Turn this process, before it asks the hub anything, into the one that downloads."""
    wanted = download_environment()
    if _OFFLINE not in wanted:
        os.environ.pop(_OFFLINE, None)
    os.environ.pop(_OURS, None)
    os.environ.update(wanted)


def download_environment(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment of the process that downloads: telemetry stays off.

    Endpoint, token and proxy variables stay as they are, and so does an offline switch that the
    person set: then the download refuses and says so.
    """
    kept = {name: value for name, value in environ.items() if name != _OURS}
    if _OURS in environ:
        del kept[_OFFLINE]
    return kept | _QUIET
