"""How the program's language writes sentences, numbers, sizes, durations and dates, by Qt's means.

Disks and files are told in GB of 10^9 bytes, as by file managers and download pages. Memory alone
is told in GiB of 2^30, because that is how it is built: a card sold with 12 holds 12 GiB.
"""

import re
from datetime import date, datetime
from string import Formatter
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from app.paths import STARTER
from engine.said import SaidError, Sentence, said
from engine.system_reasons import system_reason

_MEASURE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))? ([kMG]i?B)")
_GAP = "\N{NO-BREAK SPACE}"  # a unit stays on its number's line
_DIGITS = re.compile(r",?\.(\d)f")  # of a format such as ".1f"


def number(count: int) -> str:
    """ "12,345" in English, "12.345" in German."""
    return QLocale().toString(count)


def decimal(value: float, digits: int) -> str:
    """With so many digits after the language's own point: "1.5" or "1,5"."""
    return QLocale().toString(float(value), "f", digits)


def size(num_bytes: int) -> str:
    """What lies on a disk or comes over a line: "16.8 GB", "31 MB" or "4 kB"."""
    if num_bytes >= 999_500_000:
        return f"{decimal(num_bytes / 10**9, 1)}{_GAP}GB"
    if num_bytes >= 999_500:
        return f"{decimal(num_bytes / 10**6, 0)}{_GAP}MB"
    return f"{decimal(num_bytes / 1000, 0)}{_GAP}kB" if num_bytes >= 1000 else f"{num_bytes}{_GAP}B"


def memory(num_bytes: int) -> str:
    """What a computer or a card holds in memory: "12 GiB", "4.2 GiB" or "300 MiB"."""
    if num_bytes < 2**30:
        return f"{decimal(num_bytes / 2**20, 0)}{_GAP}MiB"
    return f"{decimal(num_bytes / 2**30, 0 if num_bytes >= 10 * 2**30 else 1)}{_GAP}GiB"


def duration(seconds: float) -> str:
    """ "0.42 s", "5.1 s", "48 s" or "2 min 5 s"."""
    if seconds < 9.95:
        return f"{decimal(seconds, 2 if seconds < 0.995 else 1)}{_GAP}s"
    whole = round(seconds)
    return (
        f"{whole}{_GAP}s" if whole < 60 else f"{number(whole // 60)}{_GAP}min {whole % 60}{_GAP}s"
    )


def local_time(when: datetime) -> datetime:
    """By the clock of this place; a time at the edge of the calendar stays as it is.

    A foreign file may bring such a time, and no text about it may stop the program.
    """
    try:
        return when.astimezone()
    except (OverflowError, OSError, ValueError):  # Windows refuses those before 1970, too
        return when


def day(when: date) -> str:
    """All in numbers, the year in four: "23.11.2026" in German."""
    locale = QLocale()
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if "yyyy" not in pattern:
        pattern = pattern.replace("yy", "yyyy")
    return locale.toString(QDate(when.year, when.month, when.day), pattern)


def moment(when: datetime, *, with_seconds: bool = False) -> str:
    """Day and time by the clock of this place: "23.11.2026 14:05" in German."""
    local, locale = local_time(when), QLocale()
    pattern = locale.timeFormat(QLocale.FormatType.ShortFormat)
    if with_seconds:
        pattern = pattern.replace("mm", "mm:ss")
    time = locale.toString(QTime(local.hour, local.minute, local.second), pattern)
    return f"{day(local.date())} {time}"


def own_words(text: str) -> str:
    """A sentence of the engine or the storage in the window's language, its numbers too.

    Any other text stays as it is, unless it is just a measure such as "9.1 GiB".
    """
    if isinstance(text, Sentence):
        template = QCoreApplication.translate("Sentences", text.template)
        return _OwnWords().vformat(template, (), text.values)
    if found := _MEASURE.fullmatch(text):
        whole, fraction = found.group(1).replace(",", ""), found.group(2) or ""
        return decimal(float(f"{whole}.{fraction or 0}"), len(fraction)) + _GAP + found.group(3)
    return text


def own_error(error: Exception) -> str:
    """What an expected failure says, in the window's language."""
    if isinstance(error, SaidError):
        return own_words(error.sentence)
    if not isinstance(error, OSError):
        return str(error)
    return own_words(
        said(
            "{path} could not be read or written: {reason}.",
            path=str(error.filename),
            reason=system_reason(error),
        )
    )


def own_reason(error: OSError) -> str:
    """Why the system refused something: a few words without a full stop."""
    return own_words(system_reason(error))


def own_title(title: str) -> str:
    """A conversation's title; what a person wrote stays as it is, "1.5 GB" too."""
    return own_words(title) if isinstance(title, Sentence) else title


def own_model_name(name: str) -> str:
    """What the window calls a model; the one that comes along is saved under its English name."""
    return own_words(STARTER) if name == STARTER else name


class _OwnWords(Formatter):
    """Puts values into a template as the window's language writes them."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str):
            return own_words(value)
        if found := _DIGITS.fullmatch(format_spec):
            return decimal(value, int(found.group(1)))
        return number(value) if format_spec == "," else format(value, format_spec)
