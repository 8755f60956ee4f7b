"""The text of a file to import, or of the conversations inside a zip. Writes nothing to disk."""

import codecs
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Generator
from pathlib import Path
from typing import IO

from app.storage.transfer.problems import ImportProblem
from engine.said import said
from engine.system_reasons import system_reason

MAX_BYTES = 512 * 1024 * 1024  # of text, all parts of a zip together
_CHUNK = 1024 * 1024
_WANTED = re.compile(r"(?:^|/)(?:conversations(?:-\d+)?|sfumato[^/]*)\.json$", re.IGNORECASE)
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, ValueError, OverflowError),
)
Reading = Generator[None, None, list[str]]  # pauses after each mebibyte


def read_texts(path: Path) -> Reading:
    """The JSON texts of a file. Raises ImportProblem."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as file:
                return [(yield from _text(file, MAX_BYTES))]
        return (yield from _texts_in_zip(path))
    except OSError as error:
        raise ImportProblem(
            said(
                "The file {name} could not be read: {reason}.",
                name=path.name,
                reason=system_reason(error),
            )
        ) from error


def _texts_in_zip(path: Path) -> Reading:
    texts: list[str] = []
    room = MAX_BYTES
    try:
        with zipfile.ZipFile(path) as archive:
            wanted = [name for name in archive.namelist() if _WANTED.search(name)]
            for name in sorted(wanted):
                with archive.open(name) as file:  # a name in a zip is never a path here
                    texts.append((yield from _text(file, room)))
                    room -= file.tell()
    except _BROKEN as error:
        raise ImportProblem(
            said("This zip file is damaged or encrypted, so nothing was imported from it.")
        ) from error
    if not texts:
        raise ImportProblem(
            said(
                "There is no conversations.json in this zip file, so nothing was imported from it."
            )
        )
    return texts


def _text(file: IO[bytes], room: int) -> Generator[None, None, str]:
    """Decode chunk by chunk; what a zip says of its size is not trusted."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    parts: list[str] = []
    try:
        while chunk := file.read(_CHUNK):
            room -= len(chunk)
            if room < 0:
                raise ImportProblem(
                    said("There is more than 512 MB of text in this file: too much.")
                )
            parts.append(decoder.decode(chunk))
            yield
        parts.append(decoder.decode(b"", final=True))
    except UnicodeDecodeError as error:
        raise ImportProblem(
            said("This file is not text in UTF-8, so it is no export of conversations.")
        ) from error
    return "".join(parts)
