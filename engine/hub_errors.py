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
from engine.said import said

_TOKEN = said(
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
            said(
                "Downloads are switched off by the environment variable "
                "HF_HUB_OFFLINE. Remove it and start Sfumato again to download."
            )
        ) from error
    except HfHubHTTPError as error:
        raise _of_status(error, repository, host) from error
    except FileMetadataError as error:
        raise DownloadFailed(
            said(
                "{host} does not answer like a model hub. Check HF_ENDPOINT and your proxy.",
                host=host,
            )
        ) from error
    except httpx2.HTTPError as error:
        raise _of_line(error, host) from error
    except httpx2.InvalidURL as error:
        raise DownloadFailed(
            said("The hub's address {address} is not valid. Check HF_ENDPOINT.", address=endpoint)
        ) from error


def _of_status(error: HfHubHTTPError, repository: str, host: str) -> DownloadFailed:
    status = error.response.status_code
    if isinstance(error, GatedRepoError):
        return DownloadFailed(
            said(
                "{repository} is only given to people with access. {token}",
                repository=repository,
                token=_TOKEN,
            )
        )
    if isinstance(error, RepositoryNotFoundError):
        return DownloadFailed(
            said(
                "{host} has no repository {repository}, or it is private. Check the "
                "name; for a private one set the environment variable HF_TOKEN to your "
                "access token.",
                host=host,
                repository=repository,
            )
        )
    if isinstance(error, RevisionNotFoundError):
        return DownloadFailed(
            said(
                "{repository} no longer has the version asked for. Look it up by its "
                "name to see what it has now.",
                repository=repository,
            )
        )
    if isinstance(error, RemoteEntryNotFoundError) or status == 404:
        return DownloadFailed(
            said(
                "A file of {repository} is not there (any more). Cancel this download "
                "and look the repository up again.",
                repository=repository,
            )
        )
    if status in (401, 403):
        return DownloadFailed(
            said(
                "{host} refuses to give {repository} (HTTP {status}). {token}",
                host=host,
                repository=repository,
                status=status,
                token=_TOKEN,
            )
        )
    if status == 429:
        return HubUnavailable(
            said(
                "{host} asks to slow down (HTTP 429): too many requests came from your address.",
                host=host,
            ),
            _seconds_asked_for(error.response),
        )
    if status in _PASSING:
        return HubUnavailable(
            said("{host} has a problem of its own (HTTP {status}).", host=host, status=status),
            _seconds_asked_for(error.response),
        )
    return DownloadFailed(
        said("{host} answered with HTTP {status}. Try again later.", host=host, status=status)
    )


def _seconds_asked_for(response: httpx2.Response) -> float | None:
    limit = parse_ratelimit_headers(response.headers)
    if limit is not None and limit.remaining == 0:
        return float(limit.reset_in_seconds)
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isdigit() else None


def _of_line(error: httpx2.HTTPError, host: str) -> DownloadFailed:
    if isinstance(error, httpx2.ProxyError):
        return HubUnavailable(
            said("The proxy refused the way to {host}. Check your proxy settings.", host=host)
        )
    if _is_certificate(error):
        return DownloadFailed(
            said(
                "The connection to {host} is not trusted: its certificate could not be "
                "checked. A proxy or virus scanner may stand between; SSL_CERT_FILE "
                "names further certificates.",
                host=host,
            )
        )
    if isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
        return HubUnavailable(
            said("{host} cannot be reached. Check the network connection.", host=host)
        )
    if isinstance(error, httpx2.TimeoutException):
        return HubUnavailable(said("{host} stopped answering.", host=host))
    if isinstance(error, httpx2.TransportError):
        return HubUnavailable(said("The connection to {host} was cut.", host=host))
    return DownloadFailed(
        said("The answer of {host} cannot be understood ({problem}).", host=host, problem=error)
    )


def _is_certificate(error: BaseException) -> bool:
    causes: list[BaseException] = []
    while error not in causes:
        causes.append(error)
        error = error.__cause__ or error.__context__ or error
    return any(isinstance(each, ssl.SSLCertVerificationError) for each in causes)
