"""``python -m engine download``: the catalogue, a look at a repository, or a model fetched."""

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

from engine import installed
from engine.catalogue import (
    CATALOGUE,
    COMPANIONS,
    SAFETENSORS_FILES,
    CatalogueEntry,
    Format,
    find_entry,
)
from engine.download_events import (
    Checking,
    Downloaded,
    DownloadEvent,
    Failed,
    Found,
    Packing,
    Progress,
    Started,
    Waiting,
    to_json,
)
from engine.errors import EngineError, InvalidRequest
from engine.network_switches import go_offline, go_online
from engine.repository import remarks_on
from engine.said import said

EVENTS = """\
With --json each line is one object; "event" names its kind, the other fields are those of
engine/download_events.py: found, started, progress, checking, packing, waiting, downloaded, failed.
"said" is how a "sentence" was made, for programs that translate it.
Stopped and begun again, a download goes on where it was. Settings of the hub's own library are
honoured: HF_ENDPOINT, HF_TOKEN, HTTPS_PROXY, HF_HUB_DOWNLOAD_TIMEOUT and others."""


def add_download_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the sub-command to the engine's parser."""
    parser = commands.add_parser(
        "download",
        help="list, look up or fetch models",
        epilog=EVENTS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "model", nargs="?", help="a name of the catalogue, or owner/name on the hub; none: list"
    )
    parser.add_argument("--to", type=Path, help="the folder in which the model's folder is made")
    parser.add_argument("--name", help="the name of the model's folder")
    parser.add_argument("--revision", help="a commit, branch or tag of the repository")
    parser.add_argument("--files", nargs="+", help="patterns of the files to fetch")
    parser.add_argument("--exact", action="store_true", help="fetch no companions of --files")
    parser.add_argument(
        "--expect", nargs=2, action="append", metavar=("FILE", "SHA256"), help="a hash known before"
    )
    parser.add_argument(
        "--pack", action="store_true", help="pack to 4 and 8 bits on the way, keeping no shard"
    )
    parser.add_argument(
        "--pack-folder",
        type=Path,
        help="fetch nothing: pack a folder that is here",
    )
    parser.add_argument("--look-up", action="store_true", help="only tell what a repository holds")
    parser.add_argument("--json", action="store_true", help="print one JSON object an event")
    parser.set_defaults(run=run_download)


def run_download(options: argparse.Namespace) -> int:
    """Run the sub-command; returns the exit status. SIGTERM and Ctrl+C keep what came so far."""
    if options.pack_folder is not None:
        go_offline()
    elif options.model is None:
        _print_catalogue()
        return 0
    else:
        go_online()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, lambda *_: stop.set())
    show = _print_json if options.json else _print_words
    is_done = False
    try:
        for event in _events(options, stop):
            show(event)
            is_done = isinstance(event, Downloaded | Found)
    except EngineError as error:
        if not options.json:
            raise
        _print_json(Failed(error.sentence))
        return 1
    return 0 if is_done else 130


def _events(options: argparse.Namespace, stop: threading.Event) -> Iterator[DownloadEvent]:
    if options.pack_folder is not None:
        from engine.own_packing import pack_folder

        name = options.name or f"{options.pack_folder.name}-packed"
        yield from pack_folder(options.pack_folder, _root(options) / name, stop)
        return
    from engine.hub import Hub  # reads the environment when imported

    hub = Hub()
    entry = find_entry(options.model)
    if options.look_up:
        repository = entry.repository if entry else options.model
        yield hub.look_up(repository, options.revision)
        return
    from engine.download import DownloadRequest, download

    root = _root(options)
    repository = entry.repository if entry else options.model
    revision = options.revision or (entry.revision if entry else None)
    name = entry.key if entry else repository.split("/")[-1]
    request = DownloadRequest(
        repository,
        revision,
        _patterns(options, entry),
        root / options.name
        if options.name
        else installed.place_for(root, name, repository, revision),
        _expected(options, entry),
        options.pack or (entry is not None and entry.format is Format.PACKED),
    )
    yield from download(request, hub, stop)


def _root(options: argparse.Namespace) -> Path:
    if options.to is None:
        raise InvalidRequest(
            said("Say with --to in which folder the model's folder is to be made.")
        )
    return Path(options.to)


def _patterns(options: argparse.Namespace, entry: CatalogueEntry | None) -> tuple[str, ...]:
    if options.files:
        return (*options.files, *(() if options.exact else COMPANIONS))
    return entry.patterns if entry else SAFETENSORS_FILES


def _expected(
    options: argparse.Namespace, entry: CatalogueEntry | None
) -> tuple[tuple[str, str], ...]:
    known = entry.known if entry else ()
    asked = [(path, sha256) for path, sha256 in options.expect or ()]
    return (*((file.path, file.sha256) for file in known), *asked)


def _print_catalogue() -> None:
    for entry in CATALOGUE:
        about = "" if entry.is_size_exact else "about "
        size = f"{about}{entry.download_bytes / 1e9:.1f} GB"
        known = [part for part in (size, entry.licence, entry.repository) if part]
        print(f"{entry.key}\n    {entry.title}. {entry.summary}\n    {', '.join(known)}")


def _print_json(event: DownloadEvent) -> None:
    print(to_json(event), flush=True)


def _print_words(event: DownloadEvent) -> None:
    if isinstance(event, Progress):
        end = "\r" if sys.stdout.isatty() else "\n"
        print(f"{progress_words(event):<78}", end=end, flush=True)
        return
    print(_words(event), flush=True)


def progress_words(progress: Progress) -> str:
    """ "3.1 of 16.8 GB, 11.2 MB/s, 20 min left"."""
    words = f"{progress.done_bytes / 1e9:.2f} of {progress.total_bytes / 1e9:.2f} GB"
    if progress.bytes_per_second is not None:
        words += f", {progress.bytes_per_second / 1e6:.1f} MB/s"
    if progress.seconds_left is not None:
        words += f", {progress.seconds_left / 60:.0f} min left"
    return words


def _words(event: DownloadEvent) -> str:
    match event:
        case Found():
            files = "\n".join(f"{file.bytes:>16,}  {file.path}" for file in event.files)
            about = f"{event.architecture or 'unknown architecture'}, {event.licence or '?'}"
            remarks = "".join(f"\n{remark}" for remark in remarks_on(event))
            return f"{event.repository} at {event.commit}: {about}\n{files}{remarks}"
        case Started():
            return (
                f"{event.repository} at {event.commit}: {event.num_files} files, "
                f"{event.total_bytes / 1e9:.2f} GB"
            )
        case Checking():
            return f"Checking what is there of {event.file}."
        case Packing():
            return f"Packing {event.file}: {100 * event.done_bytes // event.total_bytes} %"
        case Waiting():
            return f"{event.sentence} Trying again in {event.seconds:.0f} s."
        case Downloaded():
            return f"\nComplete and checked: {event.folder}"
        case _:
            return str(event)
