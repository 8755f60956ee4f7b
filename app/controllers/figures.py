"""The figures of a reply, also of one that was gone on with. Pure."""

from collections.abc import Sequence

from app.storage.records import Block, ReplyStatistics
from engine import Finished


def figures_of(event: Finished) -> ReplyStatistics:
    """What the engine measured of one run."""
    return ReplyStatistics(
        tokens=event.tokens,
        seconds=event.seconds,
        tokens_per_second=event.tokens_per_second,
        steps_per_block=event.steps_per_block,
        seconds_to_first_frame=event.seconds_to_first_frame,
    )


def figures_of_blocks(blocks: Sequence[Block]) -> ReplyStatistics | None:
    """What saved blocks tell of a reply whose end was never measured; None without blocks."""
    if not blocks:
        return None
    tokens, seconds = sum(len(b.tokens) for b in blocks), sum(b.seconds for b in blocks)
    return ReplyStatistics(tokens, seconds, _rate(tokens, seconds), _steps(blocks), None)


def added(first: ReplyStatistics | None, second: ReplyStatistics) -> ReplyStatistics:
    """Both runs of a reply together."""
    if first is None:
        return second
    tokens, seconds = first.tokens + second.tokens, first.seconds + second.seconds
    return ReplyStatistics(
        tokens=tokens,
        seconds=seconds,
        tokens_per_second=_rate(tokens, seconds),
        steps_per_block=first.steps_per_block + second.steps_per_block,
        seconds_to_first_frame=first.seconds_to_first_frame,
    )


def _rate(tokens: int, seconds: float) -> float:
    return tokens / seconds if seconds > 0 else 0.0


def _steps(blocks: Sequence[Block]) -> tuple[int, ...]:
    return tuple(block.steps for block in blocks)
