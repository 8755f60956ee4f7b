"""The figures below a reply as one line of text."""

from PySide6.QtCore import QCoreApplication

from app.storage.records import ReplyStatistics
from app.wording import decimal, duration, number, own_model_name


def footer_text(model: str | None, statistics: ReplyStatistics | None) -> str:
    """Such as “Starter · 212 tokens · 5.1 s · 41.6 tokens a second · 14 steps”.

    What is not known is left out.
    """
    words = [own_model_name(model)] if model else []
    if statistics is not None:
        words.append(_counted(statistics.tokens, _tr("{n} token"), _tr("{n} tokens")))
        words.append(duration(statistics.seconds))
        if statistics.tokens:
            rate = _rate(statistics.tokens_per_second)
            words.append(_tr("{rate} tokens a second").format(rate=rate))
        if statistics.steps_per_block:
            words.append(_steps(statistics.steps_per_block))
    return " · ".join(words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ReplyFigures", text)


def _counted(count: int, one: str, many: str) -> str:
    return (one if count == 1 else many).format(n=number(count))


def _rate(rate: float) -> str:
    return decimal(rate, 1 if rate < 99.95 else 0)


def _steps(steps: tuple[int, ...]) -> str:
    words = _counted(sum(steps), _tr("{n} step"), _tr("{n} steps"))
    if len(steps) == 1:
        return words
    return _tr("{steps} in {blocks} blocks").format(steps=words, blocks=number(len(steps)))
