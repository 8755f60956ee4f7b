"""The model hub over its own client library: with ``hub_errors`` all that uses a network."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

import httpx2
from huggingface_hub import (
    HfApi,
    ModelInfo,
    constants,
    get_hf_file_metadata,
    get_session,
    hf_hub_url,
    hf_raise_for_status,
)
from huggingface_hub.errors import HFValidationError
from huggingface_hub.utils import build_hf_headers

from engine.download_events import Found, RemoteFile
from engine.errors import DownloadFailed
from engine.hub_errors import as_sentences
from engine.said import said
from engine.weights.methods import stated_method

_SMALL = 4 * 1024 * 1024  # bytes: no config.json is larger
_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+)")


@dataclass(frozen=True, slots=True)
class Stream:
    """The bytes of a file from ``offset`` on, which is 0 if the server cannot start further in.

    The chunks are as they come from the line, so that a cut loses none.
    """

    offset: int
    chunks: Iterator[bytes]


class Hub:
    """One hub. Endpoint, token and proxies are the client library's own settings.

    Every method raises HubUnavailable for what may pass by itself, DownloadFailed for the rest.
    """

    def __init__(self, endpoint: str | None = None) -> None:
        self.endpoint = (endpoint or constants.ENDPOINT).rstrip("/")

    def look_up(self, repository: str, revision: str | None = None) -> Found:
        """What the repository holds at ``revision`` (a commit, branch or tag) now."""
        with as_sentences(repository, self.endpoint):
            try:
                info = HfApi(endpoint=self.endpoint, library_name="sfumato").model_info(
                    repository,
                    revision=revision,
                    files_metadata=True,
                    timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT,
                )
            except HFValidationError as error:
                raise DownloadFailed(
                    said(
                        "“{repository}” is not the name of a repository: it should look like "
                        "owner/name.",
                        repository=repository,
                    )
                ) from error
        if not info.sha:
            raise DownloadFailed(
                said(
                    "{host} does not tell which version {repository} is at.",
                    host=self.endpoint,
                    repository=repository,
                )
            )
        files = tuple(_remote_file(sibling) for sibling in info.siblings or [])
        return Found(
            repository,
            info.sha,
            tuple(file for file in files if is_safe(file.path)),
            _licence(info),
            bool(info.gated),
            *self._described(repository, info, files),
        )

    def with_metadata(self, repository: str, commit: str, file: RemoteFile) -> RemoteFile:
        """The file with the size and hash that its own headers tell, if the listing lacks them."""
        if file.bytes >= 0 and (file.sha256 or file.git_sha1):
            return file
        with as_sentences(repository, self.endpoint):
            metadata = get_hf_file_metadata(
                self._url(repository, commit, file), endpoint=self.endpoint
            )
        tag = metadata.etag or ""
        return replace(
            file,
            bytes=metadata.size if metadata.size is not None else file.bytes,
            sha256=file.sha256 or (tag if len(tag) == 64 else None),
            git_sha1=file.git_sha1 or (tag if len(tag) == 40 else None),
        )

    @contextmanager
    def open(
        self, repository: str, commit: str, file: RemoteFile, offset: int = 0
    ) -> Iterator[Stream]:
        """Read a file from ``offset`` on; errors while reading are translated too."""
        headers = build_hf_headers(library_name="sfumato") | {"Accept-Encoding": "identity"}
        if offset:
            headers["Range"] = f"bytes={offset}-"
        with (
            as_sentences(repository, self.endpoint),
            get_session().stream(
                "GET",
                self._url(repository, commit, file),
                headers=headers,
                timeout=constants.HF_HUB_DOWNLOAD_TIMEOUT,
            ) as response,
        ):
            hf_raise_for_status(response)
            yield Stream(_offset(response, offset, file), response.iter_bytes())

    def read_json(self, repository: str, commit: str, file: RemoteFile) -> dict[str, Any]:
        """A small JSON object, kept nowhere; an empty one if it is none."""
        text = b""
        with self.open(repository, commit, file) as stream:
            for chunk in stream.chunks:
                text += chunk
                if len(text) > _SMALL:
                    return {}
        try:
            value = json.loads(text)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}

    def _described(
        self, repository: str, info: ModelInfo, files: Sequence[RemoteFile]
    ) -> tuple[str | None, str | None]:
        """Architecture and quantisation."""
        if info.gguf:
            return info.gguf.get("architecture"), None
        config = next((file for file in files if file.path == "config.json"), None)
        if config is None or not info.sha:
            return None, None
        stated = self.read_json(repository, info.sha, config)
        names = stated.get("architectures")
        name = names[0] if isinstance(names, list) and names else stated.get("model_type")
        return str(name) if name else None, stated_method(stated)

    def _url(self, repository: str, commit: str, file: RemoteFile) -> str:
        path = file.at_hub or file.path
        return hf_hub_url(repository, path, revision=commit, endpoint=self.endpoint)


def is_safe(path: str) -> bool:
    """Whether a name from the hub stays inside the model's folder on every system."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not (
        path.startswith("/")
        or any(part.startswith(".") or part.rstrip(". ") != part for part in parts)
        or any(sign in path for sign in '\\:*?"<>|\0')
    )


def _remote_file(sibling: Any) -> RemoteFile:
    lfs = sibling.lfs
    size = lfs.size if lfs is not None else sibling.size
    return RemoteFile(
        sibling.rfilename,
        -1 if size is None else int(size),
        lfs.sha256 if lfs is not None else None,
        sibling.blob_id if lfs is None else None,
    )


def _licence(info: ModelInfo) -> str | None:
    licence = getattr(info.card_data, "license", None)
    return str(licence) if licence else None


def _offset(response: httpx2.Response, wanted: int, file: RemoteFile) -> int:
    """Where the answer begins; raises DownloadFailed if it belongs to a file of another size."""
    if response.status_code == 206:
        found = _RANGE.match(response.headers.get("Content-Range", ""))
        if found is None or int(found[1]) != wanted:
            raise DownloadFailed(
                said("The server answered with the wrong part of {file}.", file=file.path)
            )
        begins, size = int(found[1]), int(found[2])
    else:
        begins, size = 0, int(response.headers.get("Content-Length", file.bytes))
    if size != file.bytes and file.bytes >= 0:
        raise DownloadFailed(
            said(
                "The server has {file} with {size:,} bytes, but lists it with "
                "{listed:,}. Cancel this download and start it again; if that does not "
                "help, the repository is broken.",
                file=file.path,
                size=size,
                listed=file.bytes,
            )
        )
    return begins
