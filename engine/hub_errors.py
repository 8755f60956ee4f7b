"""What can go wrong between here and a hub, as sentences with a way out."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpx2
from huggingface_hub.errors import (
    FileMetadataError,
    GatedRepoError,
    HfHubHTTPError,
    OfflineModeIsEnabled,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import parse_ratelimit_headers

from engine.errors import DownloadFailed, HubUnavailable

_TOKEN = (
    "Ask for access on its page, then set the environment variable HF_TOKEN "
    "to your access token and start Sfumato again."
)
_PASSING = (408, 425, 429, 500, 502, 503, 504)


@contextmanager
def as_sentences(repository: str, endpoint: str) -> Iterator[None]:
    """Turn the client's errors into HubUnavailable or DownloadFailed."""
    host = urlsplit(endpoint).netloc or endpoint
    try:
        yield
    except OfflineModeIsEnabled as error:
        raise DownloadFailed(
            "Downloads are switched off by the environment variable HF_HUB_OFFLINE. "
            "Remove it and start Sfumato again to download."
        ) from error
    except HfHubHTTPError as error:
        raise _of_status(error, repository, host) from error
    except FileMetadataError as error:
        raise DownloadFailed(
            f"{host} does not answer like a model hub. Check HF_ENDPOINT and your proxy."
        ) from error
    except httpx2.HTTPError as error:
        raise _of_line(error, host) from error
    except httpx2.InvalidURL as error:
        raise DownloadFailed(
            f"The hub's address {endpoint} is not valid. Check HF_ENDPOINT."
        ) from error


def _of_status(error: HfHubHTTPError, repository: str, host: str) -> DownloadFailed:
    status = error.response.status_code
    if isinstance(error, GatedRepoError):
        return DownloadFailed(f"{repository} is only given to people with access. {_TOKEN}")
    if isinstance(error, RepositoryNotFoundError):
        return DownloadFailed(
            f"{host} has no repository {repository}, or it is private. Check the name; "
            "for a private one set the environment variable HF_TOKEN to your access token."
        )
    if isinstance(error, RevisionNotFoundError):
        return DownloadFailed(
            f"{repository} no longer has the version asked for. "
            "Look it up by its name to see what it has now."
        )
    if isinstance(error, RemoteEntryNotFoundError) or status == 404:
        return DownloadFailed(
            f"A file of {repository} is not there (any more). "
            "Cancel this download and look the repository up again."
        )
    if status in (401, 403):
        return DownloadFailed(f"{host} refuses to give {repository} (HTTP {status}). {_TOKEN}")
    if status == 429:
        return HubUnavailable(
            f"{host} asks to slow down (HTTP 429): too many requests came from your address.",
            _seconds_asked_for(error.response),
        )
    if status in _PASSING:
        return HubUnavailable(
            f"{host} has a problem of its own (HTTP {status}).", _seconds_asked_for(error.response)
        )
    return DownloadFailed(f"{host} answered with HTTP {status}. Try again later.")


def _seconds_asked_for(response: httpx2.Response) -> float | None:
    limit = parse_ratelimit_headers(response.headers)
    if limit is not None and limit.remaining == 0:
        return float(limit.reset_in_seconds)
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else None


def _of_line(error: httpx2.HTTPError, host: str) -> DownloadFailed:
    if isinstance(error, httpx2.ProxyError):
        return HubUnavailable(f"The proxy refused the way to {host}. Check your proxy settings.")
    if _is_certificate(error):
        return DownloadFailed(
            f"The connection to {host} is not trusted: its certificate could not be checked. "
            "A proxy or virus scanner may stand between; SSL_CERT_FILE names further certificates."
        )
    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
        return HubUnavailable(f"{host} cannot be reached. Check the network connection.")
    if isinstance(error, httpx2.TimeoutException):
        return HubUnavailable(f"{host} stopped answering.")
    if isinstance(error, httpx2.TransportError):
        return HubUnavailable(f"The connection to {host} was cut.")
    return DownloadFailed(f"The answer of {host} cannot be understood ({error}).")


def _is_certificate(error: BaseException) -> bool:
    causes: list[BaseException] = []
    while error not in causes:
        causes.append(error)
        error = error.__cause__ or error.__context__ or error
    return any(isinstance(each, ssl.SSLCertVerificationError) for each in causes)
