"""A model hub of one repository on 127.0.0.1 that speaks to the real client, and fails on wish."""

import hashlib
import json
import re
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

COMMIT = "0123456789abcdef0123456789abcdef01234567"
LARGE = 10_000  # bytes from which on a file is stored with LFS, and served by another host


class Fault(Enum):
    """One thing that goes wrong with one answer."""

    CUT = auto()  # the connection ends after ``after`` bytes of the body
    SHORT = auto()  # fewer bytes than listed, with headers that agree with each other
    WRONG_BYTES = auto()  # as many bytes as listed, but others
    NO_RANGES = auto()  # the whole file, whatever part was asked for
    STATUS = auto()  # ``status`` and nothing else
    SLOW = auto()  # ``after`` bytes, then silence for ``seconds``, then the rest


@dataclass(frozen=True, slots=True)
class Planned:
    """A fault of the next answers whose path ends with ``path``; ``times`` times."""

    fault: Fault
    path: str
    times: int = 1
    after: int = 0
    status: int = 500
    seconds: float = 0.0
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asked for. Header names are in lower case."""

    host: str
    method: str
    path: str
    headers: dict[str, str]


@dataclass
class FakeHub:
    """The repository and what is to go wrong with it."""

    repository: str
    files: dict[str, bytes]
    licence: str | None = "apache-2.0"
    gguf_architecture: str | None = None
    tells_hashes: bool = True
    tells_sizes: bool = True
    needs_token: str | None = None
    requests: list[Request] = field(default_factory=list)
    endpoint: str = ""
    cdn: str = ""
    _faults: deque[Planned] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def plan(self, planned: Planned) -> None:
        """Let something go wrong."""
        with self._lock:
            self._faults.extend([planned] * planned.times)

    def next_fault(self, path: str, has_body: bool) -> Planned | None:
        """The planned fault of this answer, used up; only a status if it has no body to spoil."""
        with self._lock:
            for planned in self._faults:
                is_fit = has_body or planned.fault is Fault.STATUS
                if is_fit and path.endswith(planned.path):
                    self._faults.remove(planned)
                    return planned
        return None

    def forgive(self) -> None:
        """Forget what was still to go wrong."""
        with self._lock:
            self._faults.clear()

    def asked(self, method: str, part: str) -> list[Request]:
        """The requests of a method whose path contains ``part``."""
        return [each for each in self.requests if each.method == method and part in each.path]


@contextmanager
def serving(hub: FakeHub) -> Iterator[FakeHub]:
    """Run the hub and its second host until the block ends."""
    servers = [_server(hub, _HubHandler), _server(hub, _CdnHandler)]
    hub.endpoint = f"http://127.0.0.1:{servers[0].server_port}"
    hub.cdn = f"http://127.0.0.1:{servers[1].server_port}"
    threads = [threading.Thread(target=each.serve_forever, args=(0.02,)) for each in servers]
    for thread in threads:
        thread.start()
    yield hub
    for server, thread in zip(servers, threads, strict=True):
        server.shutdown()
        server.server_close()
        thread.join()


def _server(hub: FakeHub, handler: type["_Handler"]) -> ThreadingHTTPServer:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (handler,), {"hub": hub}))
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # clients may be killed
    return server


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    protocol_version = "HTTP/1.1"
    host = ""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        self._note()
        self.answer(with_body=False)

    def do_GET(self) -> None:
        self._note()
        self.answer(with_body=True)

    def _note(self) -> None:
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.hub.requests.append(Request(self.host, self.command, self.path, headers))

    def answer(self, with_body: bool) -> None:
        raise NotImplementedError

    def send(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    def fail(self, planned: Planned) -> None:
        self.send(planned.status, dict(planned.headers), b"no")

    def send_file(self, content: bytes, headers: dict[str, str], planned: Planned | None) -> None:
        """A file or the part asked for, spoilt as planned."""
        fault = planned.fault if planned else None
        if fault is Fault.SHORT:
            content = content[:-1]
        if fault is Fault.WRONG_BYTES:
            content = bytes(byte ^ 1 for byte in content)
        begin, status = 0, 200
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if asked and fault is not Fault.NO_RANGES:
            begin, status = int(asked[1]), 206
            headers["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
        body = content[begin:]
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self._send_body(body, planned)

    def _send_body(self, body: bytes, planned: Planned | None) -> None:
        if planned and planned.fault is Fault.CUT:
            self.wfile.write(body[: planned.after])
            self.close_connection = True
        elif planned and planned.fault is Fault.SLOW:
            last = max(planned.after - 1000, 0)
            self.wfile.write(body[:last])
            time.sleep(0.4)  # so that the last of it is far enough behind to be told of
            self.wfile.write(body[last : planned.after])
            time.sleep(planned.seconds)
            self.wfile.write(body[planned.after :])
        else:
            self.wfile.write(body)


class _HubHandler(_Handler):
    host = "hub"

    def answer(self, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        content = self.hub.files.get(path.partition("/resolve/")[2].partition("/")[2], b"")
        planned = self.hub.next_fault(path, has_body=len(content) < LARGE)
        if planned and planned.fault is Fault.STATUS:
            return self.fail(planned)
        token = self.hub.needs_token
        if token and self.headers.get("Authorization") != f"Bearer {token}":
            return self.send(401, {"X-Error-Code": "GatedRepo"})
        if path.startswith("/api/models/"):
            return self._tell_repository(path.removeprefix("/api/models/"))
        return self._resolve(path, planned)

    def _tell_repository(self, rest: str) -> None:
        repository, _, revision = rest.partition("/revision/")
        if repository != self.hub.repository:
            return self.send(404, {"X-Error-Code": "RepoNotFound"})
        if revision not in ("", "main", COMMIT):
            return self.send(404, {"X-Error-Code": "RevisionNotFound"})
        has_metadata = "blobs" in parse_qs(urlsplit(self.path).query)
        known = {
            "id": repository,
            "sha": COMMIT,
            "gated": "manual" if self.hub.needs_token else False,
            "tags": [],
            "cardData": {"license": self.hub.licence} if self.hub.licence else None,
            "siblings": [self._sibling(name, has_metadata) for name in self.hub.files],
        }
        if self.hub.gguf_architecture:
            known["gguf"] = {"architecture": self.hub.gguf_architecture}
        return self.send(200, {"Content-Type": "application/json"}, json.dumps(known).encode())

    def _sibling(self, name: str, has_metadata: bool) -> dict[str, object]:
        content, told = self.hub.files[name], {"rfilename": name}
        if not has_metadata or not self.hub.tells_sizes:
            return told
        told |= {"size": len(content)}
        if not self.hub.tells_hashes:
            return told
        told |= {"blobId": git_sha1(content)}
        if len(content) >= LARGE:
            lfs = {"sha256": sha256(content), "size": len(content), "pointerSize": 130}
            told |= {"lfs": lfs}
        return told

    def _resolve(self, path: str, planned: Planned | None) -> None:
        found = re.fullmatch(rf"/{re.escape(self.hub.repository)}/resolve/([^/]+)/(.+)", path)
        if found is None or found[1] not in ("main", COMMIT):
            return self.send(404, {"X-Error-Code": "RevisionNotFound"})
        content = self.hub.files.get(found[2])
        if content is None:
            return self.send(404, {"X-Error-Code": "EntryNotFound"})
        headers = {"X-Repo-Commit": COMMIT, "Accept-Ranges": "bytes"}
        if len(content) < LARGE:
            headers |= {"ETag": f'"{git_sha1(content)}"'} if self.hub.tells_hashes else {}
            return self.send_file(content, headers, planned)
        headers |= {
            "X-Linked-Size": str(len(content)),
            "X-Linked-ETag": f'"{sha256(content)}"',
            "X-Xet-Hash": sha256(content),
            "Location": f"{self.hub.cdn}/{sha256(content)}/{found[2]}?signature=secret",
        }
        return self.send(302, headers)


class _CdnHandler(_Handler):
    host = "cdn"

    def answer(self, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        planned = self.hub.next_fault(path, has_body=True)
        if planned and planned.fault is Fault.STATUS:
            return self.fail(planned)
        if self.headers.get("Authorization"):
            return self.send(400, {})  # as signed addresses do
        content = self.hub.files[path.split("/", 2)[2]]
        return self.send_file(content, {"ETag": f'"{sha256(content)}"'}, planned)


def sha256(content: bytes) -> str:
    """As LFS names a file."""
    return hashlib.sha256(content).hexdigest()


def git_sha1(content: bytes) -> str:
    """As git names a file."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
